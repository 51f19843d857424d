# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Journals, locks and marks in a directory, for the tests of journals and of stores."""

from __future__ import annotations

from ansible_collections.sinch.porting.plugins.module_utils._base.directory_store import DirectoryStore
from ansible_collections.sinch.porting.plugins.module_utils._order.journal import Journal, WriteLock, open_journal
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock


def journal(directory, *, clock=None, say=print, shared=False):
    return Journal(DirectoryStore(directory, shared=shared), clock=clock or FakeClock(), say=say)


def lock(directory, *address, clock=None, patience=1.0, shared=False):
    return WriteLock(
        *(address or ("order",)), journal=journal(directory, clock=clock, shared=shared), patience=patience
    )


def opened(name, home, *, required=False, check_mode=False, say=print):
    return open_journal(name, home=home, required=required, check_mode=check_mode, clock=FakeClock(), say=say)


def marks(directory):
    return sorted(directory.glob("*.mark"))
