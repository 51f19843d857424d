# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints a plan as Markdown for a merge request: python3 describe_plan.py PLAN < the plan before, or nothing.

It shows orders, carriers and counts, and what has changed since the plan before. There is no PIN, account number, name
or address in a plan, so there is none in what is printed.
"""

from __future__ import annotations

import json
import re
import sys

MOST = 20  # numbers that are listed of each kind; the plan has them all


def describe(plan, before):
    """The lines of the description; ``before`` is None for the first plan."""
    summary = plan["summary"]
    sentences = [f"For {day(plan)}."]
    if summary["unportable"]:
        sentences.append(f"**{count(summary['unportable'], 'number')} cannot be ported** and will not be ordered.")
    counts = f"{count(summary['orders'], 'order')}, {count(summary['planned'], 'number')}"
    yield f"## Plan of {text(plan['reference'])}: {counts}"
    yield ""
    yield " ".join(sentences)
    yield ""
    yield "| order | carrier | numbers | since the last plan |"
    yield "| --- | --- | ---: | --- |"
    old = {order["reference"]: order for order in before["orders"]} if before else {}
    for order in plan["orders"]:
        news = compare(order, old.get(order["reference"])) if before else "first plan"
        yield f"| {text(order['reference'])} | {text(order['carrier'])} | {order['count']} | {news} |"
    yield ""
    yield from changes(plan, before) if before else ()
    yield from listing(
        "cannot be ported",
        {number: f"{why['carrier']}: {why['reason']}" for number, why in plan["unportable"].items()},
    )
    yield f"Fingerprint: `{text(plan['fingerprint'])}`"


def changes(plan, before):
    """What is new in the whole plan, and the numbers that came, went or moved."""
    now, then = numbers(plan), numbers(before)
    lines = []
    if plan["fingerprint"] == before["fingerprint"]:
        lines.append("Nothing has changed.")
    if day(plan) != day(before):
        lines.append(f"The desired date was {day(before)}, and is {day(plan)}.")
    members = sorted(
        name
        for name in {*plan["members"], *before["members"]}
        if plan["members"].get(name) != before["members"].get(name)
    )
    if members:
        lines.append(f"Other values in: {', '.join(map(text, members))}.")
    gone = sorted({order["reference"] for order in before["orders"]} - {order["reference"] for order in plan["orders"]})
    if gone:
        lines.append(f"No longer planned: {', '.join(map(text, gone))}.")
    yield "### Since the last plan"
    yield ""
    yield from (f"- {line}" for line in lines)
    yield ""
    yield from listing("added", {number: now[number] for number in now.keys() - then.keys()})
    yield from listing(
        "no longer in an order", {number: f"was in {then[number]}" for number in then.keys() - now.keys()}
    )
    moved = {number for number in now.keys() & then.keys() if now[number] != then[number]}
    yield from listing("moved", {number: f"{then[number]} → {now[number]}" for number in moved})


def compare(order, old):
    """How an order differs from the one with its reference in the plan before."""
    if old is None:
        return "**new**"
    now, then = order["numbers"], old["numbers"]
    other = sum(now[number] != then[number] for number in now.keys() & then.keys())
    parts = {"added": len(now.keys() - then.keys()), "left": len(then.keys() - now.keys()), "with other data": other}
    return ", ".join(f"{number} {word}" for word, number in parts.items() if number) or "as before"


def listing(what, found):
    """A folded list of numbers, each with a word about it."""
    if not found:
        return
    yield f"<details><summary>{count(len(found), 'number')} {what}</summary>"
    yield ""
    yield from (f"- {text(number)}: {text(word)}" for number, word in sorted(found.items())[:MOST])
    if len(found) > MOST:
        yield f"- and {len(found) - MOST} more"
    yield ""
    yield "</details>"
    yield ""


def numbers(plan):
    """The order of each number that is planned."""
    return {number: order["reference"] for order in plan["orders"] for number in order["numbers"]}


def day(plan):
    return text(plan["order"].get("desired_port_schedule", {}).get("desired_port_date", "no date"))


def count(number, word):
    return f"{number} {word}{'' if number == 1 else 's'}"


def text(value):
    """A text that stays text in Markdown, also in a cell of a table: carriers and reasons are written by others."""
    return re.sub(r"[\\`*_{}\[\]<>&|#!@~]", lambda sign: f"&#{ord(sign[0])};", " ".join(str(value).split()))


if __name__ == "__main__":
    given = sys.stdin.read()
    try:
        with open(sys.argv[1], encoding="utf-8") as file:
            lines = list(describe(json.load(file), json.loads(given) if given.strip() else None))
    except (OSError, ValueError, LookupError) as error:
        name = " ".join(sys.argv[1:]) or "no plan"
        sys.exit(f"{name} cannot be described: {error}. Make it with ./port-in plan MOVE")
    print("\n".join(lines))
