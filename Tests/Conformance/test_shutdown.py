"""How a kernel ends: when told, when its parent dies, when it cannot start."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from jupyter_client.manager import start_new_kernel
from wire import Kernel, Wire

# jupyter_client waits so long before it sends signals.
SHUTDOWN_WAIT = 2.5


@pytest.mark.parametrize("channel", ["control", "shell"])
@pytest.mark.parametrize("restart", [False, True])
def test_shutdown_is_answered_and_done(kernel: Kernel, wire: Wire, channel: str, restart: bool) -> None:
    reply = wire.request("shutdown_request", {"restart": restart}, channel)
    assert (reply["status"], reply["restart"]) == ("ok", restart)
    assert kernel.wait(SHUTDOWN_WAIT) == 0


def test_shutdown_does_not_wait_for_the_running_cell(kernel: Kernel, wire: Wire) -> None:
    wire.until_started(wire.submit("%load\n%tsne iterations=20000"))
    assert wire.request("shutdown_request", {"restart": False}, "control")["status"] == "ok"
    assert kernel.wait(SHUTDOWN_WAIT) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_in_order(kernel: Kernel, wire: Wire, number: signal.Signals) -> None:
    wire.until_started(wire.submit("%load\n%tsne iterations=20000"))
    kernel.process.send_signal(number)
    assert kernel.wait(SHUTDOWN_WAIT) == 128 + number
    assert kernel.log.read_text() == ""


def test_a_hang_up_that_is_ignored_as_by_nohup_ends_nothing(program: Path, tmp_path: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with Kernel(program, tmp_path) as kernel:
            wire = kernel.connect().ready()
            kernel.process.send_signal(signal.SIGHUP)
            assert wire.succeed("%echo here").text() == "here\n"
            wire.request("shutdown_request", {"restart": False}, "control")
            assert kernel.wait(SHUTDOWN_WAIT) == 0
            wire.close()
    finally:
        signal.signal(signal.SIGHUP, before)


def test_an_ended_kernel_says_nothing_on_standard_error(kernel: Kernel, wire: Wire) -> None:
    wire.succeed("%echo x")
    wire.request("shutdown_request", {"restart": False}, "control")
    kernel.wait()
    assert kernel.log.read_text() == ""


def test_a_restart_is_a_new_session_that_remembers_nothing() -> None:
    manager, client = start_new_kernel(kernel_name="cohort")
    try:
        client.execute_interactive("k = 4", timeout=30)
        first = client.kernel_info(reply=True, timeout=30)["header"]["session"]
        manager.restart_kernel()
        client.wait_for_ready(timeout=30)
        reply = client.execute_interactive("k", timeout=30, output_hook=lambda message: None)
        assert reply["content"]["status"] == "error"
        assert reply["content"]["execution_count"] == 1
        assert reply["header"]["session"] != first
    finally:
        client.stop_channels()
        manager.shutdown_kernel()


@contextmanager
def orphan(program: Path, folder: Path, named: str) -> Iterator[int]:
    """A kernel whose parent was killed, as a descriptor; `named` is Python for the JPY_PARENT_PID that it was given."""
    parent = f"""
