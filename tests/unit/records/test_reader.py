# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The formats of records. All of them give the same record."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from ansible_collections.sinch.porting.plugins.module_utils._base import libraries
from ansible_collections.sinch.porting.plugins.plugin_utils._records import pdf_file, reader
from ansible_collections.sinch.porting.plugins.plugin_utils._records.problem import RecordsError
from ansible_collections.sinch.porting.tests.unit.rule_orders import changed, clean_order, findings_of

CSV = b"""Customer Name,Service Address,City,State,Zip/Postal Code,Account,BTN,Authorized Person Name,Phone Number,Date
"Harbor Bakery, Inc.",12 N Old Mill Rd Ste 4B,Springfield,IL,62701,A-4711,217-523-9999,Ada Baker,217-523-2000,2027-02-20
"Harbor Bakery, Inc.",12 N Old Mill Rd Ste 4B,Springfield,IL,62701,A-4711,217-523-9999,Ada Baker,217-523-2001,2027-02-20
"""
MEMBERS: dict[str, Any] = {
    "name": "Harbor Bakery, Inc.",
    "address": "12 N Old Mill Rd Ste 4B",
    "city": "Springfield",
    "state": "IL",
    "zip": "62701",
    "account_number": "A-4711",
    "billing_phone_number": "2175239999",
    "authorized_names": ["Ada Baker"],
    "phone_numbers": ["2175232000", "2175232001"],
    "date": "2027-02-20",
}
YAML = "records:\n  - " + "\n    ".join(f"{name}: {json.dumps(value)}" for name, value in MEMBERS.items()) + "\n"
TELNYX: dict[str, Any] = {
    "data": {
        "id": "a1",
        "record_type": "customer_service_record",
        "status": "completed",
        "phone_number": "+12175232000",
        "updated_at": "2027-02-20T10:00:00Z",
        "result": {
            "address": {
                "street_address": "12 N Old Mill Rd Ste 4B",
                "locality": "Springfield",
                "administrative_area": "IL",
                "postal_code": "62701",
                "full_address": "12 N Old Mill Rd Ste 4B, Springfield, IL 62701",
            },
            "admin": {
                "name": "Harbor Bakery, Inc.",
                "account_number": "A-4711",
                "authorized_person_name": "Ada Baker",
                "billing_phone_number": "+12175239999",
            },
            "associated_phone_numbers": ["+12175232001"],
            "carrier_name": "Prairie Telephone",
        },
    }
}
XML = b"""<?xml version="1.0"?>
<CsrResponse>
  <OrderCreateDate>2027-02-20T15:39:22.079Z</OrderCreateDate>
  <Status>COMPLETE</Status>
  <CsrData>
    <CustomerName>Harbor Bakery, Inc.</CustomerName>
    <AccountNumber>A-4711</AccountNumber>
    <BillingTelephoneNumber>2175239999</BillingTelephoneNumber>
    <AuthorizingUserName>Ada Baker</AuthorizingUserName>
    <ServiceAddress>
      <UnparsedAddress>12 N Old Mill RD STE 4B Springfield IL 62701</UnparsedAddress>
      <City>Springfield</City><State>IL</State><Zip>62701</Zip>
    </ServiceAddress>
    <WorkingTelephoneNumber>2175232000</WorkingTelephoneNumber>
    <WorkingTelephoneNumbersOnAccount>
      <TelephoneNumber>2175232000</TelephoneNumber>
      <TelephoneNumber>2175232001</TelephoneNumber>
    </WorkingTelephoneNumbersOnAccount>
  </CsrData>
</CsrResponse>
"""
LINES = (
    "PRAIRIE TELEPHONE   Account A-4711",
    "Harbor Bakery, Inc.",
    "12 North Old Mill Road Suite 4B   13 North Old Mill Road Suite 4B",
    "Springfield, IL 62701",
    "Numbers: (217) 523-2000, 217.523.2001, account number (217) 523-9999",
    "Authorized: Ada Baker",
)


def pdf(*lines: str, password: str = "") -> bytes:
    stream = io.BytesIO()
    encrypt: Any = password or None
    canvas = Canvas(stream, encrypt=encrypt)
    for index, line in enumerate(lines):
        canvas.drawString(50, 800 - 20 * index, line)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


