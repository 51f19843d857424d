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
  - Reads all orders of a base reference and makes one report of them, as a page (HTML), a table (CSV), data (JSON), a
    calendar (iCalendar) and metrics (Prometheus).
  - It tells how far the port is, for each status and each losing carrier, shows the FOC dates on a time line, what
    needs a person today, and for each rejection what it means and what to change.
  - The page is one file that needs no network and runs no script. It can be read on a phone and printed, and follows
    the light or dark scheme of its reader.
  - A report holds no PIN, no account number and no address, and names only with O(include_names).
  - Nothing is changed at Sinch. The same orders on the same day give the same files, so a second run changes nothing.
author:
  - The sinch.porting maintainers (@sinch-porting)
extends_documentation_fragment:
  - sinch.porting.connection
  - sinch.porting.attributes
options:
  reference:
    description:
      - The base reference. The report is about the orders whose reference is this one, or this one with the running
        number of a plan or of a resubmission. For V(hq-move) these are V(hq-move-001) and V(hq-move-001-r1), and not
        V(hq-move-east-001), which is an order of another job.
      - Either O(reference) and O(references), one of them or both, or O(order_ids) must be given.
    type: str
    aliases: [customer_order_reference, customerOrderReference, base_reference, baseReference]
  references:
    description: References of orders, compared exactly. They are added to those of O(reference).
    type: list
    elements: str
  order_ids:
    description: The ids of the orders.
    type: list
    elements: int
  plan:
    description:
      - The plan file of the move, as C(sinch_portin_plan) writes it, on the machine where the task runs.
      - With it the report also counts numbers that are in no order yet, lists those that were set aside as not
        portable, and names the losing carriers as the portability check did.
      - The orders that it names belong to O(reference), whatever their own references are. A plan of another base
        reference is refused.
    type: path
  dest:
    description:
      - Where the files are written, on the machine where the task runs. A folder gets files named after
        O(reference); anything else is the name of the files without its ending.
      - The folder must be there. The files get the mode V(0644).
      - Without it nothing is written.
    type: path
  formats:
    description:
      - The files that are written.
      - V(ics) is a calendar with an event for each order and moment. An event keeps its UID when its date moves, and
        its SEQUENCE rises; it is cancelled when its order is. It needs the Python library C(icalendar).
      - V(prom) is a file for the textfile collector of Prometheus' node exporter. It needs the Python library
        C(prometheus-client). No label holds a phone number or a name.
    type: list
    elements: str
    choices: [html, csv, json, ics, prom]
    default: [html, csv, json]
  include_names:
    description:
      - Whether the names of end users and of those who authorized the port are in the report.
      - Without it they are also taken out of what carriers write as the reason of a rejection.
    type: bool
    default: false
  previous:
    description:
      - The JSON file of an earlier report on the same orders, on the machine where the task runs. RV(news) is what has
        changed since then.
      - By default it is the JSON file that this report replaces. Without either there is no news.
    type: path
    version_added: 1.1.0
  patience:
    description: How many days after its creation an order may be without a FOC date before it needs a person.
    type: int
    default: 21
    version_added: 1.1.0
  title:
    description: The title of the report. By default it is made of the reference.
    type: str
  date:
    description:
      - The day of the report, as an ISO date. What is due, late or still to come is judged by it.
      - By default it is today in the eastern time zone of the US, which is the API's default zone.
    type: str
notes:
  - A number that was rejected in one order and ordered again in another counts once, in the newer order.
  - The page of a fleet of more than 500 numbers lists only those that were rejected or left out, and says so. The CSV
    and JSON files have every number.
  - In the CSV file a value that a spreadsheet would take for a formula has an apostrophe before it. Phone numbers are
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

- name: Say how far it is
  ansible.builtin.debug:
    msg: "{{ report.totals.percent }} % ported; {{ report.attention_count }} things need a person today"

- name: Make just the page, with names, for the people who answer the carriers
  sinch.porting.sinch_portin_report:
    reference: hq-move
    dest: /var/www/internal/porting/
    formats: [html]
    include_names: true
    title: Moving the headquarters

- name: Know what is to be done, and write nothing
  sinch.porting.sinch_portin_report:
    order_ids: [890192331, 890192332]
  register: report

- name: Put the dates into a calendar that people subscribe to, and the counts on the wall
  sinch.porting.sinch_portin_report:
    reference: hq-move
    dest: /var/www/internal/porting/
    formats: [ics, prom]

- name: Say what is new since the last report
  ansible.builtin.debug:
    msg: "{{ report.news_summary.text }}"

- name: Stop a pipeline when something needs a person
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
    - Counts of orders and numbers. C(orders) are those that are not cancelled, C(canceled_orders) the others.
      C(wanted) are the numbers that are neither cancelled nor set aside, C(percent) is
      the share of them that is activated, rounded down, C(stuck) are those rejected or left out, C(open) the rest.
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
    - How many numbers have which status. C(NOT_ORDERED) and C(SET_ASIDE) come from the plan, the others from the API.
  returned: always
  type: dict
  sample:
    ACTIVATED: 38
    CONFIRMED: 35
order_statuses:
  description: How many orders have which status.
  returned: always
  type: dict
  sample:
    CONFIRMED: 2
    PENDING: 4
attention:
  description:
    - What needs a person today, the most urgent first, at most 100 entries with 20 numbers each. The files have all.
    - C(kind) is one of the kinds of P(sinch.porting.portin_attention#filter), C(since) the day it is about. C(message)
      is a text ready to be sent to C(message_to).
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
      C(activate) for numbers that can be activated from then on, and C(wanted) for numbers without a FOC date, on the
      day they are wanted. C(foc_at) is the first moment of that day, where the hour is known. C(orders) has the first
      20.
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
      C(document). C(phone_number) is null where it is about the order.
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
    - Counts of the news, small enough for an artifact of AWX, and a sentence with them. It holds no number and no name.
      C(since) is the day of the earlier report, C(kinds) counts by kind, C(statuses) by the status that numbers got.
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
  description: Every problem of the options, errors and warnings.
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
      description: The place in the options.
      type: str
      returned: always
      sample: reference
    message:
      description: What is wrong.
      type: str
      returned: always
      sample: is one of three ways to choose orders; just one of reference, references and order_ids is needed.
    remedy:
      description: What to do about it.
      type: str
      returned: always
      sample: Say which orders the report is about.
diff:
  description: Size and checksum of each file that differs, before and after. Both are empty out of diff mode.
  returned: always
  type: dict
  sample:
    before: {}
    after:
      /srv/reports/hq-move.html:
        size: 69430
        checksum: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
failure:
  description: Why the task failed, for a C(rescue) to decide on.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - C(validation), C(api), C(connection), or C(internal) for a fault of this collection.
      type: str
      returned: failure
      sample: api
    status:
      description: HTTP status of the API's answer.
      type: int
      returned: when the API answered
      sample: 403
    code:
      description: Code of the API's error.
      type: str
      returned: when the API gave one
      sample: "403"
    field_violations:
      description: The members the API refused, each with C(field) and C(description).
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
      description: The service's id of the request.
      type: str
      returned: when the API gave one
      sample: 6f1c2a
"""

from ansible_collections.sinch.porting.plugins.module_utils._base.old_python import refuse_old_python

refuse_old_python()

from ansible_collections.sinch.porting.plugins.module_utils._run.module import run_module
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_report import TASK


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
