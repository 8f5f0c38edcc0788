"""`%report`: one page, and a PDF of it by the Chromium of this machine."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

MAKE = ["%load", "%cluster k=4", "%tsne iterations=250"]


def run(program: Path, folder: Path, *lines: str) -> subprocess.CompletedProcess:
    (folder / "make.txt").write_text("\n".join([*MAKE, *lines]) + "\n")
    command = [program, "run", "--force", "make.txt"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)


def text(page) -> str:
    return " ".join(page.extract_text().split())


@pytest.fixture(scope="module")
def written(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    done = run(program, folder, "%report a.html", "%report a.pdf", "%report b.pdf", "%report c.pdf paper=letter title=Ours")
    assert done.returncode == 0, done.stderr
    assert "Wrote a.html: 4 segments of sample, " in done.stdout
    pages = len(PdfReader(folder / "a.pdf").pages)
    assert f"Wrote a.pdf: 4 segments of sample, {pages} pages, " in done.stdout
    return folder


@pytest.mark.parametrize("name", ["a.pdf", "c.pdf"], ids=["a4", "letter"])
def test_every_segment_has_a_page_of_its_own_and_the_summary_is_on_the_first(written: Path, name: str) -> None:
    pages = [text(page) for page in PdfReader(written / name).pages]
    assert "In short" in pages[0] and "All 5,000 customers of sample are in 4 segments." in pages[0]
    html = (written / "a.html").read_text()
    # The headings of the cards, as they are on the page for browsers.
    names = [html.split(f'<h3 id="segment-{number}">')[1].split("</h3>")[0] for number in range(1, 5)]
    homes = [[place for place, words in enumerate(pages) if name in words and "Its share of all" in words] for name in names]
    assert all(len(home) == 1 for home in homes), homes
    assert len({home[0] for home in homes}) == 4
    # How the values are spread that set it apart stands below its card, on the same page.
    assert all("all others" in pages[home[0]] for home in homes)
    assert any("%cluster k=4" in words and "SHA-256" in words for words in pages)


def test_a_pdf_has_the_same_bytes_each_time_and_the_paper_that_was_asked_for(written: Path) -> None:
    assert (written / "a.pdf").read_bytes() == (written / "b.pdf").read_bytes()
    for name, width, height in (("a.pdf", 595, 842), ("c.pdf", 612, 792)):
        for page in PdfReader(written / name).pages:
            assert (round(page.mediabox.width), round(page.mediabox.height)) == (width, height)
    assert "Ours" in text(PdfReader(written / "c.pdf").pages[0])


def test_headings_are_the_outline_of_the_document(written: Path) -> None:
    def titles(items) -> list[str]:
        return [title for item in items for title in (titles(item) if isinstance(item, list) else [item.title])]

    found = titles(PdfReader(io.BytesIO((written / "a.pdf").read_bytes())).outline)
    assert "How it was made" in found and "The segments one by one" in found


def test_without_a_program_that_prints_it_says_what_to_install(program: Path, tmp_path: Path) -> None:
    (tmp_path / "make.txt").write_text("%load\n%cluster k=4\n%report a.pdf\n")
    done = subprocess.run(
        [program, "run", "make.txt"], cwd=tmp_path, capture_output=True, text=True, timeout=120, env={"PATH": "/nowhere"}
    )
    assert done.returncode == 1
    assert "NoPrinter" in done.stderr and "apt-get install chromium" in done.stderr
    assert not (tmp_path / "a.pdf").exists()


# MARK: a figure as a PDF


def test_a_figure_is_one_page_of_its_size_with_its_words(program: Path, tmp_path: Path) -> None:
    lines = ["%load", "%hist BALANCE", "%export figure a.pdf", "%export figure b.pdf", "%export figure a.svg", "%config width=701",
             "%box BALANCE", "%export figure box.pdf", "%export figure box.svg"]
    (tmp_path / "make.txt").write_text("\n".join(lines) + "\n")
    done = subprocess.run([program, "run", "make.txt"], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "Wrote a.pdf: BALANCE." in done.stdout
    for name in ("a", "box"):
        svg = (tmp_path / f"{name}.svg").read_text()
        width, height = (float(svg.split(f' {side}="')[1].split('"')[0]) for side in ("width", "height"))
        (page,) = PdfReader(tmp_path / f"{name}.pdf").pages
        # 96 pixels of a page's style are an inch of 72 points.
        assert abs(float(page.mediabox.width) - width * 0.75) < 1 and abs(float(page.mediabox.height) - height * 0.75) < 1
        assert "BALANCE" in text(page) and not list(page.images)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_without_a_program_that_prints_a_figure_says_what_to_install(program: Path, tmp_path: Path) -> None:
    (tmp_path / "make.txt").write_text("%load\n%hist BALANCE\n%export figure a.pdf\n")
    done = subprocess.run(
        [program, "run", "make.txt"], cwd=tmp_path, capture_output=True, text=True, timeout=120, env={"PATH": "/nowhere"}
    )
    assert done.returncode == 1
    assert "NoPrinter" in done.stderr and "apt-get install chromium" in done.stderr and "FILE.svg" in done.stderr
    assert not (tmp_path / "a.pdf").exists()
