# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The types of single values: how text, numbers and dates arrive from YAML, JSON and people.

Each type accepts what is unambiguous and rejects the rest. The type of the error is the id of the violated rule, so
that ``_rules/reading.py`` can report it as a finding and the user can change its severity.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable
from typing import Annotated, Any, ClassVar

from .._base.libraries import BaseModel, BeforeValidator, ConfigDict, PydanticCustomError
from .._base.names import document

TEXT_FROM_NUMBER = "text-from-number"
TEXT_FROM_BOOLEAN = "text-from-boolean"
HOUSE_NUMBER_UNQUOTED = "house-number-unquoted"
WRONG_TYPE = "wrong-type"
CONTROL_CHARACTERS = "control-characters"


class Part(BaseModel):
    """A group of members. Unknown members are kept: ``_rules/reading.py`` has already checked them.

    The class variables specify what types cannot, in the terms of Ansible's argument specs.
    """

    # A task uses only one of the models that it loads. Building each of them took a seventh of our files' loading time.
    model_config = ConfigDict(extra="allow", defer_build=True)
    # Aliases of members, in snake case; those of the base classes count, too.
    other_names: ClassVar[dict[str, str]] = {}
    required: ClassVar[tuple[str, ...]] = ()
    required_one_of: ClassVar[list[tuple[str, ...]]] = []
    mutually_exclusive: ClassVar[list[tuple[str, ...]]] = []
    required_if: ClassVar[list[tuple[Any, ...]]] = []
    # Members that only the service writes, at any depth: input with them was read from the service.
    read_only: ClassVar[frozenset[str]] = frozenset()
    # Lists that have other notations, and the functions that convert these to lists.
    lists: ClassVar[dict[str, Callable[[Any], Any]]] = {}

    def __init_subclass__(cls, **settings: Any) -> None:
        super().__init_subclass__(**settings)
        names = [vars(each).get("other_names", {}) for each in reversed(cls.__mro__)]
        cls.other_names = {name: meant for own in names for name, meant in own.items()}


class ApiPart(Part):
    """The members of a direct subclass are the API's, and also accept the API's spelling."""

    def __init_subclass__(cls, **settings: Any) -> None:
        super().__init_subclass__(**settings)
        document(vars(cls).get("__annotations__", {}))


def is_api_member(model: type[Part], name: str) -> bool:
    """Whether the API has a member with this name; otherwise it is this collection's own option."""
    return any(ApiPart in each.__bases__ for each in model.__mro__ if name in vars(each).get("__annotations__", {}))


def members(model: type[Part]) -> list[str]:
    """The names of a model's members; works without pydantic."""
    names: dict[str, None] = {}
    for each in reversed(model.__mro__):
        if isinstance(each, type) and issubclass(each, Part) and each is not Part:
            own = vars(each).get("__annotations__", {})
            names |= {name: None for name, hint in own.items() if not str(hint).startswith("ClassVar")}
    return list(names)


def default(model: type[Part], name: str) -> Any:
    """The default value of a member; works without pydantic."""
    fields = getattr(model, "model_fields", None)
    return getattr(model, name, None) if fields is None else fields[name].default


def _text(value: Any) -> str:
    if isinstance(value, str):
        # No carrier's record contains NUL and the like; a lone surrogate cannot even be sent.
        if not value.isprintable() and any(_unsendable(character) for character in value):
            raise PydanticCustomError(CONTROL_CHARACTERS, "contains control characters.")
        return value
    if isinstance(value, bool):
        raise PydanticCustomError(TEXT_FROM_BOOLEAN, "is a boolean, where text is expected.")
    if isinstance(value, (int, float)):
        raise PydanticCustomError(TEXT_FROM_NUMBER, "is a number, where text is expected; leading zeros may be lost.")
    if isinstance(value, datetime.date):
        return _date(value)
    raise PydanticCustomError(WRONG_TYPE, "is not text.")


def _unsendable(character: str) -> bool:
    return (character < " " and character not in "\t\n\r") or character == "\x7f" or "\ud800" <= character <= "\udfff"