FORMS: dict[str, bytes] = {
    "csr.csv": CSV,
    "csr.yml": YAML.encode(),
    "csr.json": json.dumps([MEMBERS]).encode(),
    "telnyx.json": json.dumps(TELNYX).encode(),
    "bandwidth.xml": XML,
    "bill.txt": "\n".join(LINES).encode(),
    "bill.pdf": pdf(*LINES),
}


def judged(name: str, order: dict[str, Any]) -> set[tuple[str, str]]:
    records = reader.read_records(FORMS[name], name=name)
    found = findings_of({**order, "records": records})
    return {(one.rule, one.path) for one in found if one.rule.startswith("record-")}


def order_of_two() -> dict[str, Any]:
    order = clean_order(2)
    order["phone_numbers"][1]["end_user"] = order["phone_numbers"][0]["end_user"]
    return order


@pytest.mark.parametrize("name", FORMS)
def test_a_record_in_any_format_agrees_with_a_correct_order(name: str) -> None:
    assert judged(name, order_of_two()) == set()


@pytest.mark.parametrize("name", FORMS)
def test_every_format_gives_the_same_differences(name: str) -> None:
    order = changed(
        {
            "phone_numbers.0.end_user.name": "Harbour Bread",
            "phone_numbers.0.end_user.street_num": "17",
            "phone_numbers.0.port_out_info.account_num": "A-4712",
        },
        clean_order(1),
    )
    found = {rule for rule, dummy in judged(name, order)}
    # The text of a bill may contain other numbers too, so remaining numbers are not reported.
    left = set() if name.startswith("bill") else {"record-number-left"}
    assert found == {"record-name-differs", "record-address-differs", "record-account-differs"} | left


def test_a_document_has_the_numbers_that_are_printed_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = ["+12175232000", "+12175232001", "+12175239999"]
    for name in ("bill.txt", "bill.pdf"):
        assert reader.read_records(FORMS[name], name=name)[0]["phone_numbers"] == numbers
    monkeypatch.setattr(reader, "library", lambda name: None)
    assert reader.read_records(FORMS["bill.txt"], name="bill.txt")[0]["phone_numbers"] == numbers


def test_a_record_has_its_source() -> None:
    assert reader.read_records(CSV, name="csr.csv")[0]["source"] == "csr.csv, line 2"
    two = reader.read_records(json.dumps([MEMBERS, {**MEMBERS, "name": "B"}]).encode(), name="csr.json")
    assert [one["source"] for one in two] == ["csr.json, entry 1", "csr.json, entry 2"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"name,shoe size\nA,44\n", "'shoe size'"),
        ("a.csv", b"name\n", "contains no record"),
        ("a.csv", b'name\n"open', "line 2"),
        ("a.yml", b"- nmae: A\n", "'nmae'. Did you mean name?"),
        ("a.yml", b"- name: A\n- 7\n", "entry 2"),
        ("a.yml", b"a: [", "line"),
        ("a.json", b'{"account": "1", "account_number": "2"}', "account_number twice"),
        ("a.json", b'{"record_type": "customer_service_record", "status": "pending"}', "'pending'"),
        ("a.xml", b"<a><b></a>", "line 1"),
        ("a.xml", b'<!DOCTYPE a [<!ENTITY x "y">]><a/>', "document type"),
        ("a.xml", b"<a/>", "CsrData"),
        ("a.txt", b"  \n", "is empty"),
        ("a.docx", b"PK\x03\x04\xff\xfe", "neither text nor PDF"),
        ("a.pdf", b"%PDF-1.4 broken", "cannot be read"),
        ("a.pdf", pdf(), "without text"),
        ("a.pdf", pdf("x", password="secret"), "with a password"),
    ],
)
def test_unreadable_records_are_reported_with_a_remedy(name: str, content: bytes, words: str) -> None:
    with pytest.raises(RecordsError) as caught:
        reader.read_records(content, name=name)
    assert words in str(caught.value)
    assert str(caught.value)[-1] in ".?"


def test_a_missing_library_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_file, "library", lambda name: None)
    with pytest.raises(RecordsError) as caught:
        reader.read_records(FORMS["bill.pdf"], name="bill.pdf")
    assert "pip install pypdf" in str(caught.value)
    assert sys.executable in str(caught.value)
    assert libraries.library("no_such_library_anywhere") is None


def test_records_can_be_written_in_the_task() -> None:
    (one,) = reader.given_records([{"Customer Name": "A", "zip_code": 62701}])
    assert one == {"name": "A", "zip": 62701}
