# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A play in a fork of the server is like a play in a process of its own, and like no other play."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from harness import HERE, Player

from ansible_collections.sinch.porting.tests.integration import prefork

# A callback that writes what a process can know of itself. It ends as END says.
WITNESS = '''
import json, locale, logging, multiprocessing, os, random, signal, socket, sys, tempfile, threading, time, uuid
from pathlib import Path
from ansible import constants
from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: witness
type: aggregate
short_description: What the process is like
description: Writes what the process is like.
"""

STREAMS = (sys.stdin, sys.stdout, sys.stderr)


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "witness"
    CALLBACK_NEEDS_ENABLED = True

    def v2_playbook_on_start(self, playbook):
        umask = os.umask(0)
        os.umask(umask)
        log = logging.getLogger().handlers
        alike = {
            "argv": sys.argv,
            "path": sys.path,
            "flags": list(sys.flags),
            "warnings": sys.warnoptions,
            "environ": dict(os.environ),
            "cwd": os.getcwd(),
            "home": str(Path.home()),
            "temporary": tempfile.gettempdir(),
            "umask": umask,
            "session": [os.getsid(0), os.getpgid(0)],
            "signals": {number: str(signal.getsignal(number)).split(" at ")[0] for number in signal.valid_signals()},
            "masked": sorted(signal.pthread_sigmask(signal.SIG_BLOCK, [])),
            "streams": [[one.encoding, one.errors, one.line_buffering, one.isatty(), one.name] for one in STREAMS],
            "open": sorted(kind(number) for number in range(20)),
            "locale": [locale.setlocale(locale.LC_ALL), locale.getlocale(), locale.getpreferredencoding()],
            "zone": time.tzname,
            "threads": [type(thread).__name__ for thread in threading.enumerate()],
            "main": [threading.current_thread() is threading.main_thread(), sys.modules["__main__"].__name__],
            "process": [multiprocessing.current_process().name, multiprocessing.parent_process() is None],
            "start": multiprocessing.get_start_method(),
            "timeout": socket.getdefaulttimeout(),
            "logs": [getattr(one, "baseFilename", "") for one in log],
            "local": os.path.dirname(constants.DEFAULT_LOCAL_TMP),
            "settings": {name: str(getattr(constants, name)) for name in dir(constants) if name.startswith("DEFAULT_")},
            "collection": sorted(name for name in sys.modules if name.startswith("ansible_collections.sinch")),
        }
        alike["settings"].pop("DEFAULT_LOCAL_TMP")
        unlike = {
            "random": random.random(),
            "uuid": str(uuid.uuid4()),
            "secret": bytes(multiprocessing.current_process().authkey).hex(),
            "local": constants.DEFAULT_LOCAL_TMP,
            "temporary": tempfile.mktemp(),
            "pid": os.getpid(),
        }
        seen = {"alike": alike, "unlike": unlike, "started": sys.orig_argv}
        given = Path(os.environ["WITNESS"])
        given.with_suffix(".new").write_text(json.dumps(seen, default=str))
        given.with_suffix(".new").rename(given)
        if os.environ.get("END") == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        while os.environ.get("END") == "never":
            time.sleep(1)


def kind(number):
    """What this open file is. The names of pipes differ, and those of temporary files."""
    try:
        return os.readlink(f"/proc/self/fd/{number}").split(":")[0].split("/tmp/tmp")[0]
    except OSError:
        return ""
'''
FAILING = """
- name: Show
  ansible.builtin.debug:
    msg: "{{ lookup('env', 'ONLY_HERE') }}"
- name: Fail
  ansible.builtin.fail:
    msg: It was to fail.
"""


def has_ended(process: int) -> bool:
    """Whether it is over, even if the process that started it has not taken notice."""
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True
    return status.rpartition(")")[2].split()[0] == "Z"


@pytest.fixture
def way() -> str:
    """The start of a play is the same for both ways."""
    return "action"


@pytest.fixture
def witness(player: Player) -> Callable[..., dict[str, Any]]:
    """A function that runs a play, and returns what it knew of its process."""
    plugins = player.folder / "plugins"
    plugins.mkdir()
    (plugins / "witness.py").write_text(WITNESS)
    path = player.folder / "witness.json"
    player.environ |= {
        "ANSIBLE_CALLBACK_PLUGINS": f"{HERE / 'callback_plugins'}:{plugins}",
        "ANSIBLE_CALLBACKS_ENABLED": "results,witness",
        "WITNESS": str(path),
    }

    def run(**options: Any) -> dict[str, Any]:
        run = player.play(FAILING, **{"expect": 2, **options})
        seen: dict[str, Any] = json.loads(path.read_text())
        return {**seen, "run": run}

    return run


def test_a_fork_is_like_a_process_of_its_own(player: Player, witness: Callable[..., dict[str, Any]]) -> None:
    fork = witness(verbosity=2)
    player.alone = True
    alone = witness(verbosity=2)
    assert alone["started"][1:3] == ["-m", prefork.PLAYBOOK]
    assert fork["started"][1].endswith("prefork.py")
    different = {
        name: (fork["alike"][name], value) for name, value in alone["alike"].items() if fork["alike"][name] != value
    }
    assert different == {}
    assert fork["alike"].keys() == alone["alike"].keys()
    assert alone["alike"]["home"] == str(player.home)
    assert alone["alike"]["logs"] == [str(player.folder / "ansible.log")]
    assert (fork["run"].returncode, fork["run"].stdout, fork["run"].stderr) == (
        alone["run"].returncode,
        alone["run"].stdout,
        alone["run"].stderr,
    )
    assert fork["run"].statuses == {"Show": "ok", "Fail": "failed"}


