"""`%rfm` against the definitions of the package lifetimes, written out, and against the package where it is installed."""

from __future__ import annotations

import csv
import random
import subprocess
import warnings
from datetime import date, timedelta
from pathlib import Path

import pytest


def purchases(seed: int) -> list[tuple[str, date, float]]:
    """Purchases of 60 customers over two years; some days have several, some customers one alone."""
    draw = random.Random(seed)
    rows = []
    for customer in range(60):
        day = date(2022, 1, 1) + timedelta(days=draw.randrange(300))
        for _ in range(draw.choice([1, 1, 2, 5, 20])):
            rows.append((f"C{customer:02}", day, round(draw.uniform(1, 500), 2)))
            day += timedelta(days=draw.choice([0, 0, 1, 7, 40]))
    draw.shuffle(rows)
    return rows


def summary(program: Path, folder: Path, rows: list[tuple[str, date, float]]) -> dict[str, dict[str, float]]:
    """What %rfm makes of purchases, by customer."""
    with open(folder / "buys.csv", "w", newline="") as file:
        csv.writer(file).writerows([("customer", "day", "amount"), *rows])
    (folder / "rfm.txt").write_text("%load buys.csv\n%rfm\n%export table rfm.csv\n")
    subprocess.run([program, "run", "rfm.txt"], cwd=folder, check=True, capture_output=True, timeout=120)
    with open(folder / "rfm.csv", newline="") as file:
        return {row["customer"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize("seed", [1, 2])
def test_repeat_purchases_are_what_lifetimes_documents(program: Path, tmp_path: Path, seed: int) -> None:
    rows = purchases(seed)
    made = summary(program, tmp_path, rows)
    last = max(day for _, day, _ in rows)
    assert set(made) == {customer for customer, _, _ in rows}
    for customer, row in made.items():
        days: dict[date, float] = {}
        for who, day, amount in rows:
            if who == customer:
                days[day] = days.get(day, 0) + amount
        first = min(days)
        repeats = [days[day] for day in days if day != first]
        assert float(row["repeat_days"]) == len(repeats)
        assert float(row["repeat_recency"]) == (max(days) - first).days
        assert float(row["age"]) == (last - first).days
        assert float(row["repeat_mean"]) == pytest.approx(sum(repeats) / len(repeats) if repeats else 0, rel=1e-12)
        assert float(row["monetary"]) == pytest.approx(sum(days.values()), rel=1e-12)
        assert float(row["frequency"]) == len(days)
        assert float(row["recency"]) == (last - max(days)).days + 1


def test_repeat_purchases_are_those_of_lifetimes(program: Path, tmp_path: Path) -> None:
    lifetimes = pytest.importorskip("lifetimes.utils", reason="lifetimes is not installed: nothing was compared with it")
    pandas = pytest.importorskip("pandas")
    rows = purchases(3)
    made = summary(program, tmp_path, rows)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = lifetimes.summary_data_from_transaction_data(
            pandas.DataFrame(rows, columns=["customer", "day", "amount"]), "customer", "day", "amount")
    names = {"frequency": "repeat_days", "recency": "repeat_recency", "T": "age", "monetary_value": "repeat_mean"}
    for customer, row in made.items():
        for name, ours in names.items():
            assert float(row[ours]) == pytest.approx(float(theirs.loc[customer, name]), rel=1e-9), (customer, name)
