"""Workbooks written by other programs: by hand with Python's zipfile, and by openpyxl and XlsxWriter where they are installed."""

from __future__ import annotations

import csv
import datetime
import subprocess
import zipfile
from pathlib import Path

import pytest

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
EXPECTED = [
    {"who": f"C{i}", "day": str(datetime.date(2024, 1, 30) + datetime.timedelta(days=i)), "spent": str(i + 0.25)}
    for i in range(4)
]


def table(program: Path, folder: Path, line: str) -> tuple[list[dict[str, str]], str]:
    """The rows that %load makes of a workbook, and what is printed."""
    (folder / "look.txt").write_text(f"{line}\n%export table out.csv\n")
    run = subprocess.run([program, "run", "look.txt"], cwd=folder, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    with open(folder / "out.csv", newline="") as file:
        return list(csv.DictReader(file)), run.stdout


def test_a_workbook_of_inline_strings(program: Path, tmp_path: Path) -> None:
    def cell(value: object, style: int = 0) -> str:
        if isinstance(value, str):
            return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
        return f'<c s="{style}"><v>{value}</v></c>'

    rows = "".join(f"<row>{cell(f'C{i}')}{cell(45321 + i, 1)}{cell(i + 0.25)}</row>" for i in range(4))
    head = "<row>" + "".join(map(cell, ("who", "day", "spent"))) + "</row>"
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="s"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="s" Type="{OFFICE}/worksheet" '
        f'Target="worksheets/one.xml"/><Relationship Id="t" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/worksheets/one.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{head}{rows}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(tmp_path / "book.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    assert table(program, tmp_path, "%load book.xlsx")[0] == EXPECTED


def test_a_workbook_of_openpyxl(program: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed: none of its workbooks was read")
    book = openpyxl.Workbook()
    book.active.append(["nothing here"])
    sheet = book.create_sheet("Spending 24")
    sheet.append(["who", "day", "spent"])
    for row in EXPECTED:
        sheet.append([row["who"], datetime.date.fromisoformat(row["day"]), float(row["spent"])])
    book.save(tmp_path / "book.xlsx")
    rows, printed = table(program, tmp_path, '%load book.xlsx sheet="Spending 24"')
    assert rows == EXPECTED
    assert "the sheet Spending 24 was read; sheet= takes another one: Sheet" in printed


@pytest.mark.parametrize("from_1904", [False, True])
def test_a_workbook_of_xlsxwriter(program: Path, tmp_path: Path, from_1904: bool) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="XlsxWriter is not installed: none of its workbooks was read")
    book = xlsxwriter.Workbook(str(tmp_path / "book.xlsx"), {"date_1904": from_1904})
    sheet = book.add_worksheet()
    days = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(2, 1, ["who", "day", "spent"])
    for place, row in enumerate(EXPECTED):
        sheet.write(3 + place, 1, row["who"])
        sheet.write_datetime(3 + place, 2, datetime.datetime.fromisoformat(row["day"]), days)
        sheet.write_formula(3 + place, 3, f"={place}+0.25", value=place + 0.25)
    book.close()
    assert table(program, tmp_path, "%load book.xlsx")[0] == EXPECTED


def test_what_is_no_workbook_says_what_it_is(program: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "book.xlsx", "w") as archive:
        archive.writestr("a.csv", "x\n1\n")
    (tmp_path / "look.txt").write_text("%load book.xlsx\n")
    run = subprocess.run([program, "run", "look.txt"], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert run.returncode == 1
    assert "a zip archive of other files (a.csv); unpack it first" in run.stdout + run.stderr
