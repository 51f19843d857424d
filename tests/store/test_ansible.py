# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The password of a store is in no result, fact, output, log, file or process argument of Ansible."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from postgresql import PASSWORD, Postgresql
from wishes import ORDER, SECRET

from ansible_collections.sinch.porting.tests.integration.harness import WAYS, Player

WRONG = "planted-wrong-password-41"
# For libpq a slash ends the part with the password, so the end of this password is ambiguous.
BROKEN = "planted/broken-password-42"
PROCESSES = Path("/proc")


# Wrong environments, each with a part of the message.
PLACES: dict[str, tuple[dict[str, str], str]] = {
    "nothing": ({"SINCH_PORTING_STATE_STORE": "{url}"}, ""),
    "nothing, PGPASSWORD": ({"SINCH_PORTING_STATE_STORE": "{bare_url}", "PGPASSWORD": PASSWORD}, ""),
    "server down": ({"SINCH_PORTING_STATE_STORE": f"postgresql://porting:{PASSWORD}@127.0.0.1:1/p"}, "cannot be used"),
    "wrong password": ({"SINCH_PORTING_STATE_STORE": "{wrong_url}"}, "authentication failed"),
    "wrong PGPASSWORD": ({"SINCH_PORTING_STATE_STORE": "{bare_url}", "PGPASSWORD": WRONG}, "authentication failed"),
    "syntax": ({"SINCH_PORTING_STATE_STORE": "{broken_url}"}, "not a valid URL"),
    "setting": ({"SINCH_PORTING_STATE_STORE": "{url}?sslmode=" + PASSWORD}, "cannot be used"),
}


@contextmanager
def arguments_of_processes() -> Iterator[set[str]]:
    """Collect the arguments of every process of this machine while the block runs."""
    seen: set[str] = set()
    is_over = threading.Event()

    def look() -> None:
        while not is_over.wait(0.05):
            for file in PROCESSES.glob("[0-9]*/cmdline"):
                try:
                    seen.add(file.read_bytes().decode("utf-8", "replace"))
                except OSError:  # the process has ended
                    continue

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        is_over.set()
        watcher.join()


def tasks() -> str:
    order = {"name": "Order", "sinch.porting.sinch_portin_order": ORDER, "register": "portin", "ignore_errors": True}
    # The error message does not show the forbidden option either.
    refused = {
        "name": "Refused",
        "sinch.porting.sinch_portin_order": {**ORDER, "state_store": "{{ secrets.url }}"},
        "ignore_errors": True,
    }
    shown = {"name": "Show", "ansible.builtin.debug": {"var": "portin"}}
    facts = {"name": "Facts", "ansible.builtin.debug": {"var": "ansible_facts"}}
    return yaml.safe_dump([order, shown, facts, refused], sort_keys=False, width=1000)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("way", WAYS)
def test_the_password_is_written_nowhere(
    way: str, place: str, simulator: Any, server: Postgresql, tmp_path: Path, record_property: Any
) -> None:
    server.empty()
    player = Player(tmp_path, api_url=simulator.url, auth_url=simulator.auth_url, way=way)
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "secrets.json").write_text(json.dumps({"secrets": {"url": server.url}}))
    urls = {
        "url": server.url,
        "bare_url": server.bare_url,
        "wrong_url": server.url.replace(PASSWORD, WRONG),
        "broken_url": server.url.replace(PASSWORD, BROKEN),
    }
    environ, sentence = PLACES[place]
    with arguments_of_processes() as arguments:
        run = player.play(
            tasks(),
            arguments=("--extra-vars", f"@{tmp_path / 'given' / 'secrets.json'}"),
            env={name: value.format(**urls) for name, value in environ.items()},
            diff=True,
            verbosity=4,
        )
    result, refused = run.results["Order"], run.results["Refused"]
    if sentence:
        assert result["failure"]["kind"] in ("unguarded", "validation"), result
        assert sentence in result["msg"]
        assert simulator.requests == []
    else:
        assert (result["operation"], result["guard"]) == ("create", "shared"), result
    assert refused["failure"]["kind"] == "validation"
    assert "PGPASSWORD" in refused["msg"]
    # The invocation of a module is not shown.
    assert "invocation" not in result
    for secret in (PASSWORD, WRONG, BROKEN, *BROKEN.split("/"), SECRET):
        assert secret not in run.written
        assert [line for line in arguments if secret in line] == []
    # The watcher has seen the processes of this test.
    assert any(str(tmp_path) in line for line in arguments) or not PROCESSES.is_dir()
    record_property("ways and places of the password", 1)
