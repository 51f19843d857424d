# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""YAML and JSON files: what is accepted, and errors that name the line and never quote the file."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.sinch.porting.plugins.plugin_utils._yaml_or_json import DocumentError, parse


@pytest.mark.parametrize(
    ("name", "content", "data"),
    [
        ("a.json", b'\xef\xbb\xbf{"a": [1, null]}', {"a": [1, None]}),
        ("a.YML", b"a: [1, null]", {"a": [1, None]}),
        ("a.yaml", b"", None),
        ("a.yaml", b"a: !unsafe '{{ x }}'", {"a": "{{ x }}"}),
        ("a.yaml", b"b: &b {x: 1}\na: {<<: *b, y: 2}", {"b": {"x": 1}, "a": {"x": 1, "y": 2}}),
    ],
)
def test_the_format_is_that_of_the_file_extension(name: str, content: bytes, data: Any) -> None:
    assert parse(content, name=name) == data


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.json", b'{"pin": "4711",\n x}', "a.json, line 2, column 2: is not valid JSON."),
        ("a.json", b'{"pin": "4711", "pin": "4712"}', "a.json: a dictionary has the member pin twice."),
        ("a.json", b'{"4711 9": 1, "4711 9": 2}', "a.json: a dictionary has the member (not an identifier) twice."),
        ("a.json", b"[" * 100_000, "a.json: is nested too deeply."),
        ("a.yml", b"a: 1\npin: [4711", "is not valid YAML."),
        ("a.yml", b"pin: 4711\npin: 4712", "a.yml, line 2, column 1: the member pin is given twice."),
        ("a.yml", b"a: 2027-02-30", "Write dates in quotes."),
        ("a.yml", b"a: !vault |\n  4711", "a vaulted value cannot be decrypted here."),
        ("a.yml", b"a: \xff4711", "a.yml, line 1: is not UTF-8. Save the file as UTF-8."),
        ("a.yml", b"--- 4711\n--- 4712", "is not valid YAML."),
        ("a.toml", b"", "must end in .json, .yml"),
    ],
)
def test_an_error_has_a_line_and_quotes_nothing(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse(content, name=name)
    assert sentence in str(caught.value)
    assert "4711" not in str(caught.value)


def test_a_vaulted_value_is_decrypted_if_possible() -> None:
    content = b"pin: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162\n"
    assert parse(content, name="a.yml", decrypt=lambda data: data.upper()[:14]) == {"pin": "$ANSIBLE_VAULT"}


@given(st.binary(max_size=60), st.sampled_from(["a.json", "a.yml"]))
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    message = name
    try:
        parse(content, name=name)
    except DocumentError as error:
        message = str(error)
    assert message.startswith(name)
