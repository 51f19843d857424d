# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_export``: existing orders as files for ``src`` of ``sinch_portin_order``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from .._base import files
from .._base.context import Result, TaskContext
from .._base.errors import ValidationFailed
from .._base.findings import ERROR, Finding
from .._base.parallel import read_each
from .._base.text import enumerated
from .._model.options import ConnectionOptions
from .._model.statuses import CANCELLED_STATUSES, COMPLETED, age
from .._model.types import FilePath, Flag, Integer, Text
from .._order import lookup
from .._order.context import Context, Service
from .._order.filters import FILTERS, OrderFilters, matching, problems
from .._report.order_file import Missing, file_names, is_untouched, missing, order_file, order_of
from .base import Plan, Task

if TYPE_CHECKING:
    from .._model.data import Order

CREATED, REPLACED, SAME, KEPT = "created", "replaced", "same", "kept"
_LISTED = 5


class ExportOptions(ConnectionOptions, OrderFilters):
    required: ClassVar[tuple[str, ...]] = ("project_id", "dest")
    mutually_exclusive: ClassVar[list[tuple[str, ...]]] = [("order_ids", "references")]

    order_ids: list[Integer] | None = None
    references: list[Text] | None = None
    # A cancelled order cannot be managed.
    order_status: Literal["PENDING", "CONFIRMED", "COMPLETED"] | None = None
    dest: FilePath | None = None
    force: Flag = False


def _empty() -> Result:
    # Ansible considers a task with a result key "skipped" as not run.
    return {"files": [], "left_out": [], "not_found": []}


def _check(context: TaskContext) -> Iterator[Finding]:
    options = context.options
    filters = [name for name in FILTERS if options.get(name) is not None]
    if options["order_ids"] is not None:
        filters = ["references"] if options["references"] is not None else filters
        if filters:
            message = f"names the orders, so {filters[0]} has nothing to choose from."
            yield Finding("options-exclude", ERROR, "order_ids", message, "Give one or the other.")
    yield from problems(options)
    if not options["dest"]:
        yield Finding("missing-option", ERROR, "dest", "is not given; it is the directory for the files.", "Give it.")
        return
    folder = files.expanded(options["dest"])
    if not os.path.isdir(folder):
        yield Finding("export-path", ERROR, "dest", f"names {folder}, which is not a directory.", "Create it.")
    elif not os.access(folder, os.W_OK | os.X_OK):
        yield Finding("export-path", ERROR, "dest", f"names {folder}, in which this user may not write.")


TASK = Task(
    "sinch_portin_export", ExportOptions, _empty, lambda context: _Work(context).prepare(), _check, service=Service()
)


@dataclass(frozen=True)
class _File:
    """The new content of an order's file, and the current one. ``state`` says what happens to it."""

    path: str
    content: bytes
    present: bytes | None
    state: str
    facts: Result
    missing: list[Missing]

    @property
    def is_written(self) -> bool:
        return self.state in (CREATED, REPLACED)

    def before(self) -> str:
        """The old file for a diff; an edited one is not shown, because it may contain PINs."""
        if self.present is None:
            return ""
        edited = f"(edited, {len(self.present)} bytes, not shown)\n"
        return self.present.decode() if is_untouched(self.present) else edited

    def as_result(self) -> Result:
        entries = [one.as_result() for one in self.missing]
        return {"path": self.path, "state": self.state, **self.facts, "missing": entries}


