#!/usr/bin/python
# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: sinch_portin_report
short_description: Report on all port-in orders of a reference
version_added: 1.0.0
description:
  - Reads all orders of a base reference and writes one report on them, as a page (HTML), a table (CSV), data (JSON), a
    calendar (iCalendar) and metrics (Prometheus).
  - It shows the progress by status and losing carrier, the FOC dates on a timeline, what needs a person today, and
    for each rejection what it means and what to change.
  - The page is one file that needs no network and runs no script. It can be read on a phone and printed, and follows
    the browser's light or dark scheme.
  - A report contains no PINs, account numbers or addresses, and names only with O(include_names).
  - Nothing is changed at Sinch. The same orders on the same day give the same files, so a second run changes nothing.
author:
  - The sinch.porting maintainers (@sinch-porting)
extends_documentation_fragment:
  - sinch.porting.connection
  - sinch.porting.attributes
options:
  reference:
    description:
      - The base reference. It selects the orders with exactly this reference, and those that add the running number of
        a plan or of a resubmission. For V(hq-move) these include V(hq-move-001) and V(hq-move-001-r1), but not
        V(hq-move-east-001), which belongs to another job.
      - Give O(reference), O(references), or both of them; or O(order_ids).
    type: str
    aliases: [customer_order_reference, customerOrderReference, base_reference, baseReference]
  references:
    description: Exact references of further orders. They are added to those of O(reference).
    type: list
    elements: str
  order_ids:
    description: The ids of the orders.
    type: list
    elements: int
  plan:
    description:
      - The plan file of the move, written by M(sinch.porting.sinch_portin_plan), on the machine where the task runs.
      - With it the report also counts numbers that are not in any order yet, lists those that were set aside as not
        portable, and uses the portability check's names of the losing carriers.
      - Its orders are included whatever their references are. A plan with another base reference is refused.
    type: path
  dest:
    description:
      - Where to write the files, on the machine where the task runs. A directory gets files named after
        O(reference); anything else is the path of the files without the extension.
      - The directory must exist. The files get the mode V(0644).
      - Without it nothing is written.
    type: path
  formats:
    description:
      - The files to write.
      - V(ics) is a calendar with an event for each order and time. When the date moves, the event keeps its UID, and
        its SEQUENCE rises; it is cancelled when its order is. It needs the Python library C(icalendar).
      - V(prom) is a file for the textfile collector of Prometheus' node exporter. It needs the Python library
        C(prometheus-client). No label contains a phone number or a name.
    type: list
    elements: str
    choices: [html, csv, json, ics, prom]
    default: [html, csv, json]
  include_names:
    description:
      - Whether the report contains the names of end users and of those who authorized the port.
      - Without it they are also removed from the carriers' reject reasons.
    type: bool
    default: false
  previous:
    description:
      - The JSON file of an earlier report on the same orders, on the machine where the task runs. RV(news) lists what
        has changed since then.
      - The default is the JSON file that this report replaces. Without either there is no news.
    type: path
    version_added: 1.1.0
  patience:
    description: Days after its creation during which an order without a FOC date does not need a person yet.
    type: int
    default: 21
    version_added: 1.1.0
  title:
    description: The title of the report. By default it is made from the reference.
    type: str
  date:
    description:
      - The day of the report, as an ISO date. It decides what is due, late or still to come.
      - The default is the current date in the US eastern time zone, which is the API's default zone.
    type: str
notes:
  - A number that was rejected in one order and ordered again in another counts once, in the newer order.
  - With more than 500 numbers the page lists only those that were rejected or excluded, and says so. The CSV and JSON
    files have every number.
  - In the CSV file a value that a spreadsheet would read as a formula is prefixed with an apostrophe. Phone numbers are
    written as they are.
seealso:
  - module: sinch.porting.sinch_portin_order_info
  - module: sinch.porting.sinch_portin_order
