"""Front ends besides JupyterLab: Notebook 7 and Voilà, both by the same server."""

from __future__ import annotations

import secrets
from pathlib import Path

import nbformat
import pytest
from lab import METADATA, PATIENCE
from playwright.sync_api import Browser, Page, expect
from server import Server


@pytest.fixture
def page(browser: Browser) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(PATIENCE)
    yield page
    page.close()


def written(server: Server, *codes: str) -> str:
    """The name of a new notebook."""
    name = f"{secrets.token_hex(4)}.ipynb"
    cells = [nbformat.v4.new_code_cell(code) for code in codes]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=METADATA), server.folder / name)
    return name


def test_notebook_7_runs_and_completes(server: Server, page: Page, pictures: Path) -> None:
    name = written(server, "%load", "%cluster k=3", "%hist BALANCE by=segment", "%clu")
    page.goto(f"{server.url}/notebooks/{name}?token={server.token}")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    page.wait_for_function("() => jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'")
    for _ in range(3):
        page.evaluate("() => jupyterapp.commands.execute('notebook:run-cell-and-select-next')")
    outputs = page.locator(".jp-OutputArea-output")
    # The last drawing is that for narrow cells, which is not displayed.
    expect(page.locator('.jp-OutputArea-output svg[role="img"]').filter(visible=True).last).to_be_visible()
    assert not page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count()
    expect(outputs.first).to_contain_text("CREDIT_LIMIT")
    page.locator(".jp-Notebook .cm-content").last.click()
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    expect(page.locator(".jp-Completer:visible")).to_contain_text("%cluster")
    page.screenshot(path=pictures / "notebook-7.png")
    page.evaluate("() => jupyterapp.serviceManager.sessions.shutdownAll()")


def test_voila_shows_tables_and_figures_and_no_code(server: Server, page: Page, pictures: Path) -> None:
    name = written(server, "%load", "%cluster k=3", "%tsne iterations=1000", "%profile")
    page.goto(f"{server.url}/voila/render/{name}?token={server.token}", timeout=PATIENCE)
    expect(page.locator('svg[role="img"]').first).to_be_visible()
    expect(page.locator("body")).to_contain_text("CREDIT_LIMIT")
    expect(page.locator("table").first).to_be_visible()
    assert page.locator("progress").count() == 0
    assert "%cluster" not in page.locator("main, body").first.inner_text()
    page.screenshot(path=pictures / "voila.png", full_page=True)
