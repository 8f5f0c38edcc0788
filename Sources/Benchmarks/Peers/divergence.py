"""One evaluator of t-SNE maps for every implementation, since each reports the divergence by an approximation of its own.

usage: divergence.py FEATURES MAP.csv [PERPLEXITY]     MAP has columns x and y, a row for each row of FEATURES

P: conditional distributions of the given perplexity (30) over the exact nearest neighbours, three times as many, found by
bisection to 1e-10 in entropy, symmetrised, summing to 1. Q: Student t over all pairs, exact. The divergence is sum P ln(P / Q).
Also the trustworthiness of 12 neighbours over 3,000 rows. Source: van der Maaten and Hinton 2008; Venna and Kaski 2001.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from scipy.spatial import cKDTree

from inputs import read


def affinities(x: np.ndarray, perplexity: float) -> csr_matrix:
    n, k = len(x), int(3 * perplexity)
    d, j = cKDTree(x).query(x, k + 1, workers=-1)
    own = np.arange(n)[:, None]
    # A row is not its own neighbour; among many equal rows it may be missing from its own list.
    keep = np.where((j == own).any(1)[:, None], j != own, np.arange(k + 1) < k)
    d2, j = d[keep].reshape(n, k) ** 2, j[keep].reshape(n, k)
    d2 -= d2[:, :1]
    low, high, beta = np.zeros(n), np.full(n, np.inf), np.ones(n)
    for _ in range(200):
        p = np.exp(-d2 * beta[:, None])
        total = p.sum(1)
        entropy = np.log(total) + beta * (d2 * p).sum(1) / total
        up = entropy > np.log(perplexity)
        low, high = np.where(up, beta, low), np.where(up, high, beta)
        beta = np.where(np.isinf(high), beta * 2, (low + high) / 2)
    p /= total[:, None]
    p = csr_matrix((p.ravel(), (np.repeat(np.arange(n), k), j.ravel())), (n, n))
    return (p + p.T) / (2 * n)


def normalisation(y: np.ndarray) -> float:
    """The sum of 1 / (1 + d²) over all ordered pairs."""
    total, block = 0.0, max(1, 8_000_000 // len(y))
    for a in range(0, len(y), block):
        dx = y[a : a + block, :1] - y[:, 0]
        dy = y[a : a + block, 1:] - y[:, 1]
        dx *= dx
        dy *= dy
        dx += dy
        dx += 1
        np.reciprocal(dx, out=dx)
        total += dx.sum()
    return total - len(y)


def affinities_kept(features: Path, perplexity: float) -> csr_matrix:
    """The affinities, kept beside the features: they are the same for every map."""
    from scipy.sparse import load_npz, save_npz

    path = features.with_suffix(f".p{perplexity:g}.npz")
    if not path.exists():
        save_npz(path, affinities(read(features), perplexity), compressed=False)
    return load_npz(path)


def divergence(features: Path, y: np.ndarray, perplexity: float = 30) -> float:
    p = affinities_kept(features, perplexity).tocoo()
    w = 1 / (1 + ((y[p.row] - y[p.col]) ** 2).sum(1))
    return float((p.data * np.log(p.data * normalisation(y) / w)).sum())


def trustworthiness(features: Path, y: np.ndarray) -> float:
    from sklearn.manifold import trustworthiness

    rows = np.random.default_rng(1).permutation(len(y))[:3000]
    return float(trustworthiness(read(features)[rows], y[rows], n_neighbors=12))


def evaluate(features: Path, map: Path) -> dict:
    y = pd.read_csv(map)[["x", "y"]].to_numpy()
    return dict(divergence=divergence(features, y), trustworthiness=trustworthiness(features, y))


if __name__ == "__main__":
    print(json.dumps(evaluate(Path(sys.argv[1]), Path(sys.argv[2]))))
