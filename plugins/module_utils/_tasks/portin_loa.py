# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_loa``: letters of authorization of an order or of a plan's orders, offline."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from .._base import files
from .._base.context import Result, TaskContext
from .._base.errors import ValidationFailed
from .._base.findings import ERROR, OFF, WARN, Finding
from .._base.libraries import Field
from .._base.text import enumerated, shown
from .._fleet.numbers import read_fleet, without_order_id
from .._model.letter import Letter, letters_of
from .._model.options import OrderSourceOptions
from .._model.order import OrderInput
from .._model.origin import Origin
from .._model.types import FilePath, Word
from .._order.documents import checksum
from .._report import letter as pdf
from .._report.findings import sentence
from .._rules.letters import LOA_STALE
from .._rules.rule import RULES
from .._rules.severities import effective_severities
from .base import Plan, Task

if TYPE_CHECKING:
    from .._model.data import Number

MANIFEST = "manifest.json"
# The members that letters need; the rest of an order may still be missing.
_NEEDED = ("name", "street_name", "city", "state", "zip_code")


class LoaOptions(OrderInput, OrderSourceOptions):
    """Every option of ``sinch_portin_loa``."""

    required: ClassVar[tuple[str, ...]] = ("dest",)

    state: Literal["present", "checked"] = "present"
    plan: FilePath | None = None
    dest: FilePath | None = None
    carrier: Word = ""
    text: list[Word] = Field(default=[])
    logo: FilePath | None = None


def _empty() -> Result:
    return {"letters": [], "manifest": None}


def _check(context: TaskContext) -> Iterator[Finding]:
    options = context.options
    if not options["dest"]:
        yield Finding("missing-option", ERROR, "dest", "is not given; it is the directory for the letters.", "Give it.")
    elif not os.path.isdir(files.expanded(options["dest"])):
        message = f"names {files.expanded(options['dest'])}, which is not a directory."
        yield Finding("letter-path", ERROR, "dest", message, "Create the directory.")
    if options["origin"].planned and options["carrier"]:
        message = "is given with plan, which knows the carrier of each order."
        yield Finding("options-exclude", ERROR, "carrier", message, "Leave one of them out.")
    if options["state"] == "present" and not pdf.ready():
        remedy = f"Install it for {sys.executable}: pip install reportlab."
        yield Finding("library-missing", ERROR, "dest", "needs the Python library reportlab.", remedy)


TASK = Task(
    "sinch_portin_loa",
    LoaOptions,
    _empty,
    lambda context: _LettersRun(context).prepare(),
    _check,
    writes=False,
    from_file=without_order_id,
    takes_any_count=True,
    origin=Origin.taken_from,
    severities=effective_severities,
)


