"""What the Python package brings to JupyterLab."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lab import Lab
from packaged import Environment
from playwright.sync_api import Browser, expect
from server import serving


@pytest.fixture
def coloured(python: Environment, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A window of the JupyterLab of an environment with the package."""
    with serving(python.python, tmp_path_factory, python.variables) as server:
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        page.set_default_timeout(30_000)
        lab = Lab(page, server.url, server.token, server.folder)
        yield lab
        lab.close()


# Pieces of a cell, each with the colour that it is to have: those of one name share it, others differ.
CODE = '# a remark\n%cluster k=5 method=kmeans\n%echo "a \\"text\\"" $k don\'t 2..10\n%sql SELECT BALANCE\nk = 4'
PIECES = {
    "remark": ["# a remark"], "word": ["%cluster", "%echo", "%sql", "SELECT"], "key": ["method"],
    "text": ['"a \\"text\\""'], "number": ["5", "2..10", "4"], "plain": ["kmeans", "don't", "BALANCE"],
}

COLOURS = """pieces => {
  const content = document.querySelector('.jp-Notebook .cm-content');
  const colours = {};
  for (const line of content.querySelectorAll('.cm-line')) {
    for (const node of line.childNodes) {
      const shown = node.nodeType === Node.TEXT_NODE ? line : node;
      for (const piece of pieces) {
        const isWord = node.textContent.split(/\\s+/).includes(piece);
        if (node.textContent.trim() === piece || (shown === line && isWord)) colours[piece] = getComputedStyle(shown).color;
      }
    }
  }
  return colours;
}"""


def test_cells_are_coloured_and_run(coloured: Lab) -> None:
    coloured.open(CODE, "%echo it runs")
    coloured.page.locator(".jp-Notebook .cm-content span").first.wait_for()
    every = [piece for pieces in PIECES.values() for piece in pieces]
    colours = coloured.page.evaluate(COLOURS, every)
    assert set(colours) == set(every)
    kinds = [{colours[piece] for piece in pieces} for pieces in PIECES.values()]
    assert all(len(kind) == 1 for kind in kinds), colours
    assert len(set().union(*kinds)) >= 5, colours
    coloured.command("notebook:move-cursor-down")
    coloured.command("notebook:run-cell")
    expect(coloured.cell(1)).to_contain_text("it runs")
