# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Any input leads to a result with messages, without a traceback or a secret. Nothing here may connect."""

from __future__ import annotations

import datetime
import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.module_utils._run import run as run_module
from ansible_collections.sinch.porting.plugins.module_utils._tasks.portin_order import TASK
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock

COUNT = 1000
SECRET = "planted-pin-58213"
VALID = {
    "project_id": "p",
    "key_id": "k",
    "key_secret": SECRET + "k",
    # Nothing is listening there, so a task with valid input fails with a refused connection.
    "api_url": "http://127.0.0.1:9",
    "auth_url": "http://127.0.0.1:9/token",
    "retries": 0,
    "customer_order_reference": "r",
    "desired_port_schedule": {"desired_port_date": "2027-03-02", "desired_port_time": "09:00:00"},
    "end_user": {"name": "Harbor Bakery", "city": "Springfield", "state": "IL", "zip_code": "62701"},
    "port_out_info": {"existing_port_out_pin": SECRET},
    "voice_configuration": {"type": "EST", "trunk_id": "t"},
    "phone_numbers": [
        {"phone_number": "+12175230143", "end_user": {"street_num": "1", "street_name": "A"}},
        {
            "phone_number": "+12175230144",
            "end_user": {"street_num": "1", "street_name": "A"},
            "port_out_info": {"account_num": SECRET + "1"},
            "features": {"e911": {"name": "X"}},
            "new_port_out_pin": SECRET + "2",
        },
    ],
    "rules": {"port-date-weekend": "error"},
}

ODD = [
    None,
    True,
    False,
    0,
    -1,
    1116,
    32400,
    10**30,
    1.5,
    float("nan"),
    float("inf"),
    "",
    " ",
    "\x00",
    "\ud800",
    "é" * 3,
    "\uff11\uff12\uff13",
    "+1217523014\u0969",
    "x" * 100_000,
    "{{ lookup('pipe', 'id') }}",
    "2027-02-30",
    "25:61",
    "1.2E+10",
    [],
    {},
    [[]],
    [None],
    {"": ""},
    {"a": {"b": {"c": []}}},
    {1: 2},
    datetime.date(2027, 3, 2),
    datetime.datetime(2027, 3, 2, 12),
    b"bytes",
    object(),
    [SECRET],
    {SECRET: SECRET},
]


def run(arguments):
    messages = []
    result = run_module.run(
        TASK, arguments, check_mode=False, diff=True, environ={}, say=messages.append, clock=FakeClock()
    )
    assert result["failed"] is True
    assert result["failure"]["kind"] in {"validation", "connection"}, result["msg"]
    assert result["msg"]
    written = json.dumps(result) + "".join(messages)
    assert SECRET not in written
    assert "Traceback" not in written
    return result


def places(data, path=()):
    """The paths of all values in the data."""
    if path:
        yield path
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from places(value, (*path, key))


def changed(path, value):
    """The valid input with a different value in one place."""
    data = json.loads(json.dumps(VALID))
    holder = data
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    return data


def test_the_unchanged_input_fails_only_at_the_connection():
    assert run(VALID)["failure"]["kind"] == "connection"


@pytest.mark.parametrize("path", list(places(VALID)), ids=repr)
def test_each_odd_value_in_each_place_gets_a_result(path):
    for value in ODD:
        run(changed(path, value))


def test_many_changes_together_get_a_result():
    randomness = random.Random(20270302)
    everywhere = list(places(VALID))
    for dummy in range(COUNT):
        data = VALID
        for path in randomness.sample(everywhere, randomness.randint(2, 5)):
            try:
                data = json.loads(json.dumps(data, default=str))
                holder = data
                for step in path[:-1]:
                    holder = holder[step]
                holder[path[-1]] = randomness.choice(ODD)
            except (KeyError, IndexError, TypeError):
                continue
        run(data)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(sorted(VALID)) | st.text(max_size=12), values, max_size=6))
def test_any_options_get_a_result(arguments):
    run(arguments)


@settings(max_examples=200)
@given(st.sampled_from(sorted(VALID)), values)
def test_any_value_of_an_option_gets_a_result(name, value):
    run({**VALID, name: value})
