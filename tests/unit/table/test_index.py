# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The index of large files: it gives the same rows as reading the whole file, and a stale index is not used."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.plugin_utils._table import file
from ansible_collections.sinch.porting.plugins.plugin_utils._table import index as row_index
from ansible_collections.sinch.porting.plugins.plugin_utils._table.reader import Request, read_csv


@pytest.fixture(autouse=True)
def small_files_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(row_index, "SMALLEST", 0)
    monkeypatch.setenv("ANSIBLE_HOME", str(tmp_path / "ansible"))


def number(index: int) -> str:
    return f"+1217523{index:04d}"


def write(path: Path, count: int, *, end: str = "\n", bom: bool = False, mark: str = "") -> None:
    rows = ["group,number,name,city"]
    for index in range(count):
        name = f'"Harbor,{end}Bakery ""{index}"""' if index % 3 == 0 else f"Bakery {index}{mark}"
        cell = number(index) if index % 2 else f"(217) 523-{index:04d}"
        rows.append(f"{'mill' if index % 5 == 0 else ''},{cell},{name},")
        if index == 7:
            rows += ["", "mill,,Mill,Springfield"]
    path.write_bytes((("\ufeff" if bom else "") + end.join(rows)).encode("utf-8"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [False, True])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(wanted=st.sets(st.integers(0, 29), min_size=1))
def test_selected_rows_are_those_of_the_whole_file(tmp_path: Path, end: str, bom: bool, wanted: set[int]) -> None:
    path = tmp_path / "numbers.csv"
    write(path, 30, end=end, bom=bom)
    only = [number(index) for index in sorted(wanted)]
    whole = read_csv(path.read_bytes(), Request("numbers.csv", only=only))
    for dummy in range(2):
        part = file.read_file(path, Request("numbers.csv", only=only))
        assert (part.numbers, part.lines) == (whole.numbers, whole.lines)
        assert part.findings == whole.findings
    assert (row_index.load(path) is not None) == (end != "\r")


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    write(path, 20)
    before = file.read_file(path, Request("n", only=[number(11)]))
    write(path, 20, mark=" and Sons")
    after = file.read_file(path, Request("n", only=[number(11)]))
    assert before.numbers[0]["end_user"]["name"] == "Bakery 11"
    assert after.numbers[0]["end_user"]["name"] == "Bakery 11 and Sons"


def test_a_wrong_index_that_seems_to_match_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text(f"number,city\n{number(1)},A\n{number(2)},B\n")
    state = path.stat()
    file.read_file(path, Request("n", only=[number(1)]))
    path.write_text(f"number,city\n{number(2)},B\n{number(1)},A\n")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert row_index.load(path) is not None
    assert file.read_file(path, Request("n", only=[number(1)])).numbers[0]["end_user"] == {"city": "A"}


@pytest.mark.parametrize("damage", [b"", b"sinch.porting rows 1 x y z", b"\xff\n" * 9])
def test_a_damaged_index_is_ignored(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "numbers.csv"
    write(path, 5)
    file.read_file(path, Request("n", only=[number(1)]))
    (kept,) = (tmp_path / "ansible" / "sinch_porting").glob("*.rows")
    assert b"Bakery" not in kept.read_bytes()
    kept.write_bytes(damage)
    assert row_index.load(path) is None
    assert len(file.read_file(path, Request("n", only=[number(1)])).numbers) == 1


def test_a_home_folder_that_cannot_be_written_costs_only_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("ANSIBLE_HOME", str(tmp_path / "file"))
    path = tmp_path / "numbers.csv"
    write(path, 5)
    assert len(file.read_file(path, Request("n", only=[number(1)])).numbers) == 1


def test_missing_numbers_are_named(tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    write(path, 5)
    with pytest.raises(file.NotInFile, match="2175239999"):
        file.read_file(path, Request("n", only=[number(1), "+12175239999"]))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("header", ["number,city", ""])
def test_ranges_and_bare_lists_have_an_index_too(tmp_path: Path, header: str, bom: str, end: str) -> None:
    rows = ["2175230100-0119", number(7), "2175230200..0249", "2175239000-19", "(217) 523-0300"]
    rows = [f"{row},{'Salem' if header else ''}" for row in rows]
    path = tmp_path / "numbers.csv"
    path.write_bytes((bom + end.join([header, *rows] if header else rows)).encode("utf-8"))
    whole = read_csv(path.read_bytes(), Request("n"))
    assert len(whole.numbers) == 73
    for only in ([number(105), number(119), number(7)], [number(200), number(300)], [number(249)]):
        expected = read_csv(path.read_bytes(), Request("n", only=only))
        for dummy in range(2):
            part = file.read_file(path, Request("n", only=only))
            assert part.numbers == expected.numbers
            assert {one["phone_number"] for one in part.numbers} == set(only)
            assert part.lines == expected.lines
        assert row_index.load(path) is not None
