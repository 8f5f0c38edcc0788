"""`%explore` without a mouse, and for those who hear the page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from explored import Page
from lab import Lab
from playwright.sync_api import expect

# How a screen reader would name what has the focus.
FOCUSED = """() => {
  const focused = document.activeElement;
  if (focused.matches('.widget-html, .widget-html *')) return 'text';
  return focused.classList.contains('noUi-handle') ? 'slider'
    : focused.getAttribute('aria-label') || focused.labels?.[0]?.innerText || focused.innerText;
}"""


def test_everything_is_reached_and_moved_by_keys(explored: Page, lab: Lab) -> None:
    press = lab.page.keyboard.press
    explored.slider.focus()
    press("ArrowRight")
    expect(explored.html("5 segments")).to_be_visible()
    press("ArrowLeft")
    press("ArrowLeft")
    expect(explored.html("3 segments")).to_be_visible()
    press("End")
    expect(explored.html("12 segments")).to_be_visible()
    press("Home")
    expect(explored.html("2 segments")).to_be_visible()
    # The last thing that a move changes: buttons of segments that are gone would take the focus with them.
    expect(explored.status).to_contain_text("k=2")
    visited = [lab.page.evaluate(FOCUSED)]
    while visited[-1] != "Profile" and len(visited) < 20:
        press("Tab")
        visited.append(lab.page.evaluate(FOCUSED))
    # As they stand in the page, beside tables that are wide enough to be scrolled; the number beside the slider can be typed.
    controls = [name for name in visited if name in ("slider", "method", "colour", "all", "Keep these segments", "Profile")]
    assert controls == ["slider", "method", "colour", "all", "Keep these segments", "Profile"]
    while lab.page.evaluate(FOCUSED) != "Keep these segments":
        press("Shift+Tab")
    press("Space")
    expect(explored.status).to_contain_text("Kept")


def test_axe_finds_nothing_serious(explored: Page, lab: Lab) -> None:
    # What is JupyterLab's is not looked at; ipywidgets gives the handle of its sliders no name, and takes none from us.
    context = {"include": [[".jp-OutputArea-output"]], "exclude": [[".noUi-handle"]]}
    found = []
    for theme in ("Light", "Dark"):
        lab.theme(theme)
        for page in ("Profile", "Histogram", "Silhouette", "Dendrogram", "How many", "Meaning"):
            explored.tab(page).click()
            lab.until_idle()
            found += [
                f"{theme} {page}: {violation['id']}: {violation['nodes'][0]['html'][:160]}"
                for violation in Axe().run(lab.page, context).response["violations"] if violation["impact"] in ("serious", "critical")
            ]
    assert found == []
