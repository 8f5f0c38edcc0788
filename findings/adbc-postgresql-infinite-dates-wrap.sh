#!/bin/sh
# PostgreSQL's ADBC driver turns the date infinity into a day long before Christ.
#
# Package:  adbc-driver-postgresql 1.13.0, adbc-driver-manager 1.13.0, pyarrow 26.0.1; PostgreSQL 15 (Debian's package postgresql)
# Input:    SELECT 'infinity'::date, '-infinity'::date, 'infinity'::timestamp
# Expected: an error, a missing value, or the largest day: PostgreSQL keeps infinity as the largest number of its type and documents
#           it as later than all others. Contracts without an end are often written so.
# Seen:     the 30 years between the two calendars' first days are added to it and wrap around: infinity comes as day −2,147,472,692,
#           more than five million years ago, before every real date and even one day before −infinity; a timestamp's infinity
#           comes as a large negative number too. No warning.
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
    cursor.execute(
        "SELECT 'infinity'::date AS last, '-infinity'::date AS first, '2024-01-31'::date AS real, "
        "'infinity'::timestamp AS moment")
    table = cursor.fetch_arrow_table()
days = {name: table[name].cast(pyarrow.int32())[0].as_py() for name in ("last", "first", "real")}
moment = table["moment"].cast(pyarrow.int64())[0].as_py()
print("days since 1970:", days, "microseconds:", moment)
assert days["last"] == -2_147_472_692 and days["last"] < days["first"] < days["real"], "this is no longer so"
assert moment == 946_684_800_000_000 - 1 - 2**63, "this is no longer so"
PYTHON
