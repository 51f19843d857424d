# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reject reasons as carriers write them, and their causes."""

from __future__ import annotations

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._order.causes import CAUSES, OTHER, explain

TEXTS = {
    "pin": ["Wrong port-out PIN.", "Invalid passcode", "PIN expired", "Passcode/PIN required or incorrect"],
    "account-number": ["Account number required or incorrect", "ACCT does not match", "Invalid account #"],
    "address": ["Service address does not match", "ZIP code required or incorrect", "Wrong street"],
    "authorizer": ["Unauthorized signer", "LOA missing", "Not an authorised contact"],
    "billing-number": ["BTN does not match", "Porting main number, need new pilot"],
    "name": ["End user name mismatch", "Customer info does not match", "Wrong subscriber"],
    "pending-order": ["Pending order on account", "Local freeze on number", "Port protected"],
    "inactive": ["TN disconnected", "Account suspended", "Number not active", "Past due"],
    "wrong-carrier": ["TN not found", "Number does not belong to provider", "not portable"],
    "partial": ["Partial port: what of the remaining lines?", "DSL on line", "Hunt group"],
    "date": ["Due date too soon", "FOC not available", "Holiday"],
    "other": ["", "Zzz", "Spinning", "Bantam"],
}


@pytest.mark.parametrize(("cause", "text"), [(cause, text) for cause, texts in TEXTS.items() for text in texts])
def test_a_reject_reason_has_its_cause(cause: str, text: str) -> None:
    for written in (text, text.upper(), text.lower()):
        assert explain(written)["cause"] == cause


def test_every_cause_has_a_remedy_and_a_test() -> None:
    assert {cause.cause for cause in (*CAUSES, OTHER)} == set(TEXTS)
    for cause in (*CAUSES, OTHER):
        reported = explain(TEXTS[cause.cause][0])
        assert set(reported) == {"cause", "title", "meaning", "who", "change"}
        assert all(reported.values())
