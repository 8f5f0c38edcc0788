"""`%explore` in two windows, after a restart, and when the connection is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from explored import Page
from lab import Lab
from playwright.sync_api import Browser, WebSocketRoute, expect


@pytest.fixture
def second(explored: Page, lab: Lab, browser: Browser) -> Iterator[Lab]:
    """The same notebook, and so the same kernel, in a second window."""
    lab.command("docmanager:save")
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(30_000)
    yield Lab(page, lab.url, lab.token, lab.folder).visit(lab.name)
    page.close()


def right(lab: Lab, page: Page) -> None:
    page.slider.focus()
    lab.page.keyboard.press("ArrowRight")


def test_two_windows_show_the_same_whichever_is_moved(explored: Page, lab: Lab, second: Lab) -> None:
    other = Page(second, 1)
    expect(other.html("4 segments")).to_be_visible()
    right(lab, explored)
    for page in (explored, other):
        expect(page.html("5 segments")).to_be_visible()
        expect(page.count).to_have_text("5")
    right(second, other)
    for page in (explored, other):
        expect(page.html("6 segments")).to_be_visible()
        expect(page.count).to_have_text("6")
    other.menu("method").select_option(label="complete")
    expect(explored.status).to_contain_text("linkage=complete")
    expect(explored.menu("method")).to_have_value("complete")


def test_after_a_restart_the_page_is_marked_as_cut_off_and_running_again_makes_a_new_one(explored: Page, lab: Lab) -> None:
    lab.perform("() => jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
    lab.until_idle()
    # JupyterLab's mark, a broken chain, on everything that has no kernel behind it any more.
    expect(explored.output.locator(".jupyter-widgets-disconnected").first).to_be_visible()
    expect(explored.html("4 segments")).to_be_visible()
    right(lab, explored)
    expect(explored.html("5 segments")).to_have_count(0)
    lab.page.evaluate("() => { jupyterapp.shell.currentWidget.content.activeCellIndex = 1 }")
    lab.command("notebook:run-cell")
    expect(lab.cell(1)).to_contain_text("%load")
    lab.run_all()
    expect(explored.output.locator(".jupyter-widgets-disconnected")).to_have_count(0)
    right(lab, explored)
    expect(explored.html("5 segments")).to_be_visible()


def test_a_connection_that_comes_back_takes_the_slider_up_again(lab: Lab) -> None:
    sockets: list[WebSocketRoute] = []
    is_there = True

    def pass_on(socket: WebSocketRoute) -> None:
        if is_there:
            socket.connect_to_server()
            sockets.append(socket)
        else:
            socket.close()

    lab.page.route_web_socket("**/channels*", pass_on)
    lab.open("%load", "%explore", "%status")
    lab.run_all()
    page = Page(lab, 1)
    right(lab, page)
    expect(page.html("5 segments")).to_be_visible()
    is_there = False
    for socket in sockets:
        socket.close()
    lab.page.wait_for_function(
        "() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.connectionStatus === 'connecting'")
    right(lab, page)
    expect(page.count).to_have_text("6")
    expect(page.html("5 segments")).to_be_visible()
    # What was moved meanwhile is drawn without being moved again.
    is_there = True
    # JupyterLab tries again after a time that grows, by chance, with each try that failed: nobody waits for that here.
    lab.page.wait_for_function(
        """() => {
          const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
          if (kernel.connectionStatus !== 'connected') kernel.reconnect();
          return kernel.connectionStatus === 'connected';
        }""", polling=3000)
    expect(page.html("6 segments")).to_be_visible()
    right(lab, page)
    expect(page.html("7 segments")).to_be_visible()
