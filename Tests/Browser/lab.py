"""JupyterLab in a browser window, driven by its own commands and by the keyboard."""

from __future__ import annotations

import secrets
from pathlib import Path

import nbformat
from playwright.sync_api import Locator, Page

METADATA = {"kernelspec": {"name": "cohort", "display_name": "Cohort", "language": "cohort"}}
PATIENCE = 60_000


class Lab:
    def __init__(self, page: Page, url: str, token: str, folder: Path):
        self.page = page
        self.url = url
        self.token = token
        self.folder = folder

    def open(self, *codes: str) -> "Lab":
        """Opens a new notebook with these cells."""
        cells = [nbformat.v4.new_code_cell(code) for code in codes]
        return self.open_notebook(nbformat.v4.new_notebook(cells=cells, metadata=METADATA))

    def open_notebook(self, book: nbformat.NotebookNode) -> "Lab":
        """Writes a notebook to a file and opens that; waits until its kernel is idle."""
        name = f"{secrets.token_hex(4)}.ipynb"
        nbformat.write(book, self.folder / name)
        return self.visit(name)

    def visit(self, name: str) -> "Lab":
        """Opens a notebook that is there, in a workspace of its own; waits until its kernel is idle."""
        self.name = name
        self.page.goto(f"{self.url}/lab/workspaces/{secrets.token_hex(4)}/tree/{name}?token={self.token}&reset")
        self.page.locator(".jp-Notebook").wait_for()
        self.until_idle()
        return self

    def until_idle(self) -> None:
        """Waits until the notebook's kernel is connected and has nothing to do."""
        self.page.wait_for_function(
            """() => {
              const context = window.jupyterapp?.shell.currentWidget?.sessionContext;
              const kernel = context?.session?.kernel;
              return context?.isReady && kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
            }""",
            timeout=PATIENCE,
        )

    def perform(self, promise: str, *arguments) -> None:
        """Waits for a promise of the page, but not for ever."""
        self.page.evaluate(
            "([promise, args]) => { window.state = 'pending';"
            " eval(promise)(...args).then(() => { window.state = 'done' }, error => { window.state = String(error) }) }",
            [promise, list(arguments)],
        )
        self.page.wait_for_function("() => window.state !== 'pending'", timeout=PATIENCE)
        assert self.page.evaluate("() => window.state") == "done"

    def command(self, name: str, **arguments) -> None:
        """Runs one of JupyterLab's commands to its end."""
        self.perform("(name, args) => jupyterapp.commands.execute(name, args)", name, arguments)

    def run_all(self) -> None:
        self.command("notebook:run-all-cells")
        self.until_idle()

    def outputs(self) -> list[list[dict]]:
        """The outputs of every code cell, as the notebook holds them."""
        return self.page.evaluate(
            """() => [...jupyterapp.shell.currentWidget.content.model.cells]
                 .filter(cell => cell.type === 'code').map(cell => cell.outputs.toJSON())"""
        )

    def theme(self, name: str) -> None:
        """Light or Dark."""
        self.command("apputils:change-theme", theme=f"JupyterLab {name}")
        self.page.wait_for_function(
            "light => document.body.dataset.jpThemeLight === light", arg="true" if name == "Light" else "false"
        )
        # While the style sheet comes, a picture with the logo lies over the page.
        self.page.locator("#jupyterlab-splash").wait_for(state="detached")

    def cell(self, index: int) -> Locator:
        return self.page.locator(".jp-Notebook .jp-Cell").nth(index)

    def editor(self, index: int) -> Locator:
        return self.cell(index).locator(".jp-InputArea-editor .cm-content")

    def output(self, index: int) -> Locator:
        return self.cell(index).locator(".jp-OutputArea-output")

    def type(self, index: int, text: str) -> None:
        """Puts the cursor into a cell and types."""
        self.editor(index).click()
        self.page.keyboard.type(text)

    def text(self, index: int) -> str:
        """What stands in a cell's editor."""
        return self.page.evaluate(
            "index => jupyterapp.shell.currentWidget.content.model.cells.get(index).sharedModel.getSource()", index
        )

    def screenshot(self, path: Path) -> None:
        """The whole notebook, however long."""
        # From the first cell to the last one; the panel itself can be scrolled further.
        span = """() => {
          const cells = [...document.querySelectorAll('.jp-Notebook .jp-Cell')].map(cell => cell.getBoundingClientRect());
          return Math.ceil(cells.at(-1).bottom - cells[0].top);
        }"""
        # Nothing is laid out while a theme is being loaded.
        height = min(self.page.wait_for_function(span).json_value() + 300, 16_000)
        self.page.set_viewport_size({"width": 1280, "height": height})
        self.page.evaluate(
            """() => new Promise(done => requestAnimationFrame(() => {
                 document.querySelector('.jp-WindowedPanel-outer').scrollTop = 0;
                 requestAnimationFrame(done);
               }))"""
        )
        self.page.screenshot(path=path)

    def close(self) -> None:
        if self.page.url != "about:blank":
            self.perform("() => jupyterapp.serviceManager.sessions.shutdownAll()")
        self.page.close()
