"""A JupyterLab of its own, and a headless Chromium that looks at it."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from lab import Lab
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

SETTINGS = {
    # No network, no questions.
    "@jupyterlab/apputils-extension/notification.jupyterlab-settings": {
        "fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True,
    },
    # Every cell is in the page, not only those in sight.
    "@jupyterlab/notebook-extension/tracker.jupyterlab-settings": {"windowingMode": "none"},
}


@dataclass
class Server:
    url: str
    token: str
    folder: Path


@contextmanager
def serving(python: Path | str, factory: pytest.TempPathFactory, environment: Mapping[str, str]) -> Iterator[Server]:
    """A JupyterLab of a Python environment, and with it what else is installed there: Notebook, Voilà."""
    folder = factory.mktemp("lab")
    settings = factory.mktemp("settings")
    for name, content in SETTINGS.items():
        (settings / name).parent.mkdir(parents=True, exist_ok=True)
        (settings / name).write_text(json.dumps(content))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    command = [
        python, "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser",
        "--JupyterNotebookApp.expose_app_in_browser=True",
        "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}",
        f"--LabApp.user_settings_dir={settings}", f"--LabApp.workspaces_dir={settings / 'workspaces'}",
    ]
    log = settings / "log"
    with open(log, "wb") as stream:
        process = subprocess.Popen(command, stdout=stream, stderr=stream, cwd=folder, env=environment)
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"{url}/api/status?token={token}", timeout=5).close()
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < deadline, log.read_text()
                time.sleep(0.1)
        yield Server(url, token, folder)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def server(jupyter: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(sys.executable, tmp_path_factory, os.environ) as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("No Chromium here; `make test` installs it on Debian.")
    with sync_playwright() as playwright:
        # Chromium's sandbox does not start for root, and nothing but our own server is visited.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def lab(server: Server, browser: Browser) -> Iterator[Lab]:
    """A fresh window; its kernels end with it."""
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(30_000)
    lab = Lab(page, server.url, server.token, server.folder)
    yield lab
    lab.close()


@pytest.fixture(scope="session")
def pictures(root: Path) -> Path:
    """Where screenshots are left to be looked at."""
    folder = root / ".build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
