"""Cohort beside what a user would pick instead: the same work on the same input, in turn, several rounds in one run.

usage: bench.py [NAME...] [--rounds N] [--long] [--data CSV] [--json FILE]

NAME picks lines of the table by the beginning of their name. Each round runs every peer and Cohort once, each in a process of
its own, and gives one ratio: the fastest peer's seconds over Cohort's. Printed are the median ratio, the range, the median seconds of
both, peak memory of both, and a figure of merit of both that shows that the same work was done. --long adds what takes minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
INPUTS = ROOT / ".build" / "bench"
OURS = ROOT / ".build" / "release" / "Benchmarks"


@dataclass
class Line:
    """A line of the table."""

    name: str
    ours: list[str]
    peers: dict[str, list[str]]
    merit: str
    rounds: int = 5
    long: bool = False
    # Cohort alone where no peer gets.
    alone: bool = field(default=False)


def lines(csv: Path) -> list[Line]:
    def x(n: int) -> str:
        return str(features(csv, n))

    def tree(linkage: str, n: int, name: str, **options) -> Line:
        peer = {"ward": "ward", "single": "single"}.get(linkage, linkage)
        peers = {"fastcluster": [peer, x(n)]}
        if linkage == "single":
            peers["fastcluster linkage_vector"] = ["single-vector", x(n)]
        if n > 20_000:
            peers.pop("fastcluster", None) if linkage == "single" else None
        return Line(name, [linkage, x(n)], peers, "sum of heights", **options)

    n = 8_950
    big = table(csv, 1_000_000)
    setup = f"%load {csv}\n%prepare log=all\n%cluster k=4"
    return [
        Line("load 8,950", ["load", str(csv)], {"pandas": ["load-pandas", str(csv)], "DuckDB": ["load-duckdb", str(csv)]}, "values"),
        Line("load 1,000,000", ["load", str(big)], {"pandas": ["load-pandas", str(big)], "DuckDB": ["load-duckdb", str(big)]}, "values", rounds=3, long=True),
        tree("ward", n, "Ward 8,950"),
        tree("ward", 50_000, "Ward 50,000", rounds=1, long=True),
        tree("average", n, "average 8,950"),
        tree("complete", n, "complete 8,950"),
        tree("single", n, "single 8,950"),
        tree("single", 100_000, "single 100,000", rounds=1, long=True),
        Line("silhouette 8,950", ["silhouette", x(n), labels(csv, n)], {"scikit-learn": ["silhouette", x(n), labels(csv, n)]}, "mean"),
        Line("silhouette 100,000", ["silhouette", x(100_000), labels(csv, 100_000)], {"scikit-learn": ["silhouette", x(100_000), labels(csv, 100_000)]}, "mean", rounds=1, long=True),
        Line("k-means 100,000", ["kmeans", x(100_000), "4", "10"], {"scikit-learn": ["kmeans", x(100_000), "4", "10"]}, "inertia"),
        Line("t-SNE 8,950", ["tsne", x(n), "42"], {"openTSNE": ["tsne-bh", x(n), "42"]}, "own divergence", rounds=2),
        Line("t-SNE 100,000", ["tsne", x(100_000), "42"], {"openTSNE FIt-SNE": ["tsne-fft", x(100_000), "42"]}, "own divergence", rounds=1, long=True),
        Line("%stability 50 resamples", ["cell", setup, "%stability resamples=50"], {"fastcluster, scikit-learn": ["stability", x(n), "50"]}, "bytes; mean adjusted Rand index", rounds=2),
        Line("%compare k=2..10", ["cell", setup, "%compare k=2..10 resamples=0 references=0"], {"fastcluster, scikit-learn": ["compare", x(n)]}, "bytes; best silhouette", rounds=3),
        Line("scatter to SVG and HTML", ["cell", f"%load {csv}\n%config formats=html,svg", "%scatter BALANCE CREDIT_LIMIT color=none"], {"seaborn to PNG": ["scatter", str(csv)]}, "bytes"),
        Line("scatter, all forms", ["cell", f"%load {csv}", "%scatter BALANCE CREDIT_LIMIT color=none"], {"seaborn to PNG": ["scatter", str(csv)]}, "bytes"),
        Line("histogram to SVG and HTML", ["cell", f"%load {csv}\n%config formats=html,svg", "%hist BALANCE"], {"seaborn to PNG": ["histogram", str(csv)]}, "bytes"),
        Line("histogram, all forms", ["cell", f"%load {csv}", "%hist BALANCE"], {"seaborn to PNG": ["histogram", str(csv)]}, "bytes"),
    ]


# MARK: inputs, made once


def source(given: str | None) -> Path:
    """The customers to measure on: what was named, COHORT_DATA, the shared data set, or as many rows of the built-in sample."""
    for path in filter(None, [given, os.environ.get("COHORT_DATA"), ROOT.parent / "shared" / "data" / "cc_general.csv"]):
        if Path(path).is_file():
            return Path(path)
    sample = INPUTS / "sample-8950.csv"
    if not sample.exists():
        subprocess.run([OURS, "sample", "8950", sample], check=True, stdout=subprocess.DEVNULL)
    return sample


def jittered(frame: pd.DataFrame, n: int) -> pd.DataFrame:
    """n rows: the table's own, then again and again with 5 % log-normal jitter."""
    random = np.random.default_rng(7)
    if n <= len(frame):
        return frame.iloc[random.permutation(len(frame))[:n]] if n < len(frame) else frame
    numbers = frame.columns[1:]
    parts = [frame]
    while sum(map(len, parts)) < n:
        part = frame.copy()
        part[numbers] = part[numbers] * np.exp(random.normal(0, 0.05, part[numbers].shape))
        parts.append(part)
    return pd.concat(parts, ignore_index=True)[:n]


