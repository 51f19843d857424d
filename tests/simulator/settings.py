# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The switches of the simulator: how it answers what the documentation of the API leaves open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

Check = Callable[[str, Any], Any]


def one_of(*allowed: str) -> Check:
    def check(name: str, value: Any) -> str:
        # A bare 404 on the command line is a number by then.
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
    """A mapping of text to text; a bare list of texts maps each to nothing."""
    mapping = dict(value) if isinstance(value, Mapping) else dict.fromkeys(texts(name, value), "")
    if not all(isinstance(key, str) and isinstance(item, str) for key, item in mapping.items()):
        raise ValueError(f"setting {name}: {value!r} does not map texts to texts")
    return mapping


def setting(default: Any, check: Check) -> Any:
    return field(default=default, metadata={"check": check})


@dataclass
class Settings:
    """Every assignment is checked, so a wrong value fails where it is written (README.md explains each)."""

    # What reads show
    secrets_echo: str = setting("clear", one_of("clear", "masked", "omitted"))
    mask: str = setting("****", text)
    edition: str = setting("earlier", one_of("earlier", "later"))
    id_type: str = setting("number", one_of("number", "string"))
    list_created_date: str = setting("date", one_of("date", "date-time"))
    normalise: bool = setting(False, switch)
    extra_members: bool = setting(False, switch)
    # Lists
    first_page: int = setting(1, count(0, 1))
    page_size_cap: int = setting(1000, count(1, 1000))
    list_order: str = setting("newest", one_of("newest", "oldest"))
    reference_match: str = setting("exact", one_of("exact", "partial", "ignored"))
    number_match: str = setting("exact", one_of("exact", "ignored"))
    # When a write becomes visible
    list_lag: float = setting(0, number(0))
    list_lag_reads: int = setting(0, count(0))
    read_lag_reads: int = setting(0, count(0))
    create_lag_reads: int = setting(0, count(0))
    # Writes
    put_omitted: str = setting("clear", one_of("clear", "keep"))
    read_only_members: str = setting("ignore", one_of("ignore", "refuse"))
    unknown_members: str = setting("ignore", one_of("ignore", "refuse"))
    duplicate_numbers: str = setting("allow", one_of("allow", "refuse"))
    require_reference_unique: bool = setting(False, switch)
    max_numbers: int = setting(500, count(1, 500))
    wrong_state_status: int = setting(422, count(400, 499))
    unportable: dict[str, str] = field(default_factory=dict, metadata={"check": pairs})
    carriers: dict[str, str] = field(default_factory=dict, metadata={"check": pairs})
    # The life of an order
    pace: float = setting(0, number(0))
    foc: str = setting("auto", one_of("auto", "desired", "today"))
    cancel: str = setting("pending", one_of("pending", "direct"))
    cancel_reads: int = setting(1, count(0))
    cancel_delay: float = setting(0, number(0))
    activation_delay: float = setting(0, number(0))
    activation_status: str = setting("IN_PROGRESS", text)
    activation_again: str = setting("accept", one_of("accept", "refuse"))
    # Configuration and webhooks
    configuration_missing: str = setting("404", one_of("404", "empty"))
    configuration_again: str = setting("replace", one_of("replace", "refuse"))
    configuration_omitted: str = setting("keep", one_of("keep", "clear"))
    webhooks: bool = setting(False, switch)
    # Sign-in
    key_id: str = setting("", text)
    key_secret: str = setting("", text)
    projects: list[str] = field(default_factory=list, metadata={"check": texts})
    access_tokens: list[str] = field(default_factory=list, metadata={"check": texts})
    token_ttl: int = setting(3600, count(1))
    token_type: str = setting("bearer", text)
    refuse_basic: bool = setting(False, switch)
    # Errors and transport
    error_form: str = setting("example", one_of("example", "object", "text", "none"))
    error_quotes: bool = setting(False, switch)
    validate: bool = setting(True, switch)
    latency: float = setting(0, number(0))

    def __setattr__(self, name: str, value: Any) -> None:
        check = CHECKS.get(name)
        if check is None:
            raise ValueError(f"the simulator has no setting {name}; it has {', '.join(CHECKS)}")
        super().__setattr__(name, check(name, value))

    def update(self, changes: Mapping[str, Any]) -> None:
        """Takes all changes, or none if one of them is wrong."""
        probe = Settings(**self.as_dict())
        for name, value in changes.items():
            setattr(probe, name, value)
        for name in changes:
            setattr(self, name, getattr(probe, name))

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


CHECKS: dict[str, Check] = {entry.name: entry.metadata["check"] for entry in fields(Settings)}
