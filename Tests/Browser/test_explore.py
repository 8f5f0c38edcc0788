"""`%explore` as a person uses it: sliders and menus in JupyterLab, and figures that follow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lab import Lab
from playwright.sync_api import Locator, expect

# Moves the slider by a key again and again, and waits each time until the map is another one and painted.
MOVES = """
async count => {
  const handle = document.querySelector('.jp-OutputArea-output .noUi-handle');
  const map = () => document.querySelector('.jp-OutputArea-output .widget-html svg[role="img"]');
  const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  const times = [];
  for (let move = 0; move < count; move++) {
    const before = map();
    const value = Number(handle.getAttribute('aria-valuenow'));
    const key = (Math.floor(move / 8) % 2 === 0) ? 'ArrowRight' : 'ArrowLeft';
    const start = performance.now();
    handle.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
    while (map() === before || map() === null) {
      await new Promise(done => setTimeout(done, 1));
      if (performance.now() - start > 20000) throw new Error(`no new map after ${value} ${key}`);
    }
    await painted();
    times.push(performance.now() - start);
  }
  return times;
}
"""


class Page:
    """The page of `%explore` in a cell's output."""

    def __init__(self, lab: Lab, index: int):
        self.output = lab.output(index)

    @property
    def slider(self) -> Locator:
        return self.output.locator(".noUi-handle")

    @property
    def count(self) -> Locator:
        return self.output.locator(".widget-readout").first

    def menu(self, label: str) -> Locator:
        return self.output.get_by_label(label, exact=True)

    def html(self, words: str | re.Pattern[str]) -> Locator:
        return self.output.locator(".widget-html-content").filter(has_text=words)

    @property
    def segments(self) -> Locator:
        return self.output.locator("table").filter(has_text="silhouette").first

    @property
    def status(self) -> Locator:
        return self.output.locator("[role=status]").last

    def tab(self, title: str) -> Locator:
        return self.output.get_by_role("tab", name=title)


@pytest.fixture
def explored(lab: Lab) -> Page:
    lab.open("%load", "%explore", "%status")
    lab.run_all()
    page = Page(lab, 1)
    expect(page.slider).to_be_visible()
    return page


def test_the_slider_cuts_anew_and_everything_follows(explored: Page, lab: Lab, pictures: Path) -> None:
    expect(explored.html("4 segments")).to_be_visible()
    explored.slider.focus()
    lab.page.keyboard.press("ArrowRight")
    expect(explored.html("5 segments")).to_be_visible()
    expect(explored.status).to_contain_text("%cluster k=5")
    expect(explored.output.get_by_role("button", name="5", exact=True)).to_be_visible()
    lab.screenshot(pictures / "explore.png")
    lab.theme("Dark")
    lab.screenshot(pictures / "explore-dark.png")


def test_a_method_a_colour_and_a_column_are_chosen_from_menus(explored: Page) -> None:
    explored.menu("method").select_option(label="complete")
    expect(explored.status).to_contain_text("%cluster k=4 linkage=complete")
    explored.menu("colour").select_option(label="BALANCE")
    expect(explored.html("coloured by BALANCE").first).to_be_visible()
    explored.tab("Histogram").click()
    explored.menu("column").select_option(label="PURCHASES")
    expect(explored.status).to_contain_text("%hist PURCHASES by=segment")


def test_one_segment_is_looked_at(explored: Page) -> None:
    explored.output.get_by_role("button", name="2", exact=True).click()
    expect(explored.html("▸ Segment 2")).to_be_visible()
    expect(explored.html("Segment 2 beside everyone").last).to_be_visible()
    expect(explored.status).to_contain_text("%profile segment=2")


def test_a_click_on_a_row_looks_at_its_segment_and_a_second_click_at_all(explored: Page) -> None:
    row = explored.segments.get_by_role("row").filter(has_text="Segment 3")
    row.click()
    expect(explored.html("▸ Segment 3")).to_be_visible()
    expect(explored.status).to_contain_text("%profile segment=3")
    row.click()
    expect(explored.status).not_to_contain_text("segment=3")


def test_tabs_have_the_ground_of_the_page_in_the_dark(explored: Page, lab: Lab) -> None:
    lab.theme("Dark")
    grounds = explored.output.evaluate_all(
        """outputs => {
             const within = outputs.find(output => output.querySelector('.widget-tab-contents'));
             const ground = selector => getComputedStyle(within.querySelector(selector)).backgroundColor;
             return [ground('.widget-tab-contents'), ground('.widget-tab-contents tbody th')];
           }"""
    )
    assert grounds[0] == grounds[1] != "rgba(0, 0, 0, 0)"


def test_what_is_kept_is_the_sessions(explored: Page, lab: Lab) -> None:
    explored.slider.focus()
    lab.page.keyboard.press("ArrowRight")
    expect(explored.html("5 segments")).to_be_visible()
    explored.output.get_by_role("button", name="Keep these segments").click()
    expect(explored.status).to_contain_text("Kept")
    lab.page.evaluate("() => { jupyterapp.shell.currentWidget.content.activeCellIndex = 2 }")
    lab.command("notebook:run-cell")
    lab.until_idle()
    expect(lab.output(2).first).to_contain_text("k = 5")


def test_the_slider_answers_while_a_cell_computes(explored: Page, lab: Lab) -> None:
    lab.page.evaluate("() => { jupyterapp.shell.currentWidget.content.model.cells.get(2).sharedModel.setSource('%tsne iterations=20000') }")
    lab.page.evaluate("() => { jupyterapp.shell.currentWidget.content.activeCellIndex = 2 }")
    lab.page.evaluate("() => { jupyterapp.commands.execute('notebook:run-cell') }")
    expect(lab.cell(2)).to_contain_text("customers")
    explored.slider.focus()
    lab.page.keyboard.press("ArrowRight")
    expect(explored.html("5 segments")).to_be_visible()
    expect(lab.cell(2).locator(".jp-InputPrompt")).to_have_text("[*]:")
    lab.command("notebook:interrupt-kernel")
    expect(lab.cell(2)).to_contain_text("Interrupted")


def test_a_reload_brings_the_page_back(explored: Page, lab: Lab) -> None:
    explored.slider.focus()
    lab.page.keyboard.press("ArrowRight")
    expect(explored.html("5 segments")).to_be_visible()
    lab.command("docmanager:save")
    lab.page.reload()
    lab.page.locator(".jp-Notebook").wait_for()
    lab.until_idle()
    expect(explored.html("5 segments")).to_be_visible()
    explored.slider.focus()
    lab.page.keyboard.press("ArrowRight")
    expect(explored.html("6 segments")).to_be_visible()
