"""The lesson's folded solutions do what they say: each is typed where it stands, and `%check` finds its aims met."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

LESSON = Path(__file__).resolve().parents[2] / "Notebooks" / "03-how-clustering-works.ipynb"
SOLUTION = re.compile(r"<details><summary>A solution</summary>(.*?)</details>", re.DOTALL)
TYPED = re.compile(r"^```\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def solved() -> nbformat.NotebookNode:
    """The lesson without what is drawn alone, with a cell for each solution behind the exercise that it is of."""
    book = nbformat.read(LESSON, 4)
    cells = []
    for cell in book.cells:
        if cell.cell_type == "code":
            # Aims are asked before anybody has met them.
            kept = [line for line in cell.source.splitlines() if not line.startswith("%check")]
            cells.append(nbformat.v4.new_code_cell("\n".join(kept)))
            continue
        for folded in SOLUTION.findall(cell.source):
            for code in TYPED.findall(folded):
                cells.append(nbformat.v4.new_code_cell(code.strip(), metadata={"solution": True}))
    return nbformat.v4.new_notebook(cells=cells, metadata=book.metadata)


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> list[nbformat.NotebookNode]:
    """The cells with the solutions, run."""
    book = solved()
    folder = str(tmp_path_factory.mktemp("lesson"))
    NotebookClient(book, timeout=300, kernel_name="cohort", resources={"metadata": {"path": folder}}).execute()
    return [cell for cell in book.cells if cell.metadata.get("solution")]


def said(cell: nbformat.NotebookNode) -> str:
    return "\n".join(output.data["text/plain"] for output in cell.outputs if "data" in output)


def test_every_solution_runs_as_it_stands(lesson: list[nbformat.NotebookNode]) -> None:
    assert len(lesson) >= 5
    assert all(cell.outputs and not any(output.output_type == "error" for output in cell.outputs) for cell in lesson)


def test_the_aims_of_solutions_are_met(lesson: list[nbformat.NotebookNode]) -> None:
    checked = [cell for cell in lesson if "%check" in cell.source]
    assert len(checked) >= 3
    for cell in checked:
        assert "✓ met" in said(cell) and "not yet" not in said(cell), said(cell)


def test_figures_that_solutions_name_are_those_that_come_out(lesson: list[nbformat.NotebookNode]) -> None:
    """What a solution says below its lines, in the numbers that `%check` shows there."""
    text = "\n".join(said(cell) for cell in lesson)
    for number in ["0.996", "20.4%", "51.9%", "0.993"]:
        assert number in text, number
