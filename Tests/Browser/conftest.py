"""A server, and a headless Chromium that looks at it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from explored import Page
from lab import Lab
from playwright.sync_api import Browser, expect, sync_playwright
from server import Server, serving

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

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


@pytest.fixture
def explored(lab: Lab) -> Page:
    """A notebook whose second cell has run `%explore`."""
    lab.open("%load", "%explore", "%status")
    lab.run_all()
    page = Page(lab, 1)
    expect(page.slider).to_be_visible()
    return page


@pytest.fixture(scope="session")
def pictures(root: Path) -> Path:
    """Where screenshots are left to be looked at."""
    folder = root / ".build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
