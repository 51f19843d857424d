# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The null store, which protects nothing."""

from __future__ import annotations

from ansible_collections.sinch.porting.plugins.module_utils._base import store


def test_the_null_store_accepts_everything_and_keeps_nothing() -> None:
    nothing = store.NoStore()
    first, second = nothing.take(["key"]), nothing.take(["key"])
    assert first is not None
    assert second is not None
    first.write("7")
    assert (first.read(), second.read()) == ([], [])
    first.erase()
    first.release()
    assert (nothing.guard, nothing.holder(["key"])) == (store.NONE, "")
    assert len({store.NONE, store.LOCAL, store.SHARED}) == 3
