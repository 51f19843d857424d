# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of the table: what is compared, and the goal of each ratio."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import plays
from plays import Task


@dataclass(frozen=True)
class Side:
    """One run of ansible-playbook, or of the script if ``threads`` is not 0, with ``requests`` for each order.

    ``numbers``: those of an order in variables, as ``form`` (json or yml) with the members of ``names``; 0 for files.
    ``there``: the order already exists. ``latency``: seconds before each response of the service.
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
    latency: float = 0.0


@dataclass(frozen=True)
class Fleet:
    """The runs of fleet.py for this count of numbers. The row measures ``step``."""

    numbers: int
    step: str


@dataclass(frozen=True)
class Lint:
    """A lint of this count of fleet.py's numbers, with or without the carriers' records."""

    numbers: int
    records: bool = False


# The measures of rows, with their names in the table.
TASKS = "tasks"
WHOLE = "whole command"
CPU = "processor"
MEMORY = "memory"
EXPONENT = "exponent"


@dataclass(frozen=True)
class Row:
    """A comparison. ``goal`` is the limit of the ratio, or of seconds or megabytes if there is no other side.

    ``why`` is the reason if the goal is missed; docs/performance.md has the profiles. ``felt`` rows are those that
    people notice; a ``slow`` one takes minutes.
    """

    name: str
    against: str
    ours: Side | Fleet | Lint
    theirs: Side | Lint | None
    goal: float
    measure: str = TASKS
    slow: bool = False
    why: str = ""
    felt: bool = False


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
    # Like the role: the numbers of a fleet are in its files and its report, not in results.
    brief = {"details": False}
    brief_files = replace(files, tasks=tuple(plays.ours_from_files("{{ item }}", brief, **loop)))
    brief_hosts = replace(hosts, tasks=tuple(plays.ours_from_files("{{ inventory_hostname }}", brief)))
    three, bulk = "three uri tasks", f"{orders} orders of 500 from files"
    return [
        *_felt_rows(bulk, brief_files),
        *_variable_rows(three),
        *_record_rows(),
        Row(f"{bulk}, with details", "script", files, Side(threads=1), 3, WHOLE, why=RESULT),
        Row(
            f"{orders} hosts, forks 10, with details",
            "script, 10 threads",
            hosts,
            Side(threads=10),
            6,
            WHOLE,
            why=RESULT,
        ),
        Row(bulk, "script", brief_files, Side(threads=1), 3, WHOLE, why=VALIDATION),
        Row(
            f"{orders} hosts, forks 10",
            "script, 10 threads",
            brief_hosts,
            Side(threads=10),
            6,
            WHOLE,
            why=f"{VALIDATION}; a process for each host",
        ),
        # For information: without the search for existing orders with the numbers, which scripts usually do not do.
        Row(
            bulk,
            "script of three requests",
            brief_files,
            Side(threads=1, requests="three"),
            3,
            WHOLE,
            why=f"{VALIDATION}, and the look-up for conflicts",
        ),
        Row(f"{bulk}, with details", three, files, uri_files, 0.08, slow=True, why=RESULT),
        Row(
            f"{bulk}, with details",
            three,
            files,
            uri_files,
            0.2,
            MEMORY,
            slow=True,
            why="core keeps each item's result",
        ),
        Row(bulk, three, brief_files, uri_files, 0.08, slow=True, why=VALIDATION),
        Row(bulk, three, brief_files, uri_files, 0.2, MEMORY, slow=True),
    ]


VARIABLES = "ansible-core before 2.19 turns variables into text and back, and marks each value of a result"
PAYLOAD = "core finds and packs the module's files in each play, and the other side compiles them"
PRINTED = "the text of a result with 500 numbers, 0.1 s"
RESULT = "the whole validation, and core's copies of each result"
VALIDATION = "the whole validation"
LIBRARIES = "requests, pydantic, holidays, phonenumbers and our files: 21 MB"
WAITS = "each order waits for the service three times, one behind the other"


def _felt_rows(bulk: str, files: Side) -> list[Row]:
    three, far, away = "three uri tasks", 0.1, "service 100 ms away"
    fleet = "100,000 numbers from CSV"
    return [
        Row("one order of 1 number", three, _ours(), _uri(), 0.22, WHOLE, felt=True, why="loading libraries"),
        Row(f"new order, {away}", three, _ours(latency=far), _uri(latency=far), 0.27, felt=True, why=WAITS),
        Row(
            f"unchanged order, {away}",
            three,
            _ours(latency=far, there=True),
            _uri(latency=far, there=True),
            0.18,
            felt=True,
            why=WAITS,
        ),
        Row(
            "as a module elsewhere, 1 number", three, _ours(connection="elsewhere"), _uri(), 0.5, felt=True, why=PAYLOAD
        ),
        Row(
            "as a module elsewhere, 500",
            three,
            _ours(500, connection="elsewhere"),
            _uri(500),
            0.5,
            felt=True,
            why=PAYLOAD,
        ),
        Row(bulk, "script", files, Side(threads=1), 3, CPU, felt=True, why=VALIDATION),
        Row("500 numbers", three, _ours(500), _uri(500), 1.2, MEMORY, felt=True, why=LIBRARIES),
        Row(
            f"{fleet}: lint, plan, create",
            "",
            Fleet(100_000, "first run"),
            None,
            30,
            WHOLE,
            slow=True,
            felt=True,
            why=VALIDATION,
        ),
        Row(
            f"{fleet}: the same without a change",
            "",
            Fleet(100_000, "second run"),
            None,
            20,
            WHOLE,
            slow=True,
            felt=True,
            why=VALIDATION,
        ),
        Row(fleet, "", Fleet(100_000, "largest process"), None, 200, MEMORY, slow=True, felt=True, why=LIBRARIES),
    ]


def _record_rows() -> list[Row]:
    """The ratios at each size show that the comparison does not grow faster than the lint."""
    return [
        Row(f"lint of {count:,} numbers with records", "without", Lint(count, True), Lint(count), 1.5, CPU, slow=True)
        for count in (1000, 10_000, 100_000)
    ]


def _variable_rows(three: str) -> list[Row]:
    loop_ours = Side(tuple(plays.ours_looped(50)), 1)
    loop_uri = Side(tuple(plays.uri_looped(50)), 1, "uri")
    read = Side(tuple(plays.uri_read()), 500, "uri", there=True)
    printing = _ours(500, callback="ansible.builtin.minimal")
    return [
        Row("one order of 1 number", three, _ours(), _uri(), 0.06),
        Row("a loop of 50 such orders", three, loop_ours, loop_uri, 0.03),
        Row("500 numbers, JSON variables", three, _ours(500), _uri(500), 0.25, why=VARIABLES),
        Row("500 numbers, YAML variables", three, _ours(500, form="yml"), _uri(500, form="yml"), 0.25, why=VARIABLES),
        Row("500 numbers, unchanged", "two uri tasks", _ours(500, there=True), read, 0.25, why=VARIABLES),
        Row("500 numbers, -vvv", "without", _ours(500, options=("-vvv",)), _ours(500), 1.3, why=PRINTED),
        Row("500 numbers, callback that prints all", "without", printing, _ours(500), 1.3, why=PRINTED),
        Row("500 numbers", "100 numbers", _ours(500), _ours(100), 1.05, EXPONENT),
        Row("500 numbers", "250 numbers", _ours(500), _ours(250), 2.0, why=VARIABLES),
    ]
