"""What both sides work on, made once and kept: the customers, more of them by jitter, their features, labels."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[3]
INPUTS = ROOT / ".build" / "bench"
OURS = ROOT / ".build" / "release" / "Benchmarks"
KERNEL = ROOT / ".build" / "release" / "cohort"


def source(given: str | None = None) -> Path:
    """The customers: the file that was named, COHORT_DATA, the shared data set, or as many rows of the built-in sample."""
    for path in filter(None, [given, os.environ.get("COHORT_DATA"), ROOT.parent / "shared" / "data" / "cc_general.csv"]):
        if Path(path).is_file():
            return Path(path)
    sample = INPUTS / "sample-8950.csv"
    if not sample.exists():
        subprocess.run([OURS, "sample", "8950", sample], check=True, stdout=subprocess.DEVNULL)
    return sample


def jittered(frame: pd.DataFrame, n: int) -> pd.DataFrame:
    """n rows: some of the table's, or all of them and then the same again and again with 5 % log-normal jitter."""
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


def table(csv: Path, n: int) -> Path:
    """n rows as a CSV file with identifiers of their own."""
    frame = pd.read_csv(csv)
    if n == len(frame):
        return csv
    path = INPUTS / f"{csv.stem}-{n}.csv"
    if not path.exists():
        frame = jittered(frame, n)
        frame[frame.columns[0]] = [f"C{10_000_000 + i}" for i in range(n)]
        frame.to_csv(path, index=False)
    return path


def parquet(csv: Path, n: int) -> Path:
    """The table as a Parquet file, as pandas writes one."""
    path = INPUTS / f"{csv.stem}-{n}.parquet"
    if not path.exists():
        pd.read_csv(table(csv, n)).to_parquet(path)
    return path


def standardised(x: np.ndarray) -> np.ndarray:
    return (x - x.mean(0)) / x.std(0)


def write(x: np.ndarray, path: Path) -> None:
    """Rows × columns doubles, row by row, after the two counts."""
    with path.open("wb") as file:
        np.array(x.shape, dtype=np.int64).tofile(file)
        np.ascontiguousarray(x, dtype=np.float64).tofile(file)


def read(path: str | Path) -> np.ndarray:
    rows, columns = np.fromfile(path, dtype=np.int64, count=2)
    return np.fromfile(path, dtype=np.float64, offset=16).reshape(rows, columns)


def features(csv: Path, n: int) -> Path:
    """Features of n customers: the median for what is missing, ln(x + 1), mean 0 and deviation 1."""
    path = INPUTS / f"{csv.stem}-{n}.f64"
    if not path.exists():
        x = jittered(pd.read_csv(csv), n).iloc[:, 1:].astype(float)
        write(standardised(np.log1p(x.fillna(x.median()).to_numpy())), path)
    return path


def noise(n: int) -> Path:
    """Features without any structure: 17 columns of even noise, where no index over space can help."""
    path = INPUTS / f"noise-{n}.f64"
    if not path.exists():
        write(standardised(np.random.default_rng(7).uniform(size=(n, 17))), path)
    return path


def labels(csv: Path, n: int) -> Path:
    """Four clusters of those features, one label a line."""
    path = INPUTS / f"{csv.stem}-{n}.labels"
    if not path.exists():
        from sklearn.cluster import KMeans

        np.savetxt(path, KMeans(4, n_init=1, random_state=0).fit_predict(read(features(csv, n))), fmt="%d")
    return path
