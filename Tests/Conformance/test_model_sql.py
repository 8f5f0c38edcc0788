"""What `%export model` writes, run in SQLite, PostgreSQL, DuckDB and Spark: each row is in the segment that the kernel places it in.

The table is the real one where it is there (COHORT_DATA, else ../shared/data), else the built-in sample. Rows with values that have no logarithm stand beside
its own.
"""

from __future__ import annotations

import csv
import math
import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import postgres
import pytest
import spark

# A model: how it is made, by commands.
MODELS = {
    "kmeans": "%prepare\n%cluster k=5 method=kmeans",
    "classic": "%prepare recipe=classic\n%cluster k=4 method=kmeans",
    "components": "%prepare pca=0.9 winsorize=1..99 scale=robust\n%cluster k=6 method=kmeans",
    "ward": "%prepare\n%cluster k=5",
    "mixture": "%prepare\n%cluster k=4 method=mixture shape=full",
}
DIALECTS = ("ansi", "sqlite", "postgres", "duckdb", "spark")
# Identifier and BALANCE of rows that are added; each other value is that of the first row.
ODD = {"odd-nan": "NaN", "odd-infinite": "Infinity", "odd-negative": "-5"}
Rows = dict[str, tuple[int | None, float | None]]


@dataclass
class Exported:
    """The models of a table as files, and where the kernel places each row."""

    folder: Path
    columns: list[str]
    rows: list[list[str]]
    # By model.
    placed: dict[str, Rows]

    def sql(self, model: str, dialect: str) -> Path:
        return self.folder / f"{model}-{dialect}.sql"

    @property
    def table(self) -> Path:
        return self.folder / "odd.csv"


