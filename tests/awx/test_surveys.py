# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers to surveys are text, whatever is in them: they reach no template engine and no shell."""

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


@pytest.mark.parametrize("text", TEXTS)
def test_an_answer_is_never_evaluated(job, simulator, tmp_path, text):
    """All questions at once, then the numbers alone, so that the job gets further."""
    jobs = [
        job("port_in", answers=dict.fromkeys(QUESTIONS, text)),
        job("port_in", answers=make_answers(port_in_numbers_csv=text)),
        job("port_in", answers=make_answers(port_in_reference=text)),
    ]
    for each in jobs[: 3 if text == TOUCH else 1]:
        each.run()
        assert each.status in ("failed", "successful")
        assert SECRET not in each.written
    assert list(tmp_path.rglob("pwned")) == []


def test_a_hostile_name_arrives_as_it_was_typed(job, simulator, tmp_path):
    numbers = make_numbers(3, name=TOUCH)
    rules = {"port_in_rules": {"odd-characters": "warn"}}
    done = job("port_in", answers=make_answers(port_in_numbers_csv=numbers), template=rules).run()
    assert done.status == "successful", done.output
    names = {number.given["endUser"]["name"] for order in simulator.orders for number in order.numbers}
    assert names == {TOUCH}
    assert list(tmp_path.rglob("pwned")) == []


def test_a_pin_of_the_survey_counts_where_a_line_has_none(job, simulator):
    numbers = make_numbers(3, pin="")
    answers = make_answers(port_in_numbers_csv=numbers, port_in_pin="0987651")
    done = job("port_in", answers=answers, options="-vvv").run()
    assert done.status == "successful", done.output
    pins = {number.given["portOutInfo"]["existingPortOutPin"] for order in simulator.orders for number in order.numbers}
    assert pins == {"0987651"}
    assert "0987651" not in done.written


def test_two_megabytes_of_text_end_in_a_sentence(job, simulator):
    done = job("port_in", answers=make_answers(port_in_numbers_csv="{{ 7 * 7 }} not a table\n" * 90_000)).run()
    assert done.status == "failed"
    assert "port_in_numbers_csv" in done.output
    assert "Traceback" not in done.output
    assert len(done.output) < 100_000
    assert simulator.requests == []
