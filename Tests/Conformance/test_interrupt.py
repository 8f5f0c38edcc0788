"""Interrupts, by signal and by message, at any moment of a long command."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest
from wire import Kernel, Wire

PREPARATION = "%load\n%cluster k=4"
COMMANDS = {
    "t-SNE": "%tsne iterations=20000",
    "Ward, then indices": "%cluster k=auto",
    "k-means": "%cluster k=9 method=kmeans starts=1000",
    "average linkage": "%cluster k=auto linkage=average",
}


def by_signal(kernel: Kernel, wire: Wire) -> None:
    kernel.interrupt()


def by_message(kernel: Kernel, wire: Wire) -> None:
    wire.send("interrupt_request", channel="control")


def state(wire: Wire) -> str:
    """The session, as a user sees it."""
    status = wire.succeed("%status")
    return status.text() + str([m["content"].get("data") for m in status.outputs])


def take_back_what_is_kept(wire: Wire, reply: dict) -> None:
    """A map is kept as far as it is when it was interrupted; everything else leaves the session as it was."""
    if "the map is kept" in reply.get("evalue", ""):
        wire.succeed("%undo")


def duration(wire: Wire, command: str, at_most: float) -> float:
    """How long a command takes, in seconds; it is stopped or taken back."""
    start = time.perf_counter()
    msg_id = wire.submit(command)
    if wire.silent("shell", at_most):
        wire.request("interrupt_request", channel="control")
        take_back_what_is_kept(wire, wire.outcome(msg_id).content)
        return at_most
    length = time.perf_counter() - start
    assert wire.outcome(msg_id).content["status"] == "ok"
    wire.succeed("%undo")
    return length


@pytest.mark.parametrize("interrupt", [by_signal, by_message])
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_an_interrupt_is_answered_at_once_and_changes_nothing(
    kernel: Kernel, wire: Wire, command: str, interrupt: Callable[[Kernel, Wire], None]
) -> None:
    wire.succeed(PREPARATION)
    before = state(wire)
    length = duration(wire, command, at_most=3.0)
    assert state(wire) == before

    moments = random.Random(command)
    delays = []
    interrupted = 0
    while interrupted < 8:
        msg_id = wire.submit(command)
        wire.until_started(msg_id)
        if not wire.silent("shell", moments.uniform(0, length)):
            # Faster than the first time, and done before the moment came.
            length *= 0.8
            wire.outcome(msg_id)
            wire.succeed("%undo")
            continue
        sent = time.perf_counter()
        interrupt(kernel, wire)
        reply = wire.reply(msg_id)["content"]
        delays.append(time.perf_counter() - sent)
        if reply["status"] == "ok":
            # The moment came when the result was already on its way.
            length *= 0.8
            wire.request("kernel_info_request", channel="control")
            wire.succeed("%undo")
            continue
        interrupted += 1
        assert reply["ename"] == "Interrupted"
        take_back_what_is_kept(wire, reply)
        assert state(wire) == before
    # One moment may meet a machine that is busy with something else.
    assert sorted(delays)[-2] < 0.1, delays
    print(f"slowest of {len(delays)}: {max(delays) * 1000:.0f} ms")
    wire.succeed("%cluster k=3")


@pytest.mark.parametrize("interrupt", [by_signal, by_message])
def test_an_idle_kernel_survives_interrupts(
    kernel: Kernel, wire: Wire, interrupt: Callable[[Kernel, Wire], None]
) -> None:
    for _ in range(20):
        interrupt(kernel, wire)
    # Shell orders these behind nothing; whatever the interrupts did has been done once this is answered.
    wire.request("kernel_info_request", channel="control")
    assert wire.succeed("%echo alive").text() == "alive\n"
    assert kernel.is_running


def test_an_interrupt_is_meant_for_the_running_cell_and_what_waits_behind_it(kernel: Kernel, wire: Wire) -> None:
    running = wire.submit("%load\n%tsne iterations=20000")
    waiting = wire.submit("%echo ran")
    wire.until_started(running)
    kernel.interrupt()
    assert wire.reply(running)["content"]["ename"] == "Interrupted"
    assert wire.reply(waiting)["content"]["status"] == "error"
    assert wire.succeed("%echo after").text() == "after\n"


def test_many_interrupts_of_one_cell_end_only_that_cell(kernel: Kernel, wire: Wire) -> None:
    running = wire.submit("%load\n%tsne iterations=20000")
    wire.until_started(running)
    for _ in range(20):
        kernel.interrupt()
    assert wire.reply(running)["content"]["ename"] == "Interrupted"
    wire.request("kernel_info_request", channel="control")
    assert wire.succeed("%echo after").text() == "after\n"
