#!/usr/bin/env python3
"""Writes the values of NumPy, SciPy and scikit-learn that the Swift tests compare with.

    python3 -m venv /tmp/reference
    /tmp/reference/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 hdbscan==0.8.44
    /tmp/reference/bin/python Tests/Reference/make.py

Writes Tests/AnalysisTests/Reference/*.json. Seeds are fixed: the same versions write the same files. The real customers
are read from ../shared/data/cc_general.csv or from the path in COHORT_DATA; without them their file is left as it is. No
row or column of theirs is written, only what is computed from them.
"""

import csv
import importlib.metadata
import json
import os
import pathlib
import warnings
from unittest import mock

import numpy as np
import scipy
import sklearn
import scipy.spatial
from scipy import stats
from hdbscan import _hdbscan_tree
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from sklearn import metrics
from sklearn.cluster import HDBSCAN, KMeans
from sklearn.decomposition import PCA
from sklearn.mixture import GaussianMixture
from sklearn.metrics.cluster import _unsupervised

TESTS = pathlib.Path(__file__).resolve().parent.parent
FOLDER = TESTS / "AnalysisTests" / "Reference"
LINKAGES = ["ward", "complete", "average", "single"]
SHARES = [0, 0.01, 0.1, 0.25, 0.5, 0.77, 0.9, 1]
VERSIONS = (
    f"NumPy {np.__version__}, SciPy {scipy.__version__}, scikit-learn {sklearn.__version__}, "
    f"hdbscan {importlib.metadata.version('hdbscan')}")


# Data sets: three decimals, so that they are short to write and exact to read.


def blobs(random, n, d, k, spread=1.0):
    centres = random.uniform(-6, 6, (k, d))
    return centres[np.arange(n) % k] + spread * random.standard_normal((n, d))


def data_sets():
    random = np.random.default_rng(20150414)
    yield "a line in three groups", blobs(random, 20, 1, 3, 0.6)
    yield "three groups in the plane", blobs(random, 24, 2, 3)
    yield "four groups", blobs(random, 40, 3, 4)
    yield "groups that overlap", blobs(random, 60, 2, 5, 2.5)
    yield "five features", blobs(random, 80, 5, 4)
    yield "eight features", blobs(random, 100, 8, 6, 1.5)
    yield "two hundred rows", blobs(random, 200, 2, 7, 0.8)
    yield "no groups", random.uniform(0, 1, (50, 3))
    yield "no groups in six dimensions", random.uniform(-1, 1, (120, 6))
    yield "amounts", np.exp(random.standard_normal((90, 4)) * 1.2 + 3)
    yield "far from zero", 1e6 + 10 * random.standard_normal((50, 3))
    yield "scales that differ", random.standard_normal((45, 4)) * [1000, 1, 10, 100]
    yield "a whole-number grid", random.integers(0, 4, (30, 2)).astype(float)
    yield "many ties", random.integers(0, 3, (100, 3)).astype(float)
    yield "each row three times", np.repeat(blobs(random, 20, 3, 3), 3, axis=0)
    constant = blobs(random, 40, 4, 3)
    constant[:, 2] = 7.25
    yield "a constant column", constant
    line = random.standard_normal((45, 2))
    yield "columns that depend on others", np.column_stack([line, line @ [[1, 2], [3, -1]], line[:, :1]])
    zeros = np.where(random.random((70, 3)) < 0.6, 0, random.exponential(100, (70, 3)))
    yield "mostly zeros", zeros


def finite(values):
    """NaN is null in JSON."""
    if isinstance(values, (list, tuple, np.ndarray)):
        return [finite(value) for value in values]
    value = float(values)
    return value if np.isfinite(value) else None


def numbered(labels):
    """Labels by first appearance."""
    names = {}
    return [names.setdefault(label, len(names)) for label in np.asarray(labels).tolist()]


# Measures


def exact_distances(a, b=None):
    return scipy.spatial.distance.cdist(a, a if b is None else b)


def validity(x, labels, exact=True):
    """By SciPy's distances where `exact`: scikit-learn's own come from dot products, and lose up to ten digits of rows that
    lie far from zero or close together. Those of all pairs of many rows would not fit."""
    if exact:
        distances = scipy.spatial.distance.squareform(scipy.spatial.distance.pdist(x))
        samples = metrics.silhouette_samples(distances, labels, metric="precomputed")
        with mock.patch.object(_unsupervised, "pairwise_distances", exact_distances):
            davies_bouldin = metrics.davies_bouldin_score(x, labels)
    else:
        samples = metrics.silhouette_samples(x, labels)
        davies_bouldin = metrics.davies_bouldin_score(x, labels)
    return {
        "labels": labels.tolist(),
        "silhouettes": finite(samples),
        "silhouette": finite(samples.mean()),
        "calinskiHarabasz": finite(metrics.calinski_harabasz_score(x, labels)),
        "daviesBouldin": finite(davies_bouldin),
    }


