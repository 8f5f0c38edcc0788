"""What a kernel takes, seen from outside over bare ZeroMQ, both kernels in turn: a client's own waiting, parsing and signing are left out.

usage: kernels.py PROGRAM [ROUNDS]      prints a line of JSON for each round and kernel

start: seconds from spawning the process to its first kernel_info_reply; cell: median seconds from sending an empty cell to having both its
idle and its reply; resident: MiB afterwards.
"""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import zmq
from jupyter_client.connect import write_connection_file
from jupyter_client.session import Session

CELLS = 200


def measure(command: list[str]) -> dict:
    """Starts a kernel with `command` and the path of a connection file, and ends it."""
    with tempfile.TemporaryDirectory() as folder:
        path, connection = write_connection_file(str(Path(folder) / "kernel.json"))
        session = Session(key=connection["key"] if isinstance(connection["key"], bytes) else connection["key"].encode())
        context = zmq.Context.instance()
        started = time.perf_counter()
        process = subprocess.Popen(
            [*command, path], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "XDG_STATE_HOME": folder, "IPYTHONDIR": folder})
        shell, iopub = context.socket(zmq.DEALER), context.socket(zmq.SUB)
        # A client that comes too early tries again after a tenth of a second; the tenth is not the kernel's.
        shell.reconnect_ivl = 1
        try:
            shell.connect(f"tcp://{connection['ip']}:{connection['shell_port']}")
            shell.send_multipart(session.serialize(session.msg("kernel_info_request")))
            if not shell.poll(60_000):
                raise TimeoutError(f"{command[0]} gave no kernel_info_reply within a minute")
            shell.recv_multipart()
            start = time.perf_counter() - started
            iopub.connect(f"tcp://{connection['ip']}:{connection['iopub_port']}")
            iopub.subscribe(b"")
            heard(session, shell, iopub)
            cell = statistics.median([empty_cell(session, shell, iopub) for _ in range(CELLS)][20:])
            return dict(start=start, cell=cell, resident=resident(process.pid))
        finally:
            shell.close(0)
            iopub.close(0)
            process.send_signal(signal.SIGKILL)
            process.wait()


def heard(session: Session, shell: zmq.Socket, iopub: zmq.Socket) -> None:
    """Returns once the subscription has arrived and nothing is under way."""
    while not iopub.poll(100):
        shell.send_multipart(session.serialize(session.msg("kernel_info_request")))
        shell.recv_multipart()
    while iopub.poll(100):
        iopub.recv_multipart()


def empty_cell(session: Session, shell: zmq.Socket, iopub: zmq.Socket) -> float:
    content = dict(code="", silent=False, store_history=True, user_expressions={}, allow_stdin=False, stop_on_error=True)
    message = session.msg("execute_request", content)
    identifier = message["header"]["msg_id"].encode()
    frames = session.serialize(message)
    started = time.perf_counter()
    shell.send_multipart(frames)
    while True:
        parts = iopub.recv_multipart()
        if b'"idle"' in parts[-1] and identifier in parts[-3]:
            break
    shell.recv_multipart()
    return time.perf_counter() - started


def resident(process: int) -> float:
    line = next(line for line in Path(f"/proc/{process}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def main() -> None:
    kernels = dict(cohort=[sys.argv[1], "kernel"], ipykernel=[sys.executable, "-m", "ipykernel_launcher", "-f"])
    for command in kernels.values():  # files come into memory
        measure(command)
    for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 7):
        for name, command in kernels.items():
            print(json.dumps(dict(kernel=name, **measure(command))), flush=True)


if __name__ == "__main__":
    main()
