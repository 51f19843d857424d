# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a report: their paths, whether they differ, and writing them atomically."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .._base.errors import ValidationFailed
from .._base.files import check_target, expanded, named, write_file
from .._base.findings import ERROR, Finding
from .._base.libraries import library
from .calendar_file import as_ics
from .digest import Data
from .export import as_csv, as_json
from .metrics import as_prom, without_run
from .page import page

FORMATS = ("html", "csv", "json", "ics", "prom")
# The module that a format needs, and its pip name.
_LIBRARIES = {"ics": ("icalendar", "icalendar"), "prom": ("prometheus_client", "prometheus-client")}
# Without a byte order mark, spreadsheets assume a national encoding.
_ENCODINGS = {"csv": "utf-8-sig"}
_DEFAULT_NAME = "port-in-report"
_RULE = "report-path"
# A report contains no secrets, and is meant to be read by others.
_MODE = 0o644


@dataclass(frozen=True)
class ReportFile:
    """The new content of a file, and the current one."""

    format: str
    path: str
    content: bytes
    present: bytes | None

    @property
    def differs(self) -> bool:
        """Whether anything has changed. The time of the run, which metrics contain, does not count."""
        if self.format != "prom" or self.present is None:
            return self.content != self.present
        return without_run(self.content.decode()) != without_run(self.present.decode("utf-8", "replace"))

    def before(self) -> Data:
        return {} if self.present is None else _described(self.present)

    def after(self) -> Data:
        return _described(self.content)


def paths(dest: str, formats: Iterable[str], *, name: str | None) -> dict[str, str]:
    """The path of each format. A directory gets files named after the report; otherwise an extension is appended."""
    dest = expanded(dest) + ("/" if dest.endswith(("/", os.sep)) else "")
    if os.path.isdir(dest) or dest.endswith("/"):
        dest = os.path.join(dest, re.sub(r"[^A-Za-z0-9._-]+", "-", name or "").strip("-.") or _DEFAULT_NAME)
    else:
        stem, ending = os.path.splitext(dest)
        dest = stem if ending.lstrip(".").lower() in FORMATS else dest
    return {kind: f"{dest}.{kind}" for kind in FORMATS if kind in formats}


def check(dest: str, formats: Iterable[str], *, name: str | None) -> Iterator[Finding]:
    """Why the files cannot be written."""
    if "\0" in dest:
        yield Finding(_RULE, ERROR, "dest", "is not a path.")
        return
    wanted = list(paths(dest, formats, name=name).values())
    if not wanted:
        return
    folder = os.path.dirname(wanted[0])
    if not os.path.isdir(folder):
        yield Finding(_RULE, ERROR, "dest", f"is in the directory {folder}, which does not exist.", "Create it.")
        return
    for path in wanted:
        yield from (replace(finding, rule=_RULE) for finding in check_target(path, "dest"))


def check_libraries(formats: Iterable[str]) -> Iterator[Finding]:
    """Formats whose libraries are missing in this Python."""
    for kind in formats:
        module, package = _LIBRARIES.get(kind, ("", ""))
        if module and library(module) is None:
            message = f"has {kind}, which needs the Python library {package}; {sys.executable} does not have it."
            remedy = f"Install it with {sys.executable} -m pip install {package}, or leave {kind} out."
            yield Finding("library-missing", ERROR, "formats", message, remedy)


def prepared(report: Data, wanted: dict[str, str], *, now: float) -> list[ReportFile]:
    """The new files at the time ``now``, in seconds since 1970. Raises ValidationFailed."""
    files = []
    for kind, path in wanted.items():
        present = _present(path)
        text = _rendered(kind, report, present=present, now=now)
        files.append(ReportFile(kind, path, text.encode(_ENCODINGS.get(kind, "utf-8"), "replace"), present))
    return files


def _rendered(kind: str, report: Data, *, present: bytes | None, now: float) -> str:
    if kind == "ics":
        return as_ics(report, present=present)
    if kind == "prom":
        return as_prom(report, now=now)
    return {"html": page, "csv": as_csv, "json": as_json}[kind](report)


def write(files: Iterable[ReportFile]) -> None:
    """Writes the files that differ. Raises ValidationFailed."""
    with named("dest"):
        for file in files:
            if file.content != file.present:
                write_file(file.path, file.content, mode=_MODE)


def _present(path: str) -> bytes | None:
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ValidationFailed(f"dest names {path}, which cannot be read: {error.strerror}.") from None


def _described(content: bytes) -> Data:
    return {"size": len(content), "checksum": hashlib.sha256(content).hexdigest()}