def agreement(a, b):
    homogeneity, completeness, _ = metrics.homogeneity_completeness_v_measure(a, b)
    return {
        "adjustedRand": finite(metrics.adjusted_rand_score(a, b)),
        "mutual": finite(metrics.mutual_info_score(a, b)),
        "normalised": finite(metrics.normalized_mutual_info_score(a, b)),
        "adjusted": finite(metrics.adjusted_mutual_info_score(a, b)),
        "homogeneity": finite(homogeneity),
        "completeness": finite(completeness),
    }


def components(x):
    pca = PCA(svd_solver="full").fit(x)
    return {
        "variances": finite(pca.explained_variance_),
        "shares": finite(pca.explained_variance_ratio_),
        "components": finite(np.abs(pca.components_)),
    }


def columns(x):
    with np.errstate(all="ignore"):
        return {
            "means": finite(x.mean(axis=0)),
            "variances": finite(x.var(axis=0, ddof=1)),
            "skewness": finite([stats.skew(c, bias=False) if np.ptp(c) > 0 else 0 for c in x.T]),
            "quantiles": finite([np.quantile(c, SHARES) for c in x.T]),
            "pearson": finite([[pearson(a, b) for b in x.T] for a in x.T]),
            "spearman": finite([[pearson(stats.rankdata(a), stats.rankdata(b)) for b in x.T] for a in x.T]),
        }


def pearson(a, b):
    if np.ptp(a) == 0 or np.ptp(b) == 0:
        return np.nan
    return stats.pearsonr(a, b).statistic


def trees(x, has_ties):
    """Partitions only without ties; heights of single linkage are the same whichever tie is taken first."""
    result = {}
    for method in ["single"] if has_ties else LINKAGES:
        merges = linkage(x, method)
        tree = {"heights": finite(merges[:, 2])}
        if not has_ties:
            tree["partitions"] = {
                str(k): numbered(fcluster(merges, k, "maxclust")) for k in range(2, 6) if k < len(x)
            }
        result[method] = tree
    return result


def within(x, labels):
    return sum(((x[labels == label] - x[labels == label].mean(axis=0)) ** 2).sum() for label in np.unique(labels))


def best_kmeans(x, k, starts):
    """The inertia by its definition: scikit-learn's own carries the rounding of dot products."""
    labels = KMeans(k, n_init=starts, random_state=0, tol=0, max_iter=1000, algorithm="lloyd").fit(x).labels_
    return finite(within(x, labels))


# Density


def mutual_reachability(x, min_samples):
    distances = exact_distances(x)
    cores = np.sort(distances, axis=1)[:, min_samples - 1]
    reachability = np.maximum(distances, np.maximum(cores[:, None], cores[None]))
    np.fill_diagonal(reachability, np.inf)
    return cores, reachability


def connecting_length(reachability):
    """The least length whose edges connect everything: the longest edge of a minimum spanning tree (Prim)."""
    nearest, longest = reachability[0].copy(), 0.0
    nearest[0] = np.inf
    inside = np.zeros(len(nearest), bool)
    inside[0] = True
    while not inside.all():
        row = np.where(inside, np.inf, nearest).argmin()
        longest = max(longest, nearest[row])
        inside[row] = True
        nearest = np.minimum(nearest, reachability[row])
    return longest


def condensed_tree(reachability, min_cluster_size):
    """By the definition of Campello, Moulavi and Sander (2013): edges of one length are removed simultaneously. Rows of
    parent, child, lambda, size as in the hdbscan package, whose functions choose and label clusters then."""
    n, rows, next_label = len(reachability), [], len(reachability) + 1
    pending, pieces = [(n, np.arange(n))], []
    while pending:
        label, members = pending.pop(0)
        length = connecting_length(reachability[np.ix_(members, members)])
        shorter = reachability[np.ix_(members, members)] < length * (1 - 1e-12)
        count, parts = connected_components(shorter)
        parts = [members[parts == i] for i in range(count)]
        large = [part for part in parts if len(part) >= min_cluster_size]
        gone = [row for part in parts if len(part) < min_cluster_size for row in part]
        pieces += [(label, row, length, 1) for row in gone]
        if len(large) == 1:
            pending.insert(0, (label, large[0]))
        else:
            for part in large:
                pieces.append((label, next_label, length, len(part)))
                pending.append((next_label, part))
                next_label += 1
    lengths = np.array([piece[2] for piece in pieces])
    zero = lengths[lengths > 0].min(initial=np.inf) / 2 if (lengths > 0).any() else 1
    rows = [(p, c, 1 / (length or zero), size) for p, c, length, size in sorted(pieces, key=lambda piece: piece[0])]
    return np.array(rows, dtype=[("parent", np.intp), ("child", np.intp), ("lambda_val", float), ("child_size", np.intp)])


