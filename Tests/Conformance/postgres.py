"""A PostgreSQL server of the tests' own: on 127.0.0.1, at a free port, in a folder that goes when it ends.

    with postgres.server() as server:
        server.copy("customers", ["id text", "balance float8"], Path("customers.csv"))
        server.rows('SELECT "id" FROM "customers"')
        subprocess.run(["cohort", ..., server.uri])

`python postgres.py FILE.csv` serves a file as the table `customers`, text in its first column and numbers in the others, says where, and ends with its input.

Where PostgreSQL is not installed, `server()` skips the test and says so. COHORT_POSTGRES names the folder of `postgres` and `initdb`, where it is not Debian's.
"""

from __future__ import annotations

import csv
import io
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from servers import free_port, is_ready

USER = "analyst"
DATABASE = "postgres"
READY = "database system is ready to accept connections"


@dataclass
class Account:
    """Whom the server runs as: it refuses root, so that another user does it for root."""

    options: dict[str, object]
    owner: tuple[int, int] | None

    @staticmethod
    def here() -> Account:
        if os.geteuid() != 0:
            return Account({}, None)
        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return Account(dict(user=entry.pw_uid, group=entry.pw_gid, extra_groups=[]), (entry.pw_uid, entry.pw_gid))
        pytest.skip("PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody: it was not tried")

    def folder(self) -> Path:
        """A new folder that this account can write to, whoever may look into the ones above it."""
        for parent in (tempfile.gettempdir(), "/tmp", "/var/tmp"):
            folder = Path(tempfile.mkdtemp(prefix="postgres-", dir=parent))
            if self.owner is not None:
                os.chown(folder, *self.owner)
            tried = subprocess.run(["test", "-w", folder], **self.options)  # type: ignore[call-overload]
            if tried.returncode == 0:
                return folder
            shutil.rmtree(folder)
        pytest.skip("no temporary folder is open to the user that PostgreSQL would run as: it was not tried")


@dataclass
class Server:
    """A running server. `stop` and `kill` end it before its time, for tests of what is said then."""

    port: int
    password: str
    programs: Path
    process: subprocess.Popen[str]
    log: list[str] = field(default_factory=list)

    host = "127.0.0.1"
    user = USER
    database = DATABASE

    @property
    def uri(self) -> str:
        return f"postgresql://{self.user}:{quote(self.password, safe='')}@{self.host}:{self.port}/{self.database}"

    def psql(self, statements: str, given: str | None = None) -> str:
        """What psql prints for `statements`, as CSV; an error of the server fails with its words."""
        done = subprocess.run(
            [self.programs / "psql", "--no-psqlrc", "--quiet", "--csv", "--set=ON_ERROR_STOP=1", f"--command={statements}"],
            input=given, capture_output=True, text=True, encoding="utf-8", env=self._environment(),
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run_file(self, file: Path) -> list[dict[str, str]]:
        """The rows of the last statement of a file. A missing value is an empty text."""
        done = subprocess.run(
            [self.programs / "psql", "--no-psqlrc", "--quiet", "--csv", "--set=ON_ERROR_STOP=1", f"--file={file}"],
            capture_output=True, text=True, encoding="utf-8", env=self._environment(),
        )
        assert done.returncode == 0, done.stderr
        return list(csv.DictReader(io.StringIO(done.stdout, newline="")))

    def rows(self, query: str) -> list[dict[str, str]]:
        """The rows of a query, every value as text. A missing value is an empty text."""
        return list(csv.DictReader(io.StringIO(self.psql(query), newline="")))

    def copy(self, table: str, columns: Sequence[str], file: Path) -> None:
        """Makes a table of a CSV file with a line of names; `columns` are SQL: `'"my id" text'`."""
        name = '"' + table.replace('"', '""') + '"'
        self.psql(f"CREATE TABLE {name} ({', '.join(columns)})")
        self.psql(f"COPY {name} FROM STDIN WITH (FORMAT csv, HEADER)", file.read_text(encoding="utf-8"))

    def stop(self) -> None:
        """Ends the server; whoever is connected is told."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Ends the server as a loss of power would: nobody is told."""
        self._end(signal.SIGQUIT)

    def _end(self, how: signal.Signals) -> None:
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _environment(self) -> dict[str, str]:
        return without_settings() | dict(
            PGHOST=self.host, PGPORT=str(self.port), PGUSER=self.user, PGPASSWORD=self.password,
            PGDATABASE=self.database, PGCLIENTENCODING="UTF8",
        )


def without_settings() -> dict[str, str]:
    """The environment without what people set for their own servers."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | dict(LC_ALL="C")


def programs() -> Path:
    """The folder of PostgreSQL's programs: the newest that Debian installed, or where `postgres` is found."""
    def version(folder: Path) -> float:
        try:
            return float(folder.parent.name)
        except ValueError:
            return 0

    named = [Path(os.environ["COHORT_POSTGRES"])] if "COHORT_POSTGRES" in os.environ else []
    found = [Path(path).resolve().parent] if (path := shutil.which("postgres")) else []
    for folder in [*named, *sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version, reverse=True), *found]:
        if all((folder / name).exists() for name in ("postgres", "initdb", "psql")):
            return folder
    pytest.skip("PostgreSQL is not installed: nothing was tried on it (Debian's package is postgresql)")


