"""Tools around notebooks that keep them as text, compare them, or make documents of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from test_clients import METADATA, jupyter, notebook, texts

# Every kind of line that could be mistaken for something else in a text file.
CODES = [
    "%load", "k = 4\n%cluster k=$k  # a remark", "# a remark\n%echo \"a 'b' ```c```\"", "%cluster?",
    "%%sql as=result\nSELECT count(*)\nFROM sample", "", "%echo done",
]


def cells(book: nbformat.NotebookNode) -> list[tuple[str, str]]:
    return [(cell.cell_type, cell.source) for cell in book.cells]


def jupytext(folder: Path, *arguments: str) -> None:
    run = subprocess.run(["jupytext", *arguments], cwd=folder, capture_output=True, text=True, timeout=180)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("form, ending", [("md:myst", "md"), ("py:percent", "py")])
def test_jupytext_keeps_every_cell(tmp_path: Path, form: str, ending: str) -> None:
    book = notebook(*CODES)
    book.cells.insert(0, nbformat.v4.new_markdown_cell("# A title\n\n```\n%cluster\n```"))
    nbformat.write(book, tmp_path / "look.ipynb")
    jupytext(tmp_path, "--to", form, "look.ipynb")
    jupytext(tmp_path, "--to", "ipynb", f"look.{ending}", "--output", "back.ipynb")
    back = nbformat.read(tmp_path / "back.ipynb", 4)
    assert cells(back) == cells(book)
    assert back.metadata.kernelspec.name == "cohort"


@pytest.mark.parametrize("form, ending", [("md:myst", "md"), ("py:percent", "py")])
def test_jupytext_syncs_what_was_changed_in_the_text(tmp_path: Path, form: str, ending: str) -> None:
    nbformat.write(notebook("%echo one", "%echo two"), tmp_path / "look.ipynb")
    jupyter("execute", "--inplace", "look.ipynb", folder=tmp_path)
    jupytext(tmp_path, "--set-formats", f"ipynb,{form}", "look.ipynb")
    text = tmp_path / f"look.{ending}"
    text.write_text(text.read_text().replace("%echo two", "%echo three"))
    os.utime(text, (text.stat().st_mtime + 10,) * 2)
    jupytext(tmp_path, "--sync", "look.ipynb")
    synced = nbformat.read(tmp_path / "look.ipynb", 4)
    assert cells(synced) == [("code", "%echo one"), ("code", "%echo three")]
    assert texts(synced.cells[0]) == "one\n"


# What README warns of: when this fails, jupytext has learnt better and the warning can go.
# In R Markdown it takes a fence in a text cell.
@pytest.mark.parametrize("form", ["md", "Rmd"])
def test_jupytext_loses_code_cells_in_plain_markdown(tmp_path: Path, form: str) -> None:
    book = notebook("%echo one", "%cluster?")
    book.cells.insert(0, nbformat.v4.new_markdown_cell("# A title\n\n```\n%cluster\n```"))
    nbformat.write(book, tmp_path / "look.ipynb")
    jupytext(tmp_path, "--to", form, "look.ipynb")
    jupytext(tmp_path, "--to", "ipynb", f"look.{form}", "--output", "back.ipynb")
    assert len([kind for kind, _ in cells(nbformat.read(tmp_path / "back.ipynb", 4)) if kind == "code"]) < 2


def nbval(folder: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--nbval", "--rootdir", ".", "look.ipynb"],
        cwd=folder, capture_output=True, text=True, timeout=300,
    )


def test_nbval_finds_the_same_again_after_work_that_takes_its_time(tmp_path: Path) -> None:
    book = notebook(
        "%load", "%cluster k=4", "%tsne iterations=1000", "%tsne iterations=1000\n%echo after", "%hits",
    )
    book.cells[-1].metadata["tags"] = ["raises-exception"]
    nbformat.write(book, tmp_path / "look.ipynb")
    jupyter("execute", "--inplace", "look.ipynb", folder=tmp_path)
    run = nbval(tmp_path)
    assert run.returncode == 0 and "5 passed" in run.stdout, run.stdout[-4000:]


def test_nbval_fails_where_an_output_differs_or_an_error_is_not_expected(tmp_path: Path) -> None:
    book = notebook("%echo one", "%hits")
    nbformat.write(book, tmp_path / "look.ipynb")
    jupyter("execute", "--inplace", "--allow-errors", "look.ipynb", folder=tmp_path)
    book = nbformat.read(tmp_path / "look.ipynb", 4)
    book.cells[0].outputs[0].text = "two\n"
    nbformat.write(book, tmp_path / "look.ipynb")
    assert "2 failed" in nbval(tmp_path).stdout


def test_nbconvert_makes_slides(tmp_path: Path) -> None:
    book = notebook("%load", "%hist BALANCE")
    for cell in book.cells:
        cell.metadata["slideshow"] = {"slide_type": "slide"}
    nbformat.write(book, tmp_path / "look.ipynb")
    jupyter("nbconvert", "--execute", "--to", "slides", "look.ipynb", folder=tmp_path)
    slides = (tmp_path / "look.slides.html").read_text()
    assert slides.count("<section>") >= 2 and "<svg" in slides


def test_a_kernel_list_that_looks_in_the_standard_folders_finds_it(program: Path, tmp_path: Path) -> None:
    """VS Code lists a kernel whose folder is in one of Jupyter's, if the first of `argv` is a file that is there."""
    home = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER_", "XDG_"))} | {"HOME": str(tmp_path)}
    subprocess.run([program, "install", "--user"], check=True, capture_output=True, env=home)
    spec = json.loads((tmp_path / ".local" / "share" / "jupyter" / "kernels" / "cohort" / "kernel.json").read_text())
    assert os.path.isabs(spec["argv"][0]) and os.access(spec["argv"][0], os.X_OK)
    # What it asks of the rest.
    assert spec["language"] == "cohort" and spec["display_name"] and "{connection_file}" in spec["argv"]
