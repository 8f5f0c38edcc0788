"""Cohort beside what a user would pick instead: the same work on the same input, in turn, several rounds in one run.

usage: bench.py [NAME...] [--long] [--rounds N] [--data CSV] [--base DIR] [--list]

Each round runs every peer and Cohort once, each in a process of its own, and gives a ratio: the fastest peer's seconds over
Cohort's. Printed are the median ratio with its range, median seconds, peak memory, and a figure of merit of both. The merits
are held against each other: a line whose work was not the same, or came out worse, says so and the run fails. Reading the
input, imports and compilation at run time are left out for the peer as for Cohort; loading is measured as work of its own.

NAME picks lines by a part of their name. --long adds what takes a peer minutes. --base holds another build of Cohort, whose
checkout DIR is, beside this one, in the place of the peers: `make bench BASE=DIR` builds what is missing there.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from divergence import evaluate
from inputs import INPUTS, KERNEL, OURS, ROOT, features, labels, parquet, source, table
from kernels import measure as measure_kernel

# The environment of notebooks, which has JupyterLab and drives a browser.
NOTEBOOKS = ROOT / ".venv" / "bin" / "python"
HERE = Path(__file__).resolve().parent


# MARK: when the same work was done


def same(tolerance: float) -> Callable[[float, float], bool]:
    """Both merits agree to a relative tolerance."""
    return lambda ours, peer: abs(ours - peer) <= tolerance * max(abs(peer), 1e-300)


def no_worse(margin: float) -> Callable[[float, float], bool]:
    """A loss: ours is at most the peer's and a margin."""
    return lambda ours, peer: ours <= peer * (1 + margin)


def about(difference: float) -> Callable[[float, float], bool]:
    """Both draw at random, each with a generator of its own."""
    return lambda ours, peer: abs(ours - peer) <= difference


@dataclass
class Line:
    """A line of the table."""

    name: str
    ours: list[str]
    peers: dict[str, list[str]]
    merit: str
    agree: Callable[[float, float], bool]
    rounds: int = 5
    long: bool = False
    # Peers that are Cohort itself, in another way.
    own_peers: dict[str, list[str]] = field(default_factory=dict)
    # A map's features: its merit is found afterwards by one evaluator for both sides.
    evaluated_on: Path | None = None
    # What has to run meanwhile; gives what both sides are told of it.
    beside: Callable[[], AbstractContextManager[list[str]]] = lambda: nullcontext([])


