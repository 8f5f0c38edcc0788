"""`%explore` as a person uses it: sliders and menus in JupyterLab, and figures that follow."""

from __future__ import annotations

from pathlib import Path

from explored import Page
from lab import Lab
from playwright.sync_api import expect


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
