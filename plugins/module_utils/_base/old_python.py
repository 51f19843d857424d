# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refuses a Python that is too old, with a clear message. Modules call it before they import anything else.

Ansible accepts Python 3.9 on a target, as on RHEL 9, where the rest of the collection cannot even be imported. So
this file needs no newer version.
"""

from __future__ import annotations

import json
import sys

OLDEST = (3, 10)


def refuse_old_python() -> None:
    """Fails the module if its Python is too old."""
    if sys.version_info >= OLDEST:
        return
    found = ".".join(str(part) for part in sys.version_info[:3])
    message = (
        f"sinch.porting needs Python 3.10 or newer where its modules run, but {sys.executable} is {found}. Set "
        "ansible_python_interpreter to a newer one, or run the task on the controller with connection: local."
    )
    failure = {"kind": "requirement", "missing": ["python>=3.10"]}
    sys.stdout.write(json.dumps({"failed": True, "changed": False, "msg": message, "failure": failure}) + "\n")
    raise SystemExit(1)
