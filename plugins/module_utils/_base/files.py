# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Document files: reading what is sent, and writing what was received."""

from __future__ import annotations

import base64
import binascii
import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .errors import ValidationFailed
from .findings import ERROR, WARN, Finding

# No limit is documented. The transport accepts responses of 32 MiB, and Base64 turns three bytes into four.
LARGEST = 20 * 1000**2
# Carriers refuse letters that are larger, or in another format (Bandwidth: port-ins).
_USUAL = 3 * 1000**2
_KINDS = (b"%PDF-", b"II*\0", b"MM\0*", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")

SAFE_MODE = 0o600


class FileProblem(Exception):
    """A file cannot be used. The text follows the name of the option."""


@contextlib.contextmanager
def named(what: str) -> Iterator[None]:
    """Fails the task for a FileProblem; ``what`` begins the message, most often the option that names the file."""
    try:
        yield
    except FileProblem as problem:
        raise ValidationFailed(f"{what} {problem}") from None


def expanded(path: str) -> str:
    return os.path.abspath(os.path.expanduser(os.path.expandvars(path)))


def read_file(path: str) -> bytes:
    """The content of a file. Raises FileProblem."""
    path = expanded(path)
    try:
        with open(path, "rb", opener=_open_without_waiting) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise FileProblem(f"names {path}, which is not a file.")
            return stream.read(LARGEST + 1)
    except OSError as error:
        raise FileProblem(f"names {path}, which cannot be read where the task runs: {error.strerror}.") from None
    except ValueError:
        raise FileProblem("is not a path.") from None


def _open_without_waiting(path: str, flags: int) -> int:
    """Opens without blocking, so that a named pipe does not wait for its writer."""
    return os.open(path, flags | os.O_NONBLOCK)


def decode(text: str) -> bytes:
    """The bytes of Base64 text, which may have line breaks. Raises FileProblem."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise FileProblem("is not Base64.") from None


def check_content(content: bytes, option: str) -> Iterator[Finding]:
    """Problems with the content of a document, and unusual content."""
    if not content.strip():
        yield Finding("document-empty", ERROR, option, "has no content.", "Check the file.")
        return
    if len(content) > LARGEST:
        message = f"has more than {LARGEST // 1000**2} MB."
        yield Finding("document-too-large", ERROR, option, message, "Scan it with a lower resolution, or split it.")
        return
    if len(content) > _USUAL:
        message = f"has {len(content) / 1000**2:.1f} MB; some carriers refuse documents of more than 3 MB."
        yield Finding("document-large", WARN, option, message, "Scan it with a lower resolution.")
    if not content.startswith(_KINDS):
        message = "begins like none of PDF, TIFF, JPEG and PNG, and carriers may refuse other kinds."
        yield Finding("document-kind", WARN, option, message, "Convert it to PDF.")


def check_target(path: str, option: str) -> Iterator[Finding]:
    """Why a file cannot be written."""
    path = expanded(path)
    if os.path.isdir(path):
        yield Finding("document-path", ERROR, option, f"names {path}, which is a directory.", "Name the file in it.")
    elif not os.path.isdir(os.path.dirname(path)):
        yield Finding("document-path", ERROR, option, f"names {path}, whose directory does not exist.", "Create it.")
    elif not os.access(os.path.dirname(path), os.W_OK):
        yield Finding("document-path", ERROR, option, f"names {path}, in whose directory this user may not write.")


def present_content(path: str) -> bytes | None:
    """The current content of a file; None if it does not exist. Raises FileProblem if it cannot be read."""
    return read_file(path) if os.path.exists(expanded(path)) else None


def present_mode(path: str) -> int:
    return stat.S_IMODE(os.stat(expanded(path)).st_mode)


def write_file(path: str, content: bytes, *, mode: int) -> None:
    """Writes a file atomically; its permissions never exceed ``mode``. Raises FileProblem."""
    path = os.path.realpath(expanded(path))
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".sinch-", dir=os.path.dirname(path))
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        raise FileProblem(f"names {path}, which cannot be written: {error.strerror}.") from None


def set_mode(path: str, mode: int) -> None:
    try:
        os.chmod(expanded(path), mode)
    except OSError as error:
        raise FileProblem(f"names {path}, whose mode cannot be set: {error.strerror}.") from None


def default_directory() -> Path | None:
    """Where marks are kept: with Ansible's own files in the user's home directory."""
    home = os.environ.get("ANSIBLE_HOME") or "~/.ansible"
    try:
        return Path(home).expanduser() / "sinch_porting"
    except RuntimeError:
        return None
