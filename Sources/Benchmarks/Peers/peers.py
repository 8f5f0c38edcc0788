"""One piece of work as a user would do it in Python, timed the way Benchmarks times it: imports, reading the input and
compilation at run time are left out.

usage: peers.py WORK INPUT [OPTION...]     prints one line of JSON: work, seconds, merit, before_mib, peak_mib
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from pathlib import Path

import numpy as np

from inputs import read as features

warnings.filterwarnings("ignore")
THREADS = 2


def labels_of(path: str) -> np.ndarray:
    return np.loadtxt(path, dtype=int)


def memory(key: str) -> float:
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(key + ":"))
    return int(line.split()[1]) / 1024


# Each function gets its arguments, prepares, and returns what is timed: a function of no arguments that gives the merit.


def load_pandas(path):
    import pandas

    return lambda: int(pandas.read_csv(path).size)


def load_duckdb(path):
    import duckdb

    def work():
        duckdb.sql(f"create table customers as select * from read_csv('{path}')")
        rows = duckdb.sql("select count(*) from customers").fetchall()[0][0]
        return rows * len(duckdb.sql("describe customers").fetchall())

    return work


def load_polars(path):
    import polars

    return lambda: int(np.prod(polars.read_csv(path, infer_schema_length=None).shape))


def parquet_pandas(path):
    import pandas

    return lambda: int(pandas.read_parquet(path, engine="pyarrow").size)


def database_pandas(table, uri):
    """Over a connection that is there, as a DB-API's cursor hands over Arrow."""
    import pandas
    from adbc_driver_postgresql import dbapi

    cursor = dbapi.connect(uri).cursor()
    pandas.DataFrame()

    def work():
        cursor.execute(f'SELECT * FROM "{table}"')
        return int(cursor.fetch_arrow_table().to_pandas().size)

    return work


def describe(path):
    """What `%describe` counts: the moments, the quartiles, skewness and zeros."""
    import pandas

    table = pandas.read_csv(path)

    def work():
        numbers = table.select_dtypes("number")
        summary = numbers.describe()
        numbers.skew(), (numbers == 0).mean(), numbers.isna().sum()
        return round(float(summary["TENURE"]["mean"]), 2)

    return work


def corr(path):
    import pandas

    table = pandas.read_csv(path)

    def work():
        coefficients = table.corr(numeric_only=True).to_numpy()
        return round(float(np.abs(coefficients - np.eye(len(coefficients))).max()), 2)

    return work


def ward(path):
    import fastcluster

    x = features(path)
    return lambda: float(fastcluster.linkage_vector(x, method="ward")[:, 2].sum())


def pairwise(method):
    def prepare(path):
        import fastcluster

        x = features(path)
        return lambda: float(fastcluster.linkage(x, method=method)[:, 2].sum())

    return prepare


def single_vector(path):
    import fastcluster

    x = features(path)
    return lambda: float(fastcluster.linkage_vector(x, method="single")[:, 2].sum())


def silhouette(path, labels):
    from sklearn.metrics import silhouette_score

    x, y = features(path), labels_of(labels)
    return lambda: float(silhouette_score(x, y))


def kmeans(path, k, starts):
    from sklearn.cluster import KMeans

    x = features(path)
    KMeans(2, n_init=1).fit(x[:100])  # thread pools come up
    return lambda: float(KMeans(int(k), n_init=int(starts), random_state=0).fit(x).inertia_)


def mixture(path, labels):
    """From given clusters; fitting ends with the labels of the rows."""
    from sklearn.mixture import GaussianMixture

    x, y = features(path), labels_of(labels)

    class FromLabels(GaussianMixture):
        def _initialize_parameters(self, X, random_state, xp=None):
            self._initialize(X, np.eye(self.n_components)[y[: len(X)]])

    FromLabels(y.max() + 1, max_iter=1).fit(x[:1000])  # thread pools come up

    return lambda: float(FromLabels(y.max() + 1).fit(x).score(x))


def clusters_and_noise(labels):
    return float(labels.max() + 1 + (labels < 0).mean())


def hdbscan_sklearn(path, size, samples):
    from sklearn.cluster import HDBSCAN

    x = features(path)
    options = dict(min_cluster_size=int(size), min_samples=int(samples), n_jobs=THREADS, copy=True)
    return lambda: clusters_and_noise(HDBSCAN(**options).fit(x).labels_)


def hdbscan_package(path, size, samples):
    """Its min_samples does not count the row itself; its spanning tree is approximate unless told otherwise."""
    from hdbscan import HDBSCAN

    x = features(path)
    HDBSCAN(min_cluster_size=5).fit(x[:200])  # thread pools come up
    options = dict(min_cluster_size=int(size), min_samples=int(samples) - 1, core_dist_n_jobs=THREADS, approx_min_span_tree=False)
    return lambda: clusters_and_noise(HDBSCAN(**options).fit(x).labels_)


def tsne(method):
    def prepare(path, seed, file=None):
        import openTSNE

        x = features(path)
        options = dict(n_jobs=THREADS, perplexity=30, negative_gradient_method=method)
        openTSNE.TSNE(**options, n_iter=10, early_exaggeration_iter=10).fit(x[:500])  # compiles

        def work():
            embedding = openTSNE.TSNE(**options, random_state=int(seed)).fit(x)
            if file:
                np.savetxt(file, np.asarray(embedding), delimiter=",", header="x,y", comments="", fmt="%.17g")
            return float(embedding.kl_divergence)

        return work

    return prepare


