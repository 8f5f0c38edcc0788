#!/usr/bin/env bash
# A SELECT of many squared differences takes DuckDB's planner a time that grows with the square of how many there are.
#
# Package:  duckdb 2.0.1
# Input:    EXPLAIN SELECT of 500 and of 2,000 terms (x - c) * (x - c), each with a c of its own, twenty to a column: what the distances of a row
#           to 100 centroids of 20 features are.
# Expected: four times the terms take about four times as long to plan.
# Seen:     twelve to thirteen times as long (0.16 s and 2.0 s); with SET disabled_optimizers = 'common_subexpressions' some four times
#           (0.05 s and 0.2 s). Ten queries with such a list are half a minute of planning.
# This script fails when what it sees is no longer so. It installs into a temporary folder and removes it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check duckdb==2.0.1
"$folder/venv/bin/python" - <<'PYTHON'
import time

import duckdb


def planning(terms: int, disabled: str) -> float:
    """The least of three times in seconds."""
    engine = duckdb.connect()
    engine.execute("SET threads = 1")
    engine.execute(f"SET disabled_optimizers = '{disabled}'")
    engine.execute("CREATE TABLE t AS SELECT random() AS x FROM range(10)")
    sums = ", ".join(
        "+".join(f"(x - {place + part / 32}e0) * (x - {place + part / 32}e0)" for part in range(20))
        for place in range(terms // 20))
    times = []
    for _ in range(3):
        start = time.perf_counter()
        engine.execute(f"EXPLAIN SELECT {sums} FROM t").fetchall()
        times.append(time.perf_counter() - start)
    return min(times)


print("DuckDB", duckdb.__version__)
figures = {}
for disabled in ["", "common_subexpressions"]:
    figures[disabled] = [planning(terms, disabled) for terms in (500, 2_000)]
    print(f"  disabled optimizers: {disabled or 'none'}; 500 terms {figures[disabled][0]:.3f} s, 2,000 terms {figures[disabled][1]:.3f} s")
growth = {name: times[1] / times[0] for name, times in figures.items()}
assert growth[""] > 8, f"four times the terms took {growth['']:.1f} times as long: it no longer grows with their square"
assert growth["common_subexpressions"] < 7, f"without the optimizer they took {growth['common_subexpressions']:.1f} times as long"
assert figures[""][1] > 4 * figures["common_subexpressions"][1]
print("as described: with the optimizer four times the terms take", f"{growth['']:.1f} times as long, without it {growth['common_subexpressions']:.1f}")
PYTHON
