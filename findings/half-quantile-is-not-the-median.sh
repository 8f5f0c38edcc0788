#!/bin/sh
# The quantile at a half of four numbers is 2, 2.5 or 3, by the tool; in two of three it is not their median.
#
# Package:  duckdb 2.0.1, polars 2.1.0, pandas 3.1.1, numpy 2.4.6 (and pyarrow 26.0.1 beside them)
# Input:    the numbers 1, 2, 3, 4; quantile at 0.5 and median, without further arguments.
# Expected: 2.5 everywhere: the median of an even count lies between the two in the middle.
# Seen:     median is 2.5 in all. quantile(0.5) is 2.5 in pandas and NumPy (linear), 2 in DuckDB, whose quantile is quantile_disc, and 3 in polars,
#           which takes the nearest value and the upper one of two. At 0.25: 1.75, 1, 2. Estimates part too: DuckDB's approx_quantile gives 1.5 there,
#           Arrow's tdigest 1. So "quartiles" of two tools are other bins of the same customers.
# This script fails when what it sees is no longer so. It installs into a temporary folder and removes it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet duckdb==2.0.1 polars==2.1.0 pandas==3.1.1 numpy==2.4.6 pyarrow==26.0.1
"$folder/venv/bin/python" - <<'PYTHON'
import duckdb
import numpy
import pandas
import polars
import pyarrow
import pyarrow.compute

numbers = [1.0, 2.0, 3.0, 4.0]
four = pyarrow.table({"x": numbers})
engine = duckdb.connect()


def asked(expression: str) -> float:
    return engine.execute(f"SELECT {expression} FROM four").fetchone()[0]


medians = {
    "pandas": pandas.Series(numbers).median(), "numpy": numpy.median(numbers), "polars": polars.Series(numbers).median(), "duckdb": asked("median(x)"),
}
print("median:", {tool: float(value) for tool, value in medians.items()})
assert set(medians.values()) == {2.5}, "this is no longer so"
expected = {0.5: dict(pandas=2.5, numpy=2.5, polars=3, duckdb=2), 0.25: dict(pandas=1.75, numpy=1.75, polars=2, duckdb=1)}
for place, values in expected.items():
    found = dict(
        pandas=pandas.Series(numbers).quantile(place), numpy=numpy.quantile(numbers, place), polars=polars.Series(numbers).quantile(place),
        duckdb=asked(f"quantile(x, {place})"),
    )
    print(f"quantile {place}:", {tool: float(value) for tool, value in found.items()})
    assert found == values, "this is no longer so"
estimates = asked("approx_quantile(x, 0.25)"), pyarrow.compute.tdigest(four["x"], 0.25)[0].as_py()
print("estimates at 0.25: duckdb", estimates[0], "pyarrow", estimates[1])
assert estimates == (1.5, 1.0), "this is no longer so"
PYTHON
