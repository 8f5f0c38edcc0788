"""Databases and files that an engine reads: `%connect`, `%load NAME.TABLE`, Parquet."""

from __future__ import annotations

import csv
import gzip
import json
import os
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import postgres
import pytest
from runs import customers, run
from wire import Kernel, Wire

duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: neither it nor Parquet was tried")
pytest.importorskip("adbc_driver_postgresql", reason="adbc-driver-postgresql is not installed: no database was tried")

NESTED = "SELECT [1, 2] AS tags, {'a': 1} AS place, 3 AS visits"


@pytest.fixture(scope="module")
def folder(program: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real customers, or the built-in ones where they are not at hand, in every form there is."""
    folder = tmp_path_factory.mktemp("databases")
    customers(program, root, folder)
    with open(folder / "customers.csv", newline="") as file:
        head, *rows = list(csv.reader(file))
    with gzip.open(folder / "packed.csv.gz", "wb") as file:
        file.write((folder / "customers.csv").read_bytes())
    with duckdb.connect(folder / "shop.duckdb") as engine:
        engine.execute("CREATE TABLE customers AS SELECT * FROM read_csv('%s')" % (folder / "customers.csv"))
        engine.execute(f"CREATE TABLE nested AS {NESTED}")
        engine.execute("COPY customers TO '%s'" % (folder / "customers.parquet"))
        engine.execute(f"COPY ({NESTED}) TO '%s'" % (folder / "nested.parquet"))
        engine.execute("COPY (SELECT * FROM customers LIMIT 7) TO '%s' (ARRAY true)" % (folder / "few.json"))
    with sqlite3.connect(folder / "shop.db") as engine:
        types = ", ".join(f'"{name}" {"TEXT" if name == "CUST_ID" else "REAL"}' for name in head)
        engine.execute(f"CREATE TABLE customers ({types})")
        places = ", ".join("?" for _ in head)
        # As numbers: SQLite before 3.43 reads some of them from text by a last bit otherwise.
        values = ([row[0], *(float(value) if value else None for value in row[1:])] for row in rows)
        engine.executemany(f"INSERT INTO customers VALUES ({places})", values)
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[postgres.Server]:
    with open(folder / "customers.csv", newline="") as file:
        head = next(csv.reader(file))
    with postgres.server() as server:
        types = [f'"{name}" {"text" if name == "CUST_ID" else "float8"}' for name in head]
        server.copy("customers", types, folder / "customers.csv")
        yield server


def test_every_form_of_a_table_gives_the_same_columns(program: Path, folder: Path, server: postgres.Server) -> None:
    forms = {
        "csv": ["%load customers.csv"],
        "gzip": ["%load packed.csv.gz"],
        "parquet": ["%load customers.parquet"],
        "duckdb": ["%connect duckdb:shop.duckdb as=big", "%load big.customers"],
        "sqlite": ["%connect shop.db as=big", "%load big.customers"],
        "postgresql": [f"%connect {server.uri} as=big", "%load big.customers"],
        "query": [f"%connect {server.uri} as=big", '%load big query="SELECT * FROM customers"'],
    }
    for form, lines in forms.items():
        done = run(program, folder, *lines, f"%export table {form}-out.csv", "%describe")
        assert done.returncode == 0, done.stdout + done.stderr
    expected = (folder / "csv-out.csv").read_bytes()
    assert {form: (folder / f"{form}-out.csv").read_bytes() == expected for form in forms} == dict.fromkeys(forms, True)


def test_a_json_document_is_a_table(program: Path, folder: Path) -> None:
    done = run(program, folder, "%load few.json", "%status")
    assert done.returncode == 0, done.stderr
    assert "7 rows × 18 columns" in done.stdout


def test_nested_columns_are_refused_by_name_with_a_line_that_leaves_them_out(program: Path, folder: Path) -> None:
    done = run(program, folder, "%connect duckdb:shop.duckdb as=big", "%load big.nested")
    assert "tags is a list and place is a struct" in done.stderr
    line = '%load big query="SELECT visits FROM nested"'
    assert line in done.stderr
    assert run(program, folder, "%connect duckdb:shop.duckdb as=big", line).returncode == 0
    done = run(program, folder, "%load nested.parquet")
    assert "tags is a list and place is a struct" in done.stderr


def test_types_of_postgresql_come_as_what_they_mean(program: Path, folder: Path, server: postgres.Server) -> None:
    server.psql(
        """DROP TABLE IF EXISTS types; CREATE TABLE types AS SELECT 1::smallint AS small, 9223372036854775807::bigint AS long,
        12.50::numeric(10, 2) AS price, '12.34'::money AS paid, true AS is_new, date '2024-01-31' AS day,
        timestamptz '2024-01-31 18:05:00+02' AS moment, 'ä'::text AS word, 'x'::char(3) AS padded, time '12:30' AS clock,
        '6f9619ff-8b86-d011-b42d-00cf4fc964ff'::uuid AS key, '{"a": 1}'::jsonb AS document, 1.5::real AS half
        UNION ALL SELECT NULL, 7, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL"""
    )
    done = run(program, folder, f"%connect {server.uri} as=big", "%load big.types", "%export table types-out.csv")
    assert done.returncode == 0, done.stderr
    with open(folder / "types-out.csv", newline="") as file:
        first, second = csv.DictReader(file)
    assert first == dict(
        small="1", long="9223372036854775807", price="12.5", paid="12.34", is_new="true", day="2024-01-31",
        moment="2024-01-31 16:05:00Z", word="ä", padded="x  ", clock="12:30:00", key="6f9619ff-8b86-d011-b42d-00cf4fc964ff",
        document='{"a": 1}', half="1.5",
    )
    assert {name for name, value in second.items() if value} == {"long"}


def test_tables_without_rows_are_refused_and_views_are_read(program: Path, folder: Path, server: postgres.Server) -> None:
    server.psql('CREATE TABLE "no""body" (id text); CREATE VIEW "se\'en" AS SELECT * FROM customers LIMIT 3; '
                "CREATE MATERIALIZED VIEW monthly AS SELECT * FROM customers LIMIT 4")
    done = run(program, folder, f"%connect {server.uri} as=big", "%load 'big.no\"body'")
    assert "NoRows" in done.stderr and "has no row" in done.stderr
    done = run(program, folder, f"%connect {server.uri} as=big", '%load "big.se\'en"')
    assert done.returncode == 0 and "3 rows × 18 columns" in done.stdout, done.stderr
    done = run(program, folder, f"%connect {server.uri} as=big", "%load big.monthly")
    assert done.returncode == 0 and "4 rows × 18 columns" in done.stdout, done.stderr


def test_nothing_is_written_in_a_database(wire: Wire, server: postgres.Server, folder: Path) -> None:
    wire.succeed(f"%connect {server.uri} as=big\n%connect duckdb:{folder}/shop.duckdb as=duck")
    server.psql("CREATE SEQUENCE numbers")
    before = server.rows("SELECT count(*) FROM customers")
    for name, query in [
        ("big", "DROP TABLE customers"),
        ("big", "DELETE FROM customers"),
        ("big", "WITH gone AS (DELETE FROM customers RETURNING 1) SELECT * FROM gone"),
        ("big", "SELECT * INTO copied FROM customers"),
        ("big", "SELECT 1; DROP TABLE customers"),
        ("big", "SELECT nextval('numbers')"),
        ("duck", f"COPY customers TO '{folder}/stolen.csv'"),
        ("duck", f"SELECT 1; COPY customers TO '{folder}/stolen.csv'"),
        ("duck", f"ATTACH '{folder}/other.duckdb'"),
        ("duck", "DROP TABLE customers"),
    ]:
        assert wire.execute(f'%load {name} query="{query}"').content["status"] == "error", query
    assert server.rows("SELECT count(*) FROM customers") == before
    assert not {"copied"} & {row["table_name"] for row in server.rows("SELECT table_name FROM information_schema.tables")}
    assert not (folder / "stolen.csv").exists() and not (folder / "other.duckdb").exists()


def test_what_a_function_does_while_it_is_asked_is_taken_back(wire: Wire, server: postgres.Server) -> None:
    server.psql("CREATE TABLE precious AS SELECT 1 AS id, 2.5 AS spend")
    wire.succeed(f"%connect {server.uri} as=big")
    # PostgreSQL lets some functions write where nothing is to be written, and a setting be changed.
    for query in ["SELECT lo_create(4711) AS a", "SELECT set_config('default_transaction_read_only', 'off', false) AS a"]:
        wire.succeed(f'%load big query="{query}"')
    writing = "WITH d AS (DELETE FROM precious RETURNING *) SELECT * FROM d"
    assert wire.execute(f'%load big query="{writing}"').content["status"] == "error"
    wire.succeed("%use big.precious")
    wire.execute("%filter (SELECT lo_create(4712)) > 0")
    assert server.rows("SELECT count(*) FROM pg_largeobject_metadata") == [{"count": "0"}]
    assert server.rows("SELECT * FROM precious") == [{"id": "1", "spend": "2.5"}]


def test_a_name_in_use_is_not_given_to_another_database(wire: Wire, folder: Path) -> None:
    with duckdb.connect(folder / "else.duckdb") as engine:
        engine.execute("CREATE OR REPLACE TABLE customers AS SELECT 1 AS id, 2.5 AS spend")
    wire.succeed(f"%connect duckdb:{folder}/shop.duckdb as=mine\n%use mine.customers")
    name, words = wire.error(f"%connect duckdb:{folder}/else.duckdb as=mine")
    assert name == "NameInUse" and "mine.customers" in words
    wire.succeed(f"%connect duckdb:{folder}/shop.duckdb as=mine")


def test_names_that_differ_in_case_are_two_tables_in_postgresql(wire: Wire, server: postgres.Server) -> None:
    server.psql("CREATE TABLE seg1 AS SELECT 1 AS id")
    wire.succeed(f"%load\n%connect {server.uri} as=big\n%export table big.SEG1")
    assert server.rows('SELECT count(*) FROM "SEG1"') == [{"count": "5000"}]
    assert server.rows("SELECT count(*) FROM seg1") == [{"count": "1"}]


def test_no_export_replaces_a_database_with_tables_of_others(program: Path, tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "v.duckdb") as engine:
        engine.execute("CREATE TABLE precious AS SELECT i AS id, i * 1.5 AS spend, i % 7 AS visits FROM range(1, 201) AS t(i)")
        engine.execute("CREATE VIEW sights AS SELECT * FROM precious LIMIT 3")
    (tmp_path / "link.duckdb").symlink_to("v.duckdb")
    before = (tmp_path / "v.duckdb").read_bytes()
    connect = ["%connect v.duckdb as=v", "%load v.precious as=p", "%cluster k=3 method=kmeans starts=1"]
    for line in ["table v.duckdb", "segments ./v.duckdb", f"table {tmp_path}/v.duckdb", "table link.duckdb"]:
        done = run(program, tmp_path, *connect, f"%export {line}", force=True)
        assert "SourceProtected" in done.stderr and "%export table v.NAME makes a new table in it" in done.stderr, line
    done = run(program, tmp_path, "%connect v.duckdb as=v", "%use v.precious", "%sample 50", "%export table v.duckdb", force=True)
    assert "SourceProtected" in done.stderr
    for line in ["table v.duckdb", "segments link.duckdb"]:
        done = run(program, tmp_path, "%load", "%cluster k=3 method=kmeans starts=1", f"%export {line}", force=True)
        assert "DatabaseProtected" in done.stderr and "is a database that holds precious and sights" in done.stderr, done.stderr
        assert "as=NAME, then %export … NAME.TABLE adds a table to a database" in done.stderr
    assert (tmp_path / "v.duckdb").read_bytes() == before
    for _ in range(2):
        done = run(program, tmp_path, *connect, "%export table own.duckdb", "%export table v.copied", force=True)
        assert "own.duckdb: p, 200 rows" in done.stdout, done.stderr


def test_no_part_of_a_password_is_shown_where_an_address_is_wrong(wire: Wire, folder: Path, server: postgres.Server) -> None:
    port = server.uri.split("@")[-1].split(":")[-1].split("/")[0]
    port = port if port.isdigit() else "5432"
    cells = [
        f"%connect postgresql://ana:wrong@SECRET@127.0.0.1:{port}/postgres", "%connect postgresql://ana:wrongSECRET/x#y@127.0.0.1/postgres",
        "%connect postgresql://ana:12/SECRET@127.0.0.1/postgres", "%connect postgresql://ana:SECRET@127.0.0.1:1/postgres",
        "%load postgresql://ana:SECRET@127.0.0.1/postgres", '%connect "host=127.0.0.1 user=ana password=SECRET"',
        "%connect postgresql:/ana:SECRET@h/db", "%score postgresql://ana:SECRET@h/db to=x.csv", "%connect postgresql://ana:SECRET",
        "%load postgresql:/ana:SECRET@h/db", "place = 'host=h password=SECRET'\n%history", "%export table postgresql://ana:SECRET@h/x.csv",
    ]
    for cell in cells:
        done = wire.execute(cell)
        shown = json.dumps([m["content"] for m in done.outputs] + [done.content])
        assert "SECRET" not in shown, shown
        if cell.startswith("%connect"):
            assert "@ / # ? are written %40 %2F %23 %3F" in shown, shown
    assert "SECRET" not in json.dumps([m["content"] for m in wire.execute("%history").outputs])
    history = wire.request("history_request", dict(hist_access_type="tail", n=100, output=False, raw=True))["history"]
    assert "SECRET" not in json.dumps(history)
    _, words = wire.error("%load postgresql://ana:SECRET@127.0.0.1/postgres")
    assert "%connect it as=NAME, then %load NAME.TABLE" in words


def test_a_password_is_nowhere(kernel: Kernel, wire: Wire, server: postgres.Server, tmp_path: Path) -> None:
    secret = "a%2Fb%40c%20d"
    assert secret in server.uri and server.password == "a/b@c d"
    cells = [
        f"%connect {server.uri} as=big", "%connect", "%load big.customers", "%tables", "%status", "%history",
        f"place = {server.uri}", "place", "%status", f"%connect {server.uri} as=big extra", f"%connect {server.uri}x as=other",
        '%load big query="SELECT 1/0"', "%kmeans", f"%connect {server.uri}", "%cluster k=3 method=kmeans starts=1",
        f"%save {tmp_path}/model.json", f"%report {tmp_path}/report.html", f"%export notebook {tmp_path}/again.ipynb", "%echo $place", "%undo", "%connect $place as=again",
    ]
    for cell in cells:
        done = wire.execute(cell)
        shown = json.dumps([m["content"] for m in done.outputs] + [done.content], ensure_ascii=False)
        assert secret not in shown and server.password not in shown, cell
    history = wire.request("history_request", dict(hist_access_type="tail", n=100, output=False, raw=True))["history"]
    assert secret not in json.dumps(history) and "***" in json.dumps(history)
    listed = wire.request("complete_request", dict(code="%connect $p", cursor_pos=11))
    assert secret not in json.dumps(listed)
    for file in [path for path in tmp_path.rglob("*") if path.is_file()]:
        content = file.read_bytes()
        assert secret.encode() not in content and server.password.encode() not in content, file


def test_a_notebook_asks_for_the_password_elsewhere(program: Path, folder: Path, tmp_path: Path, server: postgres.Server) -> None:
    """What is exported, and a report's list of commands, leave it out, and run where PGPASSWORD has it."""
    done = run(
        program, folder, f"place = {server.uri}", "%connect $place as=big", "%load big.customers", "%cluster k=3 method=kmeans starts=1",
        "%export segments typed.csv", f"%export notebook {tmp_path}/again.ipynb", f"%report {tmp_path}/report.html",
    )
    assert done.returncode == 0, done.stderr
    plain = server.uri.replace(":a%2Fb%40c%20d@", "@")
    book = json.loads((tmp_path / "again.ipynb").read_text())
    words, *cells = ["".join(cell["source"]) for cell in book["cells"]]
    assert cells[:2] == [f"place = {plain}", "%connect $place as=big"] and "PGPASSWORD" in words
    page = (tmp_path / "report.html").read_text()
    assert plain in page and "PGPASSWORD" in page and "analyst:***@" not in page.split("How it was made")[-1].split("<dl>")[0]
    (folder / "again.txt").write_text("\n".join([*cells, "%export segments again.csv"]) + "\n")
    again = subprocess.run(
        [program, "run", "again.txt"], cwd=folder, capture_output=True, text=True, timeout=300, env=os.environ | {"PGPASSWORD": server.password})
    assert again.returncode == 0, again.stderr
    assert (folder / "again.csv").read_bytes() == (folder / "typed.csv").read_bytes()


def test_errors_of_a_server_are_told_in_words(wire: Wire, server: postgres.Server) -> None:
    wrong = server.uri.replace("%2F", "%2E")
    ename, words = wire.error(f"%connect {wrong} as=big")
    assert ename == "NoConnection" and "password authentication failed" in words
    ename, words = wire.error("%connect postgresql://ana@127.0.0.1:1/crm")
    assert ename == "NoConnection" and "Connection refused" in words
    ename, words = wire.error("%connect postgresql://ana@nowhere.invalid/crm")
    assert ename == "NoConnection" and "nowhere.invalid" in words
    wire.succeed(f"%connect {server.uri} as=big")
    ename, words = wire.error("%load big.custmers")
    assert ename == "UnknownTable" and "the nearest: customers" in words
    ename, words = wire.error('%load big query="SELECT nothing FROM customers"')
    assert ename == "DatabaseError" and 'column "nothing" does not exist' in words
    ename, words = wire.error("%load big")
    assert ename == "MissingArgument" and "big.customers" in words
    ename, words = wire.error('%load other query="SELECT 1"')
    assert ename == "NotConnected" and "There are big" in words
    ename, words = wire.error("%load big.customers delimiter=;")
    assert ename == "WrongKey"


def test_customers_of_a_database_are_scored(program: Path, folder: Path, server: postgres.Server) -> None:
    fit = ["%load customers.csv", "%cluster k=4 method=kmeans starts=1"]
    done = run(
        program, folder, *fit, f"%connect {server.uri} as=big", "%score big.customers to=scored-there.csv",
        "%score customers.csv to=scored-here.csv",
    )
    assert done.returncode == 0, done.stderr
    assert (folder / "scored-there.csv").read_bytes() == (folder / "scored-here.csv").read_bytes()


def test_tab_offers_the_tables_of_a_database(wire: Wire, server: postgres.Server) -> None:
    wire.succeed(f"%connect {server.uri} as=big")
    offered = wire.request("complete_request", dict(code="%load big.cu", cursor_pos=12))
    assert offered["matches"] == ["big.customers"]
    assert wire.succeed("%undo").content["status"] == "ok"
    assert wire.execute("%load big.customers").content["ename"] == "FileNotFound"


def test_an_interrupt_ends_a_query_here_and_on_the_server(kernel: Kernel, wire: Wire, server: postgres.Server) -> None:
    wire.succeed(f"%connect {server.uri} as=big")
    running = wire.submit('%load big query="SELECT pg_sleep(300)::text AS x"')
    wire.until_started(running)
    query = "SELECT count(*) AS n FROM pg_stat_activity WHERE query LIKE '%pg_sleep(300)%' AND state = 'active' AND pid <> pg_backend_pid()"
    deadline = time.monotonic() + 30
    while server.rows(query) != [{"n": "1"}]:
        assert time.monotonic() < deadline, "the query never began"
    kernel.interrupt()
    assert wire.reply(running)["content"]["ename"] == "Interrupted"
    assert wire.succeed("%load big.customers").content["status"] == "ok"
    while server.rows(query) != [{"n": "0"}]:
        assert time.monotonic() < deadline, "the query goes on"


def test_an_interrupt_ends_the_wait_for_a_server_that_says_nothing(kernel: Kernel, wire: Wire) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        connecting = wire.submit(f"%connect postgresql://ana:s3cret@127.0.0.1:{silent.getsockname()[1]}/crm")
        connection, _ = silent.accept()
        start = time.monotonic()
        kernel.interrupt()
        assert wire.reply(connecting)["content"]["ename"] == "Interrupted"
        # The driver cannot be asked to stop here, and is left to its own wait of ten seconds.
        assert time.monotonic() - start < 5
        connection.close()
    assert wire.succeed("%echo alive").text() == "alive\n"


def test_a_server_that_goes_away_leaves_the_session_as_it_was(wire: Wire, folder: Path) -> None:
    with postgres.server() as server:
        server.psql("CREATE TABLE t AS SELECT n AS id, n * 1.5 AS spend FROM generate_series(1, 100) AS n")
        wire.succeed(f"%load\n%connect {server.uri} as=big")
        server.kill()
    lost = wire.execute("%load big.t").content
    assert lost["status"] == "error" and lost["ename"] == "DatabaseError"
    again = wire.error("%load big.t")
    assert "%connect connects it anew" in again[1] and "Query was" not in again[1]
    status = json.dumps([m["content"] for m in wire.succeed("%status").outputs])
    assert "sample: 5,000 rows" in status


def test_no_driver_is_loaded_before_it_is_asked_for(kernel: Kernel, wire: Wire, folder: Path) -> None:
    def loaded() -> set[str]:
        maps = Path(f"/proc/{kernel.process.pid}/maps").read_text()
        return {name for name in ("adbc_driver", "duckdb", "libpython") if name in maps}

    wire.succeed("%load\n%describe")
    assert loaded() == set()
    wire.succeed(f"%connect {folder}/shop.db as=small\n%load small.customers")
    assert loaded() == set()
    wire.succeed(f"%load {folder}/customers.parquet")
    assert loaded() == {"duckdb", "libpython"}
