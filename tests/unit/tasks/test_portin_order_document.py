# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of ``sinch_portin_order_document``."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base import files
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order_document import TASK
from ansible_collections.sinch.porting.tests.unit.desk import Desk, order, perform

LETTER = b"%PDF-1.7 the letter of authorization, signed by hand"


def desk_with(**documents: bytes) -> Desk:
    desk = Desk({7: order()})
    for name, content in documents.items():
        desk.lay(7, content, documentName=name.replace("_", "."), description="laid")
    return desk


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.pdf"
    path.write_bytes(LETTER)
    return path


def ways_to_give(letter: Path) -> list[dict[str, Any]]:
    text = LETTER.decode()
    encoded = base64.encodebytes(LETTER).decode()
    return [
        {"path": str(letter)},
        {"content": text, "document_name": "letter.pdf"},
        {"content_base64": encoded, "documentName": "letter.pdf"},
        {"fileContent": encoded, "documentName": "letter.pdf"},
    ]


@pytest.mark.parametrize("way", range(4))
def test_check_apply_apply_again(letter: Path, tmp_path: Path, way: int) -> None:
    desk = desk_with()
    options = {"order_id": 7, "description": "LOA", **ways_to_give(letter)[way]}
    marks = tmp_path / "marks"
    checked = perform(TASK, desk, options, check=True, diff=True)
    assert desk.writes == []
    applied = perform(TASK, desk, options, folder=marks, diff=True)
    sent = {"documentName": "letter.pdf", "description": "LOA", "fileContent": base64.b64encode(LETTER).decode()}
    assert desk.writes == [("POST", "/orders/portIns/7/documents", sent)]
    again = perform(TASK, desk, options, folder=marks, diff=True)
    assert len(desk.writes) == 1
    assert [run["changed"] for run in (checked, applied, again)] == [True, True, False]
    assert [run["document_id"] for run in (checked, applied, again)] == [None, 101, 101]
    assert checked["diff"] == applied["diff"]
    assert applied["diff"]["after"]["size"] == len(LETTER)
    assert again["diff"] == {"before": {}, "after": {}}
    assert checked.keys() == applied.keys() == again.keys()
    assert applied["guard"] == again["guard"] == "local"
    for run in (checked, applied, again):
        assert "signed by hand" not in str(run)
        assert base64.b64encode(LETTER).decode() not in str(run)


def test_other_content_with_the_same_name_is_added_with_a_warning(letter: Path) -> None:
    desk = desk_with(letter_pdf=b"%PDF-1.7 another", other_pdf=LETTER)
    result = perform(TASK, desk, {"order_id": 7, "path": str(letter)})
    assert result["changed"]
    assert "already has a document 'letter.pdf' with different content (id 101)" in result["warnings"][0]
    assert not perform(TASK, desk, {"order_id": 7, "path": str(letter)})["changed"]
    # Only documents with the name are downloaded.
    assert not [path for dummy, path, dummy_body in desk.requests if path.endswith("/102")]


def test_an_unusual_document_is_sent_with_warnings(letter: Path) -> None:
    letter.write_bytes(b"text " * 700_000)
    desk = desk_with()
    result = perform(TASK, desk, {"order_id": 7, "path": str(letter)})
    assert {finding["rule"] for finding in result["findings"]} == {"document-large", "document-kind"}
    assert len(result["warnings"]) == 2
    assert len(desk.writes) == 1


