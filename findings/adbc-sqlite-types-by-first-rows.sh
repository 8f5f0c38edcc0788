#!/bin/sh
# SQLite's ADBC driver takes a column's type from the first 1,024 rows of a result, not from the table, and fails where a later row differs.
#
# Package:  adbc-driver-sqlite 1.13.0, adbc-driver-manager 1.13.0, pyarrow 26.0.1
# Input:    CREATE TABLE customers (id INTEGER, referred_by TEXT), whose first 1,024 customers were referred by nobody (NULL), the next one by
#           C1; SELECT * FROM customers.
# Expected: 1,025 rows of an integer and a text, as the table declares them; or whatever holds a text.
# Seen:     OSError: [SQLite] Type mismatch in column 1: expected INT64 but got STRING/BINARY. With 1,023 missing values the same query gives a column
#           of strings, and a column declared TEXT without any value comes as int64. The option adbc.sqlite.query.batch_rows moves the bound.
# This script fails when what it sees is no longer so. It installs into a temporary folder and removes it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet adbc-driver-sqlite==1.13.0 adbc-driver-manager==1.13.0 pyarrow==26.0.1
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import sqlite3
import sys

import adbc_driver_sqlite.dbapi as sqlite


def read(missing: int, values: int, **options: str) -> str:
    """The type of the column that is declared TEXT, or the driver's words."""
    file = f"{sys.argv[1]}/{missing}-{values}.db"
    with sqlite3.connect(file) as engine:
        engine.execute("CREATE TABLE IF NOT EXISTS customers (id INTEGER, referred_by TEXT)")
        engine.execute("DELETE FROM customers")
        engine.executemany("INSERT INTO customers VALUES (?, NULL)", ((n,) for n in range(missing)))
        engine.executemany("INSERT INTO customers VALUES (?, 'C1')", ((n,) for n in range(values)))
    with sqlite.connect(file) as connection, connection.cursor(adbc_stmt_kwargs=options) as cursor:
        try:
            cursor.execute("SELECT * FROM customers")
            return str(cursor.fetch_arrow_table().schema.field("referred_by").type)
        except OSError as error:
            return str(error)


found = {
    "1,023 missing, then C1": read(1023, 1), "1,024 missing, then C1": read(1024, 1), "1,024 missing, no value": read(1024, 0),
    "1,024 missing, then C1, batches of 4,096": read(1024, 1, **{"adbc.sqlite.query.batch_rows": "4096"}),
}
for case, what in found.items():
    print(f"{case}: {what}")
assert list(found.values()) == [
    "string", "[SQLite] Type mismatch in column 1: expected INT64 but got STRING/BINARY", "int64", "string",
], "this is no longer so"
PYTHON
