"""The application as a visitor meets it: Voilà with our frame, in a browser."""

from __future__ import annotations

import base64
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

TABLE = "id,spend,visits\n" + "".join(f"c{i},{i * i % 97}.5,{i % 7}\n" for i in range(200))


@pytest.fixture(scope="module")
def address(root: Path, jupyter: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("app")
    shutil.copytree(root / "Notebooks/voila/cohort", data / "voila/templates/cohort")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"JUPYTER_PATH": os.pathsep.join([str(data), os.environ.get("JUPYTER_PATH", "")])}
    log = data / "log"
    with open(log, "wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "voila", str(root / "Notebooks/app.ipynb"), "--no-browser", "--template=cohort",
             f"--port={port}", "--Voila.ip=127.0.0.1", "--Voila.port_retries=0"],
            stdout=stream, stderr=stream, env=environment)
    url = f"http://127.0.0.1:{port}/"
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 5).close()
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < deadline, log.read_text()
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture
def app(address: str, browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1180, "height": 1000})
    page.set_default_timeout(60_000)
    page.goto(address)
    expect(page.get_by_role("tab", name="Overview")).to_be_visible(timeout=60_000)
    yield page
    page.close()


def section(app: Page, name: str) -> None:
    app.get_by_role("tab", name=name, exact=True).click()


def upload(app: Page, name: str, content: bytes) -> None:
    with app.expect_file_chooser() as chooser:
        app.get_by_role("button", name="Upload a table").click()
    chooser.value.set_files({"name": name, "mimeType": "text/csv", "buffer": content})


def shown(app: Page, words: str | re.Pattern[str]) -> None:
    expect(app.locator(".widget-html-content").filter(has_text=words).filter(visible=True).first).to_be_visible(timeout=60_000)


def test_every_page_shows_what_it_is_for(app: Page, pictures: Path) -> None:
    shown(app, "What the columns are")
    for name, words in [
        ("Exploration", "mean"), ("Segments", "4 segments"), ("Reading", "What the 4 segments mean"), ("Customers", ""),
    ]:
        section(app, name)
        if words:
            shown(app, words)
        app.screenshot(path=pictures / f"app-{name.lower()}.png")


def test_nothing_is_loaded_from_elsewhere(address: str, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    expect(page.get_by_role("tab", name="Overview")).to_be_visible(timeout=60_000)
    page.close()
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:", "blob:", address.replace("http", "ws")))] == []


def test_a_table_is_uploaded_and_what_is_none_is_answered_in_words(app: Page) -> None:
    upload(app, "picture.csv", bytes(range(256)) * 40)
    shown(app, "picture.csv is not a CSV")
    upload(app, "mine.csv", TABLE.encode())
    shown(app, "mine: 200 rows, 3 columns")
    section(app, "Segments")
    shown(app, "200 rows")


def test_segments_are_chosen_by_the_keyboard_alone_and_taken_away(app: Page) -> None:
    upload(app, "mine.csv", TABLE.encode())
    shown(app, "mine: 200 rows")
    app.get_by_role("tab", name="Overview").focus()
    for _ in range(2):
        app.keyboard.press("ArrowRight")
    app.keyboard.press("Enter")
    app.locator(".noUi-handle").first.focus()
    app.keyboard.press("ArrowRight")
    shown(app, "5 segments")
    section(app, "Customers")
    app.get_by_role("button", name="Prepare files to take away").click()
    link = app.get_by_role("link", name="segments.csv")
    with app.expect_download() as download:
        link.click()
    rows = Path(download.value.path()).read_text().splitlines()
    assert len(rows) == 201
    assert {row.split(",")[1] for row in rows[1:]} == {"1", "2", "3", "4", "5"}
    assert base64.b64decode(app.get_by_role("link", name="report.html").get_attribute("href").split(",", 1)[1]).lower().startswith(b"<!doctype html>")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_light_or_dark_as_the_browser_is(app: Page, scheme: str, pictures: Path) -> None:
    app.emulate_media(color_scheme=scheme)
    section(app, "Segments")
    shown(app, "4 segments")
    ground = app.evaluate("() => getComputedStyle(document.body).backgroundColor")
    red = int(re.findall(r"\d+", ground)[0])
    assert (red > 200) == (scheme == "light")
    app.screenshot(path=pictures / f"app-{scheme}.png")


def test_a_phone_shows_everything_without_scrolling_sideways(app: Page, pictures: Path) -> None:
    app.set_viewport_size({"width": 400, "height": 800})
    for name in ["Overview", "Exploration", "Segments", "Reading"]:
        section(app, name)
        assert app.evaluate("() => document.scrollingElement.scrollWidth") <= 400, name
        app.screenshot(path=pictures / f"app-phone-{name.lower()}.png", full_page=True)


def test_axe_finds_nothing_serious(app: Page) -> None:
    found = []
    for name in ["Overview", "Exploration", "Segments", "Reading", "Customers"]:
        section(app, name)
        found += [
            f"{name}: {violation['id']}: {violation['nodes'][0]['html'][:120]}"
            for violation in Axe().run(app).response["violations"] if violation["impact"] in ("serious", "critical")
        ]
    assert found == []
