"""`%connect grpc://…`: a Flight SQL server of our own over DuckDB, asked by `adbc-driver-flightsql`."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import flight
import pytest
from wire import Kernel, Wire

duckdb = pytest.importorskip("duckdb", reason="duckdb is not here: nothing was tried by Flight SQL")
pytest.importorskip(
    "adbc_driver_flightsql", reason="adbc-driver-flightsql is not here (pip install adbc-driver-flightsql==1.13.0): nothing was tried by Flight SQL")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("flight") / "shop.duckdb"
    with duckdb.connect(file) as engine:
        engine.execute("CREATE TABLE customers AS SELECT range AS id, range * 1.5 AS spend, 'c' || range AS name FROM range(1000)")
        engine.execute("CREATE TABLE \"od\"\"d ${x} 😀\" AS SELECT [1] AS tags, 1 AS \"it's `x`\"")
        engine.execute("CREATE SCHEMA crm; CREATE TABLE crm.visits AS SELECT 1 AS id")
    return file


@pytest.fixture(scope="module")
def address(file: Path) -> Iterator[str]:
    with flight.server(file) as (place, _):
        yield place


@pytest.fixture
def connected(wire: Wire, address: str) -> Wire:
    wire.succeed(f"%connect grpc://analyst:an%20s3cret@{address} as=big")
    return wire


def test_tables_are_listed_offered_and_read(connected: Wire, address: str) -> None:
    listed = connected.shown("%connect")
    assert "%load big.customers" in listed and "%load big.crm.visits" in listed and address in listed
    offered = connected.request("complete_request", dict(code="%load big.cu", cursor_pos=12))
    assert offered["matches"] == ["big.customers"]
    assert "customers: 1,000 rows × 3 columns" in connected.shown("%load big.customers")
    assert "visits: 1 row × 1 column" in connected.shown("%load big.crm.visits")
    text = connected.shown('%load big query="SELECT range AS id, range / 2 AS half FROM range(1000000)"')
    assert "big: 1,000,000 rows × 2 columns" in text


def test_a_password_or_a_token_lets_in_and_is_nowhere(wire: Wire, address: str) -> None:
    for cell in (f"%connect grpc://analyst:an%20s3cret@{address} as=one", f"%connect grpc://{address}?token=let%20in as=two"):
        done = wire.succeed(cell)
        told = json.dumps([m["content"] for m in done.outputs])
        assert "s3cret" not in told and "let%20in" not in told and "***" in told
    for place in (f"grpc://analyst:wrong@{address}", f"grpc://{address}"):
        ename, words = wire.error(f"%connect {place} as=big")
        assert ename == "NoConnection" and "nobody of that name and password is known" in words and "wrong" not in words


def test_errors_are_told_in_words(connected: Wire) -> None:
    ename, words = connected.error('%load big query="SELECT nothing FROM customers"')
    assert ename == "DatabaseError" and 'Referenced column "nothing" not found' in words
    assert "FlightSQL" not in words and "ExecuteQuery" not in words
    ename, words = connected.error("%load big.custmers")
    assert ename == "UnknownTable" and "the nearest: customers" in words
    ename, words = connected.error('%load "big.od\\"d ${x} 😀"')
    assert ename == "NestedColumn" and "tags is a list" in words and "Leave them out" in words
    ename, words = connected.error('%load big query="DROP TABLE customers"')
    assert ename == "NotAQuery"
    ename, words = connected.error("%connect grpc://127.0.0.1:1 as=other")
    assert ename == "NoConnection" and "connection refused" in words


def test_an_interrupt_comes_back_at_once(kernel: Kernel, connected: Wire) -> None:
    running = connected.submit('%load big query="SELECT sum(a.range * b.range) AS x FROM range(10000000) AS a, range(10000000) AS b"')
    connected.until_started(running)
    start = time.monotonic()
    kernel.interrupt()
    assert connected.reply(running)["content"]["ename"] == "Interrupted"
    assert time.monotonic() - start < 5
    assert "customers: 1,000 rows" in connected.shown("%load big.customers")


def test_a_server_that_goes_away_leaves_the_session_as_it_was(wire: Wire, file: Path) -> None:
    with flight.server(file) as (address, process):
        wire.succeed(f"%load\n%connect grpc://analyst:an%20s3cret@{address} as=gone")
        process.kill()
        process.wait()
    ename, words = wire.error("%load gone.customers")
    assert ename == "DatabaseError" and "connection" in words
    assert "sample: 5,000 rows" in wire.shown("%status")
