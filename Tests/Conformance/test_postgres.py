"""The server that other tests stand on."""

from __future__ import annotations

from pathlib import Path

import postgres


def test_a_server_of_our_own_takes_a_table_and_answers(tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text('"the ""id""",spent\nä,1.5\nb,\n', encoding="utf-8")
    with postgres.server() as server:
        server.copy("my customers", ['"the ""id""" text', "spent double precision"], file)
        assert server.rows('SELECT * FROM "my customers" ORDER BY 1 DESC') == [
            {'the "id"': "ä", "spent": "1.5"}, {'the "id"': "b", "spent": ""},
        ]
    assert server.process.returncode == 0


def test_a_server_that_is_killed_is_gone() -> None:
    with postgres.server() as server:
        server.kill()
        assert server.process.returncode is not None
