# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Encryption and proxies, with our own certificate authority and proxy."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ansible_collections.sinch.porting.plugins.module_utils._base.errors import ConnectionFailed, LostAnswer
from ansible_collections.sinch.porting.tests.unit.loopback import FakeClock, Reply, Seen, Server, connect, reply

NOW = datetime.datetime.now(datetime.timezone.utc)
ENVIRONMENT = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


class Authority:
    """A certificate authority in a folder, with ``ca.pem``, that signs certificates for addresses of this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
        certificate = self._certificate(self._name, self._key.public_key()).add_extension(
            x509.BasicConstraints(ca=True, path_length=None), critical=True
        )
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        signed = certificate.add_extension(usage, critical=True).sign(self._key, hashes.SHA256())
        self.path = folder / "ca.pem"
        self.path.write_bytes(signed.public_bytes(serialization.Encoding.PEM))

    def context(self, *, address: str = "127.0.0.1", ended: bool = False) -> ssl.SSLContext:
        """The server's TLS context for an address; ``ended`` for an expired certificate."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test server")])
        certificate = self._certificate(name, key.public_key(), ended=ended).add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), critical=False
        )
        own = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        signed = certificate.add_extension(own, critical=False).sign(self._key, hashes.SHA256())
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file = self._folder / f"{address}-{ended}.pem"
        file.write_bytes(secret + signed.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _certificate(
        self, name: x509.Name, key: ec.EllipticCurvePublicKey, *, ended: bool = False
    ) -> x509.CertificateBuilder:
        end = NOW + datetime.timedelta(days=-1 if ended else 1)
        builder = x509.CertificateBuilder().subject_name(name).issuer_name(self._name).public_key(key)
        builder = builder.serial_number(x509.random_serial_number()).not_valid_before(end - datetime.timedelta(days=2))
        return builder.not_valid_after(end).add_extension(
            x509.SubjectKeyIdentifier.from_public_key(key), critical=False
        )


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def service(authority: Authority) -> Iterator[Server]:
    with Server(reply(200, {"id": 1}), tls=authority.context()) as server:
        yield server


def ca_path(authority: Authority, _monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    return {"ca_path": str(authority.path)}


def no_validation(_authority: Authority, _monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    return {"validate_certs": False, "ca_path": "/no/such/file"}


def environment(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority.path))
    return {}


Trust = Callable[[Authority, pytest.MonkeyPatch], dict[str, Any]]


@pytest.mark.parametrize("trust", [ca_path, no_validation, environment])
def test_a_trusted_service_answers(
    service: Server, authority: Authority, monkeypatch: pytest.MonkeyPatch, trust: Trust
) -> None:
    transport = connect(service.url, **trust(authority, monkeypatch))
    for _call in range(2):
        assert transport.send("POST", "/x", safe=False) == {"id": 1}
    assert service.connections == 1


def test_a_connection_made_without_validation_is_not_used_with_it(service: Server) -> None:
    connect(service.url, validate_certs=False).send("GET", "/x", safe=True)
    with pytest.raises(ConnectionFailed, match="certificate"):
        connect(service.url).send("GET", "/x", safe=True)


@pytest.mark.parametrize("safe", [True, False], ids=["read", "write"])
def test_an_unknown_authority_is_refused_at_once(service: Server, safe: bool) -> None:
    """A failed handshake has sent nothing, so no response was lost."""
    clock = FakeClock()
    with pytest.raises(ConnectionFailed, match=r"its certificate is not trusted .* ca_path") as caught:
        connect(service.url, access_token="t0k", clock=clock).send("POST", "/x", safe=safe)
    assert clock.slept == []
    assert service.seen == []
    assert "POST /v1/projects/p/x at 127.0.0.1" in caught.value.message


@pytest.mark.parametrize(
    ("certificate", "words"),
    [
        ({"ended": True}, "not trusted .*expired"),
        ({"address": "127.0.0.9"}, "(mismatch|another name)"),
    ],
)
def test_a_wrong_certificate_is_refused(authority: Authority, certificate: dict[str, Any], words: str) -> None:
    with Server(reply(200, {}), tls=authority.context(**certificate)) as server:
        with pytest.raises(ConnectionFailed, match=f"certificate .*{words}"):
            connect(server.url, ca_path=str(authority.path)).send("GET", "/x", safe=True)
        assert server.seen == []


def test_a_service_without_encryption_is_refused() -> None:
    class Plain(Server):
        def _serve(self, sock: socket.socket) -> None:
            with sock:
                sock.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    clock = FakeClock()
    with Plain(reply(200)) as server:
        url = server.url.replace("http:", "https:")
        with pytest.raises(ConnectionFailed, match=r"the encryption failed .*Check that the URL"):
            connect(url, access_token="t0k", clock=clock).send("POST", "/x", safe=False)
    assert clock.slept == []


def test_a_file_without_certificates_is_refused(service: Server, tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    file.write_text("nothing of the kind")
    with pytest.raises(ConnectionFailed, match=r"POST .* at 127.*ca_path"):
        connect(service.url, access_token="t0k", ca_path=str(file)).send("POST", "/x", safe=False)
    assert service.seen == []


def test_a_wrong_bundle_in_the_environment_has_sent_nothing(service: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/no/such/file")
    with pytest.raises(ConnectionFailed, match="POST /v1/projects/p/x at 127"):
        connect(service.url, access_token="t0k").send("POST", "/x", safe=False)


def tunnel(seen: Seen) -> Reply:
    """A proxy's script: accepts CONNECT and then forwards the bytes."""
    host, port = seen.path.split(":")
    return Reply(b"HTTP/1.1 200 Connected\r\n\r\n", end=f"pipe {host} {port}")


class Proxy(Server):
    """A server that can turn a connection into a tunnel."""

    def _answer(self, sock: socket.socket, answer: Reply) -> bool:
        kept = super()._answer(sock, answer)
        if not answer.end.startswith("pipe"):
            return kept
        dummy, host, port = answer.end.split()
        with socket.create_connection((host, int(port))) as beyond:
            threading.Thread(target=_pump, args=(beyond, sock), daemon=True).start()
            _pump(sock, beyond)
        return False


def _pump(source: socket.socket, sink: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # one of the two has disconnected


def test_a_proxy_of_the_environment_is_used(
    service: Server, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Proxy(tunnel) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url.replace("//", "//user:proxy-word@"))
        transport = connect(service.url, ca_path=str(authority.path))
        assert transport.send("POST", "/x", safe=False, body={}) == {"id": 1}
        assert [(seen.method, seen.path) for seen in proxy.seen] == [("CONNECT", f"127.0.0.1:{service.port}")]
        assert proxy.seen[0].headers["proxy-authorization"].startswith("Basic ")
        assert "authorization" not in proxy.seen[0].headers
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        assert transport.send("POST", "/x", safe=False, body={}) == {"id": 1}
        assert len(proxy.seen) == 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Reply(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", end="close"), "refused to connect \\(407 Proxy"),
        (Reply(b"HTTP/1.1 502 Bad Gateway\r\n\r\n", end="close"), "refused to connect \\(502 Bad Gateway"),
        (Reply(end="close"), "closed without a response"),
        (Reply(end="reset"), "reset"),
        (Reply(end="hang"), "it did not connect within 0.1 s"),
    ],
)
def test_a_proxy_that_does_not_connect_has_sent_nothing(
    answer: Reply, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = FakeClock()
    timeout = 0.1 if answer.end == "hang" else 5.0
    with Proxy(answer) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url.replace("//", "//user:proxy-word@"))
        transport = connect("https://127.0.0.9", access_token="t0k", clock=clock, timeout=timeout)
        with pytest.raises(ConnectionFailed, match=words) as caught:
            transport.send("POST", "/x", safe=False)
        assert [seen.method for seen in proxy.seen] == ["CONNECT"] * 2
    assert len(clock.slept) == 1
    assert "proxy-word" not in caught.value.message


def test_a_fault_beyond_the_proxy_is_a_lost_response(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    with Server(Reply(end="close"), tls=authority.context()) as server, Proxy(tunnel) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        with pytest.raises(LostAnswer):
            connect(server.url, ca_path=str(authority.path)).send("POST", "/x", safe=False)
        assert len(server.calls) == 1


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_plain_http_never_leaves_the_machine_through_a_proxy(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Server(reply(200, {"id": "direct"})) as server, Server(reply(200, {"id": "proxy"})) as proxy:
        monkeypatch.setenv(variable, proxy.url)
        assert connect(server.url).send("GET", "/x", safe=True) == {"id": "direct"}
        assert proxy.connections == 0
