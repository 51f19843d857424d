# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that can fail a task, as one tree of exceptions.

.. code-block:: text

    PortingError              .kind is the ``failure.kind`` of the result
    ├── ValidationFailed      validation       the input is wrong; nothing was sent
    ├── Unportable            unportable       a number cannot be ported
    ├── Conflict              conflict         a number, or a reference, is in another open order
    ├── Unguarded             unguarded        the state store does not work, or is not shared although required
    ├── Locked                locked           the order would have to change, but can no longer
    ├── ApiError              api              the service said no; status, code and field violations as it gave them
    ├── ConnectionFailed      connection       no response, and nothing was written
    │   └── NotShownYet       connection       an order is listed, but cannot be read yet
    ├── FeatureExcluded       feature_excluded a number is ported without a requested feature
    ├── OutOfTime             timeout          a wait timed out
    ├── UnknownOutcome        unknown_outcome  a write was sent, and its outcome could not be established
    ├── LostAnswer            unknown_outcome  only internally: the write must be settled by reading
    └── Fault                 internal         a bug in this collection

    A message is a sentence that a person can act on. ``_run`` removes secrets from it when it makes the result.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .findings import Finding


class PortingError(Exception):
    """Fails a task. ``details`` are further members of the result's ``failure``; ``result`` further result keys.

    ``written`` means that the task's write, if any, succeeded, and only something after it failed.
    """

    kind = "internal"

    def __init__(
        self, message: str, *, result: dict[str, Any] | None = None, written: bool = False, **details: Any
    ) -> None:
        super().__init__(message)
        self.message = message
        self.written = written
        self.details = {name: value for name, value in details.items() if value is not None}
        self.result = result or {}

    def failure(self) -> dict[str, Any]:
        """The ``failure`` member of a result."""
        return {"kind": self.kind, **self.details}


class ValidationFailed(PortingError):
    """``findings`` are problems of the input that were found after it was read."""

    kind = "validation"

    def __init__(self, message: str, *, findings: Iterable[Finding] = (), **details: Any) -> None:
        super().__init__(message, **details)
        self.findings = list(findings)


class Unportable(PortingError):
    kind = "unportable"


class Conflict(PortingError):
    kind = "conflict"


class Unguarded(PortingError):
    kind = "unguarded"


class Locked(PortingError):
    kind = "locked"


class ApiError(PortingError):
    """The service returned an error. ``details``: status (int), code, field_violations, method, path, request_id."""

    kind = "api"

    @property
    def status(self) -> int:
        return int(self.details["status"])


class ConnectionFailed(PortingError):
    kind = "connection"


class NotShownYet(ConnectionFailed):
    """An order exists, because it is listed, but reading it returns 404: so none may be created."""


class FeatureExcluded(PortingError):
    kind = "feature_excluded"


class OutOfTime(PortingError):
    kind = "timeout"


class UnknownOutcome(PortingError):
    kind = "unknown_outcome"


class LostAnswer(PortingError):
    """A write may have reached the service, but its response was lost or incomplete."""

    kind = "unknown_outcome"


class Fault(PortingError):
    kind = "internal"