@dataclass
class _Work:
    context: Context
    left_out: list[Result] = field(default_factory=list)
    not_found: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.options = self.context.options
        self.folder = files.expanded(self.options["dest"])

    def prepare(self) -> Plan:
        made = self._files()
        written = [file for file in made if file.is_written]
        return Plan(
            changed=bool(written),
            result={
                "files": [file.as_result() for file in made],
                "left_out": self.left_out,
                "not_found": self.not_found,
            },
            sides=lambda: (
                {file.path: file.before() for file in written if file.present is not None},
                {file.path: file.content.decode() for file in written},
            ),
            act=lambda: _write(written),
            warnings=[*self._warnings(made)],
        )

    # ---- which orders ------------------------------------------------------------------

    def _orders(self) -> Iterator[Order]:
        """The complete orders, one after another. Those that get no file are recorded as left out."""
        client = self.context.client
        ids = list(dict.fromkeys(self.options["order_ids"] or ())) or self._ids_by_list()
        for order_id, order in zip(ids, read_each(lambda each: lookup.order_by_id(client, each), ids), strict=True):
            if order is None:
                self.not_found += [order_id] if self.options["order_ids"] else []
            elif self._is_to_be_held(order) and order.get("phone_numbers"):
                yield order
            else:
                self._skip(order)

    def _ids_by_list(self) -> list[Any]:
        wanted = self.options["references"]
        if self.options["order_ids"] is not None or wanted == []:
            return []
        found: dict[str, int] = {}
        seen: set[str] = set()
        for entry in matching(self.context.client, self.options):
            reference = str(entry.get("customer_order_reference") or "")
            if wanted is not None and reference not in wanted:
                continue
            seen.add(reference)
            if self._is_to_be_held(entry):
                found[str(entry["id"])] = entry["id"]
            else:
                self._skip(entry)
        self.not_found = [reference for reference in dict.fromkeys(wanted or ()) if reference not in seen]
        return [found[key] for key in sorted(found, key=age)]

    def _is_to_be_held(self, order: Order) -> bool:
        """Whether a task can still manage the order, or a completed order was requested."""
        status = order.get("status")
        by_name = self.options["order_ids"] is not None or self.options["order_status"] == COMPLETED
        return status not in CANCELLED_STATUSES and (status != COMPLETED or by_name)

    def _skip(self, order: Order) -> None:
        self.left_out.append(_address(order))

    # ---- which files -------------------------------------------------------------------

    def _files(self) -> list[_File]:
        taken: set[str] = set()
        return [self._file(order, taken) for order in self._orders()]

    def _file(self, order: Order, taken: set[str]) -> _File:
        path, present = self._place(order, taken)
        content = order_file(order)
        if present is None:
            state = CREATED
        elif present == content:
            state = SAME
        else:
            state = REPLACED if is_untouched(present) or self.options["force"] else KEPT
        facts = {**_address(order), "phone_number_count": len(order["phone_numbers"])}
        return _File(path, content, present, state, facts, missing(order))

    def _place(self, order: Order, taken: set[str]) -> tuple[str, bytes | None]:
        """The path of an order's file, and its current content. Files of other orders and of this run are not used."""
        for name in file_names(order):
            path = os.path.join(self.folder, name)
            with files.named("dest"):
                present = files.present_content(path)
            owner = None if present is None else order_of(present)
            # Some file systems ignore case.
            if name.lower() not in taken and owner in (None, str(order["id"])):
                taken.add(name.lower())
                return path, present
        raise ValidationFailed(
            f"{os.path.join(self.folder, file_names(order)[1])} describes another order than {order['id']}, whose file "
            "it should be. Move it away, or choose another dest."
        )

    def _warnings(self, made: Iterable[_File]) -> Iterator[str]:
        kept = [file.path for file in made if file.state == KEPT]
        if kept:
            yield (
                f"Files that differ from their orders were left as they are, because somebody has edited them: "
                f"{enumerated(kept, _LISTED)}. With force they are replaced, and additions to them are lost."
            )
        if self.not_found:
            listed = enumerated([str(one) for one in self.not_found], _LISTED)
            yield f"{len(self.not_found)} of the orders asked for were not found: {listed}."
        if self.left_out and (self.options["order_ids"] or self.options["references"]):
            listed = enumerated([f"{one['order_id']} ({one['order_status']})" for one in self.left_out], _LISTED)
            yield f"Orders that are completed or cancelled, or have no numbers yet, got no file: {listed}."


def _address(order: Order) -> Result:
    return {
        "order_id": order["id"],
        "reference": str(order.get("customer_order_reference") or ""),
        "order_status": order.get("status"),
    }


def _write(written: Iterable[_File]) -> Result:
    with files.named("dest"):
        for file in written:
            mode = files.SAFE_MODE if file.present is None else files.present_mode(file.path)
            files.write_file(file.path, file.content, mode=mode)
    return {}
