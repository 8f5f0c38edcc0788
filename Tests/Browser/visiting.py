"""Voilà, which makes a page of a notebook: a server of its own, and the way to it."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import FileChooser


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def reached(port: int, process: subprocess.Popen, log: Path, seconds: float = 60) -> None:
    """Waits until something listens."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 5).close()
            return
        except OSError:
            assert process.poll() is None and time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)


def ended(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@dataclass
class Page:
    """A notebook as a page."""

    url: str
    port: int
    log: Path
    process: subprocess.Popen


@contextmanager
def page(notebook: Path, folder: Path, *options: str) -> Iterator[Page]:
    """Serves a notebook; `folder` takes what the server writes."""
    port = free_port()
    log = folder / "voila.log"
    with open(log, "wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "voila", str(notebook), "--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1",
             "--Voila.port_retries=0", *options],
            stdout=stream, stderr=stream, cwd=notebook.parent, env=environment(folder))
    try:
        reached(port, process, log)
        yield Page(f"http://127.0.0.1:{port}/", port, log, process)
    finally:
        ended(process)


@contextmanager
def application(root: Path, folder: Path, *options: str) -> Iterator[Page]:
    """The application as `make app` serves it."""
    shutil.copytree(root / "Notebooks/voila/cohort", folder / "voila/templates/cohort", dirs_exist_ok=True)
    settings = f"--Voila.config_file_paths={root / 'Notebooks/voila'}"
    with page(root / "Notebooks/app.ipynb", folder, settings, *options) as served:
        yield served


def hand_over(chooser: FileChooser, *files: Path | dict) -> None:
    """Gives files to the button that asked for them.

    Playwright 1.65 with Chromium 156 now and then hands none to an input that stands outside of the document, as the
    widget's does, and says nothing; the input itself tells.
    """
    chooser.element.evaluate("input => input.addEventListener('input', () => { input.wasHanded = true })")
    for _ in range(5):
        chooser.element.evaluate("input => { input.wasHanded = false }")
        chooser.set_files(list(files))
        if chooser.element.evaluate("input => input.wasHanded"):
            return
    raise AssertionError("the browser takes no files")


def environment(folder: Path) -> dict[str, str]:
    return os.environ | {"JUPYTER_PATH": os.pathsep.join([str(folder), os.environ.get("JUPYTER_PATH", "")])}


class Cable:
    """What lies between a browser and a server, to be cut and mended."""

    def __init__(self, to: int) -> None:
        self.to, self.port = to, free_port()
        self.is_whole = True
        self.writers: set[asyncio.StreamWriter] = set()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self._now(asyncio.start_server(self._join, "127.0.0.1", self.port))

    def _now(self, work: object) -> object:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(20)

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self.is_whole:
            writer.transport.abort()
            return
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.to)
        self.writers |= {writer, far_writer}
        await asyncio.gather(self._carry(reader, far_writer), self._carry(far_reader, writer))

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(1 << 16):
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            self.writers.discard(writer)
            writer.close()

    async def _cut(self) -> None:
        self.is_whole = False
        for writer in list(self.writers):
            writer.transport.abort()

    def cut(self) -> None:
        self._now(self._cut())

    def mend(self) -> None:
        self.is_whole = True

    def end(self) -> None:
        self.cut()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
