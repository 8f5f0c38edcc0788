#!/bin/sh
# Flight SQL's ADBC driver takes a user and a password as options only: those of the URI are dropped without a word, and nobody signs in.
#
# Package:  adbc-driver-flightsql 1.13.0, adbc-driver-manager 1.13.0, pyarrow 26.0.1 (whose Flight server notes what arrives)
# Input:    a URI with a user and a password, as RFC 3986 has them and as PostgreSQL's driver of the same family takes them:
#           grpc://analyst:secret@127.0.0.1:PORT
# Expected: the header authorization: Basic …, or an error that says where a password belongs.
# Seen:     connect succeeds, and the calls of the first query come without any authorization. With the options username and password the first call is a
#           handshake with the header (whose base64 comes without its padding).
# This script fails when what it sees is no longer so. It installs into a temporary folder and removes it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet adbc-driver-flightsql==1.13.0 adbc-driver-manager==1.13.0 pyarrow==26.0.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import base64

import adbc_driver_flightsql.dbapi as flightsql
from adbc_driver_manager import Error
from pyarrow import flight

seen: list[tuple[str, str | None]] = []


class Door(flight.ServerMiddlewareFactory):
    """Notes who comes."""

    def start_call(self, info, headers):
        seen.append((info.method.name, next(iter(headers.get("authorization", [])), None)))


server = flight.FlightServerBase("grpc://127.0.0.1:0", middleware={"door": Door()})


def calls(sign_in: str, **options: str) -> list[tuple[str, str | None]]:
    seen.clear()
    try:
        # The server answers nothing, and says so.
        with flightsql.connect(f"grpc://{sign_in}127.0.0.1:{server.port}", db_kwargs=options) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        pass
    return list(seen)


in_uri, in_options = calls("analyst:secret@"), calls("", username="analyst", password="secret")
print("in the URI:", in_uri)
print("as options:", in_options)
basic = "Basic " + base64.b64encode(b"analyst:secret").decode().rstrip("=")
assert in_options[0] == ("HANDSHAKE", basic), "this is no longer so"
assert in_uri and all(header is None for _, header in in_uri), "this is no longer so"
server.shutdown()
PYTHON
