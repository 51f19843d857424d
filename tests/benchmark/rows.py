# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of the table: what is compared with what, and the ratio that is to be reached."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import plays
from plays import Task


@dataclass(frozen=True)
class Side:
    """One run of ansible-playbook, or of the script where ``threads`` is not 0, with ``requests`` for each order.

    ``numbers`` of an order that comes as variables, in ``form`` (json or yml) with the members of ``names``; or 0.
    ``there``: the order has been created already.
    """

    tasks: tuple[Task, ...] = ()
    numbers: int = 0
    names: str = "ours"
    form: str = "json"
    there: bool = False
    hosts: int = 1
    connection: str = "local"
    options: tuple[str, ...] = ()
    callback: str = "ansible.builtin.default"
    threads: int = 0
    requests: str = "all"


@dataclass(frozen=True)
class Row:
    """``measure``: time, or memory of the largest process, or the exponent of time over five times the numbers.

    ``rest`` says where the rest goes when the ratio is missed; docs/performance.md has the profiles.
    """

    name: str
    against: str
    ours: Side
    theirs: Side
    reach: float
    measure: str = "time"
    slow: bool = False
    rest: str = ""


def _ours(numbers: int = 1, **settings: Any) -> Side:
    return Side(tuple(plays.ours()), numbers, **settings)


def _uri(numbers: int = 1, **settings: Any) -> Side:
    return Side(tuple(plays.uri()), numbers, "uri", **settings)


def make_rows(orders: int) -> list[Row]:
    loop = {"loop": f"{{{{ range({orders}) | list }}}}", "loop_control": {"label": "{{ item }}"}}
    files = Side(tuple(plays.ours_from_files("{{ item }}", **loop)))
    uri_files = Side(tuple(plays.uri_from_files("{{ item }}", **loop)))
    hosts = Side(
        tuple(plays.ours_from_files("{{ inventory_hostname }}")),
        hosts=orders,
        options=("--forks", "10"),
    )
    # As the role does it: the numbers of a fleet are in its files and its report, not in results.
    brief = {"details": False}
    brief_files = replace(files, tasks=tuple(plays.ours_from_files("{{ item }}", brief, **loop)))
    brief_hosts = replace(hosts, tasks=tuple(plays.ours_from_files("{{ inventory_hostname }}", brief)))
    loop_ours = Side(tuple(plays.ours_looped(50)), 1)
    loop_uri = Side(tuple(plays.uri_looped(50)), 1, "uri")
    read = Side(tuple(plays.uri_read()), 500, "uri", there=True)
    three, bulk = "three uri tasks", f"{orders} orders of 500 from files"
    variables = "core 2.17 turns variables into text and back, and marks each value of a result"
    payload = "core finds and packs the module's files in each play, and the other side compiles them twice"
    printed = "the text of a result with 500 numbers, 0.1 s"
    result = "the whole validation, and core's copies of each result"
    validation = "the whole validation"
    libraries = "requests, pydantic, holidays, phonenumbers and our files: 21 MB"
    return [
        Row("one order of 1 number", three, _ours(), _uri(), 0.06),
        Row("a loop of 50 such orders", three, loop_ours, loop_uri, 0.03),
        Row("500 numbers, JSON variables", three, _ours(500), _uri(500), 0.25, rest=variables),
        Row("500 numbers, YAML variables", three, _ours(500, form="yml"), _uri(500, form="yml"), 0.25, rest=variables),
        Row("500 numbers, unchanged", "two uri tasks", _ours(500, there=True), read, 0.25, rest=variables),
        Row("as a module elsewhere, 1 number", three, _ours(connection="elsewhere"), _uri(), 0.45, rest=payload),
        Row("as a module elsewhere, 500", three, _ours(500, connection="elsewhere"), _uri(500), 0.45, rest=payload),
        Row("500 numbers, -vvv", "without", _ours(500, options=("-vvv",)), _ours(500), 1.3, rest=printed),
        Row(
            "500 numbers, callback that prints all",
            "without",
            _ours(500, callback="ansible.builtin.minimal"),
            _ours(500),
            1.3,
            rest=printed,
        ),
        Row("500 numbers, exponent", "100 numbers", _ours(500), _ours(100), 1.05, "exponent"),
        Row("500 numbers", "250 numbers", _ours(500), _ours(250), 2.0, rest=variables),
        Row("500 numbers, memory", three, _ours(500), _uri(500), 1.2, "memory", rest=libraries),
        Row(bulk, "script", files, Side(threads=1), 3, rest=result),
        Row(f"{orders} hosts, forks 10", "script, 10 threads", hosts, Side(threads=10), 6, rest=result),
        Row(f"{bulk}, details: false", "script", brief_files, Side(threads=1), 3, rest=validation),
        Row(
            f"{orders} hosts, forks 10, details: false",
            "script, 10 threads",
            brief_hosts,
            Side(threads=10),
            6,
            rest=f"{validation}; a process for each host",
        ),
        # For the record: without the look-up for orders that hold the numbers, which no script of today makes.
        Row(
            f"{bulk}, details: false",
            "script of three requests",
            brief_files,
            Side(threads=1, requests="three"),
            3,
            rest=f"{validation}, and the look-up for conflicts",
        ),
        Row(bulk, three, files, uri_files, 0.08, slow=True, rest=result),
        Row(f"{bulk}, memory", three, files, uri_files, 0.2, "memory", slow=True, rest="core keeps each item's result"),
        Row(f"{bulk}, details: false", three, brief_files, uri_files, 0.08, slow=True, rest=validation),
        Row(f"{bulk}, memory, details: false", three, brief_files, uri_files, 0.2, "memory", slow=True),
    ]
