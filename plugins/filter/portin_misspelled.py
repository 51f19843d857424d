# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: portin_misspelled
short_description: Find misspelled variables of the role port_in
version_added: 1.1.0
author:
  - The sinch.porting maintainers (@sinch-porting)
description:
  - Compares names of variables with those of a role. Ansible ignores variables that nothing reads. The
    role P(sinch.porting.port_in#role) uses this filter to refuse misspelled ones.
options:
  _input:
    description: Names of variables.
    type: list
    elements: str
    required: true
  known:
    description: The valid names.
    type: list
    elements: str
    required: true
seealso:
  - plugin: sinch.porting.portin_own_orders
    plugin_type: filter
"""

EXAMPLES = r"""
- name: Fail on unknown variables
  ansible.builtin.assert:
    that: misspelled | length == 0
    fail_msg: "{{ misspelled | join(' ') }}"
  vars:
    misspelled: "{{ ['port_in_refrence'] | sinch.porting.portin_misspelled(['port_in_reference', 'port_in_rules']) }}"
  # port_in_refrence is not a variable of the role. Did you mean port_in_reference?
"""

RETURN = r"""
_value:
  description: A sentence for each unknown name, in the order of the names.
  type: list
  elements: str
  sample:
    - port_in_refrence is not a variable of the role. Did you mean port_in_reference?
"""

import difflib
from collections.abc import Mapping
from typing import Any

from ansible_collections.sinch.porting.plugins.module_utils._base.plain import plain
from ansible_collections.sinch.porting.plugins.plugin_utils._orders import FilterInputError, as_filter

_PREFIX = "port_in_"
# What the modules and the inventory call the same thing.
_ELSEWHERE = {
    "content_from": "csv_variable",
    "phone_numbers": "numbers",
    "src": "numbers_file",
}


def misspelled(names: Any, known: Any = None) -> list[str]:
    given, known_names = plain(names), plain(known)
    if not all(isinstance(one, list) and all(isinstance(name, str) for name in one) for one in (given, known_names)):
        raise FilterInputError("something else than two lists of names")
    return [_sentence(name, known_names) for name in sorted(set(given) - set(known_names))]


def _sentence(name: str, known: list[str]) -> str:
    close = _closest(name.removeprefix(_PREFIX), {one.removeprefix(_PREFIX): one for one in known})
    return f"{name} is not a variable of the role." + (f" Did you mean {close}?" if close else "")


def _closest(name: str, known: dict[str, str]) -> str:
    """The name that was meant; empty if none is close. The names come without the prefix that would make all alike."""
    if _ELSEWHERE.get(name) in known:
        return known[_ELSEWHERE[name]]
    words = set(name.split("_"))
    close = sorted((one for one in known if words <= set(one.split("_"))), key=len)
    close = close or difflib.get_close_matches(name, known, n=1)
    return known[close[0]] if close else ""


class FilterModule:
    def filters(self) -> Mapping[str, Any]:
        return {"portin_misspelled": as_filter("portin_misspelled", misspelled)}
