# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens that processes share. Each side of a test is a process, forked as Ansible forks its workers."""

from __future__ import annotations

import pytest

from ansible_collections.sinch.porting.plugins.plugin_utils._shared_tokens import SharedTokens
from ansible_collections.sinch.porting.tests.unit.loading import run_apart

PLACE, OTHER = ("https://auth.example/token", "key-1", "digest"), ("https://auth.example/token", "key-2", "digest")

# `aside` runs a function in a forked process, and fails if that fails.
HEAD = """
import os
from ansible_collections.sinch.porting.plugins.plugin_utils._shared_tokens import SharedTokens

def aside(act):
    process = os.fork()
    if not process:
        try:
            act()
            os._exit(0)
        except BaseException as error:
            print(repr(error), flush=True)
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0

def keep(place, *token):
    tokens[place] = token

def want(place, *token, tokens=None):
    found = (common if tokens is None else tokens).get(place, ())
    assert found == token, found

A, B = ("url", "a", "digest"), ("url", "b", "digest")
common = tokens = SharedTokens()
"""


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param(
            """
aside(lambda: keep(A, "one", 7.5))
aside(lambda: want(A, "one", 7.5))
aside(lambda: want(B))
aside(lambda: keep(B, "two", None))
aside(lambda: want(A, "one", 7.5))
want(B, "two", None)
""",
            id="what one has kept the others have",
        ),
        pytest.param(
            """
aside(lambda: keep(A, "one", 7.5))
want(A, tokens=SharedTokens())
aside(lambda: SharedTokens().update({B: ("two", None)}))
want(B)
""",
            id="nobody else knows them",
        ),
        pytest.param(
            """
aside(lambda: keep(A, "one", 7.5))
aside(lambda: (want(A, "one", 7.5), tokens.pop(A), want(A), keep(A, "two", 9.0)))
aside(lambda: want(A, "two", 9.0))
""",
            id="a token that was refused is followed by the next one",
        ),
        pytest.param(
            """
keep(A, "one", 7.5)
aside(lambda: tokens.clear())
want(A, "one", 7.5)
assert (list(tokens), len(tokens)) == ([A], 1)
tokens.pop(A)
want(A)
""",
            id="a process keeps what it has when another one forgets",
        ),
    ],
)
def test_processes(steps: str) -> None:
    ended = run_apart(HEAD + steps)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def two_processes() -> tuple[SharedTokens, SharedTokens]:
    """Two objects with the same memory, as in two processes."""
    first, second = SharedTokens(), SharedTokens()
    second._memory = first._memory
    return first, second


def test_data_that_two_processes_wrote_at_the_same_time_are_ignored() -> None:
    tokens, other = two_processes()
    memory = tokens._memory
    assert memory is not None
    tokens[PLACE] = ("token-0123456789", 7.5)
    at = memory[:].index(b"token-0123456789")
    memory[at : at + 3] = b"TOK"
    assert PLACE not in other
    assert tokens[PLACE] == ("token-0123456789", 7.5)
    other[OTHER] = ("next", None)
    assert other[OTHER] == ("next", None)


def test_a_token_that_is_too_long_is_not_shared_and_damages_nothing() -> None:
    tokens, other = two_processes()
    tokens[OTHER] = ("short", None)
    tokens[PLACE] = ("long" * 5000, None)
    assert tokens[PLACE] == ("long" * 5000, None)
    assert PLACE not in other
    assert other[OTHER] == ("short", None)


def test_without_shared_memory_a_process_keeps_its_own_token() -> None:
    tokens = SharedTokens()
    tokens._memory = None
    tokens[PLACE] = ("one", None)
    assert tokens[PLACE] == ("one", None)
    del tokens[PLACE]
    assert PLACE not in tokens


def test_the_token_is_not_in_repr_and_its_key_not_in_memory() -> None:
    tokens = SharedTokens()
    tokens[PLACE] = ("planted-token-93", None)
    assert "planted-token-93" not in repr([tokens])
    assert tokens._memory is not None
    assert b"key-1" not in tokens._memory[:]
