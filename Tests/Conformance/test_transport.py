"""Transports, ports, keys and signature schemes."""

from __future__ import annotations

import json
import stat
import tempfile
import time
from pathlib import Path

import pytest
from wire import PATIENCE, Kernel, Wire


def short_folder() -> tempfile.TemporaryDirectory:
    """A socket's path has to be shorter than 108 bytes."""
    return tempfile.TemporaryDirectory(prefix="c")


def test_ipc(program: Path) -> None:
    with short_folder() as folder, Kernel(program, Path(folder), transport="ipc") as kernel:
        wire = kernel.connect().ready()
        assert wire.succeed("%echo over ipc").text() == "over ipc\n"
        assert wire.request("shutdown_request", {"restart": False}, "control")["status"] == "ok"
        assert kernel.wait() == 0
        wire.close()


@pytest.mark.parametrize("transport", ["tcp", "ipc"])
@pytest.mark.parametrize("asked", [0, -1])
def test_ports_that_are_left_open_are_written_back_for_the_owner_alone(
    program: Path, transport: str, asked: int
) -> None:
    ports = {f"{channel}_port": asked for channel in ("shell", "iopub", "stdin", "control", "hb")}
    with short_folder() as folder, Kernel(program, Path(folder), transport=transport, fields=ports) as kernel:
        before = json.loads(kernel.connection_file.read_text())
        deadline = time.monotonic() + PATIENCE
        while (info := json.loads(kernel.connection_file.read_text()))["hb_port"] <= 0:
            assert time.monotonic() < deadline and kernel.is_running
            time.sleep(0.01)
        assert len({info[port] for port in ports}) == 5
        assert {key: value for key, value in info.items() if key not in ports} == {
            key: value for key, value in before.items() if key not in ports
        }
        assert stat.S_IMODE(kernel.connection_file.stat().st_mode) == 0o600
        wire = kernel.connect().ready()
        assert wire.succeed("%echo found").text() == "found\n"
        wire.close()


@pytest.mark.parametrize("ip", ["localhost", "::1", "[::1]", "0.0.0.0", "lo"])
def test_hosts_are_understood_by_name_and_in_both_families(program: Path, tmp_path: Path, ip: str) -> None:
    if ":" in ip and not Path("/proc/net/if_inet6").read_text().startswith("0" * 31 + "1"):
        pytest.skip("this machine has no ::1")
    # Other machines reach 0.0.0.0, which has to be allowed.
    with Kernel(program, tmp_path, fields={"ip": ip}, environment={"COHORT_LISTEN": "anywhere"}) as kernel:
        reached = {"0.0.0.0": "127.0.0.1", "lo": "127.0.0.1"}.get(ip, ip)
        wire = Wire(kernel.connection_file, ip=reached).ready()
        assert wire.succeed("%echo heard").text() == "heard\n"
        wire.close()


def test_a_host_that_has_no_address_is_named(program: Path, tmp_path: Path) -> None:
    with Kernel(program, tmp_path, fields={"ip": "nowhere.invalid"}) as kernel:
        assert kernel.wait() != 0
        assert "nowhere.invalid" in kernel.log.read_text()


def test_sha512(program: Path, tmp_path: Path) -> None:
    with Kernel(program, tmp_path, scheme="hmac-sha512") as kernel:
        wire = kernel.connect().ready()
        assert wire.succeed("%echo signed").text() == "signed\n"
        wire.close()


def test_without_a_key_nothing_is_signed(program: Path, tmp_path: Path) -> None:
    with Kernel(program, tmp_path, key=b"") as kernel:
        wire = kernel.connect().ready()
        assert wire.succeed("%echo open").text() == "open\n"
        wire.close()


def test_a_client_that_reconnects_while_a_cell_runs_is_answered(kernel: Kernel, wire: Wire) -> None:
    msg_id = wire.submit("%load\n%tsne iterations=20000")
    wire.until_started(msg_id)
    # The same identity from a new connection, as after a suspended laptop.
    wire.sockets["shell"] = wire.socket("shell")
    kernel.interrupt()
    assert wire.reply(msg_id)["content"]["ename"] == "Interrupted"
    assert wire.succeed("%echo back").text() == "back\n"
