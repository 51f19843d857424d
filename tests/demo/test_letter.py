# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make letter` as users run it: it shows the difference, makes the letter, and sends nothing."""

from __future__ import annotations

import socketserver
import subprocess
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from harness import ROOT
from typed import environ

FOLDER = ROOT / ".build" / "letter"
SECRETS = ("739152", "A47110042", "A4711-0042")
FINDING = (
    "hq.csv, line 2, phone_numbers[0].end_user.street_name: "
    "is '12 Old Mill Avenue'; the record csr.yml has '12 OLD MILL RD'."
)


class Proxy(socketserver.ThreadingTCPServer):
    """A proxy that refuses every request, and stores its first line."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Refusal)
        self.asked: list[str] = []

    @property
    def variables(self) -> dict[str, str]:
        url = f"http://127.0.0.1:{self.server_address[1]}"
        return {"HTTP_PROXY": url, "HTTPS_PROXY": url, "http_proxy": url, "https_proxy": url}


class Refusal(socketserver.StreamRequestHandler):
    server: Proxy

    def handle(self) -> None:
        self.server.asked.append(self.rfile.readline().decode("ascii", "replace").strip())
        self.wfile.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with Proxy() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def run(command: list[str], proxy: Proxy, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in environ().items() if name.lower() != "no_proxy"}
    credentials = {"SINCH_PROJECT_ID": "project-1", "SINCH_KEY_ID": "key-1", "SINCH_KEY_SECRET": "secret-1"}
    return subprocess.run(
        command,
        cwd=cwd,
        env={**own, **credentials, **proxy.variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )


def test_a_difference_is_found_and_the_letter_is_made_offline(proxy: Proxy) -> None:
    ran = run(["make", "--no-print-directory", "letter"], proxy)
    assert ran.returncode == 0, ran.stdout
    printed = " ".join(ran.stdout.split())
    story = [
        "Do they agree?",
        FINDING,
        "[record-address-differs]",
        "2 warnings",
        "Avenue becomes Road",
        "no problem found",
        "hq.pdf, to be signed by Harbor Bakery Inc",
        "The letter is at .build/letter/letters/hq.pdf",
        "Nothing was sent to any service.",
    ]
    places = [printed.find(words) for words in story]
    assert -1 not in places, ran.stdout
    assert places == sorted(places)
    assert proxy.asked == []
    content = (FOLDER / "letters" / "hq.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    text = " ".join("\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages).split())
    for words in ("Harbor Bakery Inc", "12 Old Mill Road", "Prairie Telephone", "/sig1/"):
        assert words in text
    for secret in SECRETS:
        assert secret not in printed + text

    # The commands that it suggests do the same again. Then the difference in the original table is found again.
    typed = [line.strip() for line in ran.stdout.split("What to do next:")[1].splitlines() if line.startswith("  ")]
    enter, lint, letter, less = typed
    assert (FOLDER / less.split()[1]).resolve().is_file()
    again = run(["bash", "-c", f"{enter} && {lint} && {letter}"], proxy)
    assert again.returncode == 0, again.stdout
    assert "no problem found" in again.stdout
    table = FOLDER / "hq.csv"
    table.write_text(table.read_text().replace(",Road,", ",Avenue,"))
    assert FINDING in " ".join(run(["bash", "-c", f"{enter} && {lint}"], proxy).stdout.split())
    assert proxy.asked == []

    # The proxy sees a command that does send requests, so its empty list above is meaningful.
    asked = run(["bash", "-c", f"{enter} && ansible-playbook sinch.porting.check_portability -e @hq.yml"], proxy)
    assert asked.returncode != 0, asked.stdout
    assert proxy.asked != []
