"""Four clients at once, each doing whatever comes to its mind, kernels that are killed in the middle, and what must hold all the same.

COHORT_SOAK_MINUTES=10 goes on for ten minutes (`make soak`); the seed of a run stands in every failure.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from wire import Kernel, Wire

CLIENTS = 4
MINUTES = float(os.environ.get("COHORT_SOAK_MINUTES", "0"))
SEED = int(os.environ.get("COHORT_SOAK_SEED", "1"))
# A notebook of this name is what the journals of killed kernels belong to.
NOTEBOOK = "chaos.ipynb"

READING = [
    "%describe BALANCE", "%hist PURCHASES", "%head 3", "%missing", "%status", "%corr BALANCE PURCHASES", "%profile", "%tables",
    "%echo on standard error to=stderr", "%help cluster", "%kpi", "%insights 1", "%history 5",
]
MISTAKES = ["%describ BALANCE", "%describe BALNCE", "%cluster k=", "%filter BALANCE >", "%load nothing.csv", "k = (1", "%echo \"open"]
LONG = ["%tsne", "%stability", "%elbow"]
QUESTIONS = [
    ("complete_request", {"code": "%des", "cursor_pos": 4}), ("inspect_request", {"code": "%load", "cursor_pos": 3, "detail_level": 0}),
    ("is_complete_request", {"code": "%echo \"a"}), ("history_request", {"hist_access_type": "tail", "n": 3, "output": False, "raw": True}),
    ("comm_info_request", {}), ("kernel_info_request", {}),
]


@dataclass
class Record:
    """What clients have seen of one kernel."""

    replies: Counter = field(default_factory=Counter)
    busy: Counter = field(default_factory=Counter)
    idle: Counter = field(default_factory=Counter)
    # Requests whose every message could be seen: no new connection came in between.
    whole: set[str] = field(default_factory=set)
    counts: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    interrupts: int = 0
    reconnections: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Client(threading.Thread):
    """Sends one thing after the other, sometimes several at once, and notes what comes of them."""

    def __init__(self, number: int, kernel: Kernel, seed: int, record: Record, acknowledged: dict[str, str], end: float):
        super().__init__(daemon=True)
        self.number, self.kernel, self.record, self.acknowledged, self.end = number, kernel, record, acknowledged, end
        self.random = random.Random(f"{seed} {number}")
        self.wire = kernel.connect().ready()
        self.made = 0

    def run(self) -> None:
        try:
            while time.monotonic() < self.end and self.kernel.is_running:
                self.act()
        except (TimeoutError, AssertionError, KeyError) as error:
            if self.kernel.is_running:
                self.record.faults.append(f"client {self.number}: {error!r}")
        finally:
            self.wire.close()

    def act(self) -> None:
        match self.random.randrange(10):
            case 0:
                self.wire.close()
                self.wire = self.kernel.connect().ready()
                self.record.reconnections += 1
            case 1:
                # Something that nobody signed: it is dropped, and all else goes on.
                self.wire.sockets["shell"].send_multipart([b"<IDS|MSG>", b"0" * 64, b"{}", b"{}", b"{}", b"{}"])
            case 2:
                asked = {self.wire.submit(self.random.choice(LONG)): None}
                time.sleep(self.random.random() / 4)
                self.wire.reply(self.wire.send("interrupt_request", {}, "control"), "control")
                self.record.interrupts += 1
                self.gather(asked)
            case 3 | 4:
                # A new name and a new value each time: what was acknowledged can be asked for later.
                self.made += 1
                name = f"p{self.number}_{int(time.time() * 1000)}_{self.made}"
                self.gather({self.wire.submit(f"{name} = {self.made}"): (name, str(self.made))})
            case 5:
                self.gather({self.wire.send(*self.random.choice(QUESTIONS)): None})
            case 6:
                lines = self.random.choices(READING + MISTAKES, k=self.random.randrange(2, 6))
                self.gather({self.wire.submit(line, stop_on_error=self.random.random() < 0.5): None for line in lines})
            case 7:
                self.made += 1
                name = f"D{self.number}_{int(time.time() * 1000)}_{self.made}"
                self.gather({self.wire.submit(f"%derive {name} = BALANCE * {self.made}"): (name, "column")})
            case _:
                self.gather({self.wire.submit(self.random.choice(READING)): None})

    def gather(self, asked: dict[str, tuple[str, str] | None]) -> None:
        """Takes what comes for requests until all are answered and all are idle."""
        waiting, open_, replies = set(asked), set(asked), Counter()
        deadline = time.monotonic() + 60
        while waiting or open_:
            if time.monotonic() > deadline:
                raise TimeoutError(f"no end of {waiting | open_}")
            if not self.kernel.is_running:
                return
            for channel in ("shell", "iopub"):
                while self.wire.sockets[channel].poll(5):
                    message = self.wire.receive(channel)
                    request = message["parent_header"].get("msg_id")
                    if request not in asked:
                        continue
                    if channel == "shell":
                        replies[request] += 1
                        waiting.discard(request)
                        self.take(message, asked[request])
                    elif message["msg_type"] == "status":
                        state = message["content"]["execution_state"]
                        with self.record.lock:
                            (self.record.busy if state == "busy" else self.record.idle)[request] += 1
                        if state == "idle":
                            open_.discard(request)
        with self.record.lock:
            self.record.replies.update(replies)
            self.record.whole.update(asked)

    def take(self, reply: dict, change: tuple[str, str] | None) -> None:
        content = reply["content"]
        with self.record.lock:
            if reply["msg_type"] == "execute_reply" and "execution_count" in content:
                self.record.counts.append(content["execution_count"])
            if change is not None and content["status"] == "ok":
                self.acknowledged[change[0]] = change[1]


def check(record: Record, seed: int) -> None:
    assert not record.faults, (seed, record.faults)
    for request in record.whole:
        seen = record.replies[request], record.busy[request], record.idle[request]
        assert seen == (1, 1, 1), (seed, request, seen)


def check_acknowledged(wire: Wire, acknowledged: dict[str, str], seed: int) -> None:
    """What was acknowledged is there, parameters with their values and columns with their names."""
    parameters = {name: value for name, value in acknowledged.items() if value != "column"}
    reply = wire.execute("", user_expressions={name: name for name in parameters}).content
    found = {
        name: value["data"]["text/plain"] if value["status"] == "ok" else None
        for name, value in reply["user_expressions"].items()}
    assert found == parameters, (seed, {name for name in parameters if found.get(name) != parameters[name]})
    columns = set(wire.request("complete_request", {"code": "%describe D", "cursor_pos": 11})["matches"])
    wanted = {name for name, value in acknowledged.items() if value == "column"}
    assert wanted <= columns, (seed, wanted - columns)


def start(program: Path, state: Path, round_: int) -> Kernel:
    return Kernel(
        program, state / str(round_), environment={"XDG_STATE_HOME": str(state), "JPY_SESSION_NAME": str(state / NOTEBOOK)})


def test_clients_that_do_what_they_like_lose_nothing_that_was_acknowledged(program: Path, tmp_path: Path) -> None:
    draws = random.Random(SEED)
    acknowledged: dict[str, str] = {}
    requests = kills = interrupts = reconnections = 0
    until = time.monotonic() + 60 * MINUTES
    round_ = 0
    while round_ < 3 or time.monotonic() < until:
        seed = SEED * 1_000 + round_
        with start(program, tmp_path, round_) as kernel:
            wire = kernel.connect().ready()
            if round_ == 0:
                wire.succeed("%load sample\n%cluster k=3")
            else:
                wire.succeed("%resume")
                check_acknowledged(wire, acknowledged, seed)
            record = Record()
            length = draws.uniform(4, 30 if MINUTES else 6)
            is_killed = draws.random() < 0.7 or round_ < 2
            end = time.monotonic() + (length * 2 if is_killed else length)
            clients = [Client(number, kernel, seed, record, acknowledged, end) for number in range(CLIENTS)]
            for client in clients:
                client.start()
            if is_killed:
                time.sleep(length)
                kernel.process.kill()
                kernel.process.wait()
                kills += 1
            for client in clients:
                client.join(90)
                assert not client.is_alive(), (seed, "a client never came to its end")
            check(record, seed)
            if not is_killed:
                check_acknowledged(wire, acknowledged, seed)
                # Of one kernel's own: counts go up by one for each cell that is kept; what does not run has none.
                counts = sorted(count for count in record.counts if count > 0)
                assert counts == list(range(counts[0], counts[0] + len(counts))), (seed, counts)
            requests += len(record.whole)
            interrupts, reconnections = interrupts + record.interrupts, reconnections + record.reconnections
            wire.close()
        round_ += 1
    print(
        f"chaos: {round_} kernels, {kills} of them killed, {CLIENTS} clients, {requests} requests, {interrupts} interrupts, "
        f"{reconnections} new connections, {len(acknowledged)} changes acknowledged, 0 lost")
