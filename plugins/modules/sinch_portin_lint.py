#!/usr/bin/python
# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: sinch_portin_lint
short_description: Check numbers offline before they are ported
version_added: 1.0.0
description:
  - Checks an order, or a file with any number of phone numbers, by the rules of M(sinch.porting.sinch_portin_order).
    Nothing is sent and no credentials are needed, so it is suitable for CI.
  - Reports damage that spreadsheets do to CSV files, with line numbers.
  - Files may have more than 500 numbers. That limit is for orders; M(sinch.porting.sinch_portin_plan) splits the
    numbers accordingly.
author:
  - The sinch.porting maintainers (@sinch-porting)
extends_documentation_fragment:
  - sinch.porting.attributes.no_diff
  - sinch.porting.attributes
  - sinch.porting.order
requirements:
  - python >= 3.10
  - pydantic >= 2
options:
  fail_on:
    description:
      - The lowest severity that fails the task. With V(never) it only reports.
    type: str
    choices: [error, warn, never]
    default: error
  max_findings:
    description:
      - Maximum number of findings in the result, errors first, so that a large file does not produce a large variable.
        The files of O(sarif_path) and O(junit_path) contain all of them.
    type: int
    default: 100
  sarif_path:
    description:
      - A file to write all findings to, in SARIF 2.1.0, for code reviews. Check mode does not write it.
    type: path
  junit_path:
    description:
      - A file to write all findings to, as JUnit XML, for test reports. Findings that fail the task appear as failed
        tests. Check mode does not write it.
    type: path
notes:
  - A desired port date in the past is a warning here, because the orders may exist. O(rules) can make it an error.
  - O(desired_port_schedule) is optional. Without it no date is checked.
  - Connection options that C(module_defaults) sets for the group are ignored.
seealso:
  - module: sinch.porting.sinch_portin_order
  - module: sinch.porting.sinch_portin_plan
"""

EXAMPLES = r"""
- name: Check a file of numbers
  sinch.porting.sinch_portin_lint:
    src: numbers.csv

- name: Check it in CI, and show the findings in code review
  sinch.porting.sinch_portin_lint:
    src: numbers.csv
    desired_port_schedule:
      desired_port_date: "2027-03-02"
    end_user: "{{ headquarters_address }}"
    fail_on: warn
    sarif_path: porting.sarif
    junit_path: porting.xml

- name: Count the findings by rule
  sinch.porting.sinch_portin_lint:
    src: numbers.csv
    fail_on: never
  register: lint

- name: Show the counts
  ansible.builtin.debug:
    var: lint.summary.rules
"""

RETURN = r"""
checked:
  description: How many numbers were checked.
  returned: always
  type: int
  sample: 4000
summary:
  description: How many findings there are.
  returned: always
  type: dict
  contains:
    errors:
      description: Findings of severity C(error).
      type: int
      returned: always
      sample: 3
    warnings:
      description: Findings of severity C(warn).
      type: int
      returned: always
      sample: 12
    rules:
      description: The number of findings of each rule.
      type: dict
      returned: always
      sample:
        csv-zero-lost: 3
        placeholder-data: 12
findings_total:
  description: How many findings there are in all.
  returned: always
  type: int
  sample: 15
findings:
  description: The first findings, errors first, at most O(max_findings).
  returned: always
  type: list
  elements: dict
  contains:
    rule:
      description: Id of the rule.
      type: str
      returned: always
      sample: csv-zero-lost
    severity:
      description: C(error) or C(warn).
      type: str
      returned: always
      sample: error
    path:
      description: Location in the numbers, counted from 0.
      type: str
      returned: always
      sample: phone_numbers[3].end_user.zip_code
    message:
      description: What is wrong.
      type: str
      returned: always
      sample: is '2134', a ZIP code without its leading zeros.
    remedy:
      description: How to fix it.
      type: str
      returned: always
      sample: Write "02134".
    source:
      description: Where the rule comes from.
      type: str
      returned: always
      sample: "Spreadsheet programs: what they do to text that looks like a number or a date"
    file:
      description: The file.
      type: str
      returned: when the finding is about a row of a CSV file
      sample: numbers.csv
    line:
      description: The line where the row begins.
      type: int
      returned: when the finding is about a row of a CSV file
      sample: 5
failure:
  description: Why the task failed, for use in a C(rescue) block.
  returned: failure
  type: dict
  contains:
    kind:
      description: C(validation), or C(internal) for a bug in this collection.
      type: str
      returned: failure
      sample: validation
"""

from ansible_collections.sinch.porting.plugins.module_utils._base.old_python import refuse_old_python
from ansible_collections.sinch.porting.plugins.module_utils._base.zipped import compile_once

refuse_old_python()
compile_once()

from ansible_collections.sinch.porting.plugins.module_utils._run.module import run_module
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_lint import TASK


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
