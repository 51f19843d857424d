# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Survey answers are only text: they are not evaluated by a template engine or a shell."""

from __future__ import annotations

import pytest
from conftest import make_answers, make_numbers
from jobs import SECRET

TOUCH = "{{ lookup('ansible.builtin.pipe', 'touch ' ~ inventory_dir ~ '/../pwned; echo hq') }}"
TEXTS = [
    TOUCH,
    "{% for _ in range(3) %}" + TOUCH + "{% endfor %}",
    "!unsafe " + TOUCH,
    "'; touch pwned #\n$(touch pwned)\n`touch pwned`",
    "\n---\n- hosts: all\n  tasks: [{shell: touch pwned}]\n",
]
QUESTIONS = [
    "port_in_reference",
    "port_in_numbers_csv",
    "port_in_desired_port_date",
    "port_in_desired_port_time",
    "port_in_pin",
]


@pytest.mark.parametrize(
    "answers",
    [
        # Each question gets two of the texts. Then two questions get one alone, so that the job gets further.
        dict(zip(QUESTIONS, TEXTS, strict=True)),
        dict(zip(QUESTIONS, TEXTS[2:] + TEXTS[:2], strict=True)),
        make_answers(port_in_numbers_csv=TOUCH),
        make_answers(port_in_reference=TOUCH),
    ],
    ids=["all", "turned", "numbers", "reference"],
)
def test_an_answer_is_never_evaluated(job, tmp_path, answers):
    done = job("port_in", answers=answers).run()
    assert done.status in ("failed", "successful")
    assert "sinch.porting.port_in" in done.written
    assert SECRET not in done.written
    assert list(tmp_path.rglob("pwned")) == []


def test_a_hostile_name_and_a_shared_pin_arrive_as_typed(job, simulator, tmp_path):
    """The PIN applies to lines without one, beside the other members that the numbers share."""
    answers = make_answers(
        port_in_numbers_csv=make_numbers(3, name=TOUCH, pin="", authorized_by=""), port_in_pin="0987651"
    )
    shared = {
        "port_in_rules": {"odd-characters": "warn"},
        "port_in_port_out_info": {"authorizing_name": "Ada Baker"},
    }
    done = job("port_in", answers=answers, template=shared, options="-vvv").run()
    assert done.status == "successful", done.output
    given = [number.given for order in simulator.orders for number in order.numbers]
    assert [number["endUser"]["name"] for number in given] == [TOUCH] * 3
    assert [number["portOutInfo"]["authorizingName"] for number in given] == ["Ada Baker"] * 3
    assert [number["portOutInfo"]["existingPortOutPin"] for number in given] == ["0987651"] * 3
    assert list(tmp_path.rglob("pwned")) == []
    assert "0987651" not in done.written


def test_two_megabytes_of_text_are_refused_with_a_message(job, simulator):
    done = job("port_in", answers=make_answers(port_in_numbers_csv="{{ 7 * 7 }} not a table\n" * 90_000)).run()
    assert done.status == "failed"
    assert "port_in_numbers_csv" in done.output
    assert "Traceback" not in done.output
    assert len(done.output) < 100_000
    assert simulator.requests == []
