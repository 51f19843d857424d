# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Escaping of text in markup."""

from __future__ import annotations

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.html import Markup, join, tag


@pytest.mark.parametrize(
    ("built", "html"),
    [
        (tag("p", "a < b & c"), "<p>a &lt; b &amp; c</p>"),
        (tag("p", tag("b", "x"), None, 7), "<p><b>x</b>7</p>"),
        (tag("a", "x", href='"><script>'), '<a href="&quot;&gt;&lt;script&gt;">x</a>'),
        (
            tag("td", class_="count", data_label="A", hidden=True, open=False, id=None),
            '<td class="count" data-label="A" hidden></td>',
        ),
        (tag("meta", name="viewport"), '<meta name="viewport">'),
        (join("<", Markup("<hr>")), "&lt;<hr>"),
        (tag("p", "a\x00b\u202ec\ud800"), "<p>a\ufffdb\ufffdc\ufffd</p>"),
    ],
)
def test_text_is_escaped_and_markup_is_not(built: str, html: str) -> None:
    assert built == html