def lines(csv: Path) -> list[Line]:
    n = 8_950

    def tree(linkage: str, n: int, peers: dict[str, str], tolerance: float = 1e-9, **options) -> Line:
        path = str(features(csv, n))
        chosen = {name: [work, path] for name, work in peers.items()}
        return Line(f"{linkage} {n:,}", [linkage.lower(), path], chosen, "sum of heights", same(tolerance), **options)

    def silhouette(n: int, **options) -> Line:
        arguments = ["silhouette", str(features(csv, n)), str(labels(csv, n))]
        return Line(f"silhouette {n:,}", arguments, {"scikit-learn": arguments}, "mean", same(1e-9), **options)

    def mixture(n: int, **options) -> Line:
        arguments = ["mixture", str(features(csv, n)), str(labels(csv, n))]
        return Line(
            f"mixtures {n:,}, k = 4, full", arguments, {"scikit-learn": arguments}, "mean log-likelihood", same(1e-9), **options)

    def tsne(n: int, peers: dict[str, str], steps: int | None = None, **options) -> Line:
        """openTSNE takes 750 steps where nobody says otherwise, Cohort 1,000."""
        path = features(csv, n)
        chosen = {name: [work, str(path), "42"] for name, work in peers.items()}
        told, name = ([], f"t-SNE {n:,}") if steps is None else ([str(steps)], f"t-SNE {n:,}, {steps} steps each")
        return Line(
            name, ["tsne", str(path), "42", *told], chosen, "divergence, one exact evaluator", no_worse(0), evaluated_on=path, **options)

    def load(n: int, **options) -> Line:
        path = str(table(csv, n))
        peers = {"pandas": ["load-pandas", path], "DuckDB": ["load-duckdb", path], "polars": ["load-polars", path]}
        return Line(f"%load {n:,}", ["load", path], peers, "values", same(0), **options)

    def load_parquet(n: int) -> Line:
        path = str(parquet(csv, n))
        return Line(
            f"%load {n:,} from Parquet", ["load-file", path, str(parquet(csv, 10))], {"pandas with pyarrow": ["load-parquet-pandas", path]},
            "values", same(0))

    def load_database(n: int) -> Line:
        return Line(
            f"%load {n:,} from PostgreSQL", ["load-database", "customers"], {"pandas with ADBC": ["load-database-pandas", "customers"]},
            "values", same(0), beside=lambda: postgres(table(csv, n)))

    def figure(name: str, cell: str, kind: str, forms: str) -> Line:
        setup = f"%load {csv}" + ("" if forms == "all forms" else "\n%config formats=html,svg")
        # seaborn's file shows the same rows; what both write is told, not compared.
        return Line(
            f"{name}, {forms}", ["cell", setup, cell], {"seaborn to PNG": [kind, str(csv)]}, "bytes", lambda ours, peer: ours > 0, rounds=7)

    def sql(name: str, query: str, column: int) -> Line:
        """A query over a million rows in DuckDB, beside the copy into SQLite that is made where DuckDB is not installed."""

        def asking(engine: str) -> list[str]:
            # What is warm in a session that has asked before.
            setup = f"%load {table(csv, 1_000_000)} as=customers\n%config formats=html sql={engine}\n%sql SELECT 1"
            return ["cell", setup, f"%sql {query}", r"(?m)^\d+" + r" +\S+" * column + r" +([\d.]+)"]

        return Line(f"%sql {name}, 1,000,000", asking("duckdb"), {}, "mean of the means", same(1e-9), own_peers={"SQLite": asking("sqlite")})

    def looked_at(name: str, n: int, cell: str, work: str, merit: str, number: str, tolerance: float) -> Line:
        """A command on a loaded table beside pandas; what both say is rounded as ours shows it."""
        path = table(csv, n)
        setup = f"%load {path}\n%config formats=html,svg"
        return Line(f"{name} {n:,}", ["cell", setup, cell, number], {"pandas": [work, str(path)]}, merit, about(tolerance))

    def before(name: str, n: int, setup: str, cell: str, merit: str, number: str, tolerance: float = 1e-9) -> Line:
        """A command that has no peer but the build before."""
        return Line(f"{name} {n:,}", ["cell", f"%load {table(csv, n)}\n{setup}", cell, number], {}, merit, about(tolerance), rounds=3, long=n > 100_000)

    prepared = f"%load {csv}\n%prepare log=all\n%cluster k=4"
    x = str(features(csv, n))
    stability = r"Segment \d+ (0\.\d+) \("
    compare = r"silhouette \(high\) from (0\.\d+)"
    return [
        load(n, rounds=9),
        load(1_000_000),
        load_parquet(1_000_000),
        load_database(1_000_000),
        looked_at(
            "%describe", 1_000_000, "%describe", "describe", "mean of TENURE", r"TENURE .*?[\d,]{9}\s+\d+\s+([\d.]+)", 1e-3),
        looked_at("%corr", 100_000, "%corr", "corr", "largest coefficient", r"together: \w+ and \w+ (0\.\d+)", 1e-2),
        tree("Ward", n, {"fastcluster": "ward"}),
        tree("Ward", 50_000, {"fastcluster": "ward"}, rounds=3, long=True),
        tree("average", n, {"fastcluster": "average"}),
        tree("complete", n, {"fastcluster": "complete"}),
        tree("single", n, {"fastcluster": "single", "fastcluster linkage_vector": "single-vector"}),
        tree("single", 100_000, {"fastcluster linkage_vector": "single-vector"}, rounds=3, long=True),
        silhouette(n),
        silhouette(100_000, rounds=3, long=True),
        Line(
            "k-means 100,000, k = 4, 10 starts", ["kmeans", str(features(csv, 100_000)), "4", "10"],
            {"scikit-learn": ["kmeans", str(features(csv, 100_000)), "4", "10"]}, "inertia", no_worse(0.001)),
        mixture(100_000),
        # A row between two clusters goes to one of them with the peers, by the order of the rows, and to none with us.
        Line(
            f"HDBSCAN {n:,}", ["hdbscan", x, "50", "50"],
            {"scikit-learn": ["hdbscan-sklearn", x, "50", "50"], "hdbscan": ["hdbscan", x, "50", "50"]},
            "clusters and share of noise", about(0.005)),
        tsne(n, {"openTSNE": "tsne-bh"}, rounds=3),
        tsne(n, {"openTSNE": "tsne-bh"}, steps=750, rounds=3),
        tsne(100_000, {"openTSNE FIt-SNE": "tsne-fft"}, rounds=2, long=True),
        tsne(100_000, {"openTSNE FIt-SNE": "tsne-fft"}, steps=750, rounds=2, long=True),
        Line(
            "%compare k=2..10", ["cell", prepared, "%compare k=2..10", compare], {"fastcluster and scikit-learn": ["compare", x, "20", "20"]},
            "best silhouette", about(1e-4), rounds=3),
        Line(
            "%stability, 50 resamples", ["cell", prepared, "%stability resamples=50", stability],
            {"fastcluster and scikit-learn": ["stability", x, "50"]}, "mean Jaccard coefficient", about(0.05), rounds=3),
        # Two, since the peers need minutes for each.
        Line(
            "%stability 100,000, 2 resamples",
            ["cell", f"%load {table(csv, 100_000)}\n%prepare log=all\n%cluster k=4", "%stability resamples=2", stability],
            {"fastcluster and scikit-learn": ["stability", str(features(csv, 100_000)), "2"]}, "mean Jaccard coefficient", about(0.2),
            rounds=1, long=True),
        sql(
            "group by", "SELECT round(TENURE) AS t, count(*) AS n, avg(BALANCE) / 1000 AS b, avg(PURCHASES) / 1000 AS p FROM customers GROUP BY 1 ORDER BY 1",
            2),
        sql("join with itself", "SELECT round(a.TENURE) AS t, count(*) AS n, avg(b.BALANCE) / 1000 AS b FROM customers a JOIN customers b USING (CUST_ID) GROUP BY 1 ORDER BY 1", 2),
        # The silhouette is an estimate where it was measured for everyone before.
        before("%cluster k=5,", 1_000_000, "%prepare", "%cluster k=5", "silhouette", r"Silhouette (0\.\d+)", 0.03),
        before("%profile,", 1_000_000, "%cluster k=5 method=kmeans starts=1", "%profile", "first number", r"([\d.]+)"),
        before("%explain,", 1_000_000, "%cluster k=5 method=kmeans starts=1", "%explain", "first number", r"([\d.]+)"),
        before("%insights,", 1_000_000, "%cluster k=5 method=kmeans starts=1", "%insights", "mean share, %", r"customers, ([\d.]+)%"),
        before("%insights,", n, "%cluster k=4", "%insights", "mean share, %", r"customers, ([\d.]+)%"),
        # As a day goes: what was drawn for one command serves the next.
        before("%insights of k=5 after that of k=4,", n, "%cluster k=4\n%insights\n%cluster k=5", "%insights", "mean share, %", r"customers, ([\d.]+)%"),
        before("%compare,", n, "%cluster k=4", "%compare", "best silhouette", compare),
        before("%compare after %insights,", n, "%cluster k=4\n%insights", "%compare", "best silhouette", compare),
        figure("scatter", "%scatter BALANCE CREDIT_LIMIT color=none", "scatter", "SVG and HTML"),
        figure("scatter", "%scatter BALANCE CREDIT_LIMIT color=none", "scatter", "all forms"),
        figure("histogram", "%hist BALANCE", "histogram", "SVG and HTML"),
        figure("histogram", "%hist BALANCE", "histogram", "all forms"),
    ]


