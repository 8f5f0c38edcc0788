"""`%load http://…` and `%load s3://…`: from a server of our own, as far as DuckDB's extension for it can be had."""

from __future__ import annotations

import functools
import http.server
import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import runs

duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: nothing was read over HTTP")

ROWS = 3_000


class Pieces(http.server.SimpleHTTPRequestHandler):
    """Serves files, and pieces of them, as object stores do."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self.answer(False)

    def do_GET(self) -> None:
        self.answer(True)

    def answer(self, whole: bool) -> None:
        file = Path(self.translate_path(self.path.split("?")[0]))
        if not file.is_file():
            self.send_error(404)
            return
        content = file.read_bytes()
        first, last = 0, len(content) - 1
        asked = self.headers.get("Range")
        if asked:
            begin, end = asked.removeprefix("bytes=").split("-")
            first, last = int(begin), min(int(end or last), last)
        self.send_response(206 if asked else 200)
        if asked:
            self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(last + 1 - first))
        self.end_headers()
        if whole:
            self.wfile.write(content[first:last + 1])


def run(program: Path, folder: Path, *lines: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return runs.run(program, folder, *lines, env=os.environ | environment)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`127.0.0.1:PORT`, with a table in several forms at its root and in the bucket `shop`."""
    folder = tmp_path_factory.mktemp("web")
    (folder / "shop").mkdir()
    table = f"(SELECT range AS id, range * 1.5 AS spend, 'c' || range AS name FROM range({ROWS}))"
    with duckdb.connect() as engine:
        for name in ("a.parquet", "a.csv", "a.csv.gz", "shop/a.parquet"):
            engine.execute(f"COPY {table} TO '{folder / name}'")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Pieces, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


def needs_extension(done: subprocess.CompletedProcess[str]) -> None:
    if "NoExtension" in done.stderr:
        pytest.skip("DuckDB's extension httpfs cannot be had here (it is fetched from extensions.duckdb.org): nothing was read over HTTP")


def test_files_are_read_over_http(program: Path, tmp_path: Path, server: str) -> None:
    done = run(program, tmp_path, f"%load http://{server}/a.parquet", "%export table parquet.csv")
    needs_extension(done)
    assert done.returncode == 0, done.stderr
    assert f"a: {ROWS:,} rows × 3 columns" in done.stdout
    for name in ("a.csv", "a.csv.gz"):
        done = run(program, tmp_path, f"%load http://{server}/{name}", f"%export table {name}-out.csv")
        assert done.returncode == 0, done.stderr
        assert (tmp_path / f"{name}-out.csv").read_bytes() == (tmp_path / "parquet.csv").read_bytes()


def test_files_are_read_from_an_object_store(program: Path, tmp_path: Path, server: str) -> None:
    asked = f"s3_endpoint={server}&s3_use_ssl=false&s3_url_style=path&s3_access_key_id=a&s3_secret_access_key=geheim"
    done = run(program, tmp_path, f"%load 's3://shop/a.parquet?{asked}'", "%status", "%undo", f"%load 's3://shop/b.parquet?{asked}'")
    needs_extension(done)
    assert f"a: {ROWS:,} rows × 3 columns" in done.stdout and "DatabaseError" in done.stderr
    assert "geheim" not in done.stdout + done.stderr
    environment = dict(AWS_ACCESS_KEY_ID="a", AWS_SECRET_ACCESS_KEY="b", DUCKDB_S3_ENDPOINT=server, DUCKDB_S3_USE_SSL="false")
    done = run(program, tmp_path, "%load 's3://shop/a.parquet?s3_url_style=path'", **environment)
    assert done.returncode == 0, done.stderr


def test_errors_are_told_in_words_without_passwords(program: Path, tmp_path: Path, server: str) -> None:
    done = run(program, tmp_path, f"%load http://{server}/b.parquet")
    needs_extension(done)
    assert "404" in done.stderr and "LINE 1" not in done.stderr and done.returncode == 1
    done = run(program, tmp_path, "%load http://ana:s3cret@127.0.0.1:1/b.parquet?token=geheim")
    assert "could not establish connection" in done.stderr.lower()
    assert "s3cret" not in done.stderr and "geheim" not in done.stderr


def test_without_the_extension_it_says_where_it_comes_from(program: Path, tmp_path: Path, server: str) -> None:
    # An empty home has none, and a proxy that is not there lets nobody fetch it.
    home = tmp_path / "home"
    home.mkdir()
    closed = "http://127.0.0.1:1"
    done = run(program, tmp_path, f"%load http://{server}/a.parquet", HOME=str(home), HTTP_PROXY=closed, HTTPS_PROXY=closed)
    if done.returncode == 0:
        pytest.skip("DuckDB has the extension httpfs built in here, or fetched it all the same")
    assert "NoExtension" in done.stderr and "extensions.duckdb.org" in done.stderr
