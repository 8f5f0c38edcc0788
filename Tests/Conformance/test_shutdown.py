"""How a kernel ends: when told, when its parent dies, when it cannot start."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
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


def test_sigterm_ends_it(kernel: Kernel, wire: Wire) -> None:
    kernel.process.send_signal(signal.SIGTERM)
    assert kernel.wait(SHUTDOWN_WAIT) == 128 + signal.SIGTERM


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


def test_it_leaves_when_its_parent_dies(program: Path, tmp_path: Path) -> None:
    # A parent that starts the kernel as jupyter_client does, says which process it is, and waits to be killed.
    parent = f"""
import os, sys, time
sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from wire import Kernel
kernel = Kernel(Path({str(program)!r}), Path({str(tmp_path)!r}))
wire = kernel.connect().ready()
print(kernel.process.pid, flush=True)
sys.stdin.read()
"""
    process = subprocess.Popen([sys.executable, "-c", parent], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    orphan = os.pidfd_open(int(process.stdout.readline()))
    process.kill()
    process.wait()
    ended, _, _ = select.select([orphan], [], [], 10)
    if not ended:
        signal.pidfd_send_signal(orphan, signal.SIGKILL)
    os.close(orphan)
    assert ended, "the orphan was still running after 10 s"


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
