"""`%connect postgresql://…?sslmode=verify-full`: a server is the one that it says it is, or nobody speaks to it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import postgres
import pytest
from wire import Wire

pytest.importorskip("adbc_driver_postgresql", reason="adbc-driver-postgresql is not installed: no certificate was tried")

HOST = "crm.example.com"
PASSWORD = "a%2Fb%40c%20d"
WORDS = "Nobody has looked whether the server is the one that it says it is: sslmode=verify-full in the URI does"


@dataclass
class Secured:
    """A server with a certificate for HOST, and one that knows no TLS. Names need no resolver: `hostaddr` says where they are."""

    folder: Path
    certified: postgres.Server
    plain: postgres.Server

    def uri(self, *settings: str, host: str = HOST, server: postgres.Server | None = None) -> str:
        server = server or self.certified
        return f"postgresql://{server.user}:{PASSWORD}@{host}:{server.port}/{server.database}?" + "&".join(["hostaddr=127.0.0.1", *settings])

    def authority(self, name: str) -> str:
        return f"sslrootcert={self.folder / name}"


def openssl(folder: Path, name: str, *more: str) -> None:
    """A key, and its certificate for a day: signed by itself, unless `more` says by whom."""
    done = subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1",
            "-keyout", f"{name}.key", "-out", f"{name}.crt", "-subj", f"/CN={name}", *more,
        ],
        cwd=folder, capture_output=True, text=True,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    if shutil.which("openssl") is None:
        pytest.skip("the command openssl is not here: no certificate was made, and none was tried")
    folder = tmp_path_factory.mktemp("certificates")
    openssl(folder, "authority")
    openssl(folder, "stranger")
    openssl(folder, HOST, "-addext", f"subjectAltName=DNS:{HOST}", "-CA", "authority.crt", "-CAkey", "authority.key")
    (folder / "letter.crt").write_text("Dear customer,\n")
    with postgres.server(certificate=(folder / f"{HOST}.crt", folder / f"{HOST}.key")) as certified, postgres.server() as plain:
        for server in (certified, plain):
            server.psql("CREATE TABLE customers AS SELECT n AS id, n * 1.5 AS spend FROM generate_series(1, 100) AS n")
        yield Secured(folder, certified, plain)


def told(wire: Wire, cell: str) -> str:
    done = wire.succeed(cell)
    text = json.dumps([m["content"] for m in done.outputs], ensure_ascii=False)
    assert PASSWORD not in text and "a/b@c d" not in text
    return "\n".join(m["content"]["data"]["text/plain"] for m in done.outputs if "data" in m["content"])


def refused(wire: Wire, uri: str) -> str:
    """What is said of a server that is not connected. The session is as it was before, and the password nowhere."""
    told(wire, "%load")
    before = told(wire, "%status")
    done = wire.execute(f"%connect {uri} as=big")
    shown = json.dumps([done.content, *(m["content"] for m in done.outputs)], ensure_ascii=False)
    assert PASSWORD not in shown and "a/b@c d" not in shown
    assert done.content["status"] == "error" and done.content["ename"] == "NoConnection", shown
    assert told(wire, "%status") == before
    assert wire.execute("%load big.customers").content["status"] == "error"
    words = "\n".join(done.content["traceback"])
    assert "Failed to connect" not in words and "disable server certificate verification" not in words
    return words


def test_the_right_name_of_a_known_authority_is_let_through(wire: Wire, secured: Secured) -> None:
    said = told(wire, f"%connect {secured.uri('sslmode=verify-full', secured.authority('authority.crt'))} as=big")
    assert "big is connected" in said and WORDS not in said
    assert "customers: 100 rows × 2 columns" in told(wire, "%load big.customers")
    asked = '%load big query="SELECT ssl::text AS encrypted FROM pg_stat_ssl WHERE pid = pg_backend_pid()"'
    assert "true" in told(wire, asked)


def test_a_certificate_of_another_host_is_refused_by_both_names(wire: Wire, secured: Secured) -> None:
    settings = ["sslmode=verify-full", secured.authority("authority.crt")]
    words = refused(wire, secured.uri(*settings, host="billing.example.com"))
    assert f'certificate for "{HOST}" does not match host name "billing.example.com"' in words
    assert f"Write the host as its certificate does, {HOST}" in words
    # Who signed it can be looked at alone.
    assert "big is connected" in told(wire, f"%connect {secured.uri('sslmode=verify-ca', settings[1], host='billing.example.com')} as=big")


def test_a_certificate_of_an_unknown_authority_is_refused(wire: Wire, secured: Secured) -> None:
    for authority in (secured.authority("stranger.crt"), "sslrootcert=system"):
        words = refused(wire, secured.uri("sslmode=verify-full", authority))
        assert "certificate verify failed: the server's certificate is signed by no authority that is known here" in words
        assert "sslrootcert=FILE in the URI is the certificate of the authority" in words


def test_a_file_of_authorities_that_is_none_is_named(wire: Wire, secured: Secured) -> None:
    words = refused(wire, secured.uri("sslmode=verify-full", secured.authority("nobody.crt")))
    assert f'root certificate file "{secured.folder}/nobody.crt" does not exist' in words
    assert "sslrootcert=system takes the authorities that this machine trusts" in words
    words = refused(wire, secured.uri("sslmode=verify-full"))
    assert "root.crt" in words and "sslrootcert=FILE in the URI" in words
    words = refused(wire, secured.uri("sslmode=verify-full", secured.authority("letter.crt")))
    assert "could not read root certificate file" in words and "BEGIN CERTIFICATE" in words


def test_a_server_without_tls_is_refused_where_it_is_wanted(wire: Wire, secured: Secured) -> None:
    words = refused(wire, secured.uri("sslmode=verify-full", secured.authority("authority.crt"), server=secured.plain))
    assert "server does not support SSL" in words and "can put TLS on" in words
    words = refused(wire, secured.uri("sslmode=verify"))
    assert 'invalid sslmode value: "verify"' in words and "verify-full" in words


def test_who_looks_at_no_certificate_is_told_so_once(wire: Wire, secured: Secured) -> None:
    for settings in ([], ["sslmode=require"]):
        assert told(wire, f"%connect {secured.uri(*settings)} as=big").count(WORDS) == 1
        assert WORDS not in told(wire, "%connect") + told(wire, "%load big.customers")
    assert told(wire, "%help connect").count("verify-full in the URI does") == 1
    # On this machine nobody is between.
    assert WORDS not in told(wire, f"%connect {secured.plain.uri} as=near")
