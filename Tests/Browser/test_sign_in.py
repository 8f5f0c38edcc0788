"""The application behind a server that asks for a password, as the example for nginx has it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import visiting
from playwright.sync_api import Browser, expect

NAME, PASSWORD = "anna", "three green apples"


def nginx_program(root: Path) -> str | None:
    unpacked = root / ".build/nginx/usr/sbin/nginx"
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin") or (str(unpacked) if unpacked.exists() else None)


@pytest.fixture(scope="module")
def address(root: Path, jupyter: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The example's own file, on other ports and with a password file of the test."""
    program = nginx_program(root)
    if program is None:
        warnings.warn("nginx is missing: the example for sign-in is NOT tested; `make setup-browser` gets it on Debian.")
        pytest.skip("nginx is missing; `make setup-browser` gets it on Debian")
    folder = tmp_path_factory.mktemp("nginx")
    folder.chmod(0o755)
    hashed = subprocess.run(["openssl", "passwd", "-apr1", PASSWORD], check=True, capture_output=True, text=True).stdout
    (folder / "htpasswd").write_text(f"{NAME}:{hashed}")
    port = visiting.free_port()
    with visiting.application(root, tmp_path_factory.mktemp("app")) as served:
        site = (root / "Notebooks/voila/nginx-site.conf").read_text()
        for there, here in {
            "127.0.0.1:8080": f"127.0.0.1:{port}", "127.0.0.1:8866": f"127.0.0.1:{served.port}",
            "/etc/nginx/cohort.htpasswd": f"{folder}/htpasswd",
        }.items():
            assert there in site
            site = site.replace(there, here)
        (folder / "site.conf").write_text(site)
        places = "".join(f"{what}_temp_path {folder}/{what};" for what in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
        # Root's workers are another user's otherwise, who reads nothing of what the test wrote.
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(
            f"daemon off; {user} pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
            f"http {{ access_log off; {places} include {folder}/site.conf; }}\n")
        log = folder / "log"
        with open(log, "wb") as stream:
            process = subprocess.Popen([program, "-p", folder, "-c", folder / "nginx.conf"], stdout=stream, stderr=stream)
        try:
            visiting.reached(port, process, log)
            yield f"http://127.0.0.1:{port}/"
        finally:
            visiting.ended(process)


def test_nobody_comes_in_without_the_password(address: str) -> None:
    for path in ["", "voila/static/voila.js", "api/kernels", "api/kernels/x/channels"]:
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(address + path, timeout=30)
        assert refused.value.code == 401, path


def test_with_the_password_the_page_works_websocket_and_all(address: str, browser: Browser) -> None:
    context = browser.new_context(http_credentials={"username": NAME, "password": PASSWORD})
    page = context.new_page()
    page.goto(address)
    page.get_by_role("tab", name="Segments").click(timeout=60_000)
    segments = page.locator(".widget-html-content").filter(has_text=re.compile(r"\b4 segments")).filter(visible=True).first
    expect(segments).to_be_visible(timeout=60_000)
    page.locator(".noUi-handle").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".widget-html-content").filter(has_text="5 segments").filter(visible=True).first).to_be_visible(timeout=60_000)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Upload a table").click()
    # More than nginx takes in the body of a request, of which a websocket has none.
    rows = "id,spend\n" + "".join(f"customer number {i:06},{i % 977}.5\n" for i in range(100_000))
    visiting.hand_over(chooser.value, {"name": "mine.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    expect(page.get_by_text("mine: 100,000 rows, 2 columns").first).to_be_visible(timeout=60_000)
    context.close()