def density(x, min_cluster_size, min_samples, method="eom", single=False):
    cores, reachability = mutual_reachability(x, min_samples)
    tree = condensed_tree(reachability, min_cluster_size)
    stabilities = _hdbscan_tree.compute_stability(tree)
    labels, probabilities, persistences = _hdbscan_tree.get_clusters(tree, stabilities, method, single)
    return {
        "minClusterSize": min_cluster_size, "minSamples": min_samples, "selection": method, "allowSingleCluster": single,
        "labels": labels.tolist(), "probabilities": finite(probabilities), "persistences": finite(persistences),
        "outlierScores": finite(_hdbscan_tree.outlier_scores(tree)), "coreDistances": finite(cores),
    }


def densities(x, has_ties):
    """With `min_samples` of 1 or 2 distances that differ make lengths that differ: there scikit-learn's own are the same."""
    result = []
    for size, samples in ((2, 1), (3, 2), (5, 2), (5, 5), (8, 4)):
        entry = density(x, size, samples)
        if not has_ties and samples < 3:
            other = HDBSCAN(min_cluster_size=size, min_samples=samples, algorithm="kd_tree", copy=True).fit(x)
            assert numbered(other.labels_) == numbered(entry["labels"]), "scikit-learn's partition"
            entry["probabilities"] = finite(other.probabilities_)
        result.append(entry)
    return result + [density(x, 4, 3, "leaf"), density(x, 4, 3, "eom", True)]


def real_density(x, min_cluster_size, min_samples):
    found = HDBSCAN(min_cluster_size=min_cluster_size, min_samples=min_samples, algorithm="kd_tree", copy=True).fit(x)
    return {
        "minClusterSize": min_cluster_size, "minSamples": min_samples, "noise": int((found.labels_ < 0).sum()),
        "sizes": sorted(np.bincount(found.labels_[found.labels_ >= 0]).tolist(), reverse=True),
        "sumOfProbabilities": finite(found.probabilities_.sum()),
    }


# The gap statistic, with the reference draws of the program itself


class Xoshiro256:
    """xoshiro256**, seeded by SplitMix64, with named streams as in the program."""

    MASK = (1 << 64) - 1
    GOLDEN = 0x9E3779B97F4A7C15

    def __init__(self, seed, stream, index):
        name = 0xCBF29CE484222325
        for byte in stream.encode():
            name = (name ^ byte) * 0x100000001B3 & self.MASK
        mixed = 0
        for word in (seed, name, index):
            self.seeds = mixed ^ word
            mixed = self.split()
        self.seeds = mixed
        self.state = [self.split() for _ in range(4)]

    def split(self):
        self.seeds = (self.seeds + self.GOLDEN) & self.MASK
        z = self.seeds
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & self.MASK
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB & self.MASK
        return z ^ (z >> 31)

    @classmethod
    def rotated(cls, word, count):
        return (word << count | word >> (64 - count)) & cls.MASK

    def unit(self):
        s = self.state
        result = self.rotated(s[1] * 5 & self.MASK, 7) * 9 & self.MASK
        t = s[1] << 17 & self.MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = self.rotated(s[3], 45)
        return (result >> 11) * 2.0**-53


def gap(x, reference, seed, count, most):
    """Tibshirani, Walther and Hastie (2001), clusters by Ward's linkage."""
    centred = x - x.mean(axis=0)
    # The axes' signs do not matter: a box that is mirrored holds mirrored rows.
    axes = np.linalg.svd(centred, full_matrices=False)[2] if reference == "principalBox" else np.eye(x.shape[1])
    scores = centred @ axes.T
    low, high = scores.min(axis=0), scores.max(axis=0)

    def logarithms(rows):
        merges = linkage(rows, "ward")
        return [np.log(within(rows, fcluster(merges, k, "maxclust"))) for k in range(1, most + 1)]

    expected = []
    for index in range(count):
        random = Xoshiro256(seed, "reference sets", index)
        draws = np.array([[random.unit() for _ in low] for _ in x])
        expected.append(logarithms((low + draws * (high - low)) @ axes))
    expected = np.array(expected)
    own = logarithms(x)
    errors = expected.std(axis=0) * np.sqrt(1 + 1 / count)
    return {
        "reference": reference, "seed": seed, "references": count, "logWithin": finite(own),
        "expected": finite(expected.mean(axis=0)), "standardErrors": finite(errors),
    }


