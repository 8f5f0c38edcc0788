"""`%connect sc://…`: a Spark Connect server of our own, asked by `adbc-driver-spark`."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import spark
from wire import Kernel, Wire

ODD = "a${env:HOME}b"
# As it stands in quotes of %load's line and of Spark's.
COLUMNS = f"`{ODD}`, `it's \\\"x\\\" ``y```"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with spark.server() as address:
        with spark.connect(address) as connection, connection.cursor() as cursor:
            for statement in (
                "SET spark.sql.variable.substitute = false",
                "CREATE TABLE customers AS SELECT id, id * 1.5D AS spend, concat('c', id) AS name, CAST(id AS DECIMAL(10, 2)) AS price, "
                "TIMESTAMP '2024-01-31 18:05:00' AS moment, DATE '2024-01-31' AS day, id % 2 = 0 AS even FROM range(1000)",
                f"CREATE TABLE odd AS SELECT 1 AS `{ODD}`, 2 AS `it's \"x\" ``y```, array(1) AS tags, struct(1 AS a) AS place, X'00' AS bytes",
                "CREATE SCHEMA crm", "CREATE TABLE crm.visits AS SELECT 1 AS id",
            ):
                cursor.execute(statement)
        yield address


@pytest.fixture
def connected(wire: Wire, server: str) -> Wire:
    wire.succeed(f"%connect {server} as=big")
    return wire


def test_tables_of_all_schemas_are_listed_offered_and_read(connected: Wire, server: str) -> None:
    listed = connected.shown("%connect")
    for table in ("customers", "odd", "crm.visits"):
        assert f"%load big.{table}" in listed and server in listed
    offered = connected.request("complete_request", dict(code="%load big.c", cursor_pos=11))
    assert set(offered["matches"]) == {"big.crm.visits", "big.customers"}
    assert "visits: 1 row × 1 column" in connected.shown("%load big.crm.visits")
    assert "customers: 1,000 rows × 7 columns" in connected.shown("%load big.customers")


def test_types_come_as_what_they_mean(connected: Wire, kernel: Kernel) -> None:
    connected.succeed('%load big query="SELECT * FROM customers ORDER BY id LIMIT 2"')
    connected.succeed("%export table out.csv")
    assert (kernel.log.parent / "out.csv").read_text() == (
        "id,spend,name,price,moment,day,even\n0,0,c0,0,2024-01-31 18:05:00Z,2024-01-31,true\n1,1.5,c1,1,2024-01-31 18:05:00Z,2024-01-31,false\n"
    )


def test_a_million_rows_are_all_there(connected: Wire) -> None:
    text = connected.shown('%load big query="SELECT id, id * 0.5D AS half FROM range(1000000)"')
    assert "big: 1,000,000 rows × 2 columns" in text


def test_names_that_look_like_variables_are_names(connected: Wire) -> None:
    ename, words = connected.error("%load big.odd")
    assert ename == "NestedColumn" and "tags is a list" in words and "place is a struct" in words and "bytes is bytes" in words
    line = f'%load big query="SELECT {COLUMNS} FROM odd"'
    assert f"Leave them out: {line}" in words
    assert ODD in connected.shown(line)
    assert os.environ["HOME"] not in connected.shown("%load big query=\"SELECT '${env:HOME}' AS home\"")


def test_errors_are_told_in_words_with_their_place(connected: Wire) -> None:
    ename, words = connected.error('%load big query="SELECT * FROM customers WHERE ("')
    assert ename == "DatabaseError" and "Syntax error at or near '('" in words and "(line 1, character 31)" in words
    ename, words = connected.error('%load big query="SELECT nothing FROM customers"')
    assert "`nothing` cannot be resolved" in words and "(line 1, character 8)" in words
    assert "Project" not in words and "SQLSTATE" not in words
    ename, words = connected.error("%load big.custmers")
    assert ename == "UnknownTable" and "the nearest: customers" in words
    ename, words = connected.error('%load big query="DROP TABLE customers"')
    assert ename == "NotAQuery"
    ename, words = connected.error('%load big query="SELECT 1; SELECT 2"')
    assert ename == "NotAQuery"
    ename, words = connected.error("%connect sc://127.0.0.1:1/;token=s3cret as=other")
    assert ename == "NoConnection" and "connection refused" in words and "s3cret" not in words
    assert "customers: 1,000 rows" in connected.shown("%load big.customers")


# Runs for as long as anybody lets it: the servers that are asked it end with their tests.
ENDLESS = "SELECT sum(sqrt(a.id * b.id)) AS x FROM range(10000000) AS a CROSS JOIN range(1000000) AS b"


def test_an_interrupt_comes_back_at_once(program: Path, tmp_path: Path) -> None:
    # On a server of its own: the driver (0.3.0) tells Spark nothing of it, and the job goes on there.
    with spark.running() as (address, _), Kernel(program, tmp_path) as kernel:
        wire = kernel.connect().ready()
        wire.succeed(f"%connect {address} as=big")
        running = wire.submit(f'%load big query="{ENDLESS}"')
        wire.until_started(running)
        start = time.monotonic()
        kernel.interrupt()
        assert wire.reply(running)["content"]["ename"] == "Interrupted"
        assert time.monotonic() - start < 5
        assert "big: 1 row × 1 column" in wire.shown('%load big query="SELECT 1 AS x"')
        wire.close()


def test_a_server_that_goes_away_leaves_the_session_as_it_was(wire: Wire) -> None:
    with spark.running() as (address, process):
        wire.succeed(f"%load\n%connect {address} as=gone")
        waiting = wire.submit(f'%load gone query="{ENDLESS}"')
        wire.until_started(waiting)
        os.killpg(process, signal.SIGKILL)
        lost = wire.reply(waiting, timeout=60)["content"]
    assert lost["ename"] == "DatabaseError", lost
    ename, words = wire.error("%load gone.customers")
    assert ename == "DatabaseError"
    assert "sample: 5,000 rows" in wire.shown("%status")


def test_the_same_lines_run_without_a_notebook(program: Path, tmp_path: Path, server: str) -> None:
    (tmp_path / "look.txt").write_text(f"%connect {server} as=big\n%load big.customers\n%describe spend\n")
    done = subprocess.run([program, "run", "look.txt"], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "customers: 1,000 rows × 7 columns" in done.stdout