def test_two_forks_share_nothing(player: Player, witness: Callable[..., dict[str, Any]]) -> None:
    first = witness(env={"ONLY_HERE": "in-the-first", "ANSIBLE_FORKS": "3", "TZ": "Pacific/Auckland"})
    second = witness()
    assert first["run"].results["Show"]["msg"] == "in-the-first"
    assert second["run"].results["Show"]["msg"] == ""
    assert [one["alike"]["settings"]["DEFAULT_FORKS"] for one in (first, second)] == ["3", "5"]
    assert first["alike"]["zone"] != second["alike"]["zone"]
    assert "in-the-first" not in json.dumps(second["alike"])
    shared = {name for name, value in first["unlike"].items() if value == second["unlike"][name]}
    assert shared == set()
    for one in (first, second):
        assert not Path(one["unlike"]["local"]).exists()


def test_output_errors_and_configuration_files_are_those_of_the_play(player: Player) -> None:
    missing = player.run(["missing.yml"], expect=None)
    assert missing.returncode == 1
    assert missing.stdout == ""
    assert "the playbook: missing.yml could not be found" in missing.stderr
    assert player.run(["--version"]).stdout.startswith("ansible-playbook [core 2.")
    (player.folder / "ansible.cfg").write_text("[defaults]\nforks = 7\n")
    assert f"config file = {player.folder}/ansible.cfg" in player.run(["--version"]).stdout
    wrong = player.run(["--version"], env={"ANSIBLE_FORKS": "many"}, expect=None)
    assert wrong.returncode == 5
    assert "ANSIBLE_FORKS" in wrong.stderr or "DEFAULT_FORKS" in wrong.stderr


def test_plays_at_once_get_their_own_output(player: Player) -> None:
    def play(name: str) -> str:
        return prefork.run(player.command(name), cwd=player.folder, env=player.environ, timeout=240).stderr

    names = [f"missing-{number}.yml" for number in range(3)]
    with ThreadPoolExecutor(3) as pool:
        for name, stderr in zip(names, pool.map(play, names), strict=True):
            assert [one for one in names if one in stderr] == [name]


def test_a_play_that_is_too_long_is_killed(player: Player, witness: Callable[..., dict[str, Any]]) -> None:
    path = Path(player.environ["WITNESS"])
    command = player.command("-i", "inventory.yml", str(player.write_play(FAILING)))
    timeout = 1.0
    while not path.exists():  # a busy machine has not even started it
        timeout *= 2
        with pytest.raises(subprocess.TimeoutExpired) as raised:
            prefork.run(command, cwd=player.folder, env=player.environ | {"END": "never"}, timeout=timeout)
        assert raised.value.cmd == command
    assert has_ended(json.loads(path.read_text())["unlike"]["pid"])
    assert witness()["run"].returncode == 2


def test_a_play_that_is_killed_has_the_exit_code_of_its_signal(witness: Callable[..., dict[str, Any]]) -> None:
    assert witness(env={"END": "kill"}, expect=None)["run"].returncode == -9


@pytest.mark.parametrize("name", ["PYTHONPATH", "PYTHONHASHSEED", "LC_ALL", "COVERAGE_PROCESS_START"])
def test_what_python_reads_at_its_start_is_for_a_process_of_its_own(
    witness: Callable[..., dict[str, Any]], name: str
) -> None:
    value = {"PYTHONHASHSEED": "7", "LC_ALL": "C.UTF-8"}.get(name, "/nowhere")
    assert witness(env={name: value})["started"][1] == "-m"


def test_the_server_imports_nothing_that_depends_on_a_play(player: Player) -> None:
    """Neither ansible-core's configuration, nor this collection, nor what reads a variable of the environment."""
    words = """if True:
        import os, sys, tempfile, threading
        import prefork

        read = set()

        class Watched(type(os.environ)):
            def __getitem__(self, name):
                read.add(name)
                return super().__getitem__(name)

            def __contains__(self, name):
                read.add(name)
                return super().__contains__(name)

            def __iter__(self):
                read.add("all")
                return super().__iter__()

        os.environ.__class__ = Watched
        prefork.prepare()
        assert "ansible.config.manager" in sys.modules
        assert "ansible.constants" not in sys.modules
        assert not any(name.startswith("ansible_collections") for name in sys.modules)
        assert tempfile.tempdir is None
        assert threading.active_count() == 1
        print(sorted(read))
    """
    environ = prefork.AT_START | {"PYTHONPATH": str(HERE)}
    ended = subprocess.run([sys.executable, "-c", words], env=environ, capture_output=True, text=True, check=False)
    assert ended.stderr == ""
    assert ended.stdout == "['UNIXCONFDIR', 'UNIXUSRLIBDIR']\n"  # where ansible-core's distro looks for its files
    assert not {"UNIXCONFDIR", "UNIXUSRLIBDIR"} & set(player.environ)


def test_the_server_ends_with_the_process_that_started_it() -> None:
    words = "import os, prefork; print(prefork.Server().process.pid, flush=True); os._exit(3)"
    environ = prefork.AT_START | {"PYTHONPATH": str(HERE)}
    ended = subprocess.run([sys.executable, "-c", words], env=environ, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (3, "")
    while not has_ended(int(ended.stdout)):
        time.sleep(0.05)