@contextmanager
def server(
    password: str = "a/b@c d", settings: Mapping[str, str] | None = None, certificate: tuple[Path, Path] | None = None
) -> Iterator[Server]:
    """A server that listens on 127.0.0.1 alone and asks `analyst` for a password.

    `settings` are of postgresql.conf. With a `certificate`, and the file of its key, it speaks TLS to whoever wants that.
    """
    folder_of_programs = programs()
    account = Account.here()
    folder = account.folder()
    try:
        (folder / "password").write_text(password)
        (folder / "password").chmod(0o644)
        made = subprocess.run(
            [
                folder_of_programs / "initdb", f"--pgdata={folder / 'data'}", f"--username={USER}",
                f"--pwfile={folder / 'password'}", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync",
            ],
            capture_output=True, text=True, cwd=folder, env=without_settings(), **account.options,
        )  # type: ignore[call-overload]
        assert made.returncode == 0, made.stderr
        secured = {} if certificate is None else secure(folder, account, *certificate)
        running = begin(folder_of_programs, folder, account, password, secured | dict(settings or {}))
        try:
            yield running
        finally:
            running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def secure(folder: Path, account: Account, certificate: Path, key: Path) -> dict[str, str]:
    """Settings that put TLS on. PostgreSQL takes a key from a file that is its own and that nobody else can read."""
    for name, file in {"certificate": certificate, "key": key}.items():
        shutil.copyfile(file, folder / name)
        (folder / name).chmod(0o600)
        if account.owner is not None:
            os.chown(folder / name, *account.owner)
    return dict(ssl="on", ssl_cert_file=str(folder / "certificate"), ssl_key_file=str(folder / "key"))


def begin(
    folder_of_programs: Path, folder: Path, account: Account, password: str, settings: Mapping[str, str]
) -> Server:
    # Another program may take the port between the look and the start.
    for _ in range(5):
        port = free_port()
        chosen = dict(
            listen_addresses="127.0.0.1", port=str(port), unix_socket_directories="", fsync="off", max_connections="20",
            log_min_messages="warning", logging_collector="off", lc_messages="C",
        ) | dict(settings)
        process = subprocess.Popen(
            [folder_of_programs / "postgres", "-D", folder / "data", *(f"--{name}={value}" for name, value in chosen.items())],
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, text=True, cwd=folder,
            env=without_settings(), **account.options,
        )  # type: ignore[call-overload]
        server = Server(port, password, folder_of_programs, process)
        if is_ready(process, READY, server.log, 120):
            return server
        if not any("already in use" in line for line in server.log):
            break
    pytest.fail("PostgreSQL did not start: " + "".join(server.log))


def serve(file: Path) -> None:
    with open(file, newline="", encoding="utf-8") as lines:
        first, *others = next(csv.reader(lines))
    with server() as running:
        running.copy("customers", [f'"{first}" text', *(f'"{name}" float8' for name in others)], file)
        # So that reading it writes nothing.
        running.psql("VACUUM (FREEZE, ANALYZE) customers")
        print(running.uri, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
