# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Conversion of Ansible's data to exact built-in types."""

from __future__ import annotations

from ansible_collections.sinch.porting.plugins.module_utils._base import plain


class Tagged(str):
    """A subclass of str whose str() differs, like ansible-core's tagged and unsafe texts."""

    def __str__(self):
        return "something else"


def test_values_become_plain():
    data = plain.plain({Tagged("a"): [Tagged("b"), (1, True, None, 2.5)]})
    assert data == {"a": ["b", [1, True, None, 2.5]]}
    assert not any(isinstance(text, Tagged) for text in (next(iter(data)), data["a"][0]))
