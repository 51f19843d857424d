# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters of authorization: which are made, their text, and when one is out of date."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from ansible_collections.sinch.porting.plugins.module_utils._model.origin import ARGUMENT, Origin
from ansible_collections.sinch.porting.plugins.module_utils._report import letter as pdf
from ansible_collections.sinch.porting.plugins.module_utils._run.run import run
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_loa import TASK
from ansible_collections.sinch.porting.tests.unit.letter_numbers import ACCOUNT, PIN, number
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock

LONG = (
    "Soci\u00e9t\u00e9 d'\u00c9lectricit\u00e9 et de T\u00e9l\u00e9communications du Saint-Laurent Qu\u00e9b\u00e9cois "
    * 2
)
# A PNG with one pixel.
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def make(folder: Path, numbers: list[dict[str, Any]], *, check: bool = False, **options: Any) -> dict[str, Any]:
    arguments = {"dest": str(folder), "phone_numbers": numbers, "customer_order_reference": "hq", **options}
    result = run(TASK, arguments, check_mode=check, diff=False, environ={}, say=print, clock=FakeClock())
    assert PIN not in str(result)
    assert ACCOUNT not in str(result)
    return result


def text_of(path: str) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_a_letter_has_the_customer_the_carriers_and_every_number(tmp_path: Path) -> None:
    result = make(tmp_path, [number(1), number(2)], carrier="Prairie Telephone")
    (letter,) = result["letters"]
    assert letter["path"] == str(tmp_path / "hq.pdf")
    assert (letter["reference"], letter["carrier"], letter["phone_number_count"]) == ("hq", "Prairie Telephone", 2)
    text = text_of(letter["path"])
    for words in (
        "Harbor Bakery, Inc.",
        "12 Old Mill Road",
        "Springfield IL 62701",
        "Prairie Telephone",
        "(217) 523-9999",
        "(217) 523-0001",
        "(217) 523-0002",
        "Ada Baker",
        "/sig1/",
        "/date1/",
        letter["fingerprint"],
    ):
        assert words in text, words
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest["letters"][0]["fingerprint"] == letter["fingerprint"]
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        assert PIN.encode() not in content
        assert ACCOUNT.encode() not in content
        assert path.stat().st_mode & 0o077 == 0
    assert ACCOUNT not in text


