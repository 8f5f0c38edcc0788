"""What an analyst would build instead of `%explore`: the same page in Streamlit, with pandas, SciPy, scikit-learn and matplotlib.

run: streamlit run dashboard.py -- CSV [--keep]

The same features, tree, map, table and profile. What does not depend on the slider is computed once, and what does once for each
number of segments; Streamlit keeps both. Figures are drawn anew, as `st.pyplot` does it with its own settings; with --keep their
images are kept, too. The map comes first, before the silhouettes that the table shows.
"""

from __future__ import annotations

import io
import sys

import matplotlib

matplotlib.use("agg")
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import streamlit as st
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.decomposition import PCA
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_samples

COUNTS = (2, 12)
# Above, a column's logarithm is a feature.
SKEWED = 1


@st.cache_data
def customers(csv: str) -> pd.DataFrame:
    """Numbers alone, what is missing filled with the median."""
    x = pd.read_csv(csv).select_dtypes("number")
    return x.fillna(x.median())


@st.cache_data
def features(csv: str) -> np.ndarray:
    x = customers(csv)
    skewed = x.columns[x.skew() > SKEWED]
    x[skewed] = np.log1p(x[skewed])
    return ((x - x.mean()) / x.std(ddof=0)).to_numpy()


@st.cache_data
def tree(csv: str) -> np.ndarray:
    return linkage(features(csv), "ward")


@st.cache_data
def plane(csv: str) -> tuple[np.ndarray, float]:
    """The first two principal components, and their share of the variance."""
    pca = PCA(2)
    return pca.fit_transform(features(csv)), pca.explained_variance_ratio_.sum()


@st.cache_data
def segments(csv: str, k: int) -> np.ndarray:
    """Numbered from 1, the largest first."""
    labels = fcluster(tree(csv), k, "maxclust")
    order = np.argsort(-np.bincount(labels)[1:], kind="stable")
    return np.argsort(order)[labels - 1] + 1


@st.cache_data
def scores(csv: str, k: int) -> tuple[np.ndarray, float, float]:
    x, labels = features(csv), segments(csv, k)
    return silhouette_samples(x, labels), calinski_harabasz_score(x, labels), davies_bouldin_score(x, labels)


@st.cache_data
def profile(csv: str, k: int) -> pd.DataFrame:
    """Mean of each feature by segment, in deviations."""
    return pd.DataFrame(features(csv), columns=customers(csv).columns).groupby(segments(csv, k)).mean()


def map_of_customers(csv: str, k: int) -> plt.Figure:
    (points, share), labels = plane(csv), segments(csv, k)
    figure, axes = plt.subplots(figsize=(6.4, 4.8))
    drawn = axes.scatter(*points.T, c=labels, cmap="tab20", vmin=1, vmax=20, s=4)
    axes.legend(*drawn.legend_elements(num=None), title="segment", loc="best")
    axes.set(title="Map of the customers", xlabel="first component", ylabel=f"second component ({share:.0%} of the variance)")
    return figure


def heatmap(csv: str, k: int) -> plt.Figure:
    means = profile(csv, k)
    figure, axes = plt.subplots(figsize=(8, 5))
    drawn = axes.imshow(means.T, cmap="RdBu_r", vmin=-2, vmax=2, aspect="auto")
    axes.set_xticks(range(k), means.index)
    axes.set_yticks(range(means.shape[1]), means.columns)
    for (row, column), value in np.ndenumerate(means.T.to_numpy()):
        axes.text(column, row, f"{value:.1f}", ha="center", va="center", fontsize=7)
    axes.set(title="Profile", xlabel="segment")
    figure.colorbar(drawn, label="deviations from the mean")
    return figure


@st.cache_data
def image(name: str, csv: str, k: int) -> bytes:
    """A figure as `st.pyplot` would write it."""
    figure, file = FIGURES[name](csv, k), io.BytesIO()
    figure.savefig(file, format="png", dpi=200, bbox_inches="tight")
    plt.close(figure)
    return file.getvalue()


def show(place, name: str, csv: str, k: int) -> None:
    if KEEPS:
        place.image(image(name, csv, k), width="stretch")
    else:
        figure = FIGURES[name](csv, k)
        place.pyplot(figure)
        plt.close(figure)


FIGURES = {"map": map_of_customers, "profile": heatmap}
KEEPS = "--keep" in sys.argv
csv = sys.argv[1]
st.set_page_config(page_title="Segments", layout="wide")
k = st.slider("segments", *COUNTS, 4)
left, right = st.columns([2, 1])
show(left, "map", csv, k)
each, calinski, davies = scores(csv, k)
by_segment = pd.Series(each).groupby(segments(csv, k))
sizes = by_segment.size()
right.dataframe(pd.DataFrame({"customers": sizes, "share": sizes / len(each), "silhouette": by_segment.mean()}))
right.write(f"Silhouette {each.mean():.6f} · Calinski-Harabasz {calinski:.2f} · Davies-Bouldin {davies:.4f}")
show(st, "profile", csv, k)
