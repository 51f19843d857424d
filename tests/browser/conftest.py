# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One browser for all tests of pages. Without one they are skipped with a reason."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ansible_collections.sinch.porting.tests.browser.browser import NAMES, Browser, find_browser


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    program = find_browser()
    if program is None:
        pytest.skip(
            f"no browser: none of {', '.join(NAMES)} is on the PATH; SINCH_TEST_BROWSER may name one that is elsewhere"
        )
    with Browser(program, profile=tmp_path_factory.mktemp("profile")) as running:
        yield running
