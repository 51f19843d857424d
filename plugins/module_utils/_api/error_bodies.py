# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns an error response of the service into one sentence and a few facts.

The contract has two formats of error bodies and says that there may be none. Others occur in practice: plain text, a
proxy's HTML page, OAuth's own format. The HTTP status is decisive, so no body can make this fail.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from .._base.errors import ApiError
from .._base.plain import dicts
from .._base.redaction import Redactor
from .exchange import Answer, Call

_SHORT = 300  # maximum characters of unknown text
_SHOWN = 10  # field violations in the sentence; the facts have all of them
_PAGE = 64 * 1024  # bytes of a non-JSON body that are examined

_REQUEST_IDS = ("x-request-id", "x-correlation-id", "x-amzn-requestid", "x-trace-id", "traceparent")

# docs/api-notes.md, "Errors": what a status means if the body does not say.
_MEANINGS = {
    401: "Not authenticated.",
    402: "The balance of the account is used up.",
    403: "The key has no access to this project or product.",
    404: "There is no such resource.",
    407: "The proxy requires authentication.",
    422: "Values were rejected, but the service does not say which.",
    429: "Too many requests. Try again later, or with fewer at once.",
}
_SERVICE_FAULT = "A service error, probably temporary. Try again later."
_NO_WORDS = "The service gave no explanation."


def api_error(answer: Answer, call: Call, redactor: Redactor, *, advice: str = "") -> ApiError:
    """The exception for an error response. ``advice`` is appended to the service's message."""
    body = _body(answer)
    violations = [{name: redactor.clean(text) for name, text in violation.items()} for violation in _violations(body)]
    sentences = [*_sentences(body), *_list(violations)] or [meaning(answer.status)]
    words = " ".join(_closed(text) for text in [*sentences, advice] if text)
    return ApiError(
        redactor.clean(f"{call.method} {call.path}: {answer.status} {words}"),
        status=answer.status,
        code=redactor.clean(_code(body)) or None,
        field_violations=violations or None,
        method=call.method,
        path=call.path,
        request_id=_request_id(answer, redactor),
    )


def meaning(status: int) -> str:
    """What a status means without a body."""
    if 300 <= status < 400:
        return "A redirect, which may mean that the URL is wrong."
    return _MEANINGS.get(status) or (_SERVICE_FAULT if status >= 500 else _NO_WORDS)


def _request_id(answer: Answer, redactor: Redactor) -> str | None:
    for name in _REQUEST_IDS:
        if value := _plain(answer.headers.get(name)):
            return redactor.clean(value)
    return None


def _body(answer: Answer) -> Any:
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        return _page_text(answer.body[:_PAGE].decode("utf-8", "replace"))


def _page_text(page: str) -> str:
    """The title of an HTML page, or its text."""
    if not page.lstrip().startswith("<"):
        return page
    title = re.search(r"<title[^<>]*>([^<]*)", page, re.IGNORECASE)
    if title and title[1].strip():
        return html.unescape(title[1])
    without_code = re.sub(r"(?is)<(script|style)\b.*?(</\1\s*>|\Z)", " ", page)
    return html.unescape(re.sub(r"<[^<>]*>?", " ", without_code))


def _sentences(body: Any) -> list[str]:
    """Title and message, without repetition."""
    if isinstance(body, str):
        return [text] if (text := _plain(body)) else []
    texts: list[str] = []
    for part in _parts(body):
        title = _first(part, "error", "title", "status")
        message = _first(part, "message", "error_description", "detail", "description")
        text = ": ".join(text for text in (title, message) if text)
        reasons = [_plain(detail.get("reason")) for detail in _details(part)]
        texts += [text, *reasons]
    return [text for text in dict.fromkeys(texts) if text][:_SHOWN]


def _parts(body: Any) -> list[Mapping[str, Any]]:
    """The error objects of a body: itself, the one in its ``error``, or those of a list."""
    if isinstance(body, list):
        return [part for item in dicts(body[:_SHOWN]) for part in _parts_of(item)]
    return _parts_of(body) if isinstance(body, dict) else []


def _parts_of(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    inner = body.get("error")
    return [body, *dicts([inner]), *dicts(body.get("errors"))]


def _details(part: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    details = part.get("details")
    return dicts(details if isinstance(details, list) else [details])


def _violations(body: Any) -> list[dict[str, str]]:
    """The field violations, in any of the formats."""
    return [
        {"field": _first(item, "field"), "description": _first(item, "description", "message", "reason")}
        for part in _parts(body)
        for place in [part, *_details(part)]
        for item in dicts(place.get("fieldViolations"))
    ]


def _list(violations: list[dict[str, str]]) -> Iterator[str]:
    for violation in violations[:_SHOWN]:
        yield ": ".join(text for text in (violation["field"], violation["description"]) if text)
    if len(violations) > _SHOWN:
        yield f"And {len(violations) - _SHOWN} more."


def _code(body: Any) -> str:
    return next((code for part in _parts(body) if (code := _first(part, "code"))), "")


def _first(data: Mapping[str, Any], *names: str) -> str:
    """The first member that is a string or a number, as short text."""
    return next((text for name in names if (text := _plain(data.get(name)))), "")


def _plain(value: Any) -> str:
    """A scalar as one short line of printable text; an empty string for anything else."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    text = value[: 4 * _SHORT] if isinstance(value, str) else repr(value)[:_SHORT]
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rstrip() + "…"


def _closed(text: str) -> str:
    """A text that ends with a full stop."""
    return text if text.endswith((".", "!", "?", "…", ":")) else f"{text}."
