"""Somebody else's notebook: JupyterLab takes style sheets and drawings out of it, and what is left must still be right."""

from __future__ import annotations

from pathlib import Path

import nbformat
from lab import METADATA, Lab
from nbclient import NotebookClient

# Everything that shows tables, reports and drawings.
CODES = [
    "%load", "%head", "%describe", "%missing", "%corr", "%kpi", "%status",
    "%sql SELECT TENURE, count(*) FROM sample GROUP BY TENURE",
    "%prepare", "%cluster k=4", "%compare k=2..4 resamples=2 references=2", "%elbow", "%silhouette", "%stability resamples=3",
    "%dendrogram", "%tsne iterations=250", "%pca", "%profile", "%hist BALANCE by=segment", "%box BALANCE", "%scatter BALANCE PAYMENTS",
    "%insights", "%explain", "%agree kmeans", "%name auto", "%customer C20005", "%help cluster",
]

# The words of a page where all is kept, as the browser lays it out; drawings are pictures and no words.
TRUSTED = """html => {
  const place = document.body.appendChild(document.createElement('div'));
  place.innerHTML = html;
  const drawings = place.querySelectorAll('svg[role="img"]').length;
  place.querySelectorAll('svg').forEach(drawing => drawing.remove());
  const words = place.innerText.split(/\\s+/).filter(word => word);
  place.remove();
  return [words, drawings];
}"""


def test_words_and_numbers_are_those_of_a_trusted_one(lab: Lab, pictures: Path, tmp_path: Path) -> None:
    cells = [nbformat.v4.new_code_cell(code) for code in CODES]
    book = nbformat.v4.new_notebook(cells=cells, metadata=METADATA)
    NotebookClient(book, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    lab.open_notebook(book)
    compared = 0
    for index, cell in enumerate(book.cells):
        pages = [output["data"]["text/html"] for output in cell.outputs if "text/html" in output.get("data", {})]
        shown = lab.cell(index).locator(".jp-RenderedHTMLCommon.jp-OutputArea-output")
        assert shown.count() == len(pages), cell.source
        for place, page in enumerate(pages):
            words, drawings = lab.page.evaluate(TRUSTED, page)
            assert shown.nth(place).locator("style, svg").count() == 0
            # Nothing of a drawing but its image: neither title and description nor labels and tooltips.
            assert shown.nth(place).inner_text().split() == words, cell.source
            assert (words == []) == (drawings > 0), cell.source
            assert shown.nth(place).locator("img:visible").count() == drawings, cell.source
            compared += 1
    assert compared >= len(CODES) - 2
    lab.screenshot(pictures / "untrusted-all.png")
