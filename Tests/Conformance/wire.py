"""A kernel process and bare ZeroMQ sockets to it: what jupyter_client does, without its patience."""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import zmq
from jupyter_client.connect import write_connection_file
from jupyter_client.session import Session

# Generous, because machines are busy: it ends tests that hang and never decides one that passes.
PATIENCE = 30.0
CHANNELS = ("shell", "control", "stdin", "iopub", "hb")
KINDS = {"shell": zmq.DEALER, "control": zmq.DEALER, "stdin": zmq.DEALER, "iopub": zmq.SUB, "hb": zmq.REQ}


@dataclass
class Execution:
    """What one execute_request came to."""

    reply: dict
    messages: list[dict] = field(default_factory=list)

    @property
    def content(self) -> dict:
        return self.reply["content"]

    @property
    def states(self) -> list[str]:
        return [m["content"]["execution_state"] for m in self.messages if m["msg_type"] == "status"]

    @property
    def outputs(self) -> list[dict]:
        return [m for m in self.messages if m["msg_type"] not in ("status", "execute_input")]

    def text(self, stream: str = "stdout") -> str:
        streams = [m["content"] for m in self.messages if m["msg_type"] == "stream"]
        return "".join(s["text"] for s in streams if s["name"] == stream)


# A context that is collected with its sockets open waits for them for ever: a test that fails would hang all others.
_open: set["Wire"] = set()


@atexit.register
def _close_all() -> None:
    for wire in list(_open):
        wire.close()


class Wire:
    """Sockets to one kernel, and the session that signs for it."""

    def __init__(self, connection_file: Path, ip: str | None = None):
        self.info = json.loads(connection_file.read_text())
        self.info["ip"] = ip or self.info["ip"]
        self.session = Session(
            key=self.info["key"].encode(), signature_scheme=self.info["signature_scheme"], check_pid=False
        )
        self.context = zmq.Context()
        _open.add(self)
        self.sockets = {name: self.socket(name) for name in CHANNELS}

    def address(self, channel: str) -> str:
        separator = ":" if self.info["transport"] == "tcp" else "-"
        ip = self.info["ip"]
        ip = f"[{ip}]" if ip.startswith(":") else ip
        return f"{self.info['transport']}://{ip}{separator}{self.info[channel + '_port']}"

    def socket(self, channel: str, receive_mark: int = 0) -> zmq.Socket:
        socket = self.context.socket(KINDS[channel])
        socket.linger = 0
        socket.ipv6 = "::" in self.info["ip"]
        socket.rcvhwm = receive_mark
        if "curve_publickey" in self.info:
            socket.curve_publickey = socket.curve_serverkey = self.info["curve_publickey"].encode()
            socket.curve_secretkey = self.info["curve_secretkey"].encode()
        if channel == "shell":
            # The stdin channel finds the asking client by the identity of its shell.
            socket.identity = self.session.bsession
        if channel == "stdin":
            socket.identity = self.session.bsession
        if channel == "iopub":
            socket.subscribe(b"")
        socket.connect(self.address(channel))
        return socket

    def send(
        self, msg_type: str, content: dict | None = None, channel: str = "shell", *, subshell: object = None, **keys
    ) -> str:
        """Sends a message, for a subshell if one is named, and returns its id."""
        message = self.session.msg(msg_type, content or {}, **keys)
        if subshell is not None:
            message["header"]["subshell_id"] = subshell
        self.sockets[channel].send_multipart(self.session.serialize(message))
        return message["header"]["msg_id"]

    def receive(self, channel: str, timeout: float = PATIENCE) -> dict:
        """The next message of a channel."""
        if not self.sockets[channel].poll(timeout * 1000):
            raise TimeoutError(f"nothing on {channel} within {timeout} s")
        _, frames = self.session.feed_identities(self.sockets[channel].recv_multipart())
        return self.session.deserialize(frames)

    def silent(self, channel: str, timeout: float = 0.2) -> bool:
        """Whether nothing comes on a channel for a while."""
        return not self.sockets[channel].poll(timeout * 1000)

    def reply(self, msg_id: str, channel: str = "shell", timeout: float = PATIENCE) -> dict:
        """The reply to a request; replies to others are dropped."""
        deadline = time.monotonic() + timeout
        while True:
            message = self.receive(channel, max(0.0, deadline - time.monotonic()))
            if message["parent_header"].get("msg_id") == msg_id:
                return message

    def request(self, msg_type: str, content: dict | None = None, channel: str = "shell") -> dict:
        """The content of the reply to a request."""
        return self.reply(self.send(msg_type, content, channel), channel)["content"]

    def until_idle(self, msg_id: str) -> list[dict]:
        """What iopub carries for a request, its idle included; what belongs to others is dropped."""
        messages = []
        while True:
            message = self.receive("iopub")
            if message["parent_header"].get("msg_id") != msg_id:
                continue
            messages.append(message)
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return messages

    def until_started(self, msg_id: str) -> None:
        """Waits until a cell runs."""
        while True:
            message = self.receive("iopub")
            if message["parent_header"].get("msg_id") == msg_id and message["msg_type"] == "execute_input":
                return

    def submit(self, code: str, *, subshell: object = None, **content) -> str:
        """Sends an execute_request, as JupyterLab does, and returns its id."""
        defaults = dict(
            silent=False, store_history=True, user_expressions={}, allow_stdin=True, stop_on_error=True
        )
        return self.send("execute_request", dict(defaults, code=code) | content, subshell=subshell)

    def outcome(self, msg_id: str) -> Execution:
        return Execution(messages=self.until_idle(msg_id), reply=self.reply(msg_id))

    def execute(self, code: str, **content) -> Execution:
        """Runs a cell to its end."""
        return self.outcome(self.submit(code, **content))

    def succeed(self, code: str) -> Execution:
        """Runs a cell that must not fail."""
        execution = self.execute(code)
        assert execution.content["status"] == "ok", "\n".join(execution.content["traceback"])
        return execution

    def shown(self, code: str) -> str:
        """What a cell that must not fail shows, as text."""
        outputs = self.succeed(code).outputs
        return "\n".join(m["content"]["data"]["text/plain"] for m in outputs if "data" in m["content"])

    def error(self, code: str) -> tuple[str, str]:
        """The name and the words of the error that a cell must end in."""
        content = self.execute(code).content
        assert content["status"] == "error", f"{code} went well"
        return content["ename"], "\n".join(content["traceback"])

    def ready(self) -> "Wire":
        """Waits for the welcome and for an answer on shell."""
        # What other clients' cells publish meanwhile may come before it.
        while self.receive("iopub")["msg_type"] != "iopub_welcome":
            pass
        self.until_idle(self.send("kernel_info_request"))
        self.receive("shell")
        return self

    def close(self) -> None:
        _open.discard(self)
        self.context.destroy(linger=0)


