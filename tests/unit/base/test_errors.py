# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tree of errors, and what a result contains of them."""

from __future__ import annotations

import inspect

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base import errors
from ansible_collections.sinch.porting.plugins.module_utils._base.errors import PortingError
from ansible_collections.sinch.porting.plugins.module_utils._base.findings import Finding

TREE = [each for dummy, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, PortingError)]


def test_every_error_is_in_the_tree_of_the_documentation_with_its_kind() -> None:
    lines = (errors.__doc__ or "").splitlines()
    for each in TREE:
        line = next(line for line in lines if each.__name__ in line.split())
        assert each is PortingError or each.kind in line.split()


@pytest.mark.parametrize("each", TREE)
def test_a_failure_has_its_kind_and_the_known_details(each: type[PortingError]) -> None:
    error = each("It failed.", result={"order_id": 7}, written=True, order_id=7, code=None)
    assert error.failure() == {"kind": each.kind, "order_id": 7}
    assert (str(error), error.message, error.result, error.written) == (
        "It failed.",
        "It failed.",
        {"order_id": 7},
        True,
    )


def test_an_error_can_have_further_details() -> None:
    assert errors.ApiError("no", status=404).status == 404
    finding = Finding("r", "error", "a", "is wrong.")
    assert errors.ValidationFailed("wrong", findings=iter([finding])).findings == [finding]
