"""How soon the kernel answers while it computes: heartbeats and interrupts over bare ZeroMQ, at every size.

usage: responsiveness.py [--sizes N,...] [--commands NAME,...] [--tries N] [--longest SECONDS] [--seed N] [--program COHORT] [--data CSV]

Each command runs once whole (or for --longest seconds), then --tries times with an interrupt_request on control at a random moment
of that time. All the while a thread of its own sends a heartbeat every 5 ms and waits for its echo. Measured from the sending of the
interrupt: its reply on control, and the idle of the cell on iopub. Before and after each try %status must show the same. Printed is a
Markdown table of the worst; lines above the limits (heartbeat 50 ms, interrupt 100 ms) are named, and the exit status is then 1.
Frames are not parsed here and clients share the machine's cores, so the figures err on the slow side.

On a virtual machine a thread also stands still while its host gives the processor to another guest, and no program can help that.
The system counts such time as stolen; what was stolen while a heartbeat was under way is told, and taken off before the limit is
applied.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import zmq
from jupyter_client.connect import write_connection_file
from jupyter_client.session import Session

from inputs import KERNEL, source, table

HEARTBEAT_LIMIT, INTERRUPT_LIMIT = 50, 100
SIZES = [8_950, 50_000, 100_000, 1_000_000]
# Ends what hangs, and decides nothing else.
PATIENCE = 120


@dataclass
class Command:
    """A line of the table for each size that it fits."""

    name: str
    code: str
    # What the session needs before it.
    setup: str = ""
    largest: int = max(SIZES)


SEGMENTS = "%prepare\n%cluster k=4 method=kmeans starts=2"
COMMANDS = [
    Command("load", "%load {csv} as=customers"),
    Command("prepare", "%prepare"),
    Command("describe", "%describe"),
    Command("corr", "%corr"),
    Command("corr kendall", "%corr method=kendall"),
    Command("sql", "%sql SELECT TENURE, count(*), avg(BALANCE) FROM customers GROUP BY TENURE ORDER BY 2"),
    Command("ward", "%cluster k=4 linkage=ward", "%prepare"),
    Command("single", "%cluster k=4 linkage=single", "%prepare"),
    Command("average", "%cluster k=4 linkage=average", "%prepare", largest=20_000),
    Command("complete", "%cluster k=4 linkage=complete", "%prepare", largest=20_000),
    Command("auto", "%cluster k=auto", "%prepare"),
    Command("kmeans", "%cluster k=4 method=kmeans", "%prepare"),
    Command("compare", "%compare k=2..10", "%prepare"),
    Command("elbow", "%elbow method=kmeans", "%prepare"),
    Command("silhouette", "%silhouette", SEGMENTS),
    Command("stability", "%stability", SEGMENTS),
    Command("profile", "%profile", SEGMENTS),
    Command("explain", "%explain", SEGMENTS),
    Command("insights", "%insights", SEGMENTS),
    Command("tsne", "%tsne", SEGMENTS),
    Command("export", "%export segments segments.csv", SEGMENTS),
]


# MARK: the kernel, from outside


@dataclass
class Trip:
    """How long the echo of a heartbeat took, and how much the host took of the processors meanwhile, in milliseconds."""

    total: float
    stolen: float

    @property
    def own(self) -> float:
        return max(0, self.total - self.stolen)


def stolen() -> float:
    """Milliseconds that the host has taken of the processors so far; in steps of a tick, 10 ms."""
    with open("/proc/stat") as file:
        return 1000 / os.sysconf("SC_CLK_TCK") * int(file.readline().split()[8])


class Heartbeat(threading.Thread):
    """Sends a heartbeat every 5 ms and notes how long each echo took."""

    def __init__(self, context: zmq.Context, address: str):
        super().__init__(daemon=True)
        self.context, self.address = context, address
        self.ends = threading.Event()
        self.trips: list[Trip] = []

    def run(self) -> None:
        socket = self.context.socket(zmq.REQ)
        socket.linger = 0
        socket.connect(self.address)
        while not self.ends.wait(0.005):
            before = stolen()
            start = time.perf_counter()
            socket.send(b"ping")
            if not socket.poll(PATIENCE * 1000):
                self.trips.append(Trip(float("inf"), 0))
                break
            socket.recv()
            total = 1000 * (time.perf_counter() - start)
            self.trips.append(Trip(total, stolen() - before))
        socket.close()

    def __enter__(self) -> "Heartbeat":
        self.start()
        return self

    def __exit__(self, *_) -> None:
        self.ends.set()
        self.join()


class Kernel:
    """A running `cohort kernel` with bare sockets to it."""

    def __init__(self, program: Path, folder: Path):
        connection = folder / "connection.json"
        write_connection_file(str(connection), key=b"a key of this run")
        self.info = json.loads(connection.read_text())
        self.log = open(folder / "log", "wb")
        self.process = subprocess.Popen(
            [program, "kernel", connection], stdin=subprocess.DEVNULL, stderr=self.log, cwd=folder, start_new_session=True,
            env=os.environ | {"XDG_STATE_HOME": str(folder)})
        self.session = Session(key=self.info["key"].encode(), signature_scheme=self.info["signature_scheme"])
        self.context = zmq.Context()
        self.shell, self.control = (self.connect(zmq.DEALER, channel) for channel in ("shell", "control"))
        self.iopub = self.context.socket(zmq.SUB)
        self.iopub.subscribe(b"")
        self.iopub.linger, self.iopub.rcvhwm = 0, 0
        self.iopub.connect(self.address("iopub"))
        self.iopub.recv_multipart()  # the welcome

    def address(self, channel: str) -> str:
        return f"tcp://{self.info['ip']}:{self.info[channel + '_port']}"

    def connect(self, kind: int, channel: str) -> zmq.Socket:
        socket = self.context.socket(kind)
        socket.linger = 0
        socket.connect(self.address(channel))
        return socket

    def send(self, socket: zmq.Socket, msg_type: str, content: dict) -> bytes:
        message = self.session.msg(msg_type, content)
        socket.send_multipart(self.session.serialize(message))
        return message["header"]["msg_id"].encode()

    def execute(self, code: str) -> bytes:
        return self.send(self.shell, "execute_request", dict(
            code=code, silent=False, store_history=True, user_expressions={}, allow_stdin=True, stop_on_error=True))

    def idle_before(self, request: bytes, deadline: float) -> bool:
        """Whether the idle of a request comes before the deadline; what else comes is dropped unread."""
        while self.iopub.poll(max(0, 1000 * (deadline - time.perf_counter()))):
            frames = self.iopub.recv_multipart()
            if b'"idle"' in frames[-1] and request in frames[-3]:
                return True
        return False

    def outcome(self) -> dict:
        return json.loads(self.reply(self.shell)[-1])

    def reply(self, socket: zmq.Socket) -> list[bytes]:
        if not socket.poll(PATIENCE * 1000):
            raise TimeoutError("the kernel does not reply")
        return socket.recv_multipart()

    def succeed(self, code: str) -> None:
        """Runs a cell that must not fail, however long it takes."""
        request = self.execute(code)
        if not self.idle_before(request, time.perf_counter() + 3600):
            raise TimeoutError(code)
        outcome = self.outcome()
        if outcome["status"] != "ok":
            raise RuntimeError("\n".join(outcome["traceback"]))

    def status(self) -> str:
        """What %status shows."""
        request = self.execute("%status")
        text = ""
        while True:
            frames = self.iopub.recv_multipart()
            if request in frames[-3] and b'"data"' in frames[-1]:
                text = json.loads(frames[-1])["data"]["text/plain"]
            if request in frames[-3] and b'"idle"' in frames[-1]:
                self.reply(self.shell)
                return text

    def interrupt(self, cell: bytes) -> tuple[float, float]:
        """Milliseconds from sending an interrupt to its reply, and to the idle of the cell."""
        poller = zmq.Poller()
        poller.register(self.control, zmq.POLLIN)
        poller.register(self.iopub, zmq.POLLIN)
        start = time.perf_counter()
        self.send(self.control, "interrupt_request", {})
        replied = idle = None
        while replied is None or idle is None:
            ready = dict(poller.poll(PATIENCE * 1000))
            now = 1000 * (time.perf_counter() - start)
            if not ready:
                raise TimeoutError("the kernel does not answer an interrupt")
            if self.control in ready:
                self.control.recv_multipart()
                replied = now
            if self.iopub in ready:
                frames = self.iopub.recv_multipart()
                if b'"idle"' in frames[-1] and cell in frames[-3]:
                    idle = now
        return replied, idle

    def __enter__(self) -> "Kernel":
        return self

    def __exit__(self, *_) -> None:
        self.process.kill()
        self.process.wait()
        self.context.destroy(linger=0)
        self.log.close()


# MARK: the measurement


@dataclass
class Result:
    """The worst of a command at one size, in milliseconds."""

    size: int
    command: str
    # Seconds of the whole command; None when it was longer than was waited for.
    seconds: float | None
    trips: list[Trip]
    replies: list[float] = field(default_factory=list)
    idles: list[float] = field(default_factory=list)
    # Where in the command the slowest interrupt fell, in seconds.
    worst: float = 0
    # Tries that found the command done already.
    missed: int = 0
    changed: bool = False

    def faults(self) -> list[str]:
        name = f"{self.size:,} %{self.command}"
        faults = []
        worst = max(self.trips, key=lambda trip: trip.own)
        if worst.own > HEARTBEAT_LIMIT:
            faults.append(f"{name}: a heartbeat took {worst.total:.0f} ms, of which {worst.stolen:.0f} were stolen")
        if max(self.replies + self.idles, default=0) > INTERRUPT_LIMIT:
            faults.append(f"{name}: an interrupt took {max(self.replies + self.idles):.0f} ms, {self.worst:.2f} s into it")
        if self.changed:
            faults.append(f"{name}: the session was another after an interrupt")
        return faults

    def show(self, longest: float) -> str:
        trips = sorted(trip.total for trip in self.trips)
        longest_trip = max(self.trips, key=lambda trip: trip.total)
        own = max(trip.own for trip in self.trips)
        seconds = f"> {longest:g}" if self.seconds is None else f"{self.seconds:.2f}"
        return (
            f"| {self.size:,} | {self.command} | {seconds} | {len(self.idles)} | {trips[-1]:.1f}, {longest_trip.stolen:.0f} "
            f"| {own:.1f} | {trips[int(0.99 * len(trips))]:.1f} "
            f"| {max(self.replies, default=0):.1f}; {max(self.idles, default=0):.1f} |")


def measure(kernel: Kernel, command: Command, code: str, size: int, tries: int, longest: float, moments: random.Random) -> Result:
    if command.setup:
        kernel.succeed(command.setup)
    before = kernel.status()
    with Heartbeat(kernel.context, kernel.address("hb")) as heartbeat:
        start = time.perf_counter()
        cell = kernel.execute(code)
        whole = kernel.idle_before(cell, start + longest)
        seconds = time.perf_counter() - start
        if not whole:
            first = kernel.interrupt(cell)
        outcome = kernel.outcome()
        if whole and outcome["status"] != "ok":
            raise RuntimeError("\n".join(outcome["traceback"]))
        result = Result(size, command.name, seconds if whole else None, heartbeat.trips)
        if not whole and outcome["status"] != "ok":
            note(result, first, seconds)
        take_back(kernel, before)
        for _ in range(3 * tries):
            if len(result.idles) >= tries:
                break
            moment = moments.uniform(0, seconds)
            start = time.perf_counter()
            cell = kernel.execute(code)
            if kernel.idle_before(cell, start + moment):
                # Caches are warm now.
                seconds = min(seconds, time.perf_counter() - start)
                kernel.outcome()
                result.missed += 1
            else:
                moment = time.perf_counter() - start
                times = kernel.interrupt(cell)
                # One that came too late interrupted nothing: its times say only how soon the command was done.
                if kernel.outcome()["status"] == "ok":
                    result.missed += 1
                else:
                    note(result, times, moment)
                    result.changed |= kernel.status() != before
            take_back(kernel, before)
    return result


def note(result: Result, times: tuple[float, float], moment: float) -> None:
    if max(times) > max(result.replies + result.idles, default=0):
        result.worst = moment
    result.replies.append(times[0])
    result.idles.append(times[1])


def take_back(kernel: Kernel, before: str) -> None:
    """Makes a session that a finished command changed what it was, so that the next try finds the same work."""
    if kernel.status() != before:
        kernel.succeed("%undo")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=lambda text: [int(n) for n in text.split(",")], default=SIZES)
    parser.add_argument("--commands", type=lambda text: text.split(","))
    parser.add_argument("--tries", type=int, default=5)
    parser.add_argument("--longest", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--program", type=Path, default=KERNEL)
    parser.add_argument("--data")
    options = parser.parse_args()
    # A reader of a heartbeat is not to wait for the thread that reads the rest.
    sys.setswitchinterval(0.0005)
    csv = source(options.data)
    moments = random.Random(options.seed)
    print(
        "| rows | command | seconds | interrupts | heartbeat, worst: ms, of these stolen | less what was stolen, worst ms | 99 % within ms "
        "| interrupt, worst: reply; idle ms |\n|---|---|---|---|---|---|---|---|")
    faults = []
    for size in options.sizes:
        path = table(csv, size)
        with tempfile.TemporaryDirectory() as folder, Kernel(options.program.resolve(), Path(folder)) as kernel:
            kernel.succeed(f"%load {path} as=customers")
            for command in COMMANDS:
                if size > command.largest or (options.commands and command.name not in options.commands):
                    continue
                result = measure(kernel, command, command.code.format(csv=path), size, options.tries, options.longest, moments)
                print(result.show(options.longest), flush=True)
                faults += result.faults()
    if faults:
        sys.exit("\nAbove the limits:\n" + "\n".join(faults))


if __name__ == "__main__":
    main()
