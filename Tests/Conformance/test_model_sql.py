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
from typing import Any

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


@dataclass
class Engine:
    """A database that holds the table `customers`, and gives the rows of a statement in a file."""

    name: str
    dialects: tuple[str, ...]
    ask: Callable[[Path], list[tuple[Any, ...]]]
    # Of the odd rows, those that it cannot hold.
    without: tuple[str, ...] = ()


def number(text: str) -> float | None:
    return float(text) if text else None


@pytest.fixture(scope="module")
def sqlite(exported: Exported) -> Iterator[Engine]:
    database = sqlite3.connect(":memory:")
    try:
        database.execute("SELECT ln(2), sqrt(2)")
    except sqlite3.OperationalError:
        pytest.skip(f"Python's SQLite {sqlite3.sqlite_version} has no logarithms: nothing was tried in it")
    names = ", ".join(f'"{name}" {"TEXT" if place == 0 else "NUMERIC"}' for place, name in enumerate(exported.columns))
    database.execute(f"CREATE TABLE customers ({names})")
    with exported.table.open(newline="") as file:
        rows = list(csv.reader(file))[1:]
    marks = ", ".join("?" for _ in exported.columns)
    database.executemany(
        f"INSERT INTO customers VALUES ({marks})", [[row[0], *map(number, row[1:])] for row in rows])
    # What is no number is NULL here, and filled.
    yield Engine(
        "SQLite", ("ansi", "sqlite"), lambda file: database.execute(file.read_text(encoding="utf-8")).fetchall(), ("odd-nan",))
    database.close()


@pytest.fixture(scope="module")
def postgresql(exported: Exported) -> Iterator[Engine]:
    # Columns as databases have them: whole, decimal and double.
    types = {"TENURE": "integer", "PAYMENTS": "numeric", exported.columns[0]: "text"}
    with postgres.server() as server:
        columns = [f'"{name}" {types.get(name, "double precision")}' for name in exported.columns]
        server.copy("customers", columns, exported.table)

        def ask(file: Path) -> list[tuple[Any, ...]]:
            return [
                (row[exported.columns[0]], int(row["segment"]) if row["segment"] else None, row["segment_name"], number(row["distance"]))
                for row in server.run_file(file)
            ]

        yield Engine("PostgreSQL", ("ansi", "postgres"), ask)


@pytest.fixture(scope="module")
def duck(exported: Exported) -> Iterator[Engine]:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: nothing was tried in it")
    database = duckdb.connect()
    types = {"TENURE": "INTEGER", "PAYMENTS": "DECIMAL(18,6)", exported.columns[0]: "VARCHAR"}
    columns = ", ".join(f"'{name}': '{types.get(name, 'DOUBLE')}'" for name in exported.columns)
    database.execute(
        f"CREATE TABLE customers AS SELECT * FROM read_csv('{exported.table}', header = true, columns = {{{columns}}})")
    yield Engine("DuckDB", ("ansi", "duckdb"), lambda file: database.execute(file.read_text(encoding="utf-8")).fetchall())
    database.close()


@pytest.fixture(scope="module")
def sparks(exported: Exported) -> Iterator[Engine]:
    with spark.server() as address, spark.connect(address) as connection, connection.cursor() as cursor:
        types = {"TENURE": "INT", "PAYMENTS": "DECIMAL(18,6)", exported.columns[0]: "STRING"}
        columns = ", ".join(f"`{name}` {types.get(name, 'DOUBLE')}" for name in exported.columns)
        cursor.execute(
            f"CREATE TEMPORARY VIEW customers ({columns}) USING csv "
            f"OPTIONS (path '{exported.table}', header 'true', positiveInf 'Infinity')")

        def ask(file: Path) -> list[tuple[Any, ...]]:
            cursor.execute(file.read_text(encoding="utf-8"))
            return cursor.fetchall()

        yield Engine("Spark", ("spark",), ask)


@pytest.fixture(params=["sqlite", "postgresql", "duck", "sparks"])
def engine(request: pytest.FixtureRequest) -> Engine:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Engine)
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
            assert tuple(found[name]) in ((None, None, None), (None, "", None)), (dialect, name)