import os, sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from wire import Kernel
kernel = Kernel(Path({str(program)!r}), Path({str(folder)!r}), environment=dict(JPY_PARENT_PID={named}))
wire = kernel.connect().ready()
print(kernel.process.pid, flush=True)
sys.stdin.read()
"""
    process = subprocess.Popen([sys.executable, "-c", parent], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    descriptor = os.pidfd_open(int(process.stdout.readline()))
    process.kill()
    process.wait()
    try:
        yield descriptor
    finally:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(descriptor, signal.SIGKILL)
        os.close(descriptor)


def test_it_leaves_when_the_parent_that_wants_so_dies_and_says_why(program: Path, tmp_path: Path) -> None:
    with orphan(program, tmp_path, "str(os.getpid())") as descriptor:
        assert select.select([descriptor], [], [], 10)[0], "the orphan was still running after 10 s"
    assert "JPY_PARENT_PID" in (tmp_path / "log").read_text()


@pytest.mark.parametrize("named", ["''", "'1'", "'nobody'"], ids=["nobody named", "another named", "no number"])
def test_it_stays_when_a_parent_dies_that_said_nothing_of_it(program: Path, tmp_path: Path, named: str) -> None:
    # As with nohup, ssh and batch systems.
    with orphan(program, tmp_path, named) as descriptor:
        assert not select.select([descriptor], [], [], 3)[0]
        wire = Wire(tmp_path / "connection.json").ready()
        assert wire.succeed("%echo here").text() == "here\n"
        wire.close()


def test_a_standard_error_that_nobody_reads_stops_nothing(program: Path, tmp_path: Path) -> None:
    # More warnings than a pipe holds.
    read, write = os.pipe()
    with Kernel(program, tmp_path, stderr=write) as kernel:
        os.close(write)
        wire = kernel.connect().ready()
        for i in range(3000):
            wire.sockets["shell"].send_multipart([b"<IDS|MSG>", b"%064x" % i, b"{}", b"{}", b"{}", b"{}"])
        assert wire.succeed("%echo well").text() == "well\n"
        assert wire.request("shutdown_request", {"restart": False}, "control")["status"] == "ok"
        assert kernel.wait(SHUTDOWN_WAIT) == 0
        wire.close()
    os.close(read)


def test_no_display_has_the_id_of_one_of_an_earlier_kernel(program: Path, tmp_path: Path) -> None:
    ids = []
    for run in "ab":
        with Kernel(program, tmp_path / run) as kernel:
            wire = kernel.connect().ready()
            messages = wire.succeed("%load\n%hist BALANCE").messages
            shown = [m["content"]["transient"] for m in messages if m["msg_type"] == "display_data"]
            ids += [transient["display_id"] for transient in shown if "display_id" in transient]
            wire.close()
    assert len(ids) >= 2
    assert len(ids) == len(set(ids))


def test_an_address_in_use_is_said_and_ends_it(kernel: Kernel, wire: Wire, program: Path) -> None:
    second = subprocess.run([program, "kernel", kernel.connection_file], capture_output=True, text=True, timeout=30)
    assert second.returncode != 0
    assert "in use" in second.stderr
    assert len(second.stderr.splitlines()) <= 3


@pytest.mark.parametrize(
    "content", [None, "", "[]", "\0\xff", '{"shell_port": "x"}'],
    ids=["missing", "empty", "list", "binary", "wrong type"],
)
def test_a_bad_connection_file_is_named(program: Path, tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "connection.json"
    if content is not None:
        path.write_bytes(content.encode("latin-1"))
    run = subprocess.run([program, "kernel", path], capture_output=True, text=True, timeout=30)
    assert run.returncode == 1
    assert "connection.json" in run.stderr
    assert len(run.stderr.splitlines()) <= 3


def test_an_unknown_signature_scheme_is_refused(program: Path, tmp_path: Path) -> None:
    with Kernel(program, tmp_path) as kernel:
        kernel.process.kill()
        kernel.process.wait()
        info = json.loads(kernel.connection_file.read_text()) | {"signature_scheme": "hmac-rot13"}
        kernel.connection_file.write_text(json.dumps(info))
        run = subprocess.run([program, "kernel", kernel.connection_file], capture_output=True, text=True, timeout=30)
    assert run.returncode == 1
    assert "hmac-rot13" in run.stderr


def test_ready_soon(program: Path, tmp_path: Path) -> None:
    """Not a measurement: only that no fixed wait of a second or more has crept in."""
    start = time.monotonic()
    with Kernel(program, tmp_path) as kernel:
        wire = kernel.connect()
        wire.request("kernel_info_request")
        wire.close()
    assert time.monotonic() - start < 5