@contextmanager
def postgres(csv: Path) -> Iterator[list[str]]:
    """A server of the tests', at a port of 127.0.0.1, with the file as its table `customers`; gives its address."""
    command = [NOTEBOOKS, ROOT / "Tests" / "Conformance" / "postgres.py", csv]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        uri = process.stdout.readline().strip()
        if not uri:
            raise RuntimeError("PostgreSQL did not start")
        # It ends with what is read from us.
        yield [uri]


# MARK: runs


def run(command: list[str]) -> dict:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command[1:4])}: " + (done.stderr.strip().splitlines() or [f"status {done.returncode}"])[-1])
    return json.loads(done.stdout.strip().splitlines()[-1])


def run_once(command: list[str], evaluated_on: Path | None) -> dict:
    """One run; where maps are judged, by the evaluator instead of by what the program says of itself."""
    if evaluated_on is None:
        return run(command)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "map.csv"
        result = run([*command, str(file)])
        return {**result, "merit": evaluate(evaluated_on, file)["divergence"]}


def programs(line: Line, base: Path | None) -> dict[str, list[str]]:
    """The commands that the line is measured beside, by name."""
    if base is not None:
        return {BASE: [str(base / OURS.relative_to(ROOT)), *line.ours]}
    return {name: [str(OURS), *arguments] for name, arguments in line.own_peers.items()} | {
        name: [sys.executable, str(HERE / "peers.py"), *arguments] for name, arguments in line.peers.items()}


