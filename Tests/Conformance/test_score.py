"""`%score`: new customers in segments that exist, in a session and by `cohort run -p`."""

from __future__ import annotations

import csv
import math
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
CARDS = Path(os.environ.get("COHORT_DATA", ROOT / "../shared/data/cc_general.csv"))


def cohort_run(program: Path, folder: Path, *arguments) -> subprocess.CompletedProcess:
    return subprocess.run([program, "run", *arguments], cwd=folder, capture_output=True, text=True, timeout=300)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def fit(program: Path, folder: Path) -> None:
    (folder / "fit.txt").write_text("%load shop as=shop\n%cluster k=4\n%save model.json\n%export table shop.csv\n")
    run = cohort_run(program, folder, "fit.txt")
    assert run.returncode == 0, run.stderr


def test_a_stream_of_files_is_scored_by_one_file_of_commands(program: Path, tmp_path: Path) -> None:
    fit(program, tmp_path)
    header, *lines = (tmp_path / "shop.csv").read_text().splitlines()
    (tmp_path / "score.txt").write_text(
        "file = nothing.csv\nout = nothing.csv\n%score $file model=model.json to=$out\n"
    )
    for part in range(3):
        name = f"part {part}.csv"
        (tmp_path / name).write_text("\n".join([header, *lines[part * 50 : part * 50 + 50]]) + "\n")
        run = cohort_run(program, tmp_path, "score.txt", "-p", f"file={name}", "-p", f"out=scored {part}.csv")
        assert (run.returncode, run.stderr) == (0, "")
        scored = rows(tmp_path / f"scored {part}.csv")
        assert [row["segment"] in "1234" and row["segment"] != "" for row in scored] == [True] * 50
        assert all(set(row) >= {"segment", "name", "distance", "margin", "unusual"} for row in scored)
    whole = cohort_run(program, tmp_path, "score.txt", "-p", "file=nowhere.csv")
    assert whole.returncode == 1 and "nowhere.csv" in whole.stderr
    wrong = cohort_run(program, tmp_path, "score.txt", "-p", "file")
    assert wrong.returncode != 0 and "name=value" in wrong.stderr


def test_segments_are_those_that_plain_arithmetic_gives(program: Path, tmp_path: Path) -> None:
    """Medians, logarithms, scales and nearest means of scored real customers, computed here from the file alone."""
    if not CARDS.exists():
        pytest.skip(f"NOT RUN: the real data is not at {CARDS}; COHORT_DATA says where it is")
    all_rows = rows(CARDS)
    header = list(all_rows[0])
    for name, chosen in (("fit.csv", all_rows[::2]), ("new.csv", all_rows[1::2])):
        with (tmp_path / name).open("w", newline="") as file:
            writer = csv.DictWriter(file, header)
            writer.writeheader()
            writer.writerows(chosen)
    (tmp_path / "score.txt").write_text(
        "%load fit.csv\n%cluster k=5 method=kmeans\n%export segments fitted.csv\n%score new.csv to=scored.csv\n"
    )
    run = cohort_run(program, tmp_path, "score.txt")
    assert run.returncode == 0, run.stderr
    fitted = [int(row["segment"]) for row in rows(tmp_path / "fitted.csv")]
    expected, distances = placed(all_rows[::2], fitted, all_rows[1::2], header[1:])
    scored = rows(tmp_path / "scored.csv")
    assert [int(row["segment"]) for row in scored] == expected
    for row, distance in zip(scored, distances, strict=True):
        assert math.isclose(float(row["distance"]), distance, rel_tol=1e-9)


def placed(fit_rows: list, labels: list[int], new_rows: list, names: list[str]) -> tuple[list[int], list[float]]:
    """The nearest of the means of the fitted segments, by the standard recipe."""
    old, new = [[] for _ in fit_rows], [[] for _ in new_rows]
    for name in names:
        values = sorted(float(row[name]) for row in fit_rows if row[name])
        middle = len(values) // 2
        median = values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2

        def read(row: dict, name: str = name, median: float = median) -> float:
            return float(row[name]) if row[name] else median

        filled = [read(row) for row in fit_rows]
        mean = math.fsum(filled) / len(filled)
        second = math.fsum((x - mean) ** 2 for x in filled) / len(filled)
        skewness = math.fsum((x - mean) ** 3 for x in filled) / len(filled) / second**1.5
        logged = skewness > 1 and min(filled) >= 0
        made = [math.log1p(x) if logged else x for x in filled]
        centre = math.fsum(made) / len(made)
        scale = math.sqrt(math.fsum((x - centre) ** 2 for x in made) / len(made))
        for row, x in zip(old, made, strict=True):
            row.append((x - centre) / scale)
        for row, source in zip(new, new_rows, strict=True):
            x = read(source)
            row.append(((math.log1p(x) if logged else x) - centre) / scale)
    means = {}
    for segment in sorted(set(labels)):
        members = [row for row, label in zip(old, labels, strict=True) if label == segment]
        means[segment] = [math.fsum(column) / len(members) for column in zip(*members, strict=True)]
    segments, distances = [], []
    for row in new:
        found = {segment: math.dist(row, mean) for segment, mean in means.items()}
        segments.append(min(found, key=lambda segment: (found[segment], segment)))
        distances.append(found[segments[-1]])
    return segments, distances
