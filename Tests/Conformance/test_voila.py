"""Voilà, which makes a page of a notebook and hides what errors say."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path

import nbformat
import pytest
import visiting
from nbclient import NotebookClient

METADATA = {"kernelspec": {"name": "cohort", "display_name": "Cohort", "language": "cohort"}}
# Voilà's own sentence in the place of an error.
HIDDEN = "There was an error when executing cell"


def notebook(*codes: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in codes], metadata=METADATA)


@pytest.mark.parametrize("preheat", [False, True], ids=["started for a visitor", "started ahead of time"])
def test_what_an_error_says_stands_in_the_page(tmp_path: Path, preheat: bool) -> None:
    nbformat.write(notebook("%load", "%hist '<b>BALANSE</b>'"), tmp_path / "page.ipynb")
    with visiting.page(tmp_path / "page.ipynb", tmp_path, f"--preheat_kernel={preheat}") as page:
        with urllib.request.urlopen(page.url, timeout=90) as answer:
            html = answer.read().decode()
    # Voilà hands outputs over as JSON, for its own script to show.
    outputs = [json.loads(text) for text in re.findall(r'vnd\.voila\.cell-output\+json">(.*?)</script>', html, re.S)]
    said = [output["data"] for output in outputs if "UnknownColumn" in output.get("data", {}).get("text/plain", "")]
    assert len(said) == 1
    assert "<b>BALANSE</b>" in said[0]["text/plain"]
    assert said[0]["text/html"].startswith("<pre>UnknownColumn: sample has no column ‘&lt;b&gt;BALANSE&lt;/b&gt;’")
    assert HIDDEN in html and html.count("UnknownColumn") == 2


def test_elsewhere_an_error_is_one_output(tmp_path: Path) -> None:
    book = notebook("%hits")
    NotebookClient(book, allow_errors=True).execute()
    assert [output.output_type for output in book.cells[0].outputs] == ["error"]
