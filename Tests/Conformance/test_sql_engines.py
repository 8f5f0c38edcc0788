"""`%sql` in DuckDB, in SQLite where DuckDB is missing, and Parquet written by `%export`."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import time
from pathlib import Path

import pytest
from runs import run
from wire import Kernel, Wire

duckdb = pytest.importorskip("duckdb", reason="DuckDB IS NOT INSTALLED: neither %sql on it nor Parquet was tried")

QUERY = "%sql SELECT TENURE, count(*) AS n FROM sample GROUP BY TENURE ORDER BY TENURE"


def without_duckdb() -> dict[str, str]:
    """An environment in which no Python is to be found that has DuckDB."""
    return {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "CONDA_PREFIX", "COHORT_DUCKDB")}


def without_python(program: Path, folder: Path, *lines: str) -> subprocess.CompletedProcess[str]:
    """Run by a shell: what starts a program is looked at for its Python."""
    (folder / "look.txt").write_text("\n".join(lines) + "\n")
    return subprocess.run(
        ["sh", "-c", '"$0" run look.txt; exit $?', program], cwd=folder, capture_output=True, text=True, timeout=300, env=without_duckdb())


def test_where_duckdb_is_missing_sqlite_answers_and_what_needs_duckdb_says_how_to_get_it(program: Path, tmp_path: Path) -> None:
    done = without_python(program, tmp_path, "%load", QUERY)
    assert done.returncode == 0, done.stderr
    assert "asked in SQLite" in done.stdout
    for line in ("%config sql=duckdb\n" + QUERY, "%export table sample.parquet"):
        done = without_python(program, tmp_path, "%load", line)
        assert "the driver for DuckDB is not installed" in done.stderr and "pip install duckdb==" in done.stderr
    assert not (tmp_path / "sample.parquet").exists()


def test_a_broken_duckdb_is_told_where_it_was_asked_for(program: Path, tmp_path: Path) -> None:
    (tmp_path / "libduckdb.so").write_bytes(b"no library")
    env = os.environ | {"COHORT_DUCKDB": str(tmp_path / "libduckdb.so")}
    done = run(program, tmp_path, "%load", QUERY, "%config sql=duckdb", QUERY, env=env)
    assert "asked in SQLite" in done.stdout
    assert "the driver for DuckDB cannot be loaded" in done.stderr


def test_duckdb_is_loaded_by_the_first_query_that_it_answers(kernel: Kernel, wire: Wire) -> None:
    def loaded() -> set[str]:
        maps = Path(f"/proc/{kernel.process.pid}/maps").read_text()
        return {name for name in ("adbc_driver", "duckdb", "libpython") if name in maps}

    wire.succeed("%load\n%config sql=sqlite\n" + QUERY + "\n%filter BALANCE > 100\n%derive half = BALANCE / 2")
    assert loaded() == set()
    wire.succeed("%config sql=auto\n" + QUERY)
    assert loaded() == {"duckdb", "libpython"}


def test_both_engines_show_the_same(program: Path, tmp_path: Path) -> None:
    shown = []
    for engine in ("duckdb", "sqlite"):
        done = run(
            program, tmp_path, "%load", f"%config sql={engine}", "%cluster k=4 method=kmeans", QUERY,
            "%sql SELECT segment_name, min(BALANCE) AS low, max(CREDIT_LIMIT) AS high, count(MINIMUM_PAYMENTS) AS there FROM sample "
            "GROUP BY segment_name ORDER BY segment_name",
            "%sql SELECT CUST_ID, BALANCE FROM sample WHERE CREDIT_LIMIT IS NULL OR BALANCE > 6000 ORDER BY CUST_ID LIMIT 7",
            "%sql as=rich SELECT * FROM sample WHERE BALANCE > (SELECT avg(BALANCE) FROM sample)", "%use rich",
            f"%export table {engine}.csv",
        )
        assert done.returncode == 0, done.stderr
        shown.append(done.stdout.replace(f"sql={engine}", "").replace(f"{engine}.csv", "").replace("DuckDB", "SQLite"))
    assert shown[0] == shown[1]
    assert (tmp_path / "duckdb.csv").read_bytes() == (tmp_path / "sqlite.csv").read_bytes()


def test_a_query_sees_no_file_and_leaves_none(wire: Wire, kernel: Kernel, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\n1,2\n")
    # The kernel's own folder is made with the first change.
    wire.succeed("%load\n%config sql=duckdb")
    before = sorted(path.name for path in tmp_path.iterdir())
    for query in [
        f"SELECT * FROM read_csv('{secret}')", f"SELECT * FROM '{secret}'", f"FROM read_text('{secret}')",
        f"COPY (SELECT 1) TO '{tmp_path}/out.csv'", f"ATTACH '{tmp_path}/out.duckdb'", "INSTALL httpfs", "LOAD httpfs",
        "SET enable_external_access = true", "PRAGMA enable_profiling", f"FROM query('FROM read_csv(''{secret}'')')",
        f"EXPORT DATABASE '{tmp_path}/all'", "CREATE TABLE t AS SELECT 1", "FROM read_csv('http://127.0.0.1:1/x.csv')",
    ]:
        assert wire.execute(f"%sql {query}").content["status"] == "error", query
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert not Path(".tmp").exists()
    wire.succeed("%sql SELECT count(*) FROM sample")


def test_an_interrupt_ends_a_query_soon(kernel: Kernel, wire: Wire) -> None:
    wire.succeed("%load\n%config sql=duckdb\n%sql SELECT 1")
    took = []
    for query in ("SELECT count(*) FROM sample a, sample b, sample c WHERE a.BALANCE + b.BALANCE < c.BALANCE", "SELECT sum(sqrt(range)) FROM range(10000000000000)"):
        running = wire.submit(f"%sql {query}")
        wire.until_started(running)
        # Nothing tells that a query is on its way within the engine.
        time.sleep(0.3)
        start = time.monotonic()
        kernel.interrupt()
        assert wire.reply(running)["content"]["ename"] == "Interrupted"
        took.append(time.monotonic() - start)
    assert min(took) < 0.15 and max(took) < 1, took
    wire.succeed("%sql SELECT count(*) FROM sample")


# MARK: Parquet


def test_parquet_is_read_by_others_and_by_load_to_the_bit(program: Path, tmp_path: Path) -> None:
    (tmp_path / "days.csv").write_text("day,moment,truth,word\n2024-01-31,2024-01-31 18:05:09.25,true,007\n,,,\n1999-12-31,1999-12-31 00:00:00,false,é\n")
    done = run(
        program, tmp_path, "%load as=one", "%export table one.parquet", "%export table one.csv", "%load days.csv", "%export table days.parquet",
        "%load one.parquet as=again", "%export table again.csv", "%load days.parquet as=days2", "%export table days-again.csv")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "again.csv").read_bytes()
    assert (tmp_path / "days-again.csv").read_text() == (tmp_path / "days.csv").read_text()
    types = duckdb.sql(f"DESCRIBE SELECT * FROM '{tmp_path}/days.parquet'").fetchall()
    assert [row[:2] for row in types] == [("day", "DATE"), ("moment", "TIMESTAMP"), ("truth", "BOOLEAN"), ("word", "VARCHAR")]
    there = duckdb.sql(f"SELECT count(*), count(day), count(truth), max(word) FROM '{tmp_path}/days.parquet'").fetchall()
    assert there == [(3, 2, 2, "é")]


def limited() -> None:
    # The write that goes too far fails, as on a disk that is full.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


def test_a_disk_that_is_full_leaves_the_old_file(program: Path, tmp_path: Path) -> None:
    (tmp_path / "sample.parquet").write_bytes(b"old")
    done = run(program, tmp_path, "%load", "%export table sample.parquet", preexec_fn=limited)
    assert done.returncode != 0 and "could not be written" in done.stderr, done.stderr
    assert (tmp_path / "sample.parquet").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["look.txt", "sample.parquet"]


def test_a_kernel_that_is_killed_leaves_the_old_file(program: Path, tmp_path: Path) -> None:
    rows = "\n".join(f"C{row},{row * 0.37:.5f},{row * 7919 % 100003}" for row in range(1_000_000))
    (tmp_path / "big.csv").write_text("ID,a,b\n" + rows + "\n")
    (tmp_path / "out.parquet").write_bytes(b"old")
    (tmp_path / "look.txt").write_text("%load big.csv\n%export table out.parquet\n")
    process = subprocess.Popen([program, "run", "look.txt"], cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".out.parquet.*.tmp")):
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.001)
    process.kill()
    process.wait()
    assert (tmp_path / "out.parquet").read_bytes() == b"old"
