"""`%use NAME.TABLE`: a table that stays in its database, asked, divided and scored there."""

from __future__ import annotations

import csv
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import postgres
import pytest
import runs
import spark

duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: no table was tried where it is")
pytest.importorskip("adbc_driver_postgresql", reason="adbc-driver-postgresql is not installed: no database was tried")


def run(program: Path, folder: Path, *lines: str) -> subprocess.CompletedProcess[str]:
    return runs.run(program, folder, *lines, force=True, timeout=900)


def said(program: Path, folder: Path, *lines: str) -> str:
    done = run(program, folder, *lines)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(program: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real customers, or the built-in ones where they are not at hand; with a city and a day for each."""
    folder = tmp_path_factory.mktemp("remote")
    runs.customers(program, root, folder)
    with duckdb.connect(folder / "shop.duckdb") as engine:
        engine.execute(
            f"""CREATE TABLE customers AS SELECT *, CASE WHEN row_number() OVER () % 7 = 0 THEN NULL
            WHEN BALANCE > 2000 THEN 'Rome' WHEN BALANCE > 500 THEN 'O''Brien "& Sons"' ELSE 'Köln' END AS city,
            DATE '2020-01-01' + CAST(floor(BALANCE) AS INTEGER) % 900 AS since,
            CASE WHEN TENURE = 12 THEN 'yes' ELSE 'no' END AS loyal
            FROM read_csv('{folder / "customers.csv"}')""")
        engine.execute("COPY customers TO '%s' (HEADER)" % (folder / "all.csv"))
    with sqlite3.connect(folder / "shop.db") as engine:
        head, rows = table(folder / "all.csv")
        types = ", ".join(f'"{name}" {"TEXT" if name in TEXTS else "REAL"}' for name in head)
        engine.execute(f"CREATE TABLE customers ({types})")
        values = (
            [value or None if name in TEXTS else float(value) if value else None for name, value in zip(head, row)]
            for row in rows)
        engine.executemany(f"INSERT INTO customers VALUES ({', '.join('?' for _ in head)})", values)
    return folder


TEXTS = {"CUST_ID", "city", "since", "loyal"}


def table(path: Path) -> tuple[list[str], list[list[str]]]:
    with open(path, newline="") as file:
        head, *rows = list(csv.reader(file))
    return head, rows


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[postgres.Server]:
    head, _ = table(folder / "all.csv")
    with postgres.server() as server:
        types = [
            f'"{name}" {"date" if name == "since" else "text" if name in TEXTS else "float8"}' for name in head]
        server.copy("customers", types, folder / "all.csv")
        yield server


ENGINES = ["duckdb", "sqlite", "postgresql"]


@pytest.fixture(params=ENGINES)
def uri(request: pytest.FixtureRequest, folder: Path) -> str:
    """A database of each engine, one after the other, none of whose tables a test before has changed."""
    for name in ["own.duckdb", "own.db"]:
        (folder / name).unlink(missing_ok=True)
    match request.param:
        case "duckdb":
            shutil.copy(folder / "shop.duckdb", folder / "own.duckdb")
            return "duckdb:own.duckdb"
        case "sqlite":
            shutil.copy(folder / "shop.db", folder / "own.db")
            return "sqlite:own.db"
        case _:
            return request.getfixturevalue("server").uri


QUESTIONS = [
    "%head 3", "%describe", "%describe BALANCE", "%describe TENURE", "%describe city since", "%describe CUST_ID",
    "%describe MINIMUM_PAYMENTS PRC_FULL_PAYMENT", "%hist BALANCE", "%hist TENURE CUST_ID city", "%hist since",
    "%hist MINIMUM_PAYMENTS log=yes", "%hist BALANCE bins=7", "%hist PURCHASES CASH_ADVANCE",
    "%hist PURCHASES_FREQUENCY CREDIT_LIMIT", "%missing", "%corr", "%corr method=spearman",
    "%corr BALANCE MINIMUM_PAYMENTS PURCHASES order=table", "%filter BALANCE > 1000", "%describe", "%missing", "%corr",
    "%reset", "%describe PAYMENTS", "%hist BALANCE MINIMUM_PAYMENTS by=TENURE", "%hist TENURE loyal since by=city",
    "%hist PURCHASES city by=loyal log=yes", "%filter BALANCE > 1000", "%hist CREDIT_LIMIT by=city bins=9",
]


def in_words(output: str) -> str:
    """What is shown from the first question on, with one name for the table."""
    shown = output.replace("big.customers", "customers")
    shown = re.sub(r"; nothing changed in the database\. %reset brings all rows back", "", shown)
    shown = shown.replace("has all its 8,950 rows again", "is as it was loaded: 8,950 rows, 21 columns")
    shown = shown.replace('filtered: "BALANCE"', "filtered: BALANCE")
    shown = re.sub(r"(filtered: [^·\n]*), [\d,]+ of [\d,]+ rows", r"\1", shown)
    # The tables that %use and %load end with.
    return shown[shown.index("columns are segmented by") :].split("\n", 1)[1]


def test_answers_of_an_engine_are_those_of_the_loaded_table(program: Path, folder: Path, uri: str) -> None:
    there = said(program, folder, f"%connect {uri} as=big", "%use big.customers", *QUESTIONS)
    here = said(program, folder, f"%connect {uri} as=big", "%load big.customers", *QUESTIONS)
    assert in_words(there).splitlines() == in_words(here).splitlines()


def test_segments_side_by_side_are_those_that_scoring_writes(program: Path, folder: Path, uri: str) -> None:
    """Each row is placed again for a figure, and scoring places it once."""
    figures = ["%hist BALANCE city by=BY", "%hist since MINIMUM_PAYMENTS by=BY log=no"]
    connect = f"%connect {uri} as=big"
    there = said(
        program, folder, connect, "%use big.customers", "%cluster k=3 method=kmeans", "%score big.customers to=big.parted",
        *(line.replace("BY", "segment") for line in figures))
    joined = 'SELECT c.*, p.segment AS part FROM customers c JOIN parted p ON c."CUST_ID" = p."CUST_ID"'
    here = said(
        program, folder, connect, f"%load big query='{joined}' as=customers",
        *(line.replace("BY", "part") for line in figures))

    def panels(output: str) -> list[str]:
        return re.findall(r"[\d,]+ \(\d+\.\d%\)[^:;\n]*: [^;\n]+", output)

    assert len(panels(there)) == 12 and panels(there) == panels(here)


def test_a_table_is_found_as_it_was_left(program: Path, folder: Path, uri: str) -> None:
    shown = said(
        program, folder, f"%connect {uri} as=big", "%load sample", "%use big.customers", "%filter BALANCE > 1000",
        "%cluster k=3 method=kmeans", '%name 2 "The second"', "%use sample", "%use big.customers", "%profile")
    assert "filtered: " in shown and "The second" in shown[shown.rindex("big.customers is in use") :], shown
    assert "4,150 rows, 21 columns, filtered: " in shown


def test_a_mistyped_column_of_a_condition_is_pointed_at(program: Path, folder: Path, uri: str) -> None:
    use = [f"%connect {uri} as=big", "%use big.customers"]
    done = run(program, folder, *use, "%filter BALANCE > 10 AND BALNCE < 2000")
    assert "UnknownColumn: big.customers has no column ‘BALNCE’" in done.stderr, done.stderr
    assert "Did you mean BALANCE?" in done.stderr and " ^^^^^^\n" in done.stderr
    done = run(program, folder, *use, "%cluster k=3 method=kmeans", "%filter segment = 1")
    assert "its segments are not written there" in done.stderr and "to=big.scored" in done.stderr, done.stderr


# Values that an engine holds and no table here: days of other years, infinite ones, NaN.
UNHELD = """CREATE TABLE unheld AS SELECT 'c' || i AS id,
    CASE WHEN i % 13 = 0 THEN 'infinity' WHEN i % 13 = 1 THEN '-infinity' WHEN i % 13 = 2 THEN '{last}'
        WHEN i % 13 = 3 THEN NULL ELSE '2024-01-0' || (i % 9 + 1) END::date AS day,
    CASE WHEN i % 11 = 0 THEN 'infinity' WHEN i % 11 = 1 THEN '-infinity' ELSE '2024-01-01 10:00' END::timestamp AS moment,
    CASE WHEN i % 11 = 2 THEN 'infinity' WHEN i % 11 = 3 THEN '-infinity' ELSE '2024-01-01 10:00:00+00' END::timestamptz AS zoned,
    CASE WHEN i % 7 = 0 THEN 'NaN'::float8 WHEN i % 7 = 1 THEN NULL ELSE i - 90 END AS mixed,
    CASE WHEN i % 5 = 0 THEN 'NaN'::real ELSE ((i % 40) / 8.0)::real END AS narrow, (i * 7 % 50)::int AS visits{more}
    FROM generate_series(0, 199) AS s(i)"""
UNHELD_QUESTIONS = [
    "%head 9", "%describe", "%describe day moment", "%missing", "%hist day", "%filter mixed > 0", "%describe", "%missing",
    "%reset", "%filter mixed IS NULL", "%describe", "%reset", "%filter day IS NULL OR narrow < 2", "%missing", "%reset",
    "%describe mixed narrow", "%filter unheld.narrow > 1", "%describe", "%reset",
]


@pytest.fixture(params=["duckdb", "postgresql"])
def unheld(request: pytest.FixtureRequest, folder: Path) -> str:
    """A database with the table `unheld`."""
    if request.param == "duckdb":
        (folder / "unheld.duckdb").unlink(missing_ok=True)
        with duckdb.connect(folder / "unheld.duckdb") as engine:
            engine.execute(UNHELD.format(last="5881580-07-10", more=""))
        return "duckdb:unheld.duckdb"
    server = request.getfixturevalue("server")
    server.psql("DROP TABLE IF EXISTS unheld")
    more = """, (i * 1.5)::numeric::money AS paid, CASE WHEN i % 9 = 0 THEN '4713-01-01 BC' ELSE '2000-01-01' END::date AS old,
        CASE WHEN i % 9 = 0 THEN 'NaN'::numeric ELSE i END AS exact"""
    server.psql(UNHELD.format(last="5874897-12-31", more=more))
    return server.uri


def test_values_that_no_table_here_holds_are_missing_there_too(program: Path, folder: Path, unheld: str) -> None:
    questions = list(UNHELD_QUESTIONS)
    if unheld.startswith("postgres"):
        questions += ["%describe paid old exact", "%hist paid", "%filter paid > 100", "%describe", "%filter exact > 50", "%describe"]
    loaded, used = (
        said(program, folder, f"%connect {unheld} as=big", f"{command} big.unheld", *questions) for command in ("%load", "%use"))
    for name, count in {"day": 48, "moment": 38, "zoned": 36}.items():
        assert re.search(rf"{name}: {count} points in time outside the years 1 to 9999 are missing", loaded), loaded

    def answers(output: str) -> list[str]:
        shown = output.replace("big.unheld", "unheld").replace("has all its 200 rows again", "is as it was loaded: 200 rows")
        return re.sub(r"(as it was loaded: 200 rows), \d+ columns", r"\1", in_words(shown)).splitlines()

    assert answers(used) == answers(loaded)


def test_amounts_of_money_are_numbers_where_they_are(program: Path, folder: Path, server: postgres.Server) -> None:
    server.psql("DROP TABLE IF EXISTS paid; CREATE TABLE paid AS SELECT 'c' || i AS id, (i * 1.25)::numeric::money AS paid, "
                "i * i % 17 AS visits FROM generate_series(1, 300) AS s(i)")
    lines = ["%describe paid", "%corr", "%missing", "%cluster k=3", "%profile", "%score big.paid to=big.paid_segments"]
    assert "375" in said(program, folder, f"%connect {server.uri} as=big", "%use big.paid", *lines)


def test_infinite_values_are_refused_in_the_same_words_without_a_row(program: Path, folder: Path) -> None:
    (folder / "endless.duckdb").unlink(missing_ok=True)
    with duckdb.connect(folder / "endless.duckdb") as engine:
        engine.execute(
            """CREATE TABLE t AS SELECT 'c' || i AS id, CASE WHEN i % 4 = 0 THEN 'infinity'::float8 ELSE i END AS endless,
            CASE WHEN i % 3 = 0 THEN NULL ELSE i END AS mixed FROM range(60) AS s(i)""")
    for command in ("%load", "%use"):
        shown = said(program, folder, "%connect duckdb:endless.duckdb as=big", f"{command} big.t", "%missing")
        assert "%prepare refuses the table as it is: endless" in shown and "missing=median" not in shown, shown


def test_long_identifiers_of_sqlite_keep_every_digit(program: Path, folder: Path) -> None:
    (folder / "long.db").unlink(missing_ok=True)
    first = 12345678901234500
    with sqlite3.connect(folder / "long.db") as engine:
        engine.execute("CREATE TABLE bigid (id INTEGER, a REAL)")
        engine.executemany("INSERT INTO bigid VALUES (?, ?)", [(first + i, i * 37 % 100 / 4) for i in range(300)])
    wanted = [str(first + i) for i in range(300)]
    shown = said(program, folder, "%connect long.db as=big", "%load big.bigid", "%export table loaded-ids.csv")
    assert "id was read as text: 12345678901234501 on row 2 has more digits than a number keeps" in shown
    assert [row[0] for row in table(folder / "loaded-ids.csv")[1]] == wanted
    shown = said(program, folder, "%connect long.db as=big", "%use big.bigid", "%head 3", "%sample 50", "%export table some-ids.csv")
    assert "12345678901234502" in shown and "e+16" not in shown
    ids = [row[0] for row in table(folder / "some-ids.csv")[1]]
    assert len(set(ids)) == 50 and set(ids) <= set(wanted)


def test_the_same_customers_are_sampled_from_every_engine(program: Path, folder: Path, server: postgres.Server) -> None:
    found = []
    for name, uri in {"a": "duckdb:shop.duckdb", "b": "sqlite:shop.db", "c": server.uri}.items():
        lines = [f"%connect {uri} as=big", "%use big.customers", "%sample 500", f"%export table {name}.csv"]
        said(program, folder, *lines)
        _, rows = table(folder / f"{name}.csv")
        found.append([row[0] for row in rows])
        said(program, folder, f"%connect {uri} as=big", "%seed 7", *lines[1:])
        _, others = table(folder / f"{name}.csv")
        assert len(rows) == len(others) == 500 and [row[0] for row in others] != found[-1]
    assert found[0] == found[1] == found[2]


def segments(output: str) -> list[int]:
    return [int(size.replace(",", "")) for size in re.findall(r"^Segment \d+ +([\d,]+) ", output, re.MULTILINE)]


def test_k_means_in_an_engine_makes_the_segments_that_the_kernel_makes(program: Path, folder: Path, uri: str) -> None:
    sizes = segments(said(program, folder, f"%connect {uri} as=big", "%use big.customers", "%cluster method=kmeans k=4"))
    own = segments(said(program, folder, f"%connect {uri} as=big", "%load big.customers", "%cluster method=kmeans k=4"))
    assert len(sizes) == 4
    assert all(abs(a - b) <= 0.01 * b for a, b in zip(sizes, own, strict=True))


def test_a_hundred_cells_of_many_columns_fit_into_what_duckdb_may_have(program: Path, folder: Path) -> None:
    with duckdb.connect(folder / "wide.duckdb") as engine:
        columns = ", ".join(f"sin(n * {place + 1}) AS c{place}" for place in range(40))
        engine.execute(f"CREATE TABLE wide AS SELECT n AS id, {columns} FROM range(300) numbers(n)")
    shown = said(program, folder, "%connect duckdb:wide.duckdb as=big", "%use big.wide", "%cluster k=3")
    assert "Ward linkage of the weighted centroids of 100 k-means cells" in shown


def test_every_engine_divides_alike(program: Path, folder: Path, server: postgres.Server) -> None:
    found = [
        said(program, folder, f"%connect {uri} as=big", "%use big.customers", "%cluster method=kmeans k=4", "%cluster k=5")
        for uri in ["duckdb:shop.duckdb", "sqlite:shop.db", server.uri]
    ]
    shown = [output[output.index("4 segments of") :] for output in found]
    assert shown[0] == shown[1] == shown[2]
    assert "Ward linkage of the weighted centroids of 100 k-means cells" in shown[0]


def test_scoring_in_an_engine_gives_what_the_kernel_gives(program: Path, folder: Path, uri: str) -> None:
    fit = ["%use big.customers", "%cluster method=kmeans k=4", "%name 2 VIP", "%save model.json"]
    said(
        program, folder, f"%connect {uri} as=big", *fit, "%score big.customers to=big.scored", "%load big.scored",
        "%export table there.csv", "%score big.customers model=model.json to=here.csv")
    head, there = table(folder / "there.csv")
    assert head == ["CUST_ID", "segment", "segment_name", "distance", "margin", "unusual"]
    _, here = table(folder / "here.csv")
    own = {row[0]: row for row in here}
    assert len(there) == len(own)
    for customer, segment, name, distance, margin, unusual in there:
        _, own_segment, own_name, own_distance, own_margin, own_unusual = own[customer]
        assert (segment, name) == (own_segment, own_name)
        assert float(distance) == pytest.approx(float(own_distance), rel=1e-9)
        assert float(margin) == pytest.approx(float(own_margin), rel=1e-6, abs=1e-9)
        assert unusual in ("false", "0") and own_unusual == "false"


def test_nothing_but_what_a_scoring_made_is_replaced(program: Path, folder: Path, uri: str) -> None:
    fit = [f"%connect {uri} as=big", "%use big.customers", "%cluster method=kmeans k=3"]
    said(program, folder, *fit, "%score big.customers to=big.again", "%score big.customers to=big.again replace=yes")
    twice = run(program, folder, *fit, "%score big.customers to=big.again")
    assert "there is a table again already" in twice.stderr and "replace=yes" in twice.stderr
    source = run(program, folder, *fit, "%score big.customers to=big.customers replace=yes")
    assert "is the table that is scored" in source.stderr
    other = run(program, folder, *fit, "%score big.again to=big.customers replace=yes")
    assert "was not made by %score, and is not replaced" in other.stderr
    head, rows = table(folder / "all.csv")
    said(program, folder, f"%connect {uri} as=big", "%load big.customers", "%export table after.csv")
    head_after, rows_after = table(folder / "after.csv")
    assert (head_after, len(rows_after)) == (head, len(rows))


def test_what_needs_rows_says_how_they_come_here(program: Path, folder: Path) -> None:
    use = ["%connect duckdb:shop.duckdb as=big", "%use big.customers"]
    for line in ["%tsne", "%insights", "%profile", "%corr method=kendall", "%cluster", "%hist BALANCE by=TENURE figure=ridges"]:
        done = run(program, folder, *use, line)
        assert done.returncode != 0
        assert "%sample" in done.stderr or "%cluster" in done.stderr, (line, done.stderr)


def test_a_model_as_sql_reads_the_table_where_it_is(program: Path, folder: Path, uri: str) -> None:
    said(
        program, folder, f"%connect {uri} as=big", "%use big.customers", "%cluster k=3 method=kmeans",
        "%score big.customers to=big.modelled", "%export model model.sql")
    query = " ".join(line.strip() for line in (folder / "model.sql").read_text().splitlines() if not line.startswith("--"))
    counted = f"SELECT segment, count(*) AS n FROM ({query.strip().rstrip(';')}) AS m GROUP BY segment ORDER BY segment"
    there = said(program, folder, f"%connect {uri} as=big", "%use big.customers", f"%sql {counted}")
    scored = said(
        program, folder, f"%connect {uri} as=big", "%use big.customers",
        "%sql SELECT segment, count(*) AS n FROM modelled GROUP BY segment ORDER BY segment")
    rows = lambda text: re.findall(r"^ *\d+ +([123]) +([\d,]+) *$", text, re.MULTILINE)
    assert len(rows(scored)) == 3 and rows(there)[-3:] == rows(scored)[-3:], there


def test_a_condition_that_is_none_is_refused_in_the_engine_s_words(program: Path, folder: Path, uri: str) -> None:
    use = [f"%connect {uri} as=big", "%use big.customers"]
    wrong = run(program, folder, *use, "%filter nothing(BALANCE) > 1")
    assert "DatabaseError" in wrong.stderr and "^" in wrong.stderr
    second = run(program, folder, *use, "%filter BALANCE > 1; DROP TABLE customers")
    assert second.returncode != 0
    none = run(program, folder, *use, "%filter BALANCE < -1")
    assert "NoRows" in none.stderr
    writes = run(program, folder, *use, "%sql DROP TABLE customers")
    assert "NotAQuery" in writes.stderr
    given = said(program, folder, *use, "low = 1000", "%filter BALANCE > $low")
    assert "remain" in given


@pytest.fixture(scope="module")
def spark_uri(folder: Path) -> Iterator[str]:
    with spark.server() as uri:
        yield uri


def test_spark_answers_divides_and_scores_too(program: Path, folder: Path, spark_uri: str) -> None:
    with duckdb.connect(folder / "shop.duckdb", read_only=True) as engine:
        engine.execute("COPY customers TO '%s'" % (folder / "customers.parquet"))
    customers = f"parquet.`{folder / 'customers.parquet'}`"

    with spark.connect(spark_uri) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE customers AS SELECT * FROM {customers}")
    lines = [line for line in QUESTIONS if not line.startswith(("%head", "%describe CUST_ID"))]
    connect = f"%connect {spark_uri} as=big"
    there = said(program, folder, connect, "%use big.customers", "%head 3", *lines)
    here = said(program, folder, "%connect duckdb:shop.duckdb as=big", "%load big.customers", "%head 3", *lines)

    def values(output: str) -> list[str]:
        # Rows come in another order than they were stored in.
        return [line for line in in_words(output).splitlines() if not line.startswith(("C1", "First 3", "CUST_ID "))]

    assert values(there) == values(here)
    divided = [
        said(program, folder, f"%connect {uri} as=big", "%use big.customers", "%cluster method=kmeans k=4")
        for uri in [spark_uri, "duckdb:shop.duckdb"]
    ]
    assert segments(divided[0]) == segments(divided[1])
    scored = said(
        program, folder, connect, "%use big.customers", "%cluster method=kmeans k=4", "%score big.customers to=big.scored")
    assert "Made the table big.scored" in scored


def test_two_workers_of_spark_divide_as_one_engine_does(program: Path, folder: Path) -> None:
    # More rows than the first centroids are found on, so that rounds follow.
    with duckdb.connect(folder / "many.duckdb") as engine:
        engine.execute(f"ATTACH '{folder / 'shop.duckdb'}' AS shop (READ_ONLY)")
        engine.execute(
            """CREATE TABLE customers AS SELECT CUST_ID || '-' || part AS CUST_ID,
            BALANCE * (1 + part / 100) AS BALANCE, PURCHASES * (1 + part / 50) AS PURCHASES, CREDIT_LIMIT,
            PAYMENTS + part AS PAYMENTS, MINIMUM_PAYMENTS, loyal FROM shop.customers, range(4) parts(part)""")
        engine.execute("COPY customers TO '%s'" % (folder / "many.parquet"))
    lines = ["%use big.customers", "%cluster method=kmeans k=4"]
    with spark.server(spark.TWO_WORKERS) as uri:
        with spark.connect(uri) as connection, connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE customers AS SELECT * FROM parquet.`{folder / 'many.parquet'}`")
        there = said(program, folder, f"%connect {uri} as=big", *lines)
    here = said(program, folder, "%connect duckdb:many.duckdb as=big", *lines)
    assert len(segments(here)) == 4 and re.search(r"\d+ rounds", here)
    assert there[there.index("4 segments of") :] == here[here.index("4 segments of") :]


ODD = [
    ["customer", "words", "amount", "visits", "since", "seen", "member"],
    ["a", "O'Brien \"& Sons\"; DROP TABLE odd; --", "0.1", "3", "2024-01-31", "2024-01-31 18:05:00", "true"],
    ["b", "back\\slash\nand ${line}", "1e-300", "9007199254740991", "1899-12-31", "2024-02-29 00:00:01", "false"],
    ["c", "🦊 Köln", "-1.7976931348623157e308", "-2", "2024-02-29", "2024-06-01 12:00:00", ""],
    ["d", "", "", "", "", "", "true"],
    ["e", "''", "123456789.123456789", "0", "2400-02-29", "2024-06-01 12:00:00.25", "false"],
]


def test_rows_go_into_a_database_and_come_back_the_same(program: Path, folder: Path, uri: str) -> None:
    with open(folder / "odd.csv", "w", newline="") as file:
        csv.writer(file).writerows(ODD)
    made = said(
        program, folder, f"%connect {uri} as=big", "%load odd.csv", "%export table odd1.csv", "%export table big.odd",
        "%load big.odd as=back", "%export table odd2.csv")
    assert "Made the table big.odd: odd, 5 rows × 7 columns." in made
    head, rows = table(folder / "odd1.csv")
    if uri.startswith("sqlite:"):
        # SQLite has no truth values but one and zero.
        rows = [[*row[:-1], {"true": "1", "false": "0", "": ""}[row[-1]]] for row in rows]
    assert table(folder / "odd2.csv") == (head, rows)


def test_segments_of_loaded_rows_go_back_into_the_database(program: Path, folder: Path, uri: str) -> None:
    fit = [f"%connect {uri} as=big", "%load big.customers", "%cluster k=4", "%name 2 'VIP''s'"]
    said(program, folder, *fit, "%export segments big.segments", "%export segments segments.csv", "%load big.segments",
         "%export table back.csv")
    assert table(folder / "back.csv") == table(folder / "segments.csv")
    said(program, folder, *fit, "%cluster k=3", "%export segments big.segments replace=yes", "%load big.segments", "%export table back.csv")
    assert {row[1] for row in table(folder / "back.csv")[1]} == {"1", "2", "3"}
    there = run(program, folder, *fit, "%export segments big.segments")
    assert "there is a table big.segments already" in there.stderr and "replace=yes" in there.stderr
    other = run(program, folder, *fit, "%export segments big.customers replace=yes")
    assert "are not those of %export segments" in other.stderr
    whole = run(program, folder, *fit, "%export table big.customers replace=yes")
    assert "there is a table big.customers already" in whole.stderr
    said(program, folder, f"%connect {uri} as=big", "%load big.customers", "%export table after.csv")
    assert len(table(folder / "after.csv")[1]) == len(table(folder / "all.csv")[1])
