# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parallel reads."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

Given = TypeVar("Given")
Read = TypeVar("Read")

# A single task should not exhaust the service's rate limit.
THREADS = 4


def read_each(read: Callable[[Given], Read], given: Iterable[Given]) -> Generator[Read, None, None]:
    """The results of ``read`` for each argument, in order. The first error ends it.

    Only a few reads per thread are in progress, or finished but not yet consumed.
    """
    waiting = iter(given)
    begin = list(islice(waiting, 4 * THREADS))
    if len(begin) < 2:
        yield from map(read, begin)  # a thread and a connection for one would be expensive
        return
    with _pool(THREADS) as pool:
        futures = [pool.submit(read, one) for one in begin]
        try:
            while futures:
                yield futures.pop(0).result()
                futures += [pool.submit(read, one) for one in islice(waiting, 1)]
        finally:
            for future in futures:
                future.cancel()


@contextmanager
def beside(read: Callable[[], Read]) -> Iterator[Callable[[], Read]]:
    """Reads in a separate thread while the block runs, and yields a function that waits for the result.

    The function returns what was read, or raises what the read raised; if it is never called, both are ignored. When
    the block is left, the read has ended.
    """
    with _pool(1) as pool:
        yield pool.submit(read).result


@contextmanager
def _pool(threads: int) -> Iterator[ThreadPoolExecutor]:
    # Warning filters belong to the process, and the transport changes them for a request without certificate
    # verification. With this filter in force all the time, threads cannot undo each other's changes.
    with warnings.catch_warnings(), ThreadPoolExecutor(threads) as pool:
        warnings.filterwarnings("ignore", message="Unverified HTTPS request")
        yield pool
