# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator's settings: how it behaves where the API's documentation leaves the behavior open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Annotated, Any, get_type_hints

Check = Callable[[str, Any], Any]


def one_of(*allowed: str) -> Check:
    def check(name: str, value: Any) -> str:
        # A plain 404 on the command line has been parsed as a number.
        text = str(value) if isinstance(value, (str, int)) else ""
        if text not in allowed:
            raise ValueError(f"setting {name}: {value!r} is not one of {', '.join(allowed)}")
        return text

    return check


def number(low: float, high: float = float("inf")) -> Check:
    def check(name: str, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
            raise ValueError(f"setting {name}: {value!r} is not a number from {low} to {high}")
        return value

    return check


def count(low: int, high: int = 10**9) -> Check:
    def check(name: str, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError(f"setting {name}: {value!r} is not a whole number from {low} to {high}")
        return value

    return check


def switch(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"setting {name}: {value!r} is neither true nor false")
    return value


def text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"setting {name}: {value!r} is not a text")
    return value


def texts(name: str, value: Any) -> list[str]:
    if isinstance(value, str) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"setting {name}: {value!r} is not a list of texts")
    return list(value)


def pairs(name: str, value: Any) -> dict[str, str]:
    """Parses a mapping of texts to texts. A list of texts maps each of them to an empty text."""
    mapping = dict(value) if isinstance(value, Mapping) else dict.fromkeys(texts(name, value), "")
    if not all(isinstance(key, str) and isinstance(item, str) for key, item in mapping.items()):
        raise ValueError(f"setting {name}: {value!r} does not map texts to texts")
    return mapping


@dataclass
class Settings:
    """Every assignment is checked, so a wrong value fails where it is set. README.md explains each setting."""

    # Content of reads
    secrets_echo: Annotated[str, one_of("clear", "masked", "omitted")] = "clear"
    mask: Annotated[str, text] = "****"
    edition: Annotated[str, one_of("earlier", "later")] = "earlier"
    id_type: Annotated[str, one_of("number", "string")] = "number"
    list_created_date: Annotated[str, one_of("date", "date-time")] = "date"
    normalise: Annotated[bool, switch] = False
    extra_members: Annotated[bool, switch] = False
    # Lists
    first_page: Annotated[int, count(0, 1)] = 1
    page_size_cap: Annotated[int, count(1, 1000)] = 1000
    list_order: Annotated[str, one_of("newest", "oldest")] = "newest"
    reference_match: Annotated[str, one_of("exact", "partial", "ignored")] = "exact"
    number_match: Annotated[str, one_of("exact", "ignored")] = "exact"
    # When a write becomes visible
    list_lag: Annotated[float, number(0)] = 0
    list_lag_reads: Annotated[int, count(0)] = 0
    read_lag_reads: Annotated[int, count(0)] = 0
    create_lag_reads: Annotated[int, count(0)] = 0
    # Writes
    put_omitted: Annotated[str, one_of("clear", "keep")] = "clear"
    read_only_members: Annotated[str, one_of("ignore", "refuse")] = "ignore"
    unknown_members: Annotated[str, one_of("ignore", "refuse")] = "ignore"
    duplicate_numbers: Annotated[str, one_of("allow", "refuse")] = "allow"
    require_reference_unique: Annotated[bool, switch] = False
    max_numbers: Annotated[int, count(1, 500)] = 500
    wrong_state_status: Annotated[int, count(400, 499)] = 422
    unportable: Annotated[dict[str, str], pairs] = field(default_factory=dict)
    held_numbers: Annotated[str, one_of("portable", "unportable")] = "portable"
    unanswered: Annotated[list[str], texts] = field(default_factory=list)
    carriers: Annotated[dict[str, str], pairs] = field(default_factory=dict)
    # Life cycle of an order
    pace: Annotated[float, number(0)] = 0
    rejections: Annotated[dict[str, str], pairs] = field(default_factory=dict)
    foc: Annotated[str, one_of("auto", "desired", "today")] = "auto"
    cancel: Annotated[str, one_of("pending", "direct")] = "pending"
    cancel_reads: Annotated[int, count(0)] = 1
    cancel_delay: Annotated[float, number(0)] = 0
    activation_delay: Annotated[float, number(0)] = 0
    activation_status: Annotated[str, text] = "IN_PROGRESS"
    activation_again: Annotated[str, one_of("accept", "refuse")] = "accept"
    # Configuration and webhooks
    configuration_missing: Annotated[str, one_of("404", "empty")] = "404"
    configuration_again: Annotated[str, one_of("replace", "refuse")] = "replace"
    configuration_omitted: Annotated[str, one_of("keep", "clear")] = "keep"
    webhooks: Annotated[bool, switch] = False
    # Authentication
    key_id: Annotated[str, text] = ""
    key_secret: Annotated[str, text] = ""
    projects: Annotated[list[str], texts] = field(default_factory=list)
    access_tokens: Annotated[list[str], texts] = field(default_factory=list)
    token_ttl: Annotated[int, count(1)] = 3600
    token_type: Annotated[str, text] = "bearer"
    refuse_basic: Annotated[bool, switch] = False
    # Errors and transport
    error_form: Annotated[str, one_of("example", "object", "text", "none")] = "example"
    error_quotes: Annotated[bool, switch] = False
    validate: Annotated[bool, switch] = True
    latency: Annotated[float, number(0)] = 0

    def __setattr__(self, name: str, value: Any) -> None:
        check = CHECKS.get(name)
        if check is None:
            raise ValueError(f"the simulator has no setting {name}; it has {', '.join(CHECKS)}")
        super().__setattr__(name, check(name, value))

    def update(self, changes: Mapping[str, Any]) -> None:
        """Applies all changes, or none if one of them is wrong."""
        probe = Settings(**self.as_dict())
        for name, value in changes.items():
            setattr(probe, name, value)
        for name in changes:
            setattr(self, name, getattr(probe, name))

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


CHECKS: dict[str, Check] = {
    name: hint.__metadata__[0] for name, hint in get_type_hints(Settings, include_extras=True).items()
}
