"""CurveZMQ on all five sockets, as jupyter_client 8.9 and later ask for it; and what is refused without it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import zmq
from jupyter_client.manager import KernelManager
from test_transport import short_folder
from wire import CHANNELS, KINDS, PATIENCE, Kernel
from zmq.utils.monitor import recv_monitor_message

if not zmq.has("curve"):
    pytest.skip("pyzmq is built without CurveZMQ: no encryption was tried", allow_module_level=True)


def pair() -> dict[str, str]:
    public, secret = zmq.curve_keypair()
    return {"curve_publickey": public.decode(), "curve_secretkey": secret.decode()}


def test_every_channel_speaks_with_who_has_the_keys(program: Path, tmp_path: Path) -> None:
    with Kernel(program, tmp_path, fields=pair()) as kernel:
        wire = kernel.connect().ready()
        assert wire.succeed("%echo between us").text() == "between us\n"
        wire.sockets["hb"].send(b"alive?")
        assert wire.sockets["hb"].poll(PATIENCE * 1000) and wire.sockets["hb"].recv() == b"alive?"
        assert wire.request("shutdown_request", {"restart": False}, "control")["status"] == "ok"
        assert kernel.wait() == 0
        wire.close()


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("stranger", ["no key", "the key of another server"])
def test_nobody_else_gets_as_far_as_a_message(program: Path, tmp_path: Path, channel: str, stranger: str) -> None:
    with Kernel(program, tmp_path, fields=pair()) as kernel:
        friend = kernel.connect().ready()
        context = zmq.Context()
        socket = context.socket(KINDS[channel])
        socket.linger = 0
        if stranger == "the key of another server":
            own = pair()
            socket.curve_publickey, socket.curve_secretkey = own["curve_publickey"].encode(), own["curve_secretkey"].encode()
            socket.curve_serverkey = pair()["curve_publickey"].encode()
        events = socket.get_monitor_socket()
        socket.connect(friend.address(channel))
        # Turned away: without keys the connection is cut, with wrong ones the handshake ends it.
        seen = []
        while not {zmq.EVENT_DISCONNECTED, zmq.EVENT_HANDSHAKE_FAILED_NO_DETAIL, zmq.EVENT_HANDSHAKE_FAILED_PROTOCOL} & set(seen):
            assert events.poll(PATIENCE * 1000), f"neither in nor out: {seen}"
            seen.append(recv_monitor_message(events)["event"])
        assert zmq.EVENT_HANDSHAKE_SUCCEEDED not in seen
        assert friend.succeed("%echo undisturbed").text() == "undisturbed\n"
        context.destroy(linger=0)
        friend.close()


def refusal(program: Path, folder: Path, fields: dict, **environment: str) -> str:
    with Kernel(program, folder, fields=fields, environment=environment) as kernel:
        assert kernel.wait() == 1
        return kernel.log.read_text()


def test_keys_that_cannot_be_used_keep_the_kernel_from_starting(program: Path, tmp_path: Path) -> None:
    keys, others = pair(), pair()
    cases = {
        "no pair": (keys | {"curve_publickey": others["curve_publickey"]}, "is not the public key of curve_secretkey"),
        "cut": (keys | {"curve_secretkey": keys["curve_secretkey"][:-1]}, "has 40 characters of Z85"),
        "no Z85": (keys | {"curve_secretkey": "," * 40}, "has 40 characters of Z85"),
        "alone": ({"curve_publickey": keys["curve_publickey"]}, "come together"),
        "alone too": ({"curve_secretkey": keys["curve_secretkey"]}, "come together"),
        "no text": (keys | {"curve_secretkey": 7}, "curve_secretkey"),
    }
    for name, (fields, reason) in cases.items():
        said = refusal(program, tmp_path / name.replace(" ", "-"), fields)
        assert reason in said, (name, said)
        assert keys["curve_secretkey"][:20] not in said


def test_other_machines_are_not_listened_to_in_the_clear(program: Path, tmp_path: Path) -> None:
    # The name of a host may begin as an address of this machine does.
    for ip in ["0.0.0.0", "*", "::", "127.example.com", "10.0.0.1"]:
        said = refusal(program, tmp_path / "open", {"ip": ip})
        assert "without CurveZMQ's keys they would read along" in said and "COHORT_LISTEN=anywhere" in said, ip
    with Kernel(program, tmp_path / "keys", fields=pair() | {"ip": "0.0.0.0"}) as kernel:
        wire = kernel.connect().ready()
        assert wire.succeed("%echo encrypted").text() == "encrypted\n"
        wire.close()


def test_jupyter_client_is_told_of_it_and_uses_it(program: Path, jupyter: Path) -> None:
    spec = json.loads((jupyter / "share" / "jupyter" / "kernels" / "cohort" / "kernel.json").read_text())
    assert spec["metadata"]["supported_encryption"] == ["curve"]
    manager = KernelManager(kernel_name="cohort", transport_encryption="required")
    manager.start_kernel()
    try:
        assert "curve_publickey" in json.loads(Path(manager.connection_file).read_text())
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=PATIENCE)
        said = []
        reply = client.execute_interactive(
            "%echo by the front end", timeout=PATIENCE,
            output_hook=lambda message: said.append(message["content"].get("text")))
        assert reply["content"]["status"] == "ok" and "by the front end\n" in said
        assert client.hb_channel.is_beating()
        client.stop_channels()
    finally:
        manager.shutdown_kernel(now=True)


@pytest.mark.parametrize("transport", ["ipc", "curve"])
def test_the_whole_suite_of_jupyter_holds_on_other_transports(program: Path, tmp_path: Path, transport: str) -> None:
    """jupyter_kernel_test, in a process whose managers are set otherwise."""
    with short_folder() as folder:
        traits = {"ipc": f"transport = 'ipc'; ip = '{folder}/k'", "curve": "transport_encryption = 'required'"}[transport]
        settings = "".join(f"        self.{trait}\n" for trait in traits.split("; "))
        (tmp_path / "conftest.py").write_text(
            "import jupyter_client.manager as manager\n\n\n"
            "class Set(manager.KernelManager):\n    def __init__(self, **keys):\n        super().__init__(**keys)\n"
            f"{settings}\n\nmanager.KernelManager = Set\n")
        (tmp_path / "test_suite.py").write_text((Path(__file__).parent / "test_kernel_test.py").read_text())
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_suite.py"], cwd=tmp_path,
            capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout[-3000:]
        assert "skipped" not in done.stdout.splitlines()[-1]