def measure(line: Line, rounds: int, base: Path | None) -> dict:
    commands = programs(line, base)
    ours, peers = [], {name: [] for name in commands}
    with line.beside() as told:
        for _ in range(rounds):
            for name, command in commands.items():
                peers[name].append(run_once([*command, *told], line.evaluated_on))
            ours.append(run_once([str(OURS), *line.ours, *told], line.evaluated_on))
    best = min(peers, key=lambda name: statistics.median(r["seconds"] for r in peers[name]))
    return summary(
        line.name, best, [r["seconds"] for r in ours], [r["seconds"] for r in peers[best]],
        memory=[max(r["peak_mib"] for r in side) for side in (ours, peers[best])],
        merits=[statistics.median(r["merit"] for r in side) for side in (ours, peers[best])], merit=line.merit, agree=line.agree)


def kernels(rounds: int, base: Path | None) -> list[dict]:
    """Start, empty cell and resident memory of both kernels."""
    beside = [sys.executable, "-m", "ipykernel_launcher", "-f"] if base is None else [str(base / KERNEL.relative_to(ROOT)), "kernel"]
    commands = [[str(KERNEL), "kernel"], beside]
    for command in commands:  # files come into memory
        measure_kernel(command)
    measured = [[measure_kernel(command) for command in commands] for _ in range(rounds)]
    ours, peer = ([pair[side] for pair in measured] for side in (0, 1))
    memory = [statistics.median(r["resident"] for r in side) for side in (ours, peer)]
    return [
        summary(name, "ipykernel" if base is None else BASE, [r[key] for r in ours], [r[key] for r in peer], memory=memory)
        for name, key in (("kernel: spawn to first kernel_info_reply", "start"), ("kernel: empty cell", "cell"))
    ]


# How the build of --base is called in the table.
BASE = "the build before"

# What is waited for, and in which parts of slider.py.
SLIDER_ENDS = {"a new map": "map", "map, table and profile": "all"}
SLIDER_PARTS = {"first time": "each k for the first time", "moves": "k from 4 to 12 and back"}