# Mixtures of normal distributions


class MixtureFromLabels(GaussianMixture):
    """Begins with clusters that are given."""

    def _initialize_parameters(self, X, random_state, xp=None):
        self._initialize(X, np.eye(self.n_components)[self.labels])


def mixture(x, labels, kind, tolerance, iterations):
    """Of rows about zero: scikit-learn's variances are differences of mean squares and squared means, but for full ones."""
    k = labels.max() + 1
    centre = x.mean(axis=0)
    x = x - centre
    model = MixtureFromLabels(k, covariance_type=kind, tol=tolerance, max_iter=iterations)
    model.labels = labels
    found = model.fit_predict(x)
    return {
        "shape": {"diag": "diagonal"}.get(kind, kind), "tolerance": tolerance, "maximum": iterations,
        "start": labels.tolist(), "labels": found.tolist(), "converged": model.converged_, "iterations": model.n_iter_,
        "lowerBounds": finite(model.lower_bounds_), "score": finite(model.score(x)), "bic": finite(model.bic(x)),
        "aic": finite(model.aic(x)), "weights": finite(model.weights_), "means": finite((model.means_ + centre).ravel()),
        "covariances": finite(model.covariances_.ravel()),
        "factors": finite(model.precisions_cholesky_.ravel()),
        "memberships": finite(model.predict_proba(x).ravel()), "densities": finite(model.score_samples(x))}