def features(csv: Path, n: int) -> Path:
    """Median for what is missing, ln(x + 1) of every column, mean 0 and deviation 1, as doubles after two counts."""
    path = INPUTS / f"{csv.stem}-{n}.f64"
    if not path.exists():
        x = jittered(pd.read_csv(csv), n).iloc[:, 1:].astype(float)
        x = np.log1p(x.fillna(x.median()).to_numpy())
        x = (x - x.mean(0)) / x.std(0)
        with path.open("wb") as file:
            np.array(x.shape, dtype=np.int64).tofile(file)
            np.ascontiguousarray(x).tofile(file)
    return path


def labels(csv: Path, n: int) -> str:
    """Four clusters of those features, one label a line."""
    path = INPUTS / f"{csv.stem}-{n}.labels"
    if not path.exists():
        from sklearn.cluster import KMeans

        x = np.fromfile(features(csv, n), dtype=np.float64, offset=16).reshape(n, -1)
        np.savetxt(path, KMeans(4, n_init=1, random_state=0).fit_predict(x), fmt="%d")
    return str(path)


def table(csv: Path, n: int) -> Path:
    path = INPUTS / f"{csv.stem}-{n}.csv"
    return path


def make_table(csv: Path, path: Path, n: int) -> None:
    if not path.exists():
        frame = jittered(pd.read_csv(csv), n)
        frame[frame.columns[0]] = [f"C{10_000_000 + i}" for i in range(n)]
        frame.to_csv(path, index=False)


# MARK: runs


def run(command: list[str]) -> dict:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"status {done.returncode}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def measure(line: Line, rounds: int) -> dict:
    ours, peers = [], {name: [] for name in line.peers}
    for _ in range(rounds):
        for name, arguments in line.peers.items():
            peers[name].append(run([sys.executable, str(HERE / "peers.py"), *arguments]))
        ours.append(run([str(OURS), *line.ours]))
    best = min(peers, key=lambda name: statistics.median(r["seconds"] for r in peers[name]))
    ratios = sorted(p["seconds"] / o["seconds"] for p, o in zip(peers[best], ours))
    return dict(
        name=line.name, peer=best, ratio=statistics.median(ratios), low=ratios[0], high=ratios[-1], rounds=rounds,
        ours_seconds=statistics.median(r["seconds"] for r in ours),
        peer_seconds=statistics.median(r["seconds"] for r in peers[best]),
        ours_mib=max(r["peak_mib"] for r in ours), peer_mib=max(r["peak_mib"] for r in peers[best]),
        ours_merit=ours[0]["merit"], peer_merit=peers[best][0]["merit"], merit=line.merit)


def show(result: dict) -> None:
    print(
        f"| {result['name']} | {result['peer']} | **{result['ratio']:.1f}** ({result['low']:.1f}–{result['high']:.1f}, {result['rounds']}×) "
        f"| {seconds(result['ours_seconds'])} | {seconds(result['peer_seconds'])} | {result['ours_mib']:.0f} | {result['peer_mib']:.0f} "
        f"| {result['ours_merit']:.8g} / {result['peer_merit']:.8g} ({result['merit']}) |", flush=True)


def seconds(value: float) -> str:
    return f"{value * 1000:.1f} ms" if value < 0.1 else f"{value:.2f} s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--data")
    parser.add_argument("--json")
    options = parser.parse_args()
    INPUTS.mkdir(parents=True, exist_ok=True)
    csv = source(options.data)
    print(f"{csv.name}, {os.cpu_count()} cores. Ratio: the peer's seconds over Cohort's; median of rounds run in turn (range).\n")
    print("| work | best peer | ratio | Cohort | peer | MiB | MiB | merit: Cohort / peer |\n|---|---|---|---|---|---|---|---|")
    results = []
    for line in lines(csv):
        if options.names and not any(line.name.lower().startswith(name.lower()) for name in options.names):
            continue
        if line.long and not options.long and not options.names:
            continue
        if line.name == "load 1,000,000":
            make_table(csv, table(csv, 1_000_000), 1_000_000)
        results.append(measure(line, options.rounds or line.rounds))
        show(results[-1])
    if options.json:
        Path(options.json).write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
