# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: portin_attention
short_description: List what needs a person in port-in orders
version_added: 1.0.0
author:
  - The sinch.porting maintainers (@sinch-porting)
description:
  - Lists what is stuck or due in one or more port-in orders, most urgent first. The report of
    M(sinch.porting.sinch_portin_report) has the same list.
  - "The kinds, by urgency: C(feature-excluded), a feature such as 911 that Sinch left out of a number;
    C(e911-changed), a validated 911 address that differs from the one that was sent; C(activate), numbers that can be
    activated; C(late), a FOC date that has passed; C(unconfirmed), a desired date that came before the FOC;
    C(rejected) and C(excluded), numbers that the carrier or Sinch refused; C(note), a note from somebody else in the
    last seven days; C(foc-differs), a FOC date that is not the desired one; C(activate-soon) and C(unconfirmed-soon),
    the same two days before; C(no-foc), an order that is older than O(patience) and has no FOC date."
  - A FOC date before the desired one comes first, because those numbers go live early.
  - Capitalization, abbreviations and an added ZIP+4 do not count as changes of a 911 address.
options:
  _input:
    description:
      - An order, a list of orders, a result of M(sinch.porting.sinch_portin_order), or a result of
        M(sinch.porting.sinch_portin_order_info) with details.
    type: raw
    required: true
  patience:
    description: Days after its creation during which an order without a FOC date is not listed.
    type: int
    default: 21
  today:
    description: The day to compare dates with, for example V(2027-03-02). The default is the current date in UTC.
    type: str
seealso:
  - plugin: sinch.porting.portin_numbers_by_status
    plugin_type: filter
  - plugin: sinch.porting.portin_rejection
    plugin_type: filter
"""

EXAMPLES = r"""
- name: Read all pending and confirmed orders
  sinch.porting.sinch_portin_order_info:
    order_status: "{{ item }}"
    details: true
  loop: [PENDING, CONFIRMED]
  loop_control:
    label: "{{ item }}"
  register: found

- name: Show what needs a person
  ansible.builtin.debug:
    msg: "{{ item.reference or item.order_id }}: {{ item.what }} {{ item.remedy }}"
  loop: "{{ found.results | sinch.porting.portin_attention(patience=14) }}"
  loop_control:
    label: "{{ item.kind }}"
  # move-berlin-001: 1 number can be activated since 2027-03-02, and only you can do it. Activate them with ...
"""

RETURN = r"""
_value:
  description:
    - One dictionary for each item, with C(kind), C(what) (a sentence), C(remedy) (what to do), C(message) (a text
      ready to send) and C(message_to) (the recipient), C(since) (the relevant day, or null), C(order_id), C(reference)
      and C(phone_numbers).
    - C(what) includes the text of a note, without secrets and without the names in the order.
  type: list
  elements: dict
  sample:
    - kind: rejected
      what: The losing carrier refused 1 number.
      remedy: Change the data, and order them again; see the rejections.
      message: >-
        Your current provider refused to release 1 number. Please send us the account data exactly as they appear on its
        latest bill. Numbers: +12175230144.
      message_to: the end user
      since:
      order_id: 890190001
      reference: move-berlin-001
      phone_numbers:
        - "+12175230144"
"""

import datetime
from collections.abc import Mapping
from typing import Any

from ansible_collections.sinch.porting.plugins.module_utils._base.dates import read_date
from ansible_collections.sinch.porting.plugins.module_utils._base.plain import plain
from ansible_collections.sinch.porting.plugins.module_utils._report.attention import PATIENCE, attention
from ansible_collections.sinch.porting.plugins.module_utils._report.digest import order_digest
from ansible_collections.sinch.porting.plugins.plugin_utils._orders import FilterInputError, as_filter, orders_in


def attention_of(orders: Any, patience: Any = PATIENCE, today: Any = None) -> list[dict[str, Any]]:
    days, day = plain(patience), plain(today)
    if isinstance(days, str) and days.strip().isdecimal():
        days = int(days)
    if isinstance(days, bool) or not isinstance(days, int) or not 0 <= days <= 3650:
        raise FilterInputError("a patience that is not a number of days from 0 to 3650")
    if day is None:
        day = datetime.datetime.now(datetime.timezone.utc).date()
    text = day.isoformat() if isinstance(day, datetime.date) else str(day)
    if read_date(text) is None:
        raise FilterInputError('a today that is not a date such as "2027-03-02"')
    return attention([order_digest(order) for order in orders_in(orders)], today=text, patience=days)


class FilterModule:
    def filters(self) -> Mapping[str, Any]:
        return {"portin_attention": as_filter("portin_attention", attention_of)}
