"""Somebody else's notebook: JupyterLab takes style sheets and drawings out of it, and what is left must still be right."""

from __future__ import annotations

from pathlib import Path

import nbformat
from lab import METADATA, Lab
from nbclient import NotebookClient

# Every command that shows tables, reports and drawings.
CODES = [
    "%load", "%head", "%tail", "%sample", "%describe", "%missing", "%corr", "%kpi", "%roles", "%role TENURE=ordered", "%status",
    "%sql SELECT TENURE, count(*) FROM sample GROUP BY TENURE",
    "%prepare", "%cluster k=4", "%compare k=2..4 resamples=2 references=2", "%elbow", "%silhouette", "%stability resamples=3",
    "%dendrogram", "%tsne iterations=250", "%pca", "%profile", "%profile figure=snake", "%hist BALANCE", "%hist BALANCE PAYMENTS",
    "%hist BALANCE by=segment", "%hist BALANCE by=segment figure=ridges", "%box BALANCE", "%scatter BALANCE PAYMENTS",
    "%insights", "%explain", "%diff 1 2", "%agree kmeans", "%name auto", "%customer C20005", "%tables", "%help cluster", "%help",
    "%load shop", "%load purchases", "%rfm",
]

# The words of a page where all is kept, as the browser lays it out; drawings are pictures and no words.
TRUSTED = """html => {
  const place = document.body.appendChild(document.createElement('div'));
  place.innerHTML = html;
  // Of two layouts one is displayed.
  const drawings = [...place.querySelectorAll('svg[role="img"]')].filter(drawing => drawing.checkVisibility()).length;
  const images = [...place.querySelectorAll('img')].filter(image => image.checkVisibility()).length;
  place.querySelectorAll('svg').forEach(drawing => drawing.remove());
  const words = place.innerText.split(/\\s+/).filter(word => word);
  place.remove();
  return [words, drawings, images];
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
            words, drawings, images = lab.page.evaluate(TRUSTED, page)
            assert shown.nth(place).locator("style, svg").count() == 0
            # Small drawings in tables are images in either; of large ones nothing but the image: neither title and
            # description nor labels and tooltips.
            assert shown.nth(place).inner_text().split() == words, cell.source
            assert (words == []) == (drawings > 0), cell.source
            assert shown.nth(place).locator("img:visible").count() == drawings + images, cell.source
            compared += 1
    assert compared >= len(CODES) - 3
    lab.screenshot(pictures / "untrusted-all.png")
