# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The required libraries, imported so that every file also loads without them.

Ansible's tests import each file alone, and a user without the libraries should get Ansible's message about a missing
library instead of a traceback. Without pydantic the names below are inert stand-ins: classes can be defined, but
nothing can be validated. ``missing()`` is checked before anything runs.
"""

from __future__ import annotations

import importlib
import traceback
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
    from pydantic_core import PydanticCustomError

_absent: list[tuple[str, str]] = []

try:
    from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
    from pydantic_core import PydanticCustomError
except ImportError:
    _absent.append(("pydantic>=2", traceback.format_exc()))

    if not TYPE_CHECKING:

        class BaseModel:
            pass

        class ValidationError(ValueError):
            pass

        class PydanticCustomError(ValueError):
            pass

        def BeforeValidator(function: Any) -> Any:
            return function

        def ConfigDict(**settings: Any) -> dict[str, Any]:
            return settings

        def Field(*dummy: Any, **settings: Any) -> Any:
            return settings.get("default")


try:
    import requests as _requests  # `_api/transport.py` imports it for itself; here it is only looked for
except ImportError:
    _absent.append(("requests", traceback.format_exc()))
else:
    del _requests


def missing() -> list[tuple[str, str]]:
    """The missing libraries: pairs of a requirement and the traceback of its import."""
    return list(_absent)


__all__ = ["BaseModel", "BeforeValidator", "ConfigDict", "Field", "PydanticCustomError", "ValidationError", "missing"]


def library(name: str) -> Any:
    """An optional library, or None. Imported lazily: tasks without an order need neither library."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None
