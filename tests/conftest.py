# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the checkout importable as ``ansible_collections.sinch.porting``, for the tests and for what they start."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TREE = ROOT / ".build" / "tree"


def _link_checkout() -> None:
    """Put a link to the checkout where Ansible wants a collection; other processes may do the same at once."""
    link = TREE / "ansible_collections" / "sinch" / "porting"
    link.parent.mkdir(parents=True, exist_ok=True)
    if not link.is_symlink():
        with contextlib.suppress(FileExistsError):
            link.symlink_to(os.path.relpath(ROOT, link.parent), target_is_directory=True)


_link_checkout()
sys.path.insert(0, str(TREE))
os.environ["ANSIBLE_COLLECTIONS_PATH"] = str(TREE)
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(ROOT / ".build" / "cache" / "hypothesis"))
# What a test starts must find the tools of the environment that runs the test, even when it isn't activated.
os.environ["PATH"] = os.pathsep.join([os.path.dirname(sys.executable), os.environ.get("PATH", os.defpath)])

with contextlib.suppress(ImportError):
    from hypothesis import HealthCheck, settings

    # How quick the machine is at the moment of an example says nothing about the example.
    settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("untimed")
    settings.register_profile("daily", max_examples=10)  # `make test` takes the usual hundred
