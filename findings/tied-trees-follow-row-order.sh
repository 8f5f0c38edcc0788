#!/bin/sh
# Agglomerative clustering of tied values follows the order of the rows, silently.
#
# Package:  fastcluster 1.3.0, SciPy 1.17.1 (scipy.cluster.hierarchy), scikit-learn 1.9.1 (AgglomerativeClustering); NumPy 2.4.6
# Input:    500 answers of 1 to 5 to five questions: valid, finite, nothing missing; the same people in 14 orders.
# Expected: the same people in the same clusters, or a word that a tie was broken by position.
# Seen:     cut into 4, Ward, average and complete linkage give another partition in each of 13 other orders (adjusted Rand
#           index with the first order 0.3 to 0.9); no warning. Single linkage gives one partition here.
# This script fails when what it sees is no longer so. It installs into a temporary folder and removes it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 fastcluster==1.3.0
"$folder/venv/bin/python" -W error::UserWarning - <<'PYTHON'
import fastcluster
import numpy as np
import scipy
import sklearn
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.cluster import AgglomerativeClustering
from sklearn.metrics import adjusted_rand_score

print(f"fastcluster {fastcluster.__version__}, SciPy {scipy.__version__}, scikit-learn {sklearn.__version__}")
random = np.random.default_rng(2026)
profiles = np.array([[1, 1, 3, 5, 5], [5, 5, 3, 1, 1], [3, 3, 5, 3, 3], [2, 4, 2, 4, 2]])
answers = profiles[random.integers(0, 4, 500)] + random.normal(0, 1.1, (500, 5))
answers = np.clip(np.rint(answers), 1, 5)
n = len(answers)
orders = [np.arange(n), np.arange(n)[::-1]] + [random.permutation(n) for _ in range(12)]

programs = {
    "SciPy": lambda x, method: fcluster(linkage(x, method), 4, "maxclust"),
    "fastcluster": lambda x, method: fcluster(fastcluster.linkage(x, method), 4, "maxclust"),
    "scikit-learn": lambda x, method: AgglomerativeClustering(4, linkage=method).fit_predict(x),
}
for name, clusters in programs.items():
    for method in ["ward", "average", "complete", "single"]:
        partitions = []
        for order in orders:
            labels = np.empty(n, int)
            labels[order] = clusters(answers[order], method)
            partitions.append(labels)
        index = [adjusted_rand_score(partitions[0], other) for other in partitions[1:]]
        same = sum(value > 1 - 1e-12 for value in index)
        print(f"{name:13} {method:9} adjusted Rand {min(index):.2f} to {max(index):.2f}, the same partition {same} times of 13")
        assert same == (13 if method == "single" else 0), "this is no longer so"
PYTHON