class Kernel:
    """A running `cohort kernel`, for the length of a `with`."""

    def __init__(
        self, program: Path, folder: Path, *, transport: str = "tcp", ip: str = "", scheme: str = "hmac-sha256",
        key: bytes = b"a key of these tests", environment: dict[str, str] | None = None, fields: dict | None = None,
        stderr: int | None = None,
    ):
        folder.mkdir(parents=True, exist_ok=True)
        self.connection_file = folder / "connection.json"
        ip = ip or ("127.0.0.1" if transport == "tcp" else str(folder / "socket"))
        write_connection_file(
            str(self.connection_file), transport=transport, ip=ip, key=key, signature_scheme=scheme
        )
        if fields is not None:
            info = json.loads(self.connection_file.read_text()) | fields
            self.connection_file.write_text(json.dumps(info))
        self.log = folder / "log"
        environment = {"XDG_STATE_HOME": str(folder), "JPY_PARENT_PID": str(os.getpid())} | (environment or {})
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [program, "kernel", self.connection_file], stdin=subprocess.DEVNULL,
                stderr=log if stderr is None else stderr, cwd=folder,
                start_new_session=True, env=os.environ | environment,
            )

    def connect(self) -> Wire:
        return Wire(self.connection_file)

    def interrupt(self) -> None:
        """What jupyter_client does: the whole group is told."""
        os.killpg(self.process.pid, signal.SIGINT)

    def wait(self, timeout: float = PATIENCE) -> int:
        return self.process.wait(timeout)

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    def __enter__(self) -> "Kernel":
        return self

    def __exit__(self, *_) -> None:
        if self.is_running:
            self.process.kill()
        self.process.wait()
