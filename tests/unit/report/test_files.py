# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a report: when they are written, and the libraries they need."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._report.files import check_libraries, prepared
from ansible_collections.sinch.porting.tests.unit.report_orders import fleet, report_of


def test_the_time_of_the_run_alone_is_not_a_change(tmp_path: Path) -> None:
    wanted = {"prom": str(tmp_path / "hq.prom")}
    (first,) = prepared(report_of(*fleet(2, 3)), wanted, now=1.0)
    assert first.differs
    (tmp_path / "hq.prom").write_bytes(first.content)
    (again,) = prepared(report_of(*fleet(2, 3)), wanted, now=2.0)
    assert again.content != first.content
    assert not again.differs
    (other,) = prepared(report_of(*fleet(3, 3)), wanted, now=2.0)
    assert other.differs


@pytest.mark.parametrize(("kind", "module"), [("ics", "icalendar"), ("prom", "prometheus_client")])
def test_a_missing_library_is_named_with_its_installation(
    monkeypatch: pytest.MonkeyPatch, kind: str, module: str
) -> None:
    assert list(check_libraries(["html", kind])) == []
    monkeypatch.setitem(sys.modules, module, None)
    (finding,) = check_libraries(["html", kind])
    assert module.replace("_", "-") in finding.message
    assert sys.executable in finding.message
    assert f"-m pip install {module.replace('_', '-')}" in finding.remedy
