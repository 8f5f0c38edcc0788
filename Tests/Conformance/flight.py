"""A Flight SQL server of the tests' own over a database of DuckDB's, at a free port of 127.0.0.1.

pyarrow has Flight's server; the few messages of Flight SQL that a query takes are read and written here. `python flight.py FILE` serves until it is ended.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STATEMENT_QUERY = "CommandStatementQuery"
TICKET = "TicketStatementQuery"
TYPES = "type.googleapis.com/arrow.flight.protocol.sql."
PASSWORD = "an s3cret"


# MARK: protocol buffers: https://protobuf.dev/programming-guides/encoding/


def number(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def field(place: int, value: bytes) -> bytes:
    return number(place << 3 | 2) + number(len(value)) + value


def fields(message: bytes) -> dict[int, bytes]:
    """Those of variable length, by their numbers."""
    found, place = {}, 0

    def read() -> int:
        nonlocal place
        value, shift = 0, 0
        while True:
            byte = message[place]
            place += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while place < len(message):
        key = read()
        if key & 7 == 2:
            length = read()
            found[key >> 3] = message[place:place + length]
            place += length
        else:
            read()
    return found


def packed(kind: str, value: bytes) -> bytes:
    """A message of Any."""
    return field(1, (TYPES + kind).encode()) + field(2, value)


# MARK: the server


def serve(file: str) -> None:
    import base64
    import threading

    import duckdb
    from pyarrow import flight

    database = duckdb.connect(file, read_only=True)

    class Door(flight.ServerMiddlewareFactory):
        """Lets `analyst` in by the password, as HTTP's basic scheme sends it."""

        def start_call(self, info, headers):
            given = next((headers[name][0] for name in headers if name.lower() == "authorization"), "")
            scheme, _, secret = given.partition(" ")
            if scheme.lower() == "bearer" and secret == "let in":
                return None
            if scheme.lower() == "basic" and base64.b64decode(secret + "==").decode() == f"analyst:{PASSWORD}":
                return Opened()
            raise flight.FlightUnauthenticatedError("nobody of that name and password is known")

    class Opened(flight.ServerMiddleware):
        def sending_headers(self):
            return {"authorization": "Bearer let in"}

    class Handshake(flight.ServerAuthHandler):
        """The door above has looked at the headers of the handshake too."""

        def authenticate(self, outgoing, incoming):
            pass

        def is_valid(self, token):
            return ""

    class Server(flight.FlightServerBase):
        def query(self, descriptor) -> bytes:
            message = fields(descriptor.command)
            if not message[1].decode().endswith(STATEMENT_QUERY):
                raise flight.FlightServerError(f"{message[1].decode()} is not known here")
            return fields(message[2])[1]

        def get_flight_info(self, context, descriptor):
            query = self.query(descriptor)
            try:
                schema = database.cursor().execute(f"SELECT * FROM ({query.decode()}) LIMIT 0").to_arrow_table().schema
            except duckdb.Error as error:
                raise flight.FlightServerError(str(error)) from None
            ticket = flight.Ticket(packed(TICKET, field(1, query)))
            return flight.FlightInfo(schema, descriptor, [flight.FlightEndpoint(ticket, [])], -1, -1)

        def do_get(self, context, ticket):
            query = fields(fields(ticket.ticket)[2])[1].decode()
            cursor = database.cursor()
            done = threading.Event()

            def watch() -> None:
                while not done.wait(0.02):
                    if context.is_cancelled():
                        cursor.interrupt()
                        return

            threading.Thread(target=watch, daemon=True).start()
            try:
                return flight.RecordBatchStream(cursor.execute(query).to_arrow_table())
            except duckdb.Error as error:
                raise flight.FlightServerError(str(error)) from None
            finally:
                done.set()

    server = Server("grpc://127.0.0.1:0", middleware={"door": Door()}, auth_handler=Handshake())
    signal.signal(signal.SIGTERM, lambda *_: server.shutdown())
    print(server.port, flush=True)
    server.serve()


@contextmanager
def server(file: Path) -> Iterator[tuple[str, subprocess.Popen]]:
    """The address of a server, `grpc://…`, and its process."""
    import pytest

    pytest.importorskip("pyarrow.flight", reason="pyarrow is not here (pip install pyarrow==26.0.1): nothing was tried by Flight SQL")
    process = subprocess.Popen([sys.executable, __file__, file], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        assert port, "the server did not start"
        yield f"127.0.0.1:{port}", process
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    serve(sys.argv[1])
