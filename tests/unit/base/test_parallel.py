# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parallel reads: ordered, bounded, ended by an error, and over the transport's open connections."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base.parallel import THREADS, beside, read_each
from ansible_collections.sinch.porting.plugins.module_utils._base.redaction import MASK, Redactor
from ansible_collections.sinch.porting.tests.unit.api.test_session import Authority
from ansible_collections.sinch.porting.tests.unit.loopback import Reply, Seen, Server, connect, reply


def test_results_have_the_sequence_of_the_input() -> None:
    meeting = threading.Barrier(THREADS)

    def read(number: int) -> int:
        meeting.wait(5)  # this many reads are running at the same time
        return number * number

    assert list(read_each(read, range(5 * THREADS))) == [number * number for number in range(5 * THREADS)]


def test_a_single_read_needs_no_thread() -> None:
    assert list(read_each(lambda dummy: threading.get_ident(), ["one"])) == [threading.get_ident()]
    assert list(read_each(lambda dummy: threading.get_ident(), [])) == []


def test_only_a_few_reads_are_started_ahead() -> None:
    begun: list[int] = []

    def given() -> Iterator[int]:
        for number in range(1000):
            begun.append(number)
            yield number

    results = read_each(lambda number: number, given())
    assert next(results) == 0
    assert len(begun) <= 4 * THREADS + 1
    results.close()
    assert len(begun) <= 4 * THREADS + 1


def test_the_first_error_ends_all() -> None:
    read_count = 0

    def read(number: int) -> int:
        nonlocal read_count
        read_count += 1
        if number == 3:
            raise LookupError(number)
        return number

    with pytest.raises(LookupError):
        list(read_each(read, range(1000)))
    assert read_count < 100


@pytest.mark.parametrize("encrypted", [True, False])
def test_threads_share_a_transport_and_have_a_connection_each(encrypted: bool, tmp_path: Path) -> None:
    """Without certificate validation each request changes the process's warning filters; here warnings are errors."""

    def script(seen: Seen) -> Reply:
        return reply(200, {"place": seen.path.rpartition("/")[2]})

    tls = Authority(tmp_path).context() if encrypted else None
    with Server(script, tls=tls) as server:
        transport = connect(server.url, validate_certs=not encrypted)
        answers = list(read_each(lambda number: transport.send("GET", f"/x/{number}", safe=True), range(300)))
        assert [int(answer["place"]) for answer in answers] == list(range(300))
        # One for the token, and one for each thread.
        assert server.connections <= THREADS + 1
        assert len(server.sign_ins) == 1
        # Later threads reuse the connections.
        before = server.connections
        for dummy in range(5):
            list(read_each(lambda number: transport.send("GET", f"/x/{number}", safe=True), range(THREADS)))
        assert server.connections == before


def test_threads_may_share_a_redactor() -> None:
    redactor = Redactor()

    def read(number: int) -> str:
        secret = f"{number:0{4 + number % 12}d}"
        redactor.learn(secret)
        return redactor.clean(f"the PIN {secret} is wrong")

    assert set(read_each(read, range(2000))) == {f"the PIN {MASK} is wrong"}


def test_a_read_runs_in_parallel_to_the_block() -> None:
    meeting = threading.Barrier(2)

    def read() -> int:
        meeting.wait(5)
        return 7

    with beside(read) as answer:
        meeting.wait(5)
        assert answer() == 7
    assert answer() == 7


def test_an_error_of_a_parallel_read_is_raised_when_its_result_is_used() -> None:
    def read() -> int:
        raise LookupError("none")

    with beside(read):
        pass
    with beside(read) as answer:
        pass
    with pytest.raises(LookupError):
        answer()


def test_a_failed_block_waits_for_its_parallel_read() -> None:
    ended = threading.Event()
    go_on = threading.Event()

    def read() -> None:
        go_on.wait(5)
        ended.set()

    def fail() -> None:
        with beside(read):
            go_on.set()
            raise LookupError("the block's own")

    with pytest.raises(LookupError, match="own"):
        fail()
    assert ended.is_set()
