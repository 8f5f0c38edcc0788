"""From a key on the slider to a new figure on the screen: `%explore` in JupyterLab beside the same page in Streamlit, in one Chromium.

usage: slider.py CSV STREAMLIT [--rounds N] [--moves N] [--fresh N]     run by the Python of .venv; prints a line of JSON for each part

STREAMLIT is the Python that has Streamlit. The pages are open at once and moved in turn, by real keys, from 4 segments to 12 and
back, each move once everything of the last one is there. Measured in the page, on every side by the same code that looks every 4 ms:
from the event of the key until the map is another one, loaded and painted (`map`), and until map, table and profile are (`all`; with
Streamlit until its run is over).

`first time` begins --fresh times with a new kernel and a new Streamlit and goes from 4 segments to 12: nothing of any number was
made before. `moves` goes on and on: both keep what they have computed; Cohort also keeps what it has drawn, and so does a second
Streamlit.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "Tests" / "Browser"))

from lab import Lab  # noqa: E402
from server import Server, serving  # noqa: E402

HERE = Path(__file__).resolve().parent
KERNEL = ROOT / ".build" / "release" / "cohort"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# Moves from 4 segments to 12.
WAY = 8

# Ends with the times of the next key, in milliseconds. `figures` gives what is there now: another value is another figure, null none.
NEXT_MOVE = """
figures => {
  figures = eval(figures);
  const before = figures();
  const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  const patience = performance.now() + 120000;
  const until = async isThere => {
    while (!isThere()) {
      if (performance.now() > patience) throw new Error(`waiting for other figures than ${before.map(figure => typeof figure)}`);
      await new Promise(done => setTimeout(done, 1));
    }
  };
  const isNew = place => { const now = figures()[place]; return now !== null && now !== before[place]; };
  const times = async event => {
    await until(() => isNew(0));
    await painted();
    const map = performance.now() - event.timeStamp;
    await until(() => before.every((_, place) => isNew(place)));
    await painted();
    return {map, all: performance.now() - event.timeStamp};
  };
  window.move = new Promise(done => addEventListener('keydown', event => done(times(event)), {capture: true, once: true}));
}
"""


class Side:
    """A page with a slider."""

    def __init__(self, page: Page, slider: str, figures: str, server: int):
        self.page, self.figures, self.server = page, figures, server
        self.slider = page.locator(slider).first

    @property
    def k(self) -> int:
        return int(float(self.slider.get_attribute("aria-valuenow") or self.slider.input_value()))

    def move(self, key: str) -> dict:
        k = self.k
        self.slider.focus()
        self.page.evaluate(NEXT_MOVE, self.figures)
        self.page.keyboard.press(key)
        times = self.page.evaluate("() => window.move")
        shown = re.findall(r"Silhouette (-?0\.\d+)", self.page.locator("body").inner_text())
        now = self.k
        assert now - k == (1 if key == "ArrowRight" else -1), f"{key} led from {k} to {now}"
        return dict(k=now, silhouette=float(shown[0]), **times)

    def peak(self) -> float:
        """MiB of the server and of what it started, each at its highest."""
        return sum(memory(process) for process in family(self.server))


def memory(process: int) -> float:
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) / 1024 if found else 0


def family(process: int) -> Iterator[int]:
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from family(int(child))


# MARK: the pages


def cohort(browser: Browser, server: Server, csv: Path) -> Side:
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(180_000)
    lab = Lab(page, server.url, server.token, server.folder)
    lab.open(f"%load {csv}", "%explore")
    lab.run_all()
    # Map, segments, and the page of figures that is open.
    figures = """() => [...document.querySelectorAll('.jp-OutputArea-output .widget-html-content')]
      .filter(content => content.offsetParent && !content.querySelector('[role=status]')).slice(0, 3).map(content => content.firstChild)"""
    side = Side(page, ".jp-OutputArea-output .noUi-handle", figures, server.process)
    side.slider.wait_for()
    return side


def streamlit(browser: Browser, address: str, process: int) -> Side:
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(180_000)
    page.goto(address)
    # Map and profile once they are loaded, and which run they are of once that is over.
    figures = """() => {
      const isOver = document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning';
      const images = [...document.querySelectorAll('[data-testid=stImage] img, [data-testid=stImageContainer] img')];
      const loaded = images.map(image => image.complete && image.naturalWidth > 0 ? image.src : null);
      return [...loaded, isOver ? loaded.join() : null];
    }"""
    page.wait_for_function(f"() => {{ const now = ({figures})(); return now.length === 3 && now.every(part => part) }}")
    return Side(page, "[role=slider], input[type=range]", figures, process)


@contextmanager
def streaming(python: str, arguments: list[str], home: Path) -> Iterator[tuple[str, int]]:
    """Streamlit with the dashboard; its address and process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = dict(
        [("server.port", port), ("server.address", "127.0.0.1"), ("server.headless", "true"), ("server.fileWatcherType", "none"),
         ("browser.gatherUsageStats", "false")])
    with open(home / "streamlit.log", "wb") as log:
        process = subprocess.Popen(
            [python, "-m", "streamlit", "run", str(HERE / "dashboard.py"), *(f"--{key}={value}" for key, value in options.items()), "--", *arguments],
            stdout=log, stderr=log, cwd=home, env=os.environ | {"HOME": str(home)})
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=5).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError((home / "streamlit.log").read_text()) from None
                time.sleep(0.1)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


