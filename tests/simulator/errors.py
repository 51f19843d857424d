# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Error responses: the two documented formats, text, or no body."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

TITLES = {
    400: ("Bad Request", "INVALID_ARGUMENT"),
    401: ("Unauthorized", "UNAUTHENTICATED"),
    402: ("Payment required", "FAILED_PRECONDITION"),
    403: ("Forbidden", "PERMISSION_DENIED"),
    404: ("Not found", "NOT_FOUND"),
    405: ("Method not allowed", "UNIMPLEMENTED"),
    409: ("Conflict", "ABORTED"),
    422: ("Invalid parameters", "INVALID_ARGUMENT"),
    429: ("Too many requests", "RESOURCE_EXHAUSTED"),
    500: ("Internal service error", "INTERNAL"),
    503: ("Service unavailable", "UNAVAILABLE"),
}
Violation = tuple[str, str]  # member, description of the error


class ApiError(Exception):
    """An error response. ``violations`` are pairs of member and text."""

    def __init__(
        self,
        status: int,
        message: str,
        violations: Sequence[Violation] = (),
        *,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.violations = tuple(violations)
        self.headers = dict(headers or {})


def not_found(what: str) -> ApiError:
    return ApiError(404, f"{what} does not exist.")


def invalid(*violations: Violation) -> ApiError:
    return ApiError(422, "One or more fields are invalid.", violations)


def write_error(form: str, status: int, message: str, violations: Sequence[Violation] = ()) -> tuple[str, bytes]:
    """The media type and the body of an error in one of the formats example, object, text and none."""
    title, name = TITLES.get(status, ("Error", "UNKNOWN"))
    found = [{"field": member, "description": wrong} for member, wrong in violations]
    if form == "none" or status == 401:
        return "", b""
    if form == "text":
        lines = [message, *(f"{member}: {wrong}" for member, wrong in violations)]
        return "text/plain; charset=utf-8", "\n".join(lines).encode()
    body: dict[str, object]
    if form == "example":
        body = {"code": str(status), "error": title, "message": message}
        if found:
            body["details"] = {"fieldViolations": found}
    else:
        body = {"code": status, "status": name, "message": message}
        if found:
            body["details"] = [{"type": "BadRequest", "fieldViolations": found}]
        elif status == 404:
            body["details"] = [{"type": "NOT_FOUND"}]
    return "application/json", json.dumps(body).encode()