def _house_number(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        raise PydanticCustomError(HOUSE_NUMBER_UNQUOTED, "is a number without quotes; it is used as text.")
    return _text(value)


def _phone_number(value: Any) -> str:
    # YAML reads +12025550117 without quotes as an integer and drops the plus; eleven digits from 1 are unambiguous.
    if isinstance(value, int) and not isinstance(value, bool) and 10_000_000_000 <= value < 20_000_000_000:
        return f"+{value}"
    return _text(value)


def _date(value: Any) -> str:
    """The ISO format of YAML's date for ``2027-03-02`` or date-time for ``2027-03-02T12:00:00Z``."""
    if isinstance(value, datetime.datetime):
        if value.time() == datetime.time() and value.tzinfo is None:
            return value.date().isoformat()
        # PyYAML returns naive date-times in UTC.
        text = value.isoformat()
        return text.replace("+00:00", "Z") if value.tzinfo else text + "Z"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return _text(value)


def _time(value: Any) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        # YAML 1.1 reads 10:30:00 without quotes as 37800 and 10:30 as 630: the intended form cannot be recovered.
        raise PydanticCustomError(TEXT_FROM_NUMBER, "is a number; YAML reads a time without quotes as one.")
    return _text(value)


def _flag(value: Any) -> Any:
    if isinstance(value, str):
        word = value.strip().lower()
        if word in _YES:
            return True
        if word in _NO:
            return False
    elif value in (0, 1) and isinstance(value, (bool, int)):
        return bool(value)
    raise PydanticCustomError(WRONG_TYPE, "is not a boolean.")


# What Ansible accepts as booleans.
_YES = frozenset({"yes", "on", "true", "t", "y", "1"})
_NO = frozenset({"no", "off", "false", "f", "n", "0"})


def _integer(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().isascii() and value.strip().lstrip("-").isdigit() and len(value) < 20:
        return int(value)
    raise PydanticCustomError(WRONG_TYPE, "is not a whole number.")


def _number(value: Any) -> float:
    if isinstance(value, (int, float, str)) and not isinstance(value, bool):
        try:
            number = float(value)
        except (ValueError, OverflowError):
            number = float("nan")
        if math.isfinite(number):
            return number
    raise PydanticCustomError(WRONG_TYPE, "is not a number.")


def _word(value: Any) -> str:
    """An option that is text but may look like a number, for example a project id."""
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else _text(value)


def _mode(value: Any) -> int:
    """The mode of a file: text such as ``0640``, or the number that YAML reads without quotes."""
    try:
        mode = int(value, 8) if isinstance(value, str) else value
    except ValueError:
        mode = None
    # Nobody wants a file that its owner cannot read; usually it is a decimal 640, whose zero was forgotten.
    if not isinstance(mode, int) or isinstance(mode, bool) or not 0 <= mode <= 0o7777 or not mode & 0o400:
        raise PydanticCustomError(WRONG_TYPE, "is not the mode of a file that its owner can read, such as '0640'.")
    return int(mode)


def _records(value: Any) -> Any:
    """Records as read by the controller, never a path."""
    if isinstance(value, list) and all(isinstance(entry, dict) for entry in value):
        return value
    raise PydanticCustomError(WRONG_TYPE, "is neither the path of a file nor a list of records.")


Text = Annotated[str, BeforeValidator(_text)]
HouseNumber = Annotated[str, BeforeValidator(_house_number)]
PhoneNumberText = Annotated[str, BeforeValidator(_phone_number)]
DateText = Annotated[str, BeforeValidator(_date)]
TimeText = Annotated[str, BeforeValidator(_time)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Integer = Annotated[int, BeforeValidator(_integer)]
Number = Annotated[float, BeforeValidator(_number)]
Word = Annotated[str, BeforeValidator(_word)]
FilePath = Annotated[str, BeforeValidator(_word), "path"]
Mode = Annotated[int, BeforeValidator(_mode)]
Records = Annotated[list[dict[str, Any]], BeforeValidator(_records)]