# MARK: the measurement


@contextmanager
def opened(browser: Browser, server: Server, python: str, csv: Path, home: Path, *, keeps: bool) -> Iterator[dict[str, Side]]:
    """Each side with a kernel or server of its own, which ends with it."""
    with ExitStack() as stack:
        sides = {"Cohort": cohort(browser, server, csv)}
        for name, arguments in [("Streamlit", []), *([("Streamlit, images kept", ["--keep"])] if keeps else [])]:
            sides[name] = streamlit(browser, *stack.enter_context(streaming(python, [str(csv), *arguments], home)))
        try:
            yield sides
        finally:
            sides["Cohort"].page.evaluate("() => jupyterapp.serviceManager.sessions.shutdownAll()")
            for side in sides.values():
                side.page.close()


def in_turn(sides: dict[str, Side], rounds: int, moves: int) -> dict[str, list[list[dict]]]:
    """Each side's moves, round by round: to 12 segments and back, again and again."""
    taken = {name: [] for name in sides}
    for number in range(rounds):
        for name, side in sides.items():
            side.page.bring_to_front()
            steps = range(number * moves, (number + 1) * moves)
            taken[name].append([side.move("ArrowRight" if step // WAY % 2 == 0 else "ArrowLeft") for step in steps])
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("csv", type=Path)
    parser.add_argument("streamlit")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--moves", type=int, default=20)
    parser.add_argument("--fresh", type=int, default=3)
    options = parser.parse_args()
    if CHROMIUM is None:
        sys.exit("No Chromium here; `make setup-browser` installs it on Debian.")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with serving(sys.executable, Folders(home), jupyter(home)) as server, sync_playwright() as playwright:
            # Chromium's sandbox does not start for root, and nothing but our own servers is visited.
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            places = browser, server, os.path.abspath(options.streamlit), options.csv.resolve(), home
            fresh = defaultdict(list)
            for number in range(options.fresh):
                say(f"a fresh kernel and a fresh Streamlit, {number + 1} of {options.fresh}")
                with opened(*places, keeps=False) as sides:
                    for name, rounds in in_turn(sides, 1, WAY).items():
                        fresh[name] += rounds
                    peaks = {name: side.peak() for name, side in sides.items()}
            tell("first time", fresh, peaks)
            say(f"{options.rounds * options.moves} moves")
            with opened(*places, keeps=True) as sides:
                moves = in_turn(sides, options.rounds, options.moves)
                tell("moves", moves, {name: side.peak() for name, side in sides.items()})
            browser.close()


class Folders:
    """Makes folders as pytest does."""

    def __init__(self, home: Path):
        self.home = home

    def mktemp(self, name: str) -> Path:
        return Path(tempfile.mkdtemp(prefix=name, dir=self.home))


def jupyter(home: Path) -> dict[str, str]:
    """An environment whose Jupyter knows this build's kernel and no person's settings."""
    subprocess.run([KERNEL, "install", "--prefix", home / "prefix"], check=True, stdout=subprocess.DEVNULL)
    names = ("JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "XDG_STATE_HOME", "HOME")
    return os.environ | {name: tempfile.mkdtemp(dir=home) for name in names} | {"JUPYTER_PATH": str(home / "prefix/share/jupyter")}


def say(what: str) -> None:
    print(f"JupyterLab and Streamlit in Chromium: {what}", file=sys.stderr, flush=True)


def tell(part: str, sides: dict[str, list[list[dict]]], peaks: dict[str, float]) -> None:
    print(json.dumps(dict(part=part, sides=sides, peak_mib=peaks)), flush=True)


if __name__ == "__main__":
    main()