def compare(path, resamples, references):
    """Ward and, for each k from 2 to 10, what %compare shows: silhouette, Calinski-Harabasz, Davies-Bouldin, the gap statistic
    against sets in the box along the principal axes, and the adjusted Rand index with each resample's segments."""
    import fastcluster
    from scipy.cluster.hierarchy import fcluster
    from sklearn.metrics import adjusted_rand_score, calinski_harabasz_score, davies_bouldin_score, silhouette_score

    x = features(path)
    ks = range(2, 11)

    def cuts(x, last=10):
        tree = fastcluster.linkage_vector(x, method="ward")
        return {k: fcluster(tree, k, "maxclust") for k in range(2, last + 1)}

    def log_within(x):
        result = []
        for labels in cuts(x, 11).values():
            centres = np.stack([x[labels == s].mean(0) for s in np.unique(labels)])
            result.append(np.log(((x - centres[labels - 1]) ** 2).sum()))
        return np.array(result)

    def work():
        own = cuts(x)
        best = max(silhouette_score(x, labels) for labels in own.values())
        for labels in own.values():
            calinski_harabasz_score(x, labels)
            davies_bouldin_score(x, labels)
        random = np.random.default_rng(42)
        mean = x.mean(0)
        axes = np.linalg.svd(x - mean, full_matrices=False)[2]
        turned = (x - mean) @ axes.T
        low, high = turned.min(0), turned.max(0)
        sets = [log_within(random.uniform(low, high, x.shape) @ axes + mean) for _ in range(int(references))]
        np.mean(sets, 0) - log_within(x)
        for _ in range(int(resamples)):
            drawn = random.integers(0, len(x), len(x))
            rows, first = np.unique(drawn, return_index=True)
            again = cuts(x[drawn])
            for k in ks:
                adjusted_rand_score(own[k][rows], again[k][first])
        return float(best)

    return work


def stability(path, resamples):
    """Ward of each resample, the adjusted Rand index and each segment's best Jaccard coefficient on the rows drawn."""
    import fastcluster
    from scipy.cluster.hierarchy import fcluster
    from sklearn.metrics import adjusted_rand_score
    from sklearn.metrics.cluster import contingency_matrix

    x = features(path)
    own = fcluster(fastcluster.linkage_vector(x, method="ward"), 4, "maxclust")

    def work():
        random = np.random.default_rng(42)
        jaccard = np.zeros(4)
        for _ in range(int(resamples)):
            drawn = random.integers(0, len(x), len(x))
            labels = fcluster(fastcluster.linkage_vector(x[drawn], method="ward"), 4, "maxclust")
            rows, first = np.unique(drawn, return_index=True)
            table = contingency_matrix(own[rows], labels[first])
            union = table.sum(1)[:, None] + table.sum(0)[None] - table
            jaccard += (table / union).max(1)
            adjusted_rand_score(own[rows], labels[first])
        return float(jaccard.mean() / int(resamples))

    return work


def drawing(kind):
    def prepare(path):
        import io

        import matplotlib

        matplotlib.use("agg")
        import matplotlib.pyplot as plt
        import pandas
        import seaborn

        table = pandas.read_csv(path)
        seaborn.histplot(table.head(100), x="BALANCE")  # fonts are found
        plt.close("all")

        def work():
            if kind == "scatter":
                seaborn.scatterplot(table, x="BALANCE", y="CREDIT_LIMIT")
            else:
                seaborn.histplot(table, x="BALANCE")
            file = io.BytesIO()
            plt.savefig(file, format="png", dpi=100)
            plt.close("all")
            return len(file.getvalue())

        return work

    return prepare


WORK = {
    "load-pandas": load_pandas,
    "load-duckdb": load_duckdb,
    "load-polars": load_polars,
    "load-parquet-pandas": parquet_pandas,
    "load-database-pandas": database_pandas,
    "describe": describe,
    "corr": corr,
    "ward": ward,
    "average": pairwise("average"),
    "complete": pairwise("complete"),
    "single": pairwise("single"),
    "single-vector": single_vector,
    "silhouette": silhouette,
    "kmeans": kmeans,
    "mixture": mixture,
    "hdbscan-sklearn": hdbscan_sklearn,
    "hdbscan": hdbscan_package,
    "tsne-bh": tsne("bh"),
    "tsne-fft": tsne("fft"),
    "compare": compare,
    "stability": stability,
    "scatter": drawing("scatter"),
    "histogram": drawing("histogram"),
}


def main() -> None:
    if len(sys.argv) < 3 or sys.argv[1] not in WORK:
        sys.exit(f"{__doc__}\nwork: {' '.join(WORK)}")
    work = WORK[sys.argv[1]](*sys.argv[2:])
    before = memory("VmRSS")
    start = time.perf_counter()
    merit = work()
    seconds = time.perf_counter() - start
    result = dict(work=sys.argv[1], seconds=seconds, merit=merit, before_mib=before, peak_mib=memory("VmHWM"))
    print(json.dumps(result))


main()
