# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures: a simulated Sinch, and jobs against it."""

from __future__ import annotations

import csv
import datetime
import io
import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jinja2 import sandbox

sys.path.insert(0, str(Path(__file__).resolve().parent))

from jobs import AWX, SECRET, Job

from ansible_collections.sinch.porting.tests.simulator import Simulator

PINS = [f"pin7361{index:02}" for index in range(200)]
ROW = {
    "name": "Harbor Bakery",
    "street_num": "12",
    "street": "Harbor",
    "street_type": "Road",
    "city": "Springfield",
    "state": "IL",
    "zip": "62701",
    "authorized_by": "Ada Baker",
    "voice_type": "EST",
    "trunk": "01EXAMPLETRUNKID",
}


def make_numbers(count: int, **cells: str) -> str:
    """A CSV table of ``count`` numbers at three carriers, each with its own PIN."""
    rows = [
        {**ROW, "number": f"+1{('217', '312', '773')[index % 3]}523{index:04}", "pin": PINS[index], **cells}
        for index in range(count)
    ]
    text = io.StringIO()
    writer = csv.DictWriter(text, [*ROW, "number", "pin"])
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def port_date() -> str:
    """A Tuesday about two months from now."""
    day = datetime.date.today() + datetime.timedelta(days=60)
    return (day + datetime.timedelta(days=(1 - day.weekday()) % 7)).isoformat()


def make_answers(count: int = 3, **answers: Any) -> dict[str, Any]:
    """The answers to a survey."""
    return {
        "port_in_reference": "hq",
        "port_in_numbers_csv": make_numbers(count),
        "port_in_desired_port_date": port_date(),
        **answers,
    }


class _UnsafeLoader(yaml.SafeLoader):
    """Reads placeholders that AWX fills in as text."""


_UnsafeLoader.add_constructor("!unsafe", lambda loader, node: loader.construct_scalar(node))


def credential_types() -> dict[str, dict[str, Any]]:
    """The credential types in the data, by name."""
    text = (AWX / "data" / "credential_types.yml").read_text()
    types = yaml.load(text, Loader=_UnsafeLoader)["controller_credential_types"]  # a SafeLoader
    return {each["name"]: each for each in types}


def injected(credential_type: str, **fields: str) -> dict[str, str]:
    """The environment that AWX makes from a credential: each injector is a template, rendered in Jinja's sandbox."""
    found = credential_types()[credential_type]
    known = {field["id"] for field in found["inputs"]["fields"]}
    assert set(found["inputs"]["required"]) <= set(fields) <= known
    engine = sandbox.ImmutableSandboxedEnvironment()
    # AWX does not define variables for empty fields.
    given = {name: value for name, value in fields.items() if value}
    return {name: engine.from_string(text).render(given) for name, text in found["injectors"]["env"].items()}


def simulated_sinch() -> Simulator:
    return Simulator(carriers={"+1217": "Verizon", "+1312": "Lumen", "+1773": "Bandwidth"})


def credential_for(simulator: Simulator) -> dict[str, str]:
    """The environment of a job with the credential."""
    fields = {"project_id": "project-1", "key_id": "key-1", "key_secret": SECRET}
    urls = {"api_url": simulator.url, "auth_url": simulator.auth_url}
    return {**injected("Sinch Porting", **fields, **urls), "NO_PROXY": "127.0.0.1,localhost"}


def job_maker(place: Path, credential: dict[str, str]) -> Callable[..., Job]:
    """A function that creates a job: job(playbook, answers=…, template=…, inventory=…, options=…)."""
    counter = itertools.count()

    def make(*playbooks: str, **given: Any) -> Job:
        folder = place / f"job-{next(counter)}"
        folder.mkdir()
        return Job(folder, *playbooks, environ=credential, **given)

    return make


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with simulated_sinch() as running:
        yield running


@pytest.fixture
def credential(simulator: Simulator) -> dict[str, str]:
    return credential_for(simulator)


@pytest.fixture
def job(tmp_path: Path, credential: dict[str, str]) -> Callable[..., Job]:
    return job_maker(tmp_path, credential)
