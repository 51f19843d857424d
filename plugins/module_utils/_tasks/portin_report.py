# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_report``: a report on all orders of a base reference, and its files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from .._base.context import Result, TaskContext
from .._base.dates import DEFAULT_ZONE, read_date, zone_of
from .._base.errors import ValidationFailed
from .._base.findings import ERROR, Finding
from .._base.libraries import Field
from .._base.parallel import read_each
from .._fleet.plan_file import read_plan
from .._fleet.references import belongs
from .._model.options import ConnectionOptions
from .._model.types import DateText, FilePath, Flag, Integer, Text, Word
from .._order import lookup
from .._order.causes import explain
from .._order.context import Context, Service
from .._report.attention import PATIENCE
from .._report.digest import Data, order_digest
from .._report.figures import report
from .._report.files import ReportFile, check, check_libraries, paths, prepared, write
from .._report.news import read_previous, summary, with_news
from .base import Plan, Task

# Limits of the result; the files have everything.
LISTED = 100
NUMBERS_LISTED = 20
NEWS_LISTED = 1000


class ReportOptions(ConnectionOptions):
    other_names: ClassVar[dict[str, str]] = {"customer_order_reference": "reference", "base_reference": "reference"}
    required_one_of: ClassVar[list[tuple[str, ...]]] = [("reference", "references", "order_ids")]
    mutually_exclusive: ClassVar[list[tuple[str, ...]]] = [("reference", "order_ids"), ("references", "order_ids")]

    reference: Text | None = Field(default=None, min_length=1)
    references: list[Text] | None = None
    order_ids: list[Integer] | None = None
    plan: FilePath | None = None
    dest: FilePath | None = Field(default=None, min_length=1)
    formats: list[Literal["html", "csv", "json", "ics", "prom"]] = Field(default=["html", "csv", "json"])
    include_names: Flag = False
    previous: FilePath | None = Field(default=None, min_length=1)
    patience: Integer = Field(default=PATIENCE, ge=0, le=3650)
    title: Word | None = None
    date: DateText | None = None


def _empty() -> Result:
    return {
        "title": None,
        "date": None,
        "totals": {},
        "statuses": {},
        "order_statuses": {},
        "attention": [],
        "attention_count": 0,
        "rejections": [],
        "coming": [],
        "news": [],
        "news_summary": summary([], since=None),
        "missing": [],
        "files": {},
    }


def _check(context: TaskContext) -> Iterator[Finding]:
    options = context.options
    by_reference = bool(options["reference"] or options["references"])
    if not by_reference and not options["order_ids"]:
        message = "is not given, and neither are references and order_ids."
        yield Finding("missing-option", ERROR, "reference", message, "Specify the orders.")
    elif by_reference and options["order_ids"]:
        message = "cannot be given with reference or references."
        yield Finding("options-exclude", ERROR, "order_ids", message, "Choose the orders by reference or by id.")
    if options["date"] is not None and read_date(options["date"]) is None:
        yield Finding("date-format", ERROR, "date", "is not a date such as 2027-03-02.")
    if options["dest"] is None:
        return
    if not options["formats"]:
        yield Finding("missing-option", ERROR, "formats", "is empty, so there is nothing to write.", "Leave dest out.")
    yield from check_libraries(options["formats"])
    yield from check(options["dest"], options["formats"], name=options["reference"])


TASK = Task(
    "sinch_portin_report",
    ReportOptions,
    _empty,
    lambda context: _ReportRun(context).prepare(),
    _check,
    service=Service(),
)


