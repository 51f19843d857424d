# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs ansible-playbook in a fork of a process that has already imported what is the same for every play.

Half of the time of a small play is the start of Python, the import of libraries, and the parsing of a file of
ansible-core. A server does this once for each process of pytest. For each play it forks a child, which takes over the
play's output streams, folder, environment and arguments. The child then runs ``ansible.cli.playbook`` as ``python -m``
does, up to the ordinary exit of Python.

A play cannot tell the difference, because what the server imports depends on no play. That is other projects' modules,
and those modules of ansible-core that read no configuration. ansible-core reads its settings, and creates folders and
the log, when ``ansible.constants`` is imported. Each child imports that module, all that need it, and all files of
this collection for itself. ``test_prefork.py`` shows this.

What Python itself reads as it starts cannot be changed later, so a play that sets such a variable gets a process of
its own. Children differ from such processes in one way: those of one server share the order of Python's sets.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import importlib
import io
import json
import multiprocessing
import os
import runpy
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PLAYBOOK = "ansible.cli.playbook"

# Variables that Python and libraries in C read as they start, and those that the server starts with.
READ_AT_START = ("PYTHON", "LANG", "LC_", "LD_", "OPENSSL_", "COVERAGE_")
AT_START = {"LANG": "C.UTF-8"}

# Modules of ansible-core that import nothing of its configuration; no version has all of them. They come before the
# libraries, as in a play, because ansible-core changes some of Python's modules.
CORE = (
    "ansible._internal._worker._inventory_rpc",
    "ansible.config.manager",
    "ansible.context",
    "ansible.executor.action_write_locks",
    "ansible.module_utils.common.process",
    "ansible.module_utils.common.sys_info",
    "ansible.parsing.splitter",
    "ansible.parsing.utils.addresses",
    "ansible.utils.collection_loader",
)
LIBRARIES = (
    "concurrent.futures.thread",
    "cryptography.hazmat.backends.openssl.backend",
    "cryptography.hazmat.primitives.hmac",
    "cryptography.hazmat.primitives.kdf.pbkdf2",
    "cryptography.hazmat.primitives.padding",
    "ctypes.util",
    "curses",
    "difflib",
    "importlib.metadata",
    "jinja2.nativetypes",
    "jinja2.sandbox",
    "logging",
    "multiprocessing.managers",
    "multiprocessing.pool",
    "packaging.specifiers",
    "pydantic",
    "requests",
    "tarfile",
    "uuid",
    "xml.dom.minidom",
    "xml.etree.ElementTree",
    "yaml",
)


def run(command: list[str], *, cwd: Path, env: Mapping[str, str], timeout: float) -> subprocess.CompletedProcess[str]:
    """Do the same as ``run_alone``, in a fork if that cannot make a difference."""
    if {name: value for name, value in env.items() if name.startswith(READ_AT_START)} == AT_START:
        return _server().run(command, cwd=cwd, env=env, timeout=timeout)
    return run_alone(command, cwd=cwd, env=env, timeout=timeout)


def run_alone(
    command: list[str], *, cwd: Path, env: Mapping[str, str], timeout: float
) -> subprocess.CompletedProcess[str]:
    """Run ``python -m ansible.cli.playbook`` with arguments, which gets nothing to read. ``timeout`` is in seconds."""
    return subprocess.run(
        command,
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        timeout=timeout,
        stdin=subprocess.DEVNULL,
        check=False,
    )


class Server:
    """A process that forks plays, until it is stopped or this process ends."""

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair()
        self._asking = threading.Lock()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, str(Path(__file__).resolve()), str(theirs.fileno())],
                env=AT_START,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,  # Python treats files differently, even after another has taken their place
                stderr=subprocess.PIPE,
            )

    def stop(self) -> None:
        self._control.close()
        written = self.process.communicate()
        assert written == (b"", b""), written

    def run(
        self, command: list[str], *, cwd: Path, env: Mapping[str, str], timeout: float
    ) -> subprocess.CompletedProcess[str]:
        with contextlib.ExitStack() as opened:
            answers, theirs = map(opened.enter_context, socket.socketpair())
            (stdout, to_stdout), (stderr, to_stderr) = os.pipe(), os.pipe()
            streams = [opened.enter_context(open(number, "rb", buffering=0)) for number in (stdout, stderr)]
            handed_over = [theirs.detach(), to_stdout, to_stderr]
            try:
                with self._asking:
                    socket.send_fds(self._control, [b"."], handed_over)
            finally:
                for number in handed_over:
                    os.close(number)
            request = {"arguments": command[3:], "cwd": str(cwd), "environ": dict(env)}
            answers.sendall(json.dumps(request).encode() + b"\n")
            received = {stream: bytearray() for stream in (answers, *streams)}
            try:
                _read_all(received, time.monotonic() + timeout)
            except BaseException as error:
                if received[answers]:
                    os.kill(int(received[answers].split()[0]), signal.SIGKILL)
                    _read_all({answers: bytearray()}, time.monotonic() + timeout)  # it has ended
                if isinstance(error, TimeoutError):
                    raise subprocess.TimeoutExpired(command, timeout) from None
                raise
        code = received.pop(answers).split()[1]
        output = (io.TextIOWrapper(io.BytesIO(read)).read() for read in received.values())
        return subprocess.CompletedProcess(command, int(code), *output)


