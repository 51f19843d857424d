# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings as files, which are valid whatever the texts contain."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from ansible_collections.sinch.porting.plugins.module_utils._base.findings import Finding
from ansible_collections.sinch.porting.plugins.module_utils._report import finding_files


def test_reports_accept_any_text() -> None:
    finding = Finding("postal-code-invalid", "warn", "a\x00b", "is '\ud800' & <x>\x0b.", "")
    assert json.loads(finding_files.sarif([finding], file=""))["runs"][0]["results"][0]["level"] == "warning"
    text = finding_files.junit([finding], file="", checked=0, fails=lambda one: False)
    assert len(ElementTree.fromstring(text).findall(".//system-out")) == 1