"""

EXAMPLES = r"""
- name: Report on all orders of a move, as a page, a table and data
  sinch.porting.sinch_portin_report:
    reference: hq-move
    dest: reports/hq-move
  register: report

- name: Show the progress
  ansible.builtin.debug:
    msg: "{{ report.totals.percent }} % ported; {{ report.attention_count }} items need a person today"

- name: Write only the page, with names, for the people who answer the carriers
  sinch.porting.sinch_portin_report:
    reference: hq-move
    dest: /var/www/internal/porting/
    formats: [html]
    include_names: true
    title: Moving the headquarters

- name: Find out what needs to be done, and write nothing
  sinch.porting.sinch_portin_report:
    order_ids: [890192331, 890192332]
  register: report

- name: Write a calendar to subscribe to, and metrics for a dashboard
  sinch.porting.sinch_portin_report:
    reference: hq-move
    dest: /var/www/internal/porting/
    formats: [ics, prom]

- name: Show what is new since the last report
  ansible.builtin.debug:
    msg: "{{ report.news_summary.text }}"

- name: Fail a pipeline when something needs a person
  ansible.builtin.assert:
    that: report.attention_count == 0
    fail_msg: "{{ report.attention | map(attribute='what') | join('; ') }}"
"""

RETURN = r"""
title:
  description: The title of the report. Null when the task failed.
  returned: always
  type: str
  sample: Port-in hq-move
date:
  description: The day of the report. Null when the task failed.
  returned: always
  type: str
  sample: "2027-03-03"
totals:
  description:
    - Counts of orders and numbers. C(orders) counts those that are not cancelled, C(canceled_orders) the others.
      C(wanted) counts numbers that are neither cancelled nor set aside, C(percent) is the share of them that is
      activated, rounded down, C(stuck) counts those that were rejected or excluded, C(open) the rest.
  returned: always
  type: dict
  sample:
    orders: 6
    canceled_orders: 0
    numbers: 124
    wanted: 122
    activated: 38
    percent: 31
    confirmed: 35
    stuck: 8
    not_ordered: 2
    set_aside: 2
    canceled: 0
    open: 76
statuses:
  description:
    - How many numbers have each status. C(NOT_ORDERED) and C(SET_ASIDE) come from the plan, the others from the API.
  returned: always
  type: dict
  sample:
    ACTIVATED: 38
    CONFIRMED: 35
order_statuses:
  description: How many orders have each status.
  returned: always
  type: dict
  sample:
    CONFIRMED: 2
    PENDING: 4
