"""The walkthroughs, executed: no error, the outputs they are committed with, the same every time."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parents[2] / "Notebooks"
WALKTHROUGHS = sorted(FOLDER.glob("0*.ipynb"))

# What a user sees of every choice that could differ between two runs: recipes, methods, maps, figures, tables.
TOUR = [
    "%load",
    "%describe",
    "%prepare",
    "%cluster",
    "%cluster k=5 method=kmeans",
    "%cluster k=4 linkage=average",
    "%profile",
    "%dendrogram",
    "%tsne iterations=300",
    "%hist BALANCE PURCHASES by=segment",
    "%hist BALANCE PURCHASES",
    "%status",
]


def executed(book: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    # Lines that come apart in time travel in messages of their own: what is compared is the text.
    return NotebookClient(
        book, timeout=300, kernel_name="cohort", coalesce_streams=True, resources={"metadata": {"path": str(folder)}}
    ).execute()


def shown(book: nbformat.NotebookNode, leave_out: tuple[str, ...] = ()) -> list:
    """The outputs of every code cell, forms in `leave_out` apart."""
    cells = [cell for cell in book.cells if cell.cell_type == "code"]
    return [[form(output, leave_out) for output in cell.outputs] for cell in cells]


def form(output: nbformat.NotebookNode, leave_out: tuple[str, ...]) -> dict:
    """What is compared of an output."""
    kept = {key: value for key, value in output.items() if key in ("output_type", "name", "text", "ename", "evalue")}
    data = {mime: data for mime, data in output.get("data", {}).items() if mime not in leave_out}
    return kept | {"data": data}


@pytest.mark.parametrize("path", WALKTHROUGHS, ids=lambda path: path.stem)
def test_a_walkthrough_runs_and_shows_what_it_is_committed_with(path: Path, tmp_path: Path) -> None:
    committed = nbformat.read(path, 4)
    fresh = executed(nbformat.read(path, 4), tmp_path)
    # An image depends on the machine's fonts and rasteriser; the same picture as SVG does not.
    for index, (now, then) in enumerate(zip(shown(fresh, ("image/png",)), shown(committed, ("image/png",)))):
        assert now == then, f"code cell {index + 1} of {path.name}"
    nbformat.validate(fresh)


@pytest.mark.parametrize("path", WALKTHROUGHS, ids=lambda path: path.stem)
def test_a_walkthrough_is_committed_with_outputs_and_without_errors(path: Path) -> None:
    book = nbformat.read(path, 4)
    assert book.metadata.kernelspec.name == "cohort"
    outputs = [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]
    assert outputs
    assert [o for o in outputs if o.output_type == "error"] == []


def test_the_same_notebook_twice_and_on_one_and_two_threads_is_the_same_to_the_byte(tmp_path: Path) -> None:
    def tour(setting: str) -> list:
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in [setting, *TOUR]])
        return shown(executed(book, tmp_path))[1:]

    one, two, again = tour("%config threads=1"), tour("%config threads=2"), tour("%config threads=2")
    for code, *outputs in zip(TOUR, one, two, again):
        assert outputs[0], code
        assert outputs[1] == outputs[2], f"{code} differs between two runs"
        assert outputs[0] == outputs[1], f"{code} differs between one thread and two"


def test_figures_and_tables_stay_small(tmp_path: Path) -> None:
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in TOUR])
    for code, outputs in zip(TOUR, shown(executed(book, tmp_path))):
        for output in outputs:
            size = sum(len(str(data)) for data in output["data"].values())
            assert size <= 500_000, f"{code} shows {size:,} bytes"


def test_an_exported_notebook_gives_the_session_again(tmp_path: Path) -> None:
    lines = [
        "%load", "%export table customers.csv", "%load customers.csv as=one", "%hist BALANCE", "%filter BALANCE > 10", "%prepare scale=robust",
        "%cluster k=5 method=kmeans", "%cluster k=4 method=kmeans seed=9", '%name 2 "it\'s \\"ours\\""', "%load shop as=two", "%cluster k=3",
        "%use one", "%export segments one.csv", "%export segments two.csv of=two", "%export notebook again.ipynb",
    ]
    executed(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(line) for line in lines]), tmp_path)
    written = (tmp_path / "again.ipynb").read_text()
    again = nbformat.reads(written, 4)
    nbformat.validate(again)
    # It is written as nbformat writes it, with a kernel to run it.
    assert nbformat.writes(again) + "\n" == written
    assert again.metadata.kernelspec.name == "cohort" and (again.nbformat, again.nbformat_minor) == (4, 5)
    kinds = [cell.cell_type for cell in again.cells]
    assert kinds == ["markdown"] + ["code"] * (len(kinds) - 1)
    sources = [cell.source for cell in again.cells[1:]]
    assert "%hist BALANCE" not in sources and "%cluster k=5 method=kmeans" not in sources and len(sources) < len(lines)
    expected = {name: (tmp_path / name).read_bytes() for name in ("one.csv", "two.csv")}
    for name in expected:
        (tmp_path / name).unlink()
    again.cells += [nbformat.v4.new_code_cell(line) for line in ("%export segments one.csv", "%export segments two.csv of=two")]
    executed(again, tmp_path)
    assert {name: (tmp_path / name).read_bytes() for name in expected} == expected
    # The same session writes the same bytes.
    executed(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(line) for line in lines]), tmp_path)
    assert (tmp_path / "again.ipynb").read_text() == written