@dataclass
class _ReportRun:
    """One report: selects the orders, reads each completely and reduces it at once, then makes the files."""

    context: Context
    digests: list[Data] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    missing: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.options = self.context.options
        self.today = self.options["date"] or _today(self.context)

    def prepare(self) -> Plan:
        # Before the orders are read, so that a wrong path is reported at once.
        plan = read_plan(self.options["plan"], self.options["reference"] or "") if self.options["plan"] else None
        previous = self._previous()
        self._read_orders({order["reference"] for order in plan["orders"]} if plan else set())
        made = report(
            self.digests,
            today=self.today,
            title=self.options["title"] or f"Port-in {self.options['reference'] or 'report'}",
            reference=self.options["reference"],
            explain=explain,
            plan=plan,
            names=self.options["include_names"],
            patience=self.options["patience"],
        )
        made, news = with_news(made, previous)
        files = self._files(made)
        return Plan(
            changed=any(file.differs for file in files),
            result={
                **_result(made, files, missing=self.missing),
                "news": news[:NEWS_LISTED],
                "news_summary": summary(news, since=previous["today"] if previous else None),
            },
            sides=lambda: (
                {file.path: file.before() for file in files if file.differs},
                {file.path: file.after() for file in files if file.differs},
            ),
            act=lambda: _written(files),
            warnings=[*self._warnings(), *self.notices],
        )

    def _previous(self) -> Data | None:
        """The earlier report: the one in ``previous``, or the one that this report replaces."""
        reference = self.options["reference"]
        if self.options["previous"]:
            found = read_previous(self.options["previous"])
            if found.get("reference") != reference:
                raise ValidationFailed(
                    f"previous names a report on the reference {found.get('reference')!r}, not on {reference!r}. "
                    "Name the earlier report on the same orders."
                )
            return found
        if self.options["dest"] is None:
            return None
        path = paths(self.options["dest"], ["json"], name=reference)["json"]
        if not os.path.exists(path):
            return None
        try:
            found = read_previous(path)
        except ValidationFailed as error:
            self.notices.append(f"What is new cannot be determined: {error.message}")
            return None
        return found if found.get("reference") == reference else None

    def _read_orders(self, planned: set[str]) -> None:
        client = self.context.client
        ours = [str(self.options[name]) for name in ("key_id", "project_id") if self.options[name]]
        ids = self.options["order_ids"] or self._ids_by_reference(planned)
        for order_id, order in zip(ids, read_each(lambda each: lookup.order_by_id(client, each), ids), strict=True):
            if order is not None:
                self.digests.append(order_digest(order, include_names=self.options["include_names"], ours=ours))
            elif self.options["order_ids"]:
                self.missing.append(order_id)

    def _ids_by_reference(self, planned: set[str]) -> list[Any]:
        """The orders selected by reference. The whole list is read once, because its filter may match differently."""
        base, exact = self.options["reference"] or "", self.options["references"] or []
        found: dict[str, str] = {}
        for entry in self.context.client.list_orders():
            reference = str(entry.get("customer_order_reference") or "")
            if belongs(reference, base, planned=planned if base else (), named=exact):
                found[str(entry["id"])] = reference
        self.missing = [reference for reference in exact if reference not in found.values()]
        return list(found)

    def _files(self, made: Data) -> list[ReportFile]:
        if self.options["dest"] is None:
            return []
        wanted = paths(self.options["dest"], self.options["formats"], name=self.options["reference"])
        return prepared(made, wanted, now=self.context.clock.now().timestamp())

    def _warnings(self) -> list[str]:
        if self.missing:
            listed = ", ".join(str(name) for name in self.missing[:20])
            return [f"{len(self.missing)} of the orders asked for were not found: {listed}."]
        if not self.digests and not self.options["plan"]:
            return [f"No order has the reference {self.options['reference']!r}, or one that a plan derives from it."]
        return []


def _today(context: Context) -> str:
    """The current date where the losing carriers are, in the API's default zone."""
    return context.clock.now().astimezone(zone_of(DEFAULT_ZONE)).date().isoformat()


def _result(made: Data, files: list[ReportFile], *, missing: list[Any]) -> Result:
    return {
        "title": made["title"],
        "date": made["today"],
        "totals": made["totals"],
        "statuses": {entry["status"]: entry["numbers"] for entry in made["statuses"]},
        "order_statuses": {entry["status"]: entry["orders"] for entry in made["order_statuses"]},
        "attention": [_in_short(entry) for entry in made["attention"][:LISTED]],
        "attention_count": len(made["attention"]),
        "rejections": [
            {name: value for name, value in entry.items() if name not in ("phone_numbers", "references", "texts")}
            for entry in made["rejections"]
        ],
        "coming": [{**entry, "orders": entry["orders"][:NUMBERS_LISTED]} for entry in made["coming"][:LISTED]],
        "missing": missing,
        "files": {file.format: file.path for file in files},
    }


def _in_short(entry: Data) -> Data:
    numbers = entry["phone_numbers"]
    return {**entry, "numbers": len(numbers), "phone_numbers": numbers[:NUMBERS_LISTED]}


def _written(files: list[ReportFile]) -> Result:
    write(files)
    return {}