def mixtures():
    """From clusters of k-means, and from clusters that are none."""
    names = (
        "three groups in the plane", "five features", "eight features", "a constant column", "scales that differ",
        "far from zero")
    result = []
    for name, x in data_sets():
        if name not in names:
            continue
        x = np.round(x, 3)
        starts = [KMeans(3, n_init=1, random_state=0).fit(x).labels_, np.arange(len(x)) // 3 % 2]
        for kind in ("full", "tied", "diag", "spherical"):
            for start, limits in zip(starts, ((1e-3, 100), (0, 25))):
                with warnings.catch_warnings(action="ignore"):
                    result.append({"name": name, **mixture(x, np.asarray(start), kind, *limits)})
    return {"source": VERSIONS, "mixtures": result}


# Files


def random_data():
    random = np.random.default_rng(42)
    sets = []
    for name, x in data_sets():
        x = np.round(x, 3)
        n, d = x.shape
        has_ties = len(np.unique(np.round(scipy.spatial.distance.pdist(x), 9))) < n * (n - 1) // 2
        # Numbers are left out, and clusters of one row occur.
        random_labels = np.array([0, 2, 5, 9])[random.integers(0, 4, n)]
        random_labels[0] = 12
        entry = {
            "name": name, "rows": n, "columns": d, "data": finite(x.ravel()),
            "validity": [validity(x, random_labels)],
            "pca": components(x), "columnValues": columns(x), "trees": trees(x, has_ties),
            "densities": densities(x, has_ties),
        }
        if not has_ties:
            entry["validity"].append(validity(x, np.array(numbered(fcluster(linkage(x, "ward"), 4, "maxclust")))))
        if n <= 60:
            entry["kMeans"] = {str(k): best_kmeans(x, k, 400) for k in (2, 3)}
        if name in ("three groups in the plane", "four groups", "no groups"):
            entry["gaps"] = [gap(x, kind, seed, 8, 6) for seed, kind in ((42, "principalBox"), (7, "box"))]
        sets.append(entry)
    return {"source": VERSIONS, "quantileShares": SHARES, "sets": sets}


def agreements():
    """Pairs of partitions, a digit a row; from unrelated ones to nearly equal ones."""
    random = np.random.default_rng(1985)
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    pairs = []
    for n in (2, 5, 20, 50, 100, 200, 1000, 5000):
        for left, right, kept in ((2, 2, 0), (3, 5, 0.5), (6, 4, 0.9), (9, 9, 0.98), (min(n, 36), 3, 0.3)):
            a = random.integers(0, left, n)
            b = np.where(random.random(n) < kept, a % right, random.integers(0, right, n))
            if n > 1000 and left > 9:
                continue
            pairs.append({
                "first": "".join(digits[i] for i in a), "second": "".join(digits[i] for i in b), **agreement(a, b)})
    return {"source": VERSIONS, "pairs": pairs}


def customers(path):
    """The three ways to prepare the real customers that the tests know."""
    with open(path, newline="") as file:
        table = list(csv.reader(file))
    names = table[0][1:]
    x = np.array([[float(value) if value else np.nan for value in row[1:]] for row in table[1:]])
    out = {"PURCHASES_INSTALLMENTS_FREQUENCY", "ONEOFF_PURCHASES", "CASH_ADVANCE_FREQUENCY"}
    logged = {
        "BALANCE", "PURCHASES", "INSTALLMENTS_PURCHASES", "CASH_ADVANCE", "CREDIT_LIMIT", "PAYMENTS",
        "MINIMUM_PAYMENTS", "CASH_ADVANCE_TRX", "PURCHASES_TRX"}
    complete = x[~np.isnan(x).any(axis=1)]
    classic = np.column_stack([
        np.log(c + 0.1) if name in logged else c for name, c in zip(names, complete.T) if name not in out])
    filled = np.where(np.isnan(x), np.nanmedian(x, axis=0), x)

    def scaled(is_logged):
        y = np.column_stack([np.log1p(c) if is_logged(c) else c for c in filled.T])
        return (y - y.mean(axis=0)) / y.std(axis=0)

    recipes = {
        "classic": classic, "logged": scaled(lambda c: True),
        "standard": scaled(lambda c: stats.skew(c, bias=False) > 1)}
    result = {"source": VERSIONS, "step": 500, "recipes": {}}
    for name, y in recipes.items():
        ward = linkage(y, "ward")
        cuts = {k: np.array(numbered(fcluster(ward, k, "maxclust"))) for k in range(2, 6)}
        entry = {"pca": {key: components(y)[key] for key in ("variances", "shares")}, "cuts": {}}
        for k, labels in cuts.items():
            values = validity(y, labels, exact=False)
            del values["labels"]
            values["silhouettes"] = values["silhouettes"][:: result["step"]]
            values["within"] = finite(within(y, labels))
            values["kMeans"] = best_kmeans(y, k, 20)
            entry["cuts"][str(k)] = values
        entry["topHeights"] = finite(ward[::-1][:10, 2])
        entry["linkageSums"] = {"ward": finite(ward[:, 2].sum())}
        entry["agreements"] = {"ward 2": agreement(cuts[5], cuts[2])}
        del ward
        for method in ("complete", "average", "single"):
            tree = linkage(y, method)
            entry["linkageSums"][method] = finite(tree[:, 2].sum())
            entry["agreements"][f"{method} 5"] = agreement(cuts[5], fcluster(tree, 5, "maxclust"))
        result["recipes"][name] = entry
    result["summaries"] = {
        name: {
            "mean": finite(np.mean(c[~np.isnan(c)])), "skewness": finite(stats.skew(c[~np.isnan(c)], bias=False)),
            "quartiles": finite(np.quantile(c[~np.isnan(c)], [0.25, 0.5, 0.75]))}
        for name, c in zip(names, x.T)}
    result["densities"] = [real_density(recipes["logged"], *sizes) for sizes in ((5, 1), (50, 1), (25, 2), (100, 2))]
    result["pearson"] = {
        f"{a} {b}": finite(pearson(x[ok, names.index(a)], x[ok, names.index(b)]))
        for a, b in (
            ("PURCHASES", "ONEOFF_PURCHASES"), ("BALANCE", "CREDIT_LIMIT"), ("BALANCE", "PRC_FULL_PAYMENT"))
        for ok in [~np.isnan(x[:, [names.index(a), names.index(b)]]).any(axis=1)]}
    return result


def write(name, content):
    text = json.dumps(content, allow_nan=False, separators=(",", ":"))
    # A line for each data set, pair or recipe, so that a difference can be read.
    for key in ('{"name":', '{"first":', '"classic":', '"logged":', '"standard":', '"summaries":', '"densities":'):
        text = text.replace(key, "\n" + key)
    (FOLDER / name).write_text(text + "\n")
    print(f"{name}: {len(text):,} bytes")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    write("random.json", random_data())
    write("agreements.json", agreements())
    write("mixtures.json", mixtures())
    data = pathlib.Path(os.environ.get("COHORT_DATA", TESTS.parent / "../shared/data/cc_general.csv"))
    if data.exists():
        write("customers.json", customers(data))
    else:
        print(f"NOT RUN: no file {data}; set COHORT_DATA to the path of cc_general.csv")
