#!/bin/sh
# PostgreSQL's ADBC driver hands MONEY over as whole hundredths, in a type that does not say so.
#
# Package:  adbc-driver-postgresql 1.13.0, adbc-driver-manager 1.13.0, pyarrow 26.0.1; PostgreSQL 15 (Debian's package postgresql)
# Input:    SELECT '12.34'::money, '12.34'::numeric
# Expected: 12.34 for both, as text or as a decimal: psql prints $12.34 and 12.34.
# Seen:     the money is the int64 1234, without a scale; only the field's metadata (POSTGRESQL:type = money) tells it from a count.
#           The number is 12.34 in text. A frame made of both has amounts a hundred times too large, and no warning.
# This script fails when what it sees is no longer so. It installs into a temporary folder and removes it.
set -eu
folder=$(mktemp -d)
. "$(dirname "$0")/postgresql.inc"
begin_server "$folder"
trap 'end_server; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet adbc-driver-postgresql==1.13.0 adbc-driver-manager==1.13.0 pyarrow==26.0.1
"$folder/venv/bin/python" - "$uri" <<'PYTHON'
import sys

import adbc_driver_postgresql.dbapi as postgresql
import pyarrow

with postgresql.connect(sys.argv[1]) as connection, connection.cursor() as cursor:
    cursor.execute("SELECT '12.34'::money AS money, '12.34'::numeric AS number")
    table = cursor.fetch_arrow_table()
money, number = table.schema.field("money"), table.schema.field("number")
print("money:", money.type, table["money"][0], money.metadata)
print("number:", number.type, table["number"][0])
assert money.type == pyarrow.int64() and table["money"][0].as_py() == 1234, "this is no longer so"
assert "12.34" in str(table["number"][0]), "this is no longer so"
PYTHON