def sliders(csv: Path, rounds: int | None) -> Iterator[dict]:
    """From a key on the slider to new figures in the browser. A round counts by its median move; told is the median of all moves."""
    options = [] if rounds is None else ["--rounds", str(rounds)]
    command = [NOTEBOOKS, HERE / "slider.py", csv, sys.executable, *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for part in map(json.loads, process.stdout):
            yield from moved(part["part"], part["sides"].pop("Cohort"), part["sides"], part["peak_mib"])
    if process.returncode != 0:
        sys.exit(f"slider.py ended with status {process.returncode}")


def moved(part: str, ours: list[list[dict]], peers: dict[str, list[list[dict]]], peaks: dict[str, float]) -> Iterator[dict]:
    for (what, key), (peer, theirs) in itertools.product(SLIDER_ENDS.items(), peers.items()):
        rounds = [[[move[key] / 1000 for move in moves] for moves in side] for side in (ours, theirs)]
        times = [list(itertools.chain(*side)) for side in rounds]
        shown = [statistics.mean(move["silhouette"] for moves in side for move in moves) for side in (ours, theirs)]
        result = summary(
            f"slider to {what}, {SLIDER_PARTS[part]}, {len(times[0])} moves", peer,
            *([statistics.median(moves) for moves in side] for side in rounds),
            memory=[peaks[name] for name in ("Cohort", peer)],
            merits=shown, merit="mean of the silhouettes shown", agree=same(1e-5))
        ours_seconds, peer_seconds = map(statistics.median, times)
        yield result | dict(ours_seconds=ours_seconds, peer_seconds=peer_seconds, worst=[max(side) for side in times])


def summary(name, peer, ours, theirs, memory, merits=None, merit="", agree=None) -> dict:
    ratios = sorted(p / o for p, o in zip(theirs, ours))
    return dict(
        name=name, peer=peer, ratio=statistics.median(ratios), low=ratios[0], high=ratios[-1], rounds=len(ratios),
        ours_seconds=statistics.median(ours), peer_seconds=statistics.median(theirs), ours_mib=memory[0], peer_mib=memory[1],
        merits=merits, merit=merit, agreed=merits is None or agree(*merits))


# MARK: the table


# As README quotes it.
HEAD = "| work | beside | ratio (range) | Cohort | beside it | peak MiB | the same work: Cohort, beside it |\n|---|---|---|---|---|---|---|"


def row(r: dict) -> str:
    ours, peer = (
        seconds(r[side]) + (f", worst {seconds(r['worst'][place])}" if "worst" in r else "")
        for place, side in enumerate(("ours_seconds", "peer_seconds")))
    merits = "" if r["merits"] is None else f"{r['merits'][0]:.8g}, {r['merits'][1]:.8g} ({r['merit']})"
    return (
        f"| {r['name']} | {r['peer']} | **{r['ratio']:.1f}** ({r['low']:.1f}–{r['high']:.1f}) | {ours} "
        f"| {peer} | {r['ours_mib']:.0f}, {r['peer_mib']:.0f} | {merits}{'' if r['agreed'] else ' **NOT THE SAME WORK**'} |")


def seconds(value: float) -> str:
    return f"{value * 1000:.2g} ms" if value < 0.01 else f"{value * 1000:.0f} ms" if value < 0.1 else f"{value:.3g} s"


def machine() -> str:
    model = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "")
    compiled = json.loads(subprocess.run([OURS, "processor"], capture_output=True, text=True, check=True).stdout)["compiled"]
    return f"{model or platform.machine()}, {os.cpu_count()} cores; Cohort compiled for {compiled}; Python {platform.python_version()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--data")
    parser.add_argument("--base", type=Path)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    INPUTS.mkdir(parents=True, exist_ok=True)
    csv = source(options.data)

    def wanted(name: str, long: bool = False) -> bool:
        if options.names:
            return any(wish.lower() in name.lower() for wish in options.names)
        return options.long or not long

    # Some have no peer but the build before.
    chosen = [line for line in lines(csv) if wanted(line.name, line.long) and programs(line, options.base)]
    if options.list:
        print("\n".join(line.name for line in lines(csv)))
        return
    # What the slider is measured beside is an application in the browser.
    extras = [name for name in ("kernel", "slider") if wanted(name) and not (name == "slider" and options.base)]
    if not chosen and not extras:
        parser.error(f"no line is called {' or '.join(options.names)}; --list names all")
    if options.base and not (options.base / OURS.relative_to(ROOT)).exists():
        parser.error(f"{options.base} holds no build of the measurements: make bench BASE={options.base} makes one")
    print(f"{csv.name} on {machine()}.\nRatio: the best peer's seconds over Cohort's, median of rounds in turn.\n\n{HEAD}", flush=True)
    results = []
    if "kernel" in extras:
        results += kernels(options.rounds or 7, options.base)
        print("\n".join(map(row, results)), flush=True)
    if "slider" in extras:
        for result in sliders(csv, options.rounds):
            results.append(result)
            print(row(result), flush=True)
    for line in chosen:
        results.append(measure(line, options.rounds or line.rounds, options.base))
        print(row(results[-1]), flush=True)
    different = [r["name"] for r in results if not r["agreed"]]
    if different:
        sys.exit(f"\nNot the same work, or a worse result: {', '.join(different)}")


if __name__ == "__main__":
    main()