@functools.cache
def _server() -> Server:
    server = Server()
    atexit.register(server.stop)
    return server


def _read_all(received: Mapping[Any, bytearray], deadline: float) -> None:
    """Append what each stream gives, until all have ended."""
    with selectors.DefaultSelector() as waiting:
        for stream in received:
            waiting.register(stream, selectors.EVENT_READ)
        while waiting.get_map():
            ready = waiting.select(max(0.0, deadline - time.monotonic()))
            if not ready:
                raise TimeoutError
            for key, _events in ready:
                read = os.read(key.fd, 65536)
                received[key.fileobj].extend(read)
                if not read:
                    waiting.unregister(key.fileobj)


# What follows runs in the server and its children.


def prepare() -> None:
    """Import what depends on no play."""
    for name in CORE + LIBRARIES:
        with contextlib.suppress(ModuleNotFoundError):
            importlib.import_module(name)
    _parse_routing()


def _parse_routing() -> None:
    """Parse ansible-core's list of renamed plugins, which takes every play up to a fifth of a second.

    ansible-core lets tools replace this function to cache its results. A play gets its copy of the result only once,
    because it may change it.
    """
    from ansible.utils.collection_loader import _collection_finder

    listed = Path(_collection_finder.__file__).parents[2] / "config" / "ansible_builtin_runtime.yml"
    text = listed.read_bytes()
    parse = _collection_finder._meta_yml_to_dict
    parsed = [parse(text, ("ansible.builtin", "runtime.yml"))]

    def parse_once(data: Any, content_id: Any) -> Any:
        return parsed.pop() if parsed and data == text else parse(data, content_id)

    _collection_finder._meta_yml_to_dict = parse_once


def serve(control: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """Fork a child for each request, and return in that child: the request, and the numbers of the output streams."""
    while True:
        message, received = socket.recv_fds(control, 1, 3)[:2]
        if not message:
            with contextlib.suppress(ChildProcessError):
                while os.wait():
                    pass
            os._exit(0)
        if not os.fork():
            control.close()
            answers, *streams = received
            return _attend(socket.socket(fileno=answers), streams), streams
        for number in received:
            os.close(number)
        with contextlib.suppress(ChildProcessError):  # those that have ended
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _attend(answers: socket.socket, streams: Sequence[int]) -> dict[str, Any]:
    """Fork the process of a play, and return its request there. Here, answer with its number and its exit code."""
    with answers.makefile("rb") as lines:
        request: dict[str, Any] = json.loads(lines.readline())
    child = os.fork()
    if not child:
        answers.close()
        return request
    for number in streams:  # whose ends the asking process awaits
        os.close(number)
    answers.sendall(b"%d\n" % child)
    ended = os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    answers.sendall(b"%d\n" % (ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status))
    answers.shutdown(socket.SHUT_WR)
    answers.recv(1)  # the end: until then no other process is given this number
    os.waitpid(child, 0)
    os._exit(0)


def become(request: Mapping[str, Any], streams: Sequence[int]) -> None:
    """Give this process what a process gets from the one that starts it, and what Python makes as it starts."""
    for number, stream in enumerate(streams, start=1):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["environ"])
    time.tzset()
    multiprocessing.current_process().authkey = os.urandom(32)
    sys.argv[1:] = request["arguments"]
    sys.path.insert(0, request["cwd"])


if __name__ == "__main__":
    interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asks ends this one
    del sys.path[0]  # this folder
    prepare()
    become(*serve(socket.socket(fileno=int(sys.argv[1]))))
    signal.signal(signal.SIGINT, interrupt)
    runpy.run_module(PLAYBOOK, run_name="__main__", alter_sys=True)
