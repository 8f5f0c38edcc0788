"""What servers of the tests' own have in common: a port of 127.0.0.1, and a line that says that they are there."""

from __future__ import annotations

import socket
import subprocess
import threading


def free_port() -> int:
    """A port that nothing has at the moment; another program may take it before it is used."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def is_ready(process: subprocess.Popen[str], sign: str, log: list[str], timeout: float) -> bool:
    """Waits until a server says `sign`, or ends. What it says is read on, into `log`, so that it never waits for us."""
    told = threading.Event()
    ready = False

    def read() -> None:
        nonlocal ready
        assert process.stderr is not None
        for line in process.stderr:
            log.append(line)
            if sign in line:
                ready = True
                told.set()
        told.set()

    threading.Thread(target=read, daemon=True).start()
    told.wait(timeout)
    return ready
