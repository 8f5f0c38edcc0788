"""What a person sees in JupyterLab."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from lab import METADATA, Lab
from nbclient import NotebookClient
from playwright.sync_api import expect

WALKTHROUGHS = sorted((Path(__file__).resolve().parents[2] / "Notebooks").glob("0*.ipynb"))
THEMES = ["Light", "Dark"]

# Contrast of every text of the figures against the page, by WCAG's definition; below 4.5 is hard to read.
CONTRASTS = """
() => {
  const channel = value => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const parse = color => color.match(/[0-9.]+/g).map(Number);
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(value => channel(value / 255));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const page = luminance(parse(getComputedStyle(document.querySelector('.jp-Notebook')).backgroundColor));
  return [...document.querySelectorAll('.jp-OutputArea-output svg[role="img"] text')].map(text => {
    const ink = luminance(parse(getComputedStyle(text).fill));
    return (Math.max(ink, page) + 0.05) / (Math.min(ink, page) + 0.05);
  });
}
"""


@pytest.mark.parametrize("path", WALKTHROUGHS, ids=lambda path: path.stem)
def test_a_walkthrough_runs_top_to_bottom(lab: Lab, path: Path, pictures: Path) -> None:
    book = nbformat.read(path, 4)
    lab.open_notebook(book)
    lab.command("notebook:clear-all-cell-outputs")
    lab.run_all()
    outputs = lab.outputs()
    assert [output for cell in outputs for output in cell if output["output_type"] == "error"] == []
    # Setting parameters shows nothing.
    cells = [cell for cell in book.cells if cell.cell_type == "code"]
    assert all(output or "parameters" in cell.metadata.get("tags", []) for cell, output in zip(cells, outputs, strict=True)), (
        "a cell shows nothing"
    )
    assert lab.page.locator('.jp-OutputArea-output svg[role="img"]').count() > 0
    for theme in THEMES:
        lab.theme(theme)
        lab.screenshot(pictures / f"{path.stem}-{theme.lower()}.png")


@pytest.mark.parametrize("theme", THEMES)
def test_figures_are_drawn_in_the_colours_of_the_page(lab: Lab, theme: str, pictures: Path) -> None:
    lab.open(
        "%load", "%hist BALANCE", "%hist BALANCE PURCHASES", "%cluster k=4", "%hist BALANCE by=segment",
        "%dendrogram", "%profile", "%tsne iterations=250",
    )
    lab.run_all()
    lab.theme(theme)
    contrasts = lab.page.evaluate(CONTRASTS)
    assert len(contrasts) > 50
    # Labels on top of coloured marks are judged by eye.
    readable = [contrast for contrast in contrasts if contrast >= 4.5]
    assert len(readable) >= 0.9 * len(contrasts), sorted(contrasts)[:20]
    lab.screenshot(pictures / f"figures-{theme.lower()}.png")


@pytest.mark.parametrize(
    "typed, offered, completed",
    [("%hist BA", "BALANCE_FREQUENCY", "%hist BALANCE"), ("%clu", "%cluster", "%cluster"),
     ("%cluster link", "linkage=", "%cluster linkage=")],
    ids=["column", "command", "key"],
)
def test_tab_completes(lab: Lab, typed: str, offered: str, completed: str) -> None:
    lab.open("%load", "")
    lab.run_all()
    lab.type(1, typed)
    lab.page.keyboard.press("Tab")
    completer = lab.page.locator(".jp-Completer:visible")
    expect(completer).to_contain_text(offered)
    lab.page.keyboard.press("Enter")
    expect(completer).to_have_count(0)
    assert lab.text(1) == completed


def test_shift_tab_explains_a_command(lab: Lab, pictures: Path) -> None:
    lab.open("")
    lab.type(0, "%cluster")
    lab.page.keyboard.press("Shift+Tab")
    tooltip = lab.page.locator(".jp-Tooltip")
    expect(tooltip).to_contain_text("linkage")
    expect(tooltip).to_contain_text("%cluster")
    lab.page.screenshot(path=pictures / "shift-tab.png")


def test_a_typing_mistake_shows_its_caret(lab: Lab, pictures: Path) -> None:
    lab.open("%load", "%hist BALANSE")
    lab.run_all()
    error = lab.output(1)
    expect(error).to_contain_text("BALANSE")
    lines = error.inner_text().splitlines()
    (caret,) = [line for line in lines if "^" in line]
    (code,) = [line for line in lines if "%hist BALANSE" in line]
    assert caret.index("^") == code.index("BALANSE")
    assert caret.count("^") == len("BALANSE")
    expect(error).to_contain_text(re.compile(r"BALANCE\b"))
    lab.page.screenshot(path=pictures / "mistake.png")


def test_an_untrusted_notebook_shows_the_image_in_reserve(lab: Lab, pictures: Path, tmp_path: Path) -> None:
    cells = [nbformat.v4.new_code_cell(code) for code in ("%load", "%hist BALANCE")]
    book = nbformat.v4.new_notebook(cells=cells, metadata=METADATA)
    NotebookClient(book, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    # Executed elsewhere and never signed: somebody else's notebook.
    lab.open_notebook(book)
    image = lab.cell(1).locator(".jp-OutputArea-output img")
    expect(image).to_be_visible()
    # The words of the drawing that was taken out would stand above the image.
    assert "median" not in lab.output(1).inner_text()
    assert image.get_attribute("src").startswith("data:image/svg+xml,")
    assert image.evaluate("image => image.complete && image.naturalWidth > 300")
    lab.page.screenshot(path=pictures / "untrusted.png")


def test_the_interrupt_button_stops_a_map(lab: Lab) -> None:
    lab.open("%load", "%tsne iterations=20000", "%echo after")
    lab.command("notebook:run-cell-and-select-next")
    lab.page.evaluate("() => { jupyterapp.commands.execute('notebook:run-cell-and-select-next') }")
    # It has begun when its progress is seen.
    expect(lab.output(1).first).to_be_visible()
    lab.command("notebook:interrupt-kernel")
    expect(lab.cell(1)).to_contain_text("Interrupted")
    lab.command("notebook:run-cell-and-select-next")
    expect(lab.cell(2)).to_contain_text("after")


def test_progress_gives_way_to_the_map(lab: Lab) -> None:
    lab.open("%load", "%tsne iterations=1500")
    lab.run_all()
    figure, hint = lab.outputs()[1]
    assert {"text/html", "image/svg+xml", "image/png", "text/plain"} <= set(figure["data"])
    assert hint["data"]["text/plain"].startswith("Next: ")


def test_help_opens_in_the_pager(lab: Lab) -> None:
    lab.open("%cluster?")
    lab.run_all()
    expect(lab.page.locator(".jp-Notebook ~ *, .jp-MainAreaWidget").filter(has_text="linkage").first).to_be_visible()


def test_a_restart_forgets_and_runs_again(lab: Lab) -> None:
    lab.open("%load", "%head")
    lab.run_all()
    lab.perform("() => jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
    lab.until_idle()
    lab.run_all()
    assert [output for cell in lab.outputs() for output in cell if output["output_type"] == "error"] == []
