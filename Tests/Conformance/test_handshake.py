"""A registration file (JEP 66) in the place of a connection file: the kernel finds its ports and tells them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import zmq
from jupyter_client.session import Session
from wire import PATIENCE, Wire

KEY = "a key of these tests"
PORTS = {"shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"}


class Launcher:
    """What starts a kernel: one socket that kernels tell their ports to."""

    def __init__(self, folder: Path, ip: str = "127.0.0.1", curve: bool = False):
        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.REP)
        self.socket.linger = 0
        self.session = Session(key=KEY.encode(), signature_scheme="hmac-sha256", check_pid=False)
        fields = {}
        if curve:
            public, secret = zmq.curve_keypair()
            self.socket.curve_server, self.socket.curve_secretkey = True, secret
            fields = {"curve_publickey": public.decode(), "curve_secretkey": secret.decode()}
        port = self.socket.bind_to_random_port(f"tcp://{ip}")
        self.file = folder / "registration.json"
        self.file.write_text(json.dumps(
            {"transport": "tcp", "ip": ip, "key": KEY, "signature_scheme": "hmac-sha256", "registration_port": port} | fields))
        self.log = folder / "log"

    @contextmanager
    def kernel(self, program: Path) -> Iterator[subprocess.Popen[bytes]]:
        with open(self.log, "wb") as log:
            process = subprocess.Popen(
                [program, "kernel", self.file], stdin=subprocess.DEVNULL, stderr=log, start_new_session=True,
                env=os.environ | {"XDG_STATE_HOME": str(self.file.parent), "JPY_PARENT_PID": str(os.getpid())})
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def hear(self) -> dict:
        assert self.socket.poll(PATIENCE * 1000), "no kernel has told its ports"
        _, frames = self.session.feed_identities(self.socket.recv_multipart())
        return self.session.deserialize(frames)

    def answer(self, request: dict, msg_type: str = "handshake_reply", **content: str) -> None:
        message = self.session.msg(msg_type, {"status": "ok"} | content, parent=request["header"])
        self.socket.send_multipart(self.session.serialize(message))

    def close(self) -> None:
        self.context.destroy(linger=0)


@pytest.fixture
def launcher(tmp_path: Path) -> Iterator[Launcher]:
    launcher = Launcher(tmp_path)
    yield launcher
    launcher.close()


def serve(launcher: Launcher, program: Path) -> set[int]:
    """Starts a kernel, hears its ports and runs a cell; gives the ports."""
    with launcher.kernel(program) as process:
        request = launcher.hear()
        assert request["msg_type"] == "handshake_request" and PORTS <= set(request["content"])
        launcher.answer(request)
        # The file has the ports for other clients from then on, and nobody else reads the key in it.
        told = json.loads(launcher.file.read_text())
        assert {name: told[name] for name in PORTS} == {name: request["content"][name] for name in PORTS}
        assert launcher.file.stat().st_mode & 0o777 == 0o600
        wire = Wire(launcher.file).ready()
        assert wire.succeed("%echo here").text() == "here\n"
        wire.request("shutdown_request", {"restart": False}, "control")
        assert process.wait(PATIENCE) == 0
        wire.close()
        return {told[name] for name in PORTS}


def test_a_kernel_finds_its_ports_and_tells_them_and_again_after_a_restart(program: Path, launcher: Launcher) -> None:
    ports = serve(launcher, program)
    assert len(ports) == 5 and all(port > 0 for port in ports)
    # The same file again: it finds new ones, whoever has the old ones now.
    with zmq.Context() as context:
        taken = context.socket(zmq.REP)
        for port in ports:
            taken.bind(f"tcp://127.0.0.1:{port}")
        assert serve(launcher, program).isdisjoint(ports)
        taken.close(0)


def test_ports_are_told_under_curve_too(program: Path, tmp_path: Path) -> None:
    launcher = Launcher(tmp_path, curve=True)
    serve(launcher, program)
    launcher.close()


@pytest.mark.parametrize(("answer", "words"), [
    ({"status": "error", "evalue": "no room"}, "the answer is error (no room)"),
    ({"msg_type": "kernel_info_reply"}, "it is a kernel_info_reply")])
def test_a_kernel_that_is_not_wanted_ends(program: Path, launcher: Launcher, answer: dict[str, str], words: str) -> None:
    with launcher.kernel(program) as process:
        launcher.answer(launcher.hear(), **answer)
        assert process.wait(PATIENCE) == 1
    assert words in launcher.log.read_text()


def test_an_answer_that_is_not_signed_is_none(program: Path, launcher: Launcher) -> None:
    launcher.session.key = b"another key"
    with launcher.kernel(program) as process:
        assert launcher.socket.poll(PATIENCE * 1000)
        launcher.socket.recv_multipart()
        launcher.answer({"header": {}})
        assert process.wait(PATIENCE) == 1
    assert "it ends" in launcher.log.read_text()


def test_what_answered_another_kernel_answers_no_second(program: Path, launcher: Launcher) -> None:
    with launcher.kernel(program) as process:
        request = launcher.hear()
        request["header"]["msg_id"] = "of another kernel"
        launcher.answer(request)
        assert process.wait(PATIENCE) == 1
    assert "it answers another question" in launcher.log.read_text()


def test_a_kernel_that_waits_for_its_answer_can_be_ended(program: Path, launcher: Launcher) -> None:
    with launcher.kernel(program) as process:
        launcher.hear()
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 128 + signal.SIGTERM


def test_a_port_that_is_none_is_refused(program: Path, launcher: Launcher) -> None:
    launcher.file.write_text(json.dumps(json.loads(launcher.file.read_text()) | {"registration_port": 70_000}))
    with launcher.kernel(program) as process:
        assert process.wait(PATIENCE) == 1
    assert "registration_port: 70000 is not a port" in launcher.log.read_text()