@dataclass
class _LettersRun:
    context: TaskContext

    @cached_property
    def folder(self) -> str:
        return files.expanded(self.context.options["dest"])

    def prepare(self) -> Plan:
        letters = self._letters()
        return self._present(letters) if self.context.options["state"] == "present" else self._checked(letters)

    def _letters(self) -> list[Letter]:
        """Raises ValidationFailed if the numbers lack data for a letter."""
        options = self.context.options
        # Letters can be made before an order is complete; only their own data is required.
        severities = dict.fromkeys(RULES, OFF) | {
            "wrong-type": ERROR,
            "unknown-member": ERROR,
            "number-not-e164": ERROR,
        }
        fleet = read_fleet(self.context, severities)
        wrong = [*fleet.findings, *_missing(fleet.numbers)]
        if wrong:
            raise ValidationFailed(sentence(wrong, "No letter was made, because the numbers have"))
        letters: list[Letter] = []
        for reference, carrier, numbers in self._orders(fleet.numbers):
            letters += letters_of(numbers, reference=reference, carrier=carrier, text=options["text"])
        return letters

    def _orders(self, numbers: list[Number]) -> Iterable[tuple[str, str, list[Number]]]:
        options = self.context.options
        plan = options["origin"].planned
        if not plan:
            return [(options["customer_order_reference"] or "order", options["carrier"], numbers)]
        by_number = {number["phone_number"]: number for number in numbers}
        orders = []
        for order in plan["orders"]:
            absent = [number for number in order["numbers"] if number not in by_number]
            if absent:
                raise ValidationFailed(
                    f"The plan has numbers in {order['reference']} that are not in the input: "
                    f"{enumerated(absent, 5)}. Make the plan again, or give the numbers that it was made from."
                )
            members = [by_number[number] for number in order["numbers"]]
            orders.append((order["reference"], order["carrier"] or "", members))
        return orders

    def _present(self, letters: list[Letter]) -> Plan:
        logo = self._logo()
        for letter in letters:
            if lacking := pdf.unprintable(letter):
                raise ValidationFailed(
                    f"The letter of {letter.reference} contains characters that its font lacks: {shown(lacking)}. "
                    "Write the name or address without them."
                )
        contents = {pdf.file_name(letter): pdf.render(letter, logo=logo) for letter in letters}
        before = self._entries
        contents[MANIFEST] = _manifest(letters, before, {letter.name: self._outdated(letter) for letter in letters})
        changed = {name: content for name, content in contents.items() if self._content(name) != content}
        return Plan(
            changed=bool(changed),
            result=self._result(letters),
            act=lambda: self._write(changed),
            warnings=self._warnings(letters),
        )

    def _checked(self, letters: list[Letter]) -> Plan:
        """Compares with the existing letters; those that differ are stale."""
        known = self._known()
        stale = [letter for letter in letters if self._is_stale(letter)]
        absent = [letter.name for letter in letters if letter.name not in known]
        result = self._result(letters)
        if absent:
            raise ValidationFailed(
                f"There is no letter for {enumerated(absent, 5)} in {self.folder}. Make the letters first.",
                result=result,
            )
        findings = [
            Finding(
                LOA_STALE.id,
                self.context.severities[LOA_STALE.id],
                "dest",
                f"has {pdf.file_name(letter)}, or its signed copy, which differs from the order as it is now.",
                LOA_STALE.remedy,
            )
            for letter in stale
            if self.context.severities[LOA_STALE.id] != OFF
        ]
        result["findings"] = [finding.as_result() for finding in findings]
        wrong = [finding for finding in findings if finding.severity == ERROR]
        if wrong:
            raise ValidationFailed(sentence(wrong, "The letters have"), result=result)
        return Plan(changed=False, result=result, warnings=[str(one) for one in findings if one.severity == WARN])

    def _result(self, letters: list[Letter]) -> Result:
        return {
            "manifest": os.path.join(self.folder, MANIFEST),
            "letters": [
                {
                    "path": os.path.join(self.folder, pdf.file_name(letter)),
                    "signed_path": pdf.signed_path(self.folder, letter),
                    **_facts(letter),
                }
                for letter in letters
            ],
        }

    def _warnings(self, letters: list[Letter]) -> list[str]:
        """A warning about signed copies of letters that have changed since, and must be signed again."""
        listed = [letter.name for letter in letters if self._signed(letter) in self._outdated(letter)]
        if not listed:
            return []
        return [
            f"The signed copies of {enumerated(listed, 5)} are of letters that have changed. Have them signed again."
        ]

    def _is_stale(self, letter: Letter) -> bool:
        """Whether the existing letter, or its signed copy, does not match the current order."""
        known = self._known().get(letter.name)
        return known is not None and (known != letter.fingerprint or self._signed(letter) in self._outdated(letter))

    def _outdated(self, letter: Letter) -> list[str]:
        """The checksums of signed copies that are older than the last change of their letter.

        A signed copy does not show which letter was signed, so one that is older than its letter does not count.
        """
        entry = next((entry for entry in self._entries if entry["name"] == letter.name), {})
        found = [str(checksum) for checksum in entry.get("outdated") or ()]
        signed = self._signed(letter)
        if signed and entry.get("fingerprint") != letter.fingerprint and signed not in found:
            found.append(signed)
        return found

    def _signed(self, letter: Letter) -> str:
        """The checksum of the signed copy; empty if there is none."""
        path = pdf.signed_path(self.folder, letter)
        with files.named(f"The signed copy of {letter.name}"):
            return checksum(files.read_file(path)) if path else ""

    def _known(self) -> dict[str, str]:
        """The fingerprints of the existing letters, by name."""
        return {entry["name"]: entry["fingerprint"] for entry in self._entries}

    @cached_property
    def _entries(self) -> list[Result]:
        """The existing letters, from the manifest."""
        content = self._content(MANIFEST)
        if content is None:
            return []
        try:
            entries: list[Result] = json.loads(content)["letters"]
            if all({"name", "reference", "fingerprint"} <= entry.keys() for entry in entries):
                return entries
        except (ValueError, KeyError, TypeError, AttributeError):
            pass
        path = os.path.join(self.folder, MANIFEST)
        raise ValidationFailed(f"{path} is not a list of letters. Remove it, and make the letters again.")

    def _logo(self) -> bytes | None:
        path = self.context.options["logo"]
        if path is None:
            return None
        with files.named("logo"):
            content = files.read_file(path)
        if not pdf.is_picture(content):
            raise ValidationFailed(f"logo names {path}, which is neither PNG nor JPEG. Convert it.")
        return content

    def _content(self, name: str) -> bytes | None:
        with files.named("dest"):
            return files.present_content(os.path.join(self.folder, name))

    def _write(self, contents: Mapping[str, bytes]) -> Result:
        with files.named("dest"):
            for name, content in contents.items():
                files.write_file(os.path.join(self.folder, name), content, mode=files.SAFE_MODE)
        return {}


def _missing(numbers: Iterable[Mapping[str, Any]]) -> list[Finding]:
    found = []
    for index, number in enumerate(numbers):
        end_user = number.get("end_user") or {}
        for name in _NEEDED:
            if not str(end_user.get(name) or "").strip():
                path = f"phone_numbers[{index}].end_user.{name}"
                found.append(Finding("missing-member", ERROR, path, "is missing; the letter needs it.", "Give it."))
    return found


def _facts(letter: Letter) -> Result:
    return {
        "reference": letter.reference,
        "end_user_name": letter.end_user_name,
        "carrier": letter.carrier,
        "phone_number_count": len(letter.phone_numbers),
        "fingerprint": letter.fingerprint,
    }


def _manifest(
    letters: Iterable[Letter], before: Iterable[Mapping[str, Any]], outdated: Mapping[str, list[str]]
) -> bytes:
    """The list of the letters; letters of other orders from another run stay in it.

    ``outdated`` maps the name of a letter to the checksums of signed copies that are older than it.
    """
    made = [
        {
            "name": letter.name,
            "file": pdf.file_name(letter),
            **_facts(letter),
            "phone_numbers": list(letter.phone_numbers),
            "outdated": outdated[letter.name],
        }
        for letter in letters
    ]
    references = {entry["reference"] for entry in made}
    kept = [dict(entry) for entry in before if entry["reference"] not in references]
    entries = sorted([*kept, *made], key=lambda entry: str(entry["name"]))
    return (json.dumps({"letters": entries}, indent=1, ensure_ascii=False) + "\n").encode()
