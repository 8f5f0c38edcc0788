"""The page of `%explore` in a cell's output, as a person finds things in it."""

from __future__ import annotations

import re

from lab import Lab
from playwright.sync_api import Locator


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
