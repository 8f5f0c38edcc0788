#!/bin/sh
# A Parquet file that DuckDB copies has its moments in UTC: the time zone of the column is gone, and with it the day.
#
# Package:  duckdb 2.0.1, pyarrow 26.0.1, polars 2.1.0
# Input:    a column of pyarrow's, timestamp[us, tz=Europe/Rome], with 2024-01-31 23:30 UTC, which is February in Rome; COPY (SELECT * FROM 'a.parquet') TO 'b.parquet'.
# Expected: the same column, or a word of what was lost.
# Seen:     timestamp[us, tz=UTC], and the month is 1 where it was 2 (polars reads both as they are typed). The moment is the same, but every day and month
#           of a purchase is counted elsewhere. The zone stands in the file's metadata (ARROW:schema), which DuckDB neither reads nor writes; a
#           duration there becomes a BIGINT without its unit for the same reason.
# This script fails when what it sees is no longer so. It installs into a temporary folder and removes it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet duckdb==2.0.1 pyarrow==26.0.1 polars==2.1.0 tzdata==2026.6
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
from datetime import datetime, timedelta

import duckdb
import polars
import pyarrow
from pyarrow import parquet

moments = pyarrow.array([datetime(2024, 1, 31, 23, 30)], pyarrow.timestamp("us", "Europe/Rome"))
waits = pyarrow.array([timedelta(days=1)], pyarrow.duration("us"))
parquet.write_table(pyarrow.table({"bought": moments, "waited": waits}), "a.parquet")
with duckdb.connect() as engine:
    engine.execute("COPY (SELECT * FROM 'a.parquet') TO 'b.parquet'")
    types = dict(row[:2] for row in engine.execute("DESCRIBE SELECT * FROM 'a.parquet'").fetchall())
found = {}
for name in ("a", "b"):
    schema = parquet.read_schema(f"{name}.parquet")
    month = polars.read_parquet(f"{name}.parquet")["bought"].dt.month()[0]
    found[name] = str(schema.field("bought").type), str(schema.field("waited").type), month
    print(f"{name}.parquet:", *found[name])
print("in DuckDB:", types)
assert found["a"] == ("timestamp[us, tz=Europe/Rome]", "duration[us]", 2), "this is no longer so"
assert found["b"] == ("timestamp[us, tz=UTC]", "int64", 1), "this is no longer so"
assert types == {"bought": "TIMESTAMP WITH TIME ZONE", "waited": "BIGINT"}, "this is no longer so"
PYTHON
