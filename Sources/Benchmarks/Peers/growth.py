"""How Cohort's costs grow with the rows, and how near its inner loops come to the machine's peak: no peer beside it.

usage: growth.py [--long] [--data CSV]
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
from pathlib import Path

import numpy as np

from inputs import INPUTS, OURS, features, labels, noise, source

# Rows of one table: its own up to their number, then more by jitter.
SIZES = {
    "ward": [2_000, 4_000, 8_950, 20_000, 50_000, 100_000, 200_000],
    "single": [2_000, 4_000, 8_950, 20_000, 50_000, 100_000],
    "average": [2_000, 4_000, 8_950],
    "complete": [2_000, 4_000, 8_950],
    "silhouette": [4_000, 8_950, 20_000, 50_000],
    "tsne": [8_950, 20_000, 50_000],
}
LONG = {"ward": [1_000_000], "silhouette": [100_000], "tsne": [100_000, 200_000]}


def seconds(work: str, rows: list[Path | str], runs: int) -> float:
    times = []
    for _ in range(runs):
        done = subprocess.run([OURS, work, *map(str, rows)], capture_output=True, text=True, check=True)
        times.append(json.loads(done.stdout)["seconds"])
    return statistics.median(times)


def arguments(work: str, csv: Path, n: int) -> list[Path | str]:
    extra = {"silhouette": [labels(csv, n)] if work == "silhouette" else [], "tsne": ["42"]}.get(work, [])
    return [features(csv, n), *extra]


def grown(work: str, name: str, sizes: list[int], inputs) -> str:
    times = [seconds(work, inputs(n), 1 if n >= 200_000 or work == "tsne" else 3) for n in sizes]
    exponent = np.polyfit(np.log(sizes), np.log(times), 1)[0]
    steps = ", ".join(f"{n:,} {t:.3g} s" for n, t in zip(sizes, times))
    return f"| {name} | **{exponent:.2f}** | {steps} |"


def growth(csv: Path, long: bool) -> None:
    print("\n| work | exponent | rows and seconds |\n|---|---|---|", flush=True)
    for work, sizes in SIZES.items():
        sizes = sizes + (LONG.get(work, []) if long else [])
        print(grown(work, work, sizes, lambda n: arguments(work, csv, n)), flush=True)
    print(grown("ward", "ward, noise without structure", [2_000, 4_000, 8_950, 20_000], lambda n: [noise(n)]), flush=True)


def fractions(csv: Path, runs: int = 5) -> None:
    """Inner loops beside a plain loop over vectors in the same process."""
    rows = [features(csv, 50_000), labels(csv, 50_000)]
    measured = []
    for _ in range(runs):
        done = subprocess.run([OURS, "fractions", *map(str, rows)], capture_output=True, text=True, check=True)
        measured.append([json.loads(line) for line in done.stdout.splitlines()])
    print("\n| loop | of the measured peak (range) | reached | peak | counted |\n|---|---|---|---|---|")
    for runs_of_one in zip(*measured):
        shares = sorted(r["reached"] / r["peak"] for r in runs_of_one)
        reached, peak = (statistics.median(r[key] for r in runs_of_one) / 1e9 for key in ("reached", "peak"))
        one = runs_of_one[0]
        print(
            f"| {one['name']} | **{statistics.median(shares):.0%}** ({shares[0]:.0%}–{shares[-1]:.0%}) "
            f"| {reached:.0f} | {peak:.0f} · 10⁹ {one['unit']} | {one['counted']} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--data")
    options = parser.parse_args()
    INPUTS.mkdir(parents=True, exist_ok=True)
    csv = source(options.data)
    fractions(csv)
    growth(csv, options.long)


if __name__ == "__main__":
    main()