def test_the_same_data_give_the_same_bytes(tmp_path: Path) -> None:
    assert make(tmp_path, [number(1)])["changed"]
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert not make(tmp_path, [number(1)])["changed"]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    # A letter contains no secrets.
    assert not make(tmp_path, [number(1, port_out_info={"existing_port_out_pin": "1"})])["changed"]
    assert make(tmp_path, [number(1, end_user={"city": "Chicago"})], check=True)["changed"]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_plan_has_letters_for_each_order_with_its_carrier(tmp_path: Path) -> None:
    planned = {
        "orders": [
            {"reference": "hq-001", "carrier": "Bell", "numbers": {"+12175230001": "x"}},
            {"reference": "hq-002", "carrier": "", "numbers": {"+12175230002": "x"}},
        ]
    }
    origin = {ARGUMENT: Origin(planned=planned).as_argument()}
    result = make(tmp_path, [number(1), number(2), number(3)], **origin)
    assert [(one["reference"], one["carrier"]) for one in result["letters"]] == [("hq-001", "Bell"), ("hq-002", "")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hq-001.pdf", "hq-002.pdf", "manifest.json"]
    lacking = make(tmp_path, [number(1)], **origin)
    assert "+12175230002" in lacking["msg"]
    assert "Make the plan again" in lacking["msg"]


def test_five_hundred_numbers_and_the_longest_names_fit_their_pages(tmp_path: Path) -> None:
    numbers = [number(index, end_user={"name": LONG}, port_out_info={"authorizing_name": LONG}) for index in range(500)]
    (letter,) = make(tmp_path, numbers)["letters"]
    reader = PdfReader(letter["path"])
    assert len(reader.pages) > 2
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert all(f"(217) 523-{index:04d}" in text for index in range(500))
    assert f"Page {len(reader.pages)} of {len(reader.pages)}" in text
    for page in reader.pages:
        spots = spots_of(page)
        assert spots
        assert all(0 <= spot <= float(page.mediabox.width) for spot in spots)


def spots_of(page: Any) -> list[float]:
    """The horizontal position of each piece of text, in points."""
    spots: list[float] = []

    def note(words: str, dummy: Any, matrix: list[float], *rest: Any) -> None:
        if words.strip():
            spots.append(matrix[4])

    page.extract_text(visitor_text=note)
    return spots


def test_a_letter_can_have_its_own_text_and_a_logo(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(DOT)
    letters = tmp_path / "letters"
    letters.mkdir()
    (letter,) = make(letters, [number(1)], text=["I decide <this> & that."], logo=str(logo))["letters"]
    assert "I decide <this> & that." in text_of(letter["path"])
    assert "I am authorized to act" not in text_of(letter["path"])
    assert len(PdfReader(letter["path"]).pages[0].images) == 1
    logo.write_bytes(b"GIF89a")
    assert "neither PNG nor JPEG" in make(letters, [number(1)], logo=str(logo))["msg"]


def test_a_letter_whose_text_would_change_is_out_of_date(tmp_path: Path) -> None:
    assert "There is no letter for hq" in make(tmp_path, [number(1)], state="checked")["msg"]
    make(tmp_path, [number(1)])
    fine = make(tmp_path, [number(1)], state="checked")
    assert "failed" not in fine
    assert fine["letters"][0]["signed_path"] is None
    (tmp_path / "hq-signed.pdf").write_bytes(b"%PDF-")
    assert make(tmp_path, [number(1)], state="checked")["letters"][0]["signed_path"] == str(tmp_path / "hq-signed.pdf")
    stale = make(tmp_path, [number(1), number(2)], state="checked")
    assert stale["failure"]["kind"] == "validation"
    assert [one["rule"] for one in stale["findings"]] == ["loa-stale"]
    assert "have it signed" in stale["msg"]
    let_pass = make(tmp_path, [number(1), number(2)], state="checked", rules={"loa-stale": "warn"})
    assert "failed" not in let_pass
    assert "hq.pdf" in let_pass["warnings"][0]
    again = make(tmp_path, [number(1), number(2)])
    assert "signed copies of hq" in again["warnings"][0]


def test_a_signed_copy_older_than_its_letter_is_out_of_date(tmp_path: Path) -> None:
    """A scan does not show which version of the letter was signed."""
    make(tmp_path, [number(1)])
    signed = tmp_path / "hq-signed.pdf"
    signed.write_bytes(b"%PDF- signed for one number")
    assert "failed" not in make(tmp_path, [number(1)], state="checked")
    for dummy in range(2):  # after the letter is made again, the copy is still out of date
        make(tmp_path, [number(1), number(2)])
        stale = make(tmp_path, [number(1), number(2)], state="checked")
        assert [one["rule"] for one in stale["findings"]] == ["loa-stale"]
    signed.write_bytes(b"%PDF- signed for two numbers")
    assert "failed" not in make(tmp_path, [number(1), number(2)], state="checked")
    # File names of letters are numbered, so a copy may exist before a new letter gets that name.
    other = tmp_path / "mill-signed.pdf"
    other.write_bytes(b"%PDF- something signed")
    make(tmp_path, [number(3)], customer_order_reference="mill")
    assert "loa-stale" in make(tmp_path, [number(3)], customer_order_reference="mill", state="checked")["msg"]


def test_letters_of_other_orders_stay_in_the_list(tmp_path: Path) -> None:
    make(tmp_path, [number(1), number(2, end_user={"name": "Mill"})])
    make(tmp_path, [number(3)], customer_order_reference="mill")
    names = [entry["name"] for entry in json.loads((tmp_path / "manifest.json").read_text())["letters"]]
    assert names == ["hq.1", "hq.2", "mill"]
    make(tmp_path, [number(1)])
    names = [entry["name"] for entry in json.loads((tmp_path / "manifest.json").read_text())["letters"]]
    assert names == ["hq", "mill"]
    (tmp_path / "manifest.json").write_text("[1]")
    assert "Remove it" in make(tmp_path, [number(1)])["msg"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"dest": None}, "dest: is not given"),
        ({"dest": "/no/such/folder"}, "which is not a directory. Create the directory."),
        ({"phone_numbers": [number(1, end_user={"city": ""})]}, "phone_numbers[0].end_user.city: is missing"),
        ({"phone_numbers": [{**number(1), "phone_number": "217"}]}, "phone_numbers[0].phone_number"),
        ({"phone_numbers": [number(1, end_user={"name": "\u5bff\u53f8"})]}, "its font lacks: '\u53f8\u5bff'"),
    ],
)
def test_wrong_input_is_reported_with_place_and_remedy(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    options = {"dest": str(tmp_path), "phone_numbers": [number(1)], **change}
    result = run(TASK, options, check_mode=False, diff=False, environ={}, say=print, clock=FakeClock())
    assert words in result["msg"]
    assert os.listdir(tmp_path) == []


def test_without_the_library_the_message_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "library", lambda name: None)
    result = make(tmp_path, [number(1)])
    assert "pip install reportlab" in result["msg"]
