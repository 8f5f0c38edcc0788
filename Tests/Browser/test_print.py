"""What a printed notebook shows: nothing is cut at the page's edge, and no row lies on two pages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from lab import METADATA
from nbclient import NotebookClient
from playwright.sync_api import Browser

CODES = [
    "%load wide.csv", "%describe", "%head", "%corr", "%load", "%cluster k=4", "%profile", "%insights", "%explain", "%roles",
    "%silhouette", "%stability resamples=3", "%hist BALANCE by=segment", "%compare k=2..4 resamples=2 references=2",
]

# The width of a page between Chromium's margins, in CSS pixels.
PAPERS = {"A4": (718, 1047), "Letter": (740, 980)}

# What sticks out of the page to the right, and what is cut off within its own box.
OUTSIDE = """width => {
  const found = [];
  for (const element of document.querySelectorAll('.jp-OutputArea-output *')) {
    if (element.closest('svg') && element.tagName !== 'svg') continue;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    const name = element.tagName + ' ' + element.textContent.trim().slice(0, 40);
    if (box.right > width + 0.5) found.push(['outside', name, box.right]);
    const style = getComputedStyle(element);
    if (style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1) found.push(['cut', name, element.scrollWidth]);
  }
  return found.slice(0, 10);
}"""


def write_wide(path: Path) -> None:
    """Forty columns of numbers of many digits, with long names."""
    names = [f"MONTHLY_AMOUNT_OF_KIND_{kind}" for kind in range(40)]
    rows = [[str(round(1e6 / (1 + (row * kind) % 97), 2)) for kind in range(1, 41)] for row in range(60)]
    path.write_text("\n".join(",".join(row) for row in [names, *rows]) + "\n")


@pytest.fixture(scope="module")
def notebook(jupyter: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("print")
    write_wide(folder / "wide.csv")
    cells = [nbformat.v4.new_code_cell(code) for code in CODES]
    book = nbformat.v4.new_notebook(cells=cells, metadata=METADATA)
    NotebookClient(book, timeout=300, resources={"metadata": {"path": str(folder)}}).execute()
    nbformat.write(book, folder / "print.ipynb")
    subprocess.run([sys.executable, "-m", "nbconvert", "--to", "html", "print.ipynb"], cwd=folder, check=True)
    return folder / "print.html"


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_is_cut_at_the_edge_of_a_page(notebook: Path, browser: Browser, paper: str) -> None:
    width, height = PAPERS[paper]
    page = browser.new_page(viewport={"width": width, "height": height})
    try:
        # MathJax and require.js would be asked for elsewhere.
        page.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
        page.goto(notebook.as_uri())
        page.emulate_media(media="print")
        assert page.locator(".jp-OutputArea-output table").count() >= 10
        assert page.evaluate(OUTSIDE, width) == []
    finally:
        page.close()


def test_rows_stay_whole_and_heads_come_again(notebook: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 718, "height": 1047})
    try:
        page.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
        page.goto(notebook.as_uri())
        page.emulate_media(media="print")
        rows = page.eval_on_selector_all(
            ".jp-OutputArea-output tr", "rows => rows.map(row => getComputedStyle(row).breakInside)")
        assert len(rows) > 100 and set(rows) == {"avoid"}
        heads = page.eval_on_selector_all(
            ".jp-OutputArea-output thead", "heads => heads.map(head => getComputedStyle(head).display)")
        assert set(heads) == {"table-header-group"}
        drawings = page.eval_on_selector_all(
            ".jp-OutputArea-output svg[role=img]",
            "drawings => drawings.map(drawing => getComputedStyle(drawing.closest('[id^=p]')).breakInside)")
        assert drawings and set(drawings) == {"avoid"}
    finally:
        page.close()
