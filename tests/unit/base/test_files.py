# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files: what is read, what is refused, and that a file is always written atomically."""

from __future__ import annotations

import base64
import os
import stat
from pathlib import Path

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base import files
from ansible_collections.sinch.porting.plugins.module_utils._base.files import FileProblem


def test_a_file_is_read_and_anything_else_is_refused_with_a_message(tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1")
    os.mkfifo(tmp_path / "pipe")
    assert files.read_file(str(tmp_path / "letter.pdf")) == b"%PDF-1"
    for name, reason in (
        ("pipe", "not a file"),
        (".", "cannot be read"),
        ("absent", "cannot be read"),
        ("a\0b", "is not a path"),
    ):
        with pytest.raises(FileProblem, match=reason):
            files.read_file(str(tmp_path / name))


def test_a_path_may_contain_the_home_folder_and_variables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("JOB", "a-job")
    assert files.expanded("~/$JOB/x") == str(tmp_path / "a-job" / "x")


def test_base64_may_have_several_lines() -> None:
    text = base64.encodebytes(b"x" * 200).decode()
    assert files.decode(text) == b"x" * 200
    for wrong in ("####", "YWJ", "\u00e4"):
        with pytest.raises(FileProblem, match="is not Base64"):
            files.decode(wrong)


@pytest.mark.parametrize(
    ("content", "rules"),
    [
        (b"%PDF-1.7", []),
        (b"\x89PNG\r\n\x1a\n", []),
        (b" \n", ["document-empty"]),
        (b"PK\x03\x04", ["document-kind"]),
        (b"%PDF-" + bytes(3_000_001), ["document-large"]),
        (bytes(files.LARGEST + 1), ["document-too-large"]),
    ],
    ids=["pdf", "png", "empty", "zip", "large", "too large"],
)
def test_a_document_that_a_carrier_may_refuse_is_reported(content: bytes, rules: list[str]) -> None:
    assert [finding.rule for finding in files.check_content(content, "content")] == rules


def test_a_path_that_cannot_be_written_is_reported_in_advance(tmp_path: Path) -> None:
    for path, reason in (
        (tmp_path, "is a directory"),
        (tmp_path / "a" / "b", "directory does not exist"),
    ):
        (finding,) = files.check_target(str(path), "dest")
        assert (finding.rule, finding.path) == ("document-path", "dest")
        assert reason in finding.message
    assert list(files.check_target(str(tmp_path / "new"), "dest")) == []


def test_a_file_is_replaced_atomically_with_its_mode(tmp_path: Path) -> None:
    target, link = tmp_path / "kept", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    files.write_file(str(link), b"new", mode=0o640)
    assert link.is_symlink()
    assert files.present_content(str(link)) == b"new"
    assert files.present_mode(str(target)) == 0o640
    files.set_mode(str(target), files.SAFE_MODE)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert files.present_content(str(tmp_path / "absent")) is None


def test_a_failed_write_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "kept").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileProblem, match=r"cannot be written: No space left"):
        files.write_file(str(tmp_path / "kept"), b"new", mode=0o600)
    assert [entry.name for entry in tmp_path.iterdir()] == ["kept"]
    assert (tmp_path / "kept").read_bytes() == b"old"
    with pytest.raises(FileProblem, match="mode cannot be set"):
        files.set_mode(str(tmp_path / "absent"), 0o600)


def test_marks_are_stored_beside_ansibles_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANSIBLE_HOME", str(tmp_path))
    assert files.default_directory() == tmp_path / "sinch_porting"
    monkeypatch.setenv("ANSIBLE_HOME", "~nobody-of-this-name/x")
    assert files.default_directory() is None