@pytest.mark.parametrize("head", [b"%PDF-1.4", b"II*\0", b"MM\0*", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"])
def test_usual_types_are_recognized_by_their_first_bytes(head: bytes) -> None:
    options = {"order_id": 7, "document_name": "x", "content_base64": base64.b64encode(head).decode()}
    assert perform(TASK, desk_with(), options, check=True)["findings"] == []


def wrong_options(folder: Path) -> dict[str, tuple[dict[str, Any], set[tuple[str, str]]]]:
    (folder / "empty.pdf").touch()
    with (folder / "huge.pdf").open("wb") as stream:
        stream.truncate(files.LARGEST + 1)
        stream.write(b"%PDF-")
    os.mkfifo(folder / "pipe")
    path = {"path": str(folder / "letter.pdf")}
    down = {"state": "downloaded", "document_name": "x", "path": str(folder / "new.pdf")}
    return {
        "no order": ({**path}, {("missing-option", "order_id")}),
        "nothing": ({"order_id": 7}, {("missing-option", "path")}),
        "two sources": ({"order_id": 7, **path, "content": "x"}, {("missing-option", "path")}),
        "no name": ({"order_id": 7, "content": "%PDF-"}, {("missing-option", "document_name")}),
        "missing": ({"order_id": 7, "path": str(folder / "none")}, {("document-unreadable", "path")}),
        "folder": ({"order_id": 7, "path": str(folder)}, {("document-unreadable", "path")}),
        "pipe": ({"order_id": 7, "path": str(folder / "pipe")}, {("document-unreadable", "path")}),
        "no path": ({"order_id": 7, "path": "a\0b"}, {("control-characters", "path"), ("missing-option", "path")}),
        "empty": ({"order_id": 7, "path": str(folder / "empty.pdf")}, {("document-empty", "path")}),
        "huge": ({"order_id": 7, "path": str(folder / "huge.pdf")}, {("document-too-large", "path")}),
        "not base64": (
            {"order_id": 7, "content_base64": "a$b", "document_name": "x"},
            {("document-unreadable", "content_base64")},
        ),
        "mode for an upload": ({"order_id": 7, **path, "mode": "0644"}, {("options-exclude", "mode")}),
        "id for an upload": ({"order_id": 7, **path, "document_id": 1}, {("options-exclude", "document_id")}),
        "content for a download": ({"order_id": 7, **down, "content": "x"}, {("options-exclude", "content")}),
        "which one": ({"order_id": 7, **down, "document_id": 3}, {("missing-option", "document_name")}),
        "where to": ({"order_id": 7, **down, "path": None}, {("missing-option", "path")}),
        "into nothing": ({"order_id": 7, **down, "path": str(folder / "no" / "x")}, {("document-path", "path")}),
        "onto a folder": ({"order_id": 7, **down, "path": str(folder)}, {("document-path", "path")}),
        "decimal mode": ({"order_id": 7, **down, "mode": 640}, {("wrong-type", "mode")}),
        "no mode": ({"order_id": 7, **down, "mode": "u=rw"}, {("wrong-type", "mode")}),
    }


def test_wrong_options_are_reported_before_anything_is_sent(letter: Path, tmp_path: Path) -> None:
    desk = desk_with(letter_pdf=LETTER)
    for name, (options, expected) in wrong_options(tmp_path).items():
        result = perform(TASK, desk, options)
        assert result["failure"]["kind"] == "validation", name
        assert {(finding["rule"], finding["path"]) for finding in result["findings"]} == expected, name
        assert desk.requests == [], name


@pytest.mark.parametrize("fault", ["lost", "dropped"])
def test_a_lost_response_is_settled_by_comparing_content(letter: Path, tmp_path: Path, fault: str) -> None:
    desk = desk_with(letter_pdf=b"%PDF-1.7 another")
    desk.faults = [("POST /documents", fault)]
    result = perform(TASK, desk, {"order_id": 7, "path": str(letter)}, folder=tmp_path / "marks")
    assert len(desk.writes) == 1
    if fault == "lost":
        assert result["document_id"] == 102
    else:
        assert result["failure"]["kind"] == "unknown_outcome"
        assert len(list((tmp_path / "marks").glob("*.mark"))) == 1


# ---- download ------------------------------------------------------------------


@pytest.mark.parametrize("which", [{"document_id": 101}, {"document_name": "letter.pdf"}])
@pytest.mark.parametrize("target", ["path", "dest"])
def test_download_check_apply_apply_again(tmp_path: Path, which: dict[str, Any], target: str) -> None:
    desk = desk_with(letter_pdf=LETTER, other_pdf=b"other")
    path = tmp_path / "copy.pdf"
    options = {"order_id": 7, "state": "downloaded", target: str(path), **which}
    checked = perform(TASK, desk, options, check=True, diff=True)
    assert not path.exists()
    applied = perform(TASK, desk, options, diff=True)
    assert path.read_bytes() == LETTER
    assert path.stat().st_mode & 0o7777 == 0o600
    again = perform(TASK, desk, options, diff=True)
    assert desk.writes == []
    assert [run["changed"] for run in (checked, applied, again)] == [True, True, False]
    assert checked == applied
    assert applied["diff"]["before"] == {}
    assert applied["diff"]["after"] == {name: applied[name] for name in ("path", "mode", "size", "checksum")}
    assert applied["content_type"] == "application/pdf"
    assert applied["document_name"] == "letter.pdf"
    assert checked.keys() == again.keys()
    assert "signed by hand" not in str([checked, applied, again])
    assert [entry.name for entry in tmp_path.iterdir()] == ["copy.pdf"]


def test_the_mode_is_set_as_in_the_task(tmp_path: Path) -> None:
    desk = desk_with(letter_pdf=LETTER)
    path = tmp_path / "copy.pdf"
    path.write_bytes(LETTER)
    path.chmod(0o644)
    options = {"order_id": 7, "state": "downloaded", "path": str(path), "document_id": 101}
    assert not perform(TASK, desk, options)["changed"]
    assert perform(TASK, desk, {**options, "mode": 0o640}, check=True)["changed"]
    result = perform(TASK, desk, {**options, "mode": "0640"}, diff=True)
    assert result["changed"]
    assert (result["diff"]["before"]["mode"], result["diff"]["after"]["mode"]) == ("0644", "0640")
    assert path.stat().st_mode & 0o7777 == 0o640
    path.write_bytes(b"other")
    assert perform(TASK, desk, {**options, "mode": "0640"})["changed"]
    assert (path.read_bytes(), path.stat().st_mode & 0o7777) == (LETTER, 0o640)


def test_of_several_documents_with_a_name_the_latest_is_downloaded(tmp_path: Path) -> None:
    desk = desk_with(letter_pdf=LETTER)
    desk.lay(7, b"%PDF-1.7 the second one", documentName="letter.pdf")
    options = {"order_id": 7, "state": "downloaded", "path": str(tmp_path / "x"), "document_name": "letter.pdf"}
    result = perform(TASK, desk, options)
    assert (tmp_path / "x").read_bytes() == b"%PDF-1.7 the second one"
    assert result["document_id"] == 102
    assert "2 documents 'letter.pdf' (ids 102, 101)" in result["warnings"][0]


@pytest.mark.parametrize(
    ("which", "words"),
    [({"document_name": "none"}, "has no document 'none'. It has 'letter.pdf'"), ({"document_id": 9}, "404")],
)
def test_a_missing_document_is_reported(tmp_path: Path, which: dict[str, Any], words: str) -> None:
    options = {"order_id": 7, "state": "downloaded", "path": str(tmp_path / "x"), **which}
    result = perform(TASK, desk_with(letter_pdf=LETTER), options)
    assert result["failure"]["status"] == 404
    assert words in result["msg"]
    assert not (tmp_path / "x").exists()


def test_a_failed_write_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "copy.pdf"
    path.write_bytes(b"old")

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    options = {"order_id": 7, "state": "downloaded", "path": str(path), "document_id": 101}
    result = perform(TASK, desk_with(letter_pdf=LETTER), options)
    assert "No space left on device" in result["msg"]
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["copy.pdf"]


def test_a_document_is_also_found_below_port_ins(letter: Path) -> None:
    """At the path in the porting skill, not at that in the API's description."""
    desk = desk_with(letter_pdf=LETTER)
    document = next(iter(desk.contents))
    documented, other = f"/orders/7/documents/{document}", f"/orders/portIns/7/documents/{document}"
    answer = desk._answer

    def answer_otherwise(seen: Any, place: Any) -> Any:
        swapped = {documented: "/nowhere", other: documented}
        return answer(seen, place._replace(path=swapped.get(place.path, place.path)))

    desk._answer = answer_otherwise  # type: ignore[method-assign]  # the other edition
    result = perform(TASK, desk, {"order_id": 7, "path": str(letter), "description": "laid"})
    assert (result["changed"], desk.writes) == (False, [])
    assert [path for dummy, path, body in desk.requests if "documents" in path] == [documented, other]