attention:
  description:
    - What needs a person today, most urgent first, at most 100 entries with 20 numbers each. The files have all.
    - C(kind) is one of the kinds of P(sinch.porting.portin_attention#filter), C(since) the relevant day. C(message)
      is a text ready to send to C(message_to).
  returned: always
  type: list
  elements: dict
  sample:
    - kind: rejected
      what: The losing carrier refused 1 number.
      remedy: Change the data, and order them again; see the rejections.
      message: >-
        Your current provider refused to release 1 number. Please send us the account data exactly as they appear on its
        latest bill. Numbers: +12025550143.
      message_to: the end user
      since: null
      order_id: 890192331
      reference: hq-move-001
      numbers: 1
      phone_numbers: ["+12025550143"]
attention_count:
  description: How many entries there are in all.
  returned: always
  type: int
  sample: 1
rejections:
  description: The causes of rejections, the most frequent first.
  returned: always
  type: list
  elements: dict
  sample:
    - cause: pin
      title: The PIN or passcode is wrong
      meaning: The losing carrier compared the PIN with its records, and it is missing, wrong or no longer valid.
      who: You, with the end user
      change: "pin (existing_port_out_pin). Ask for a new PIN: some are valid for a few days only."
      numbers: 8
coming:
  description:
    - What comes next, day by day, at most 100 entries. C(kind) is C(foc) for numbers that go live on a FOC date,
      C(activate) for numbers that can be activated from then on, and C(wanted) for numbers without a FOC date, on their
      desired date. C(foc_at) is the earliest time on that day, if the hour is known. C(orders) has the first 20.
  returned: always
  type: list
  elements: dict
  sample:
    - date: "2027-03-09"
      kind: foc
      numbers: 20
      orders: [hq-move-001]
      foc_at: "2027-03-09T09:00:00-05:00"
news:
  description:
    - What has changed since the earlier report, at most 1000 entries; empty when nothing has.
    - C(kind) is C(order) (a new order, or its status), C(status) (of a number), C(foc_set), C(foc_moved), C(note) or
      C(document). C(phone_number) is null if the entry is about the order.
  returned: always
  type: list
  elements: dict
  sample:
    - phone_number: "+12025550143"
      order_id: 890192331
      reference: hq-move-001
      kind: status
      before: PENDING
      after: CONFIRMED
news_summary:
  description:
    - Counts of the news, small enough for an AWX artifact, and a sentence with them. It contains no numbers or names.
      C(since) is the day of the earlier report, C(kinds) counts by kind, C(statuses) by the new status of numbers.
  returned: always
  type: dict
  sample:
    since: "2027-03-02"
    count: 21
    kinds:
      status: 20
      note: 1
    statuses:
      CONFIRMED: 20
    text: "Since 2 March 2027: 20 numbers confirmed, 1 note."
missing:
  description: Those of O(references) and O(order_ids) for which there is no order.
  returned: always
  type: list
  elements: raw
  sample: []
files:
  description: The path of each file, by its format. Empty without O(dest).
  returned: always
  type: dict
  sample:
    html: /srv/reports/hq-move.html
    csv: /srv/reports/hq-move.csv
    json: /srv/reports/hq-move.json
findings:
  description: All problems with the options, errors and warnings.
  returned: always
  type: list
  elements: dict
  contains:
    rule:
      description: Id of the rule.
      type: str
      returned: always
      sample: missing-option
    severity:
      description: C(error) or C(warn).
      type: str
      returned: always
      sample: error
    path:
      description: Location in the options.
      type: str
      returned: always
      sample: reference
    message:
      description: What is wrong.
      type: str
      returned: always
      sample: is one of three ways to choose orders; just one of reference, references and order_ids is needed.
    remedy:
      description: How to fix it.
      type: str
      returned: always
      sample: Specify the orders.
diff:
  description: Size and checksum of each file that differs, before and after. Both are empty outside diff mode.
  returned: always
  type: dict
  sample:
    before: {}
    after:
      /srv/reports/hq-move.html:
        size: 69430
        checksum: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
failure:
  description: Why the task failed, for use in a C(rescue) block.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - C(validation), C(api), C(connection), or C(internal) for a bug in this collection.
      type: str
      returned: failure
      sample: api
    status:
      description: HTTP status of the API's response.
      type: int
      returned: when the API responded
      sample: 403
    code:
      description: Code of the API's error.
      type: str
      returned: when the API gave one
      sample: "403"
    field_violations:
      description: The members that the API rejected, each with C(field) and C(description).
      type: list
      elements: dict
      returned: when the API gave them
      sample:
        - field: pageSize
          description: Not valid.
    method:
      description: Method of the request.
      type: str
      returned: when a request failed
      sample: GET
    path:
      description: Path of the request.
      type: str
      returned: when a request failed
      sample: /v1/projects/p-1/orders/portIns
    request_id:
      description: The service's request id.
      type: str
      returned: when the API gave one
      sample: 6f1c2a
"""

from ansible_collections.sinch.porting.plugins.module_utils._base.old_python import refuse_old_python
from ansible_collections.sinch.porting.plugins.module_utils._base.zipped import compile_once

refuse_old_python()
compile_once()

from ansible_collections.sinch.porting.plugins.module_utils._run.module import run_module
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_report import TASK


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
