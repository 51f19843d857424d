# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The message and the details of an error response, for every documented or observed form of body."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._api.error_bodies import api_error
from ansible_collections.sinch.porting.plugins.module_utils._api.exchange import Answer, Call
from ansible_collections.sinch.porting.plugins.module_utils._base.errors import ApiError
from ansible_collections.sinch.porting.plugins.module_utils._base.redaction import Redactor

CALL = Call("POST", "https://porting.example/v1/projects/p/orders/portIns")
START = "POST /v1/projects/p/orders/portIns: "


def make(
    body: Any, *, status: int = 422, headers: dict[str, str] | None = None, secrets: tuple[str, ...] = ()
) -> ApiError:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return api_error(Answer(status, headers or {}, content), CALL, Redactor(secrets))


VIOLATION = {"field": "phoneNumbers[0].phoneNumber", "description": "Not a valid phone number."}

FORMS: dict[str, tuple[Any, str, dict[str, Any]]] = {
    "examples": (
        {
            "code": "422",
            "error": "Invalid parameters",
            "message": "One or more fields are invalid.",
            "details": {"fieldViolations": [VIOLATION]},
        },
        "Invalid parameters: One or more fields are invalid. phoneNumbers[0].phoneNumber: Not a valid phone number.",
        {"code": "422", "field_violations": [VIOLATION]},
    ),
    "object": (
        {
            "code": 422,
            "status": "INVALID_ARGUMENT",
            "message": "Bad",
            "details": [
                {"type": "BadRequest", "fieldViolations": [VIOLATION]},
                {"type": "ErrorInfo", "reason": "BLOCKED"},
            ],
        },
        "INVALID_ARGUMENT: Bad. BLOCKED. phoneNumbers[0].phoneNumber: Not a valid phone number.",
        {"code": "422", "field_violations": [VIOLATION]},
    ),
    "nested": ({"error": {"code": 9, "message": "Inner"}}, "Inner.", {"code": "9"}),
    "errors": ({"errors": [{"message": "One"}, {"message": "Two!"}]}, "One. Two!", {}),
    "array": ([{"message": "One"}, "x", {"message": "One"}, {"error": "Two"}], "One. Two.", {}),
    "OAuth": ({"error": "invalid_client", "error_description": "No"}, "invalid_client: No.", {}),
    "problem": ({"title": "Forbidden", "detail": "Not yours", "status": 403}, "Forbidden: Not yours.", {}),
    "text": (b"Something\r\n  went wrong\x00", "Something went wrong.", {}),
    "JSON text": ("Something", "Something.", {}),
    "HTML": (b"<html><head><title>502 Bad &amp; Gateway</title></head><body>x</body></html>", "502 Bad & Gateway.", {}),
    "HTML without title": (b"<!doctype html><style>p {}</style><p>No <b>way</b></p>", "No way.", {}),
    "violations only": ({"fieldViolations": [{"field": "a"}, {"description": "b"}]}, "a. b.", {}),
    "nothing": (b"", "Values were rejected, but the service does not say which.", {}),
    "empty object": ({}, "Values were rejected, but the service does not say which.", {}),
    "null": (None, "Values were rejected, but the service does not say which.", {}),
    "odd types": (
        {"code": [1], "error": {}, "message": {"a": 1}, "details": "x", "status": True},
        "Values were rejected, but the service does not say which.",
        {},
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_body_becomes_a_message_and_details(name: str) -> None:
    body, words, facts = FORMS[name]
    error = make(body)
    assert error.message == f"{START}422 {words}"
    expected = {"status": 422, "method": "POST", "path": "/v1/projects/p/orders/portIns", **facts}
    assert {name: value for name, value in error.details.items() if name != "field_violations"} == {
        name: value for name, value in expected.items() if name != "field_violations"
    }
    if "field_violations" in expected:
        assert error.details["field_violations"] == expected["field_violations"]
    assert error.failure()["kind"] == "api"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (308, "redirect"),
        (400, "no explanation"),
        (401, "Not authenticated"),
        (402, "balance"),
        (403, "no access to this project"),
        (404, "no such resource"),
        (407, "proxy"),
        (422, "does not say which"),
        (429, "Too many requests"),
        (500, "service error"),
        (599, "service error"),
        (999, "service error"),
    ],
)
def test_a_status_alone_is_explained(status: int, words: str) -> None:
    error = make(b"", status=status)
    assert f"{START}{status} " in error.message
    assert words in error.message
    assert error.status == status


@pytest.mark.parametrize("header", ["x-request-id", "x-correlation-id", "traceparent"])
def test_the_request_id_is_kept(header: str) -> None:
    assert make({}, headers={header: "abc-1"}).details["request_id"] == "abc-1"
    assert "request_id" not in make({}).details


def test_long_bodies_are_shortened_and_many_violations_counted() -> None:
    assert len(make(b"word " * 100_000).message) < 400
    violations = [{"field": f"phoneNumbers[{place}]", "description": "bad"} for place in range(500)]
    error = make({"message": "Many", "details": {"fieldViolations": violations}})
    assert len(error.details["field_violations"]) == 500
    assert "phoneNumbers[9]: bad." in error.message
    assert "phoneNumbers[10]" not in error.message
    assert error.message.endswith("And 490 more.")


def test_secrets_are_masked_everywhere() -> None:
    secret = "pin-90210"
    error = make(
        {
            "code": secret,
            "message": f"PIN {secret}",
            "details": {"fieldViolations": [{"field": secret, "description": secret}]},
        },
        headers={"x-request-id": secret},
        secrets=(secret,),
    )
    assert "PIN ********" in error.message
    assert secret not in f"{error} {error.details}"


NAMES = st.sampled_from(
    ["code", "error", "message", "status", "details", "fieldViolations", "field", "description", "errors", "reason"]
)
SHAPES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES | st.text(max_size=5), inner, max_size=6),
    max_leaves=25,
)


@given(SHAPES, st.integers(100, 999))
def test_any_json_body_can_be_read(body: Any, status: int) -> None:
    error = make(body, status=status)
    assert error.message.startswith(f"{START}{status} ")
    assert error.message.isprintable()
    assert error.status == status
    json.dumps(error.failure())


@given(st.binary(max_size=200) | st.text(alphabet='<>/ti"le&;#x{[', max_size=200).map(str.encode))
def test_any_bytes_can_be_read(body: bytes) -> None:
    assert make(body).message.isprintable()


@pytest.mark.parametrize("piece", [b"<title", b"<script", b"<style>", b"<", b"&#", b"[", b'{"error":', b"<a ", b"\x00"])
def test_a_hostile_body_is_read_quickly(piece: bytes) -> None:
    started = time.process_time()
    make(b"<" + piece * 300_000)
    make(piece * 300_000)
    assert time.process_time() - started < 1