@pytest.fixture(scope="module")
def exported(program: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    folder = tmp_path_factory.mktemp("models")
    data = Path(os.environ.get("COHORT_DATA", root.parent / "shared" / "data")) / "cc_general.csv"
    # As the kernel itself writes it: the same numbers for all.
    run(program, folder, f"%load {data}\n%export table customers.csv" if data.exists() else "%load\n%export table customers.csv")
    rows = list(csv.reader((folder / "customers.csv").open(newline="")))
    columns, rows = rows[0], rows[1:]
    # A row more, so that a restored model places all of them anew.
    write(folder / "more.csv", columns, [*rows, ["again", *rows[0][1:]]])
    place = columns.index("BALANCE")
    odd = [[name, *rows[0][1:place], balance, *rows[0][place + 1:]] for name, balance in ODD.items()]
    write(folder / "odd.csv", columns, rows + odd)
    placed: dict[str, Rows] = {}
    for name, commands in MODELS.items():
        exports = "\n".join(f"%export model {name}-{dialect}.sql dialect={dialect} table=customers" for dialect in DIALECTS)
        said = run(
            program, folder,
            f"%load customers.csv\n{commands}\n{exports}\n%save {name}.json\n%load more.csv\n%restore {name}.json\n"
            f"%export segments {name}.csv")
        assert said.count(f"{len(rows):,} of {len(rows):,} rows equal, by the ") == len(DIALECTS), said
        placed[name] = {
            row[columns[0]]: (int(row["segment"]) if row["segment"] else None, float(row["distance"]) if row["distance"] else None)
            for row in csv.DictReader((folder / f"{name}.csv").open(newline=""))
        }
    return Exported(folder, columns, rows, placed)


def run(program: Path, folder: Path, commands: str) -> str:
    (folder / "commands.txt").write_text(commands)
    done = subprocess.run(
        [program, "run", "--force", "commands.txt"], cwd=folder, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def write(file: Path, columns: list[str], rows: list[list[str]]) -> None:
    with file.open("w", newline="") as out:
        csv.writer(out).writerows([columns, *rows])


# What a column holds: text, or numbers of one kind.
Kind = Literal["text", "double", "whole", "decimal"]
Columns = list[tuple[str, Kind]]
Row = tuple[Any, ...]


@dataclass
class Engine:
    """A database. `create` makes a table of a CSV file with a line of names, `ask` gives the rows of the statement in a file."""

    name: str
    dialects: tuple[str, ...]
    create: Callable[[str, Columns, Path], None]
    ask: Callable[[Path], list[Row]]
    # Of the odd rows, those that it cannot hold.
    without: tuple[str, ...] = ()


def number(text: str) -> float | None:
    return float(text) if text else None


def quoted(name: str, quote: str = '"') -> str:
    return quote + name.replace(quote, 2 * quote) + quote


def definitions(columns: Columns, types: dict[str, str], quote: str = '"') -> str:
    return ", ".join(f"{quoted(name, quote)} {types[kind]}" for name, kind in columns)


@pytest.fixture(scope="module")
def sqlite() -> Iterator[Engine]:
    database = sqlite3.connect(":memory:")
    try:
        database.execute("SELECT ln(2), sqrt(2)")
    except sqlite3.OperationalError:
        pytest.skip(f"Python's SQLite {sqlite3.sqlite_version} has no logarithms: nothing was tried in it")

    def create(table: str, columns: Columns, file: Path) -> None:
        types = dict(text="TEXT", double="REAL", whole="INTEGER", decimal="NUMERIC")
        database.execute(f"CREATE TABLE {quoted(table)} ({definitions(columns, types)})")
        rows = list(csv.reader(file.open(newline="", encoding="utf-8")))[1:]
        values = [
            [text if kind == "text" else number(text) for text, (_, kind) in zip(row, columns, strict=True)] for row in rows
        ]
        database.executemany(f"INSERT INTO {quoted(table)} VALUES ({', '.join('?' for _ in columns)})", values)

    def ask(file: Path) -> list[Row]:
        return database.execute(file.read_text(encoding="utf-8")).fetchall()

    # What is no number is NULL here, and filled.
    yield Engine("SQLite", ("ansi", "sqlite"), create, ask, ("odd-nan",))
    database.close()


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Engine]:
    with postgres.server() as server:

        def create(table: str, columns: Columns, file: Path) -> None:
            types = dict(text="text", double="double precision", whole="integer", decimal="numeric")
            server.copy(table, [definitions([column], types) for column in columns], file)

        def ask(file: Path) -> list[Row]:
            rows = [tuple(row.values()) for row in server.run_file(file)]
            return [(row[0], int(row[1]) if row[1] else None, row[2] or None, number(row[3])) for row in rows]

        yield Engine("PostgreSQL", ("ansi", "postgres"), create, ask)


@pytest.fixture(scope="module")
def duck() -> Iterator[Engine]:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: nothing was tried in it")
    database = duckdb.connect()

    def create(table: str, columns: Columns, file: Path) -> None:
        types = dict(text="VARCHAR", double="DOUBLE", whole="INTEGER", decimal="DECIMAL(18,6)")
        database.execute(f"CREATE TABLE {quoted(table)} ({definitions(columns, types)})")
        # Without the line of names, in which nasty ones keep DuckDB from finding out what the file is like.
        body = file.with_suffix(".body.csv")
        rows = list(csv.reader(file.open(newline="", encoding="utf-8")))[1:]
        write(body, rows[0], rows[1:])
        database.execute(f"COPY {quoted(table)} FROM '{body}' (HEADER false, DELIM ',', QUOTE '\"', ESCAPE '\"')")

    def ask(file: Path) -> list[Row]:
        return database.execute(file.read_text(encoding="utf-8")).fetchall()

    yield Engine("DuckDB", ("ansi", "duckdb"), create, ask)
    database.close()


@pytest.fixture(scope="module")
def sparks() -> Iterator[Engine]:
    with spark.server() as address, spark.connect(address) as connection, connection.cursor() as cursor:

        def create(table: str, columns: Columns, file: Path) -> None:
            types = dict(text="STRING", double="DOUBLE", whole="INT", decimal="DECIMAL(18,6)")
            cursor.execute(
                f"CREATE TEMPORARY VIEW {quoted(table, '`')} ({definitions(columns, types, '`')}) USING csv OPTIONS "
                f"(path '{file}', header 'true', positiveInf 'Infinity', quote '\"', escape '\"', multiLine 'true')")

        def ask(file: Path) -> list[Row]:
            cursor.execute(file.read_text(encoding="utf-8"))
            return cursor.fetchall()

        yield Engine("Spark", ("spark",), create, ask)


@pytest.fixture(scope="module", params=["sqlite", "postgresql", "duck", "sparks"])
def engine(request: pytest.FixtureRequest, exported: Exported) -> Engine:
    """Each of the engines, with the table `customers`, its columns as databases have them: text, whole, decimal, double."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Engine)
    kinds: dict[str, Kind] = {exported.columns[0]: "text", "TENURE": "whole", "PAYMENTS": "decimal"}
    found.create("customers", [(name, kinds.get(name, "double")) for name in exported.columns], exported.table)
    return found


@pytest.mark.parametrize("model", MODELS)
def test_every_row_is_where_the_kernel_places_it(engine: Engine, exported: Exported, model: str) -> None:
    for dialect in engine.dialects:
        found: Rows = {row[0]: (row[1], row[3]) for row in engine.ask(exported.sql(model, dialect))}
        assert len(found) == len(exported.rows) + len(ODD)
        wrong = [row[0] for row in exported.rows if found[row[0]][0] != exported.placed[model][row[0]][0]]
        print(f"{engine.name}, {dialect}, {model}: {len(exported.rows) - len(wrong):,} of {len(exported.rows):,} equal")
        assert wrong == []
        for name, (segment, distance) in exported.placed[model].items():
            if segment is not None and name in found:
                assert math.isclose(found[name][1] or 0, distance or 0, rel_tol=1e-9, abs_tol=1e-9), name


@pytest.mark.parametrize("model", ["kmeans", "classic", "mixture"])
def test_values_without_a_logarithm_get_no_segment(engine: Engine, exported: Exported, model: str) -> None:
    for dialect in engine.dialects:
        found = {row[0]: row[1:] for row in engine.ask(exported.sql(model, dialect))}
        for name in set(ODD).difference(engine.without):
            assert tuple(found[name]) == (None, None, None), (dialect, name)


# Names that end a name, a text, a comment or a statement somewhere.
NASTY = [
    'a"b', "it's", "back\\slash\\", "tick`s", "new\nline", "--; DROP TABLE x; --", "*/ /*", "👩‍👧", '"\u0301"', "$1 :a ?1 @x \\u0027", "${x",
]


def test_no_name_is_anything_but_a_name(engine: Engine, program: Path, tmp_path: Path) -> None:
    names = [name for name in NASTY if engine.name != "Spark" or "${" not in name]
    columns: Columns = [("the id", "text"), *((f"{name} n", "double") for name in names), ("kind'\"`\\", "text")]
    rows = [
        [f"{i} {names[i % len(names)]}", *(str((i * (j + 3)) % 17) for j in range(len(names))), names[i % 3]] for i in range(60)
    ]
    write(tmp_path / "in.csv", [name for name, _ in columns], rows)
    exports = "\n".join(
        f"%export model {dialect}.sql dialect={dialect} table=nasty" for dialect in engine.dialects)
    run(
        program, tmp_path,
        "%load in.csv as=data\n%role \"kind'\\\"`\\\\\"=category\n%prepare log=none encode=onehot\n%cluster k=3 method=kmeans\n"
        f"%name 1 \"it's `\\\\ --\"\n%name 2 \"\\\"\"\n{exports}\n%export segments out.csv")
    placed = {row["the id"]: row for row in csv.DictReader((tmp_path / "out.csv").open(newline=""))}
    engine.create("nasty", columns, tmp_path / "in.csv")
    for dialect in engine.dialects:
        found = {row[0]: row for row in engine.ask(tmp_path / f"{dialect}.sql")}
        assert len(found) == 60
        for name, row in placed.items():
            assert (str(found[name][1]), found[name][2] or "") == (row["segment"], row["name"]), (dialect, name)
