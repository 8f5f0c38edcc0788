"""Subshells (JEP 91): what JupyterLab runs comms on while a cell computes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from jupyter_client.manager import start_new_kernel
from wire import Kernel, Wire

LONG = "%load\n%tsne iterations=20000"
SHUTDOWN_WAIT = 2.5


def create(wire: Wire) -> str:
    reply = wire.request("create_subshell_request", channel="control")
    assert reply["status"] == "ok"
    return reply["subshell_id"]


def subshells(wire: Wire) -> list[str]:
    return wire.request("list_subshell_request", channel="control")["subshell_id"]


def delete(wire: Wire, subshell: object) -> dict:
    return wire.request("delete_subshell_request", {"subshell_id": subshell}, "control")


def until_idle_and_reply(wire: Wire, msg_id: str) -> tuple[list[dict], dict]:
    return wire.until_idle(msg_id), wire.reply(msg_id)["content"]


def test_it_says_that_it_has_them(wire: Wire) -> None:
    assert wire.request("kernel_info_request")["supported_features"] == ["kernel subshells"]


def test_they_are_created_listed_and_deleted(wire: Wire) -> None:
    ids = [create(wire) for _ in range(3)]
    assert subshells(wire) == ids
    assert delete(wire, ids[1]) == {"status": "ok"}
    assert subshells(wire) == [ids[0], ids[2]]
    assert delete(wire, ids[1])["status"] == "error"


def test_a_subshell_answers_while_a_map_is_computed(wire: Wire) -> None:
    subshell = create(wire)
    long = wire.submit(LONG)
    wire.until_started(long)
    # Each is answered by the next reply on shell: the map's comes after all of them.
    short = wire.submit("%echo short", subshell=subshell)
    assert wire.receive("shell")["parent_header"]["msg_id"] == short
    messages = wire.until_idle(short)
    assert [m["content"]["text"] for m in messages if m["msg_type"] == "stream"] == ["short\n"]
    for msg_type, content in [
        ("complete_request", {"code": "%clu", "cursor_pos": 4}),
        ("inspect_request", {"code": "%cluster", "cursor_pos": 3, "detail_level": 0}),
        ("comm_info_request", {}),
    ]:
        asked = wire.send(msg_type, content, subshell=subshell)
        reply = wire.receive("shell")
        assert (reply["parent_header"]["msg_id"], reply["content"]["status"]) == (asked, "ok")
    for msg_type in ("comm_open", "comm_msg", "comm_close"):
        said = wire.send(msg_type, {"comm_id": "c", "target_name": "nobody", "data": {}}, subshell=subshell)
        states = [m["content"].get("execution_state", m["msg_type"]) for m in wire.until_idle(said)]
        assert states == (["busy", "comm_close", "idle"] if msg_type == "comm_open" else ["busy", "idle"])
    assert wire.silent("shell", 0)
    assert wire.request("interrupt_request", channel="control")["status"] == "ok"
    assert wire.reply(long)["content"]["ename"] == "Interrupted"


def test_what_is_set_on_a_subshell_stands_beside_the_map(wire: Wire) -> None:
    subshell = create(wire)
    wire.succeed("%load\n%cluster k=4 method=kmeans starts=1")
    long = wire.submit("%tsne iterations=500")
    wire.until_started(long)
    _, reply = until_idle_and_reply(wire, wire.submit("%name 1 Quiet", subshell=subshell))
    assert reply["status"] == "ok"
    assert wire.reply(long)["content"]["status"] == "ok"
    status = wire.succeed("%status")
    shown = status.text() + str([m["content"].get("data") for m in status.outputs])
    assert "500 steps" in shown
    assert "Quiet" in str([m["content"].get("data") for m in wire.succeed("%profile").outputs])


def test_they_count_and_remember_together(wire: Wire) -> None:
    subshell = create(wire)
    counts = [
        wire.reply(wire.submit("%echo x", subshell=where))["content"]["execution_count"]
        for where in (None, subshell, None, subshell)
    ]
    assert counts == [1, 2, 3, 4]
    history = wire.request("history_request", dict(hist_access_type="tail", n=10, output=False, raw=True))["history"]
    assert [line for _, line, _ in history] == counts


@pytest.mark.parametrize("subshell", ["", "nobody", "x" * 1_000_000, 7, [], {"a": 1}, True], ids=lambda v: str(v)[:9])
def test_an_id_that_names_none_is_answered(wire: Wire, subshell: object) -> None:
    messages, reply = until_idle_and_reply(wire, wire.submit("%echo never", subshell=subshell))
    assert [m["content"].get("execution_state", m["msg_type"]) for m in messages] == ["busy", "error", "idle"]
    assert (reply["status"], reply["ename"]) == ("error", "UnknownSubshellError")
    assert len(reply["evalue"]) < 200
    messages, reply = until_idle_and_reply(wire, wire.send("complete_request", {"code": ""}, subshell=subshell))
    assert [m["content"].get("execution_state") for m in messages] == ["busy", "idle"]
    assert reply["ename"] == "UnknownSubshellError"
    said = wire.send("comm_msg", {"comm_id": "c", "data": {}}, subshell=subshell)
    messages, reply = until_idle_and_reply(wire, said)
    assert [m["content"].get("execution_state") for m in messages] == ["busy", "idle"]
    assert delete(wire, subshell)["ename"] == "UnknownSubshellError"
    assert wire.succeed("%echo alive").text() == "alive\n"


def test_a_null_id_is_none(wire: Wire) -> None:
    message = wire.session.msg("execute_request", {"code": "%echo x"})
    message["header"]["subshell_id"] = None
    wire.sockets["shell"].send_multipart(wire.session.serialize(message))
    assert wire.outcome(message["header"]["msg_id"]).text() == "x\n"


def test_an_error_stops_only_what_waits_on_the_same_subshell(wire: Wire) -> None:
    subshell = create(wire)
    failing = wire.submit("%load\n%hist NOT_A_COLUMN", subshell=subshell)
    behind = wire.submit("%echo behind", subshell=subshell)
    beside = wire.submit("%echo beside")
    replies = {}
    for _ in range(3):
        reply = wire.receive("shell")
        replies[reply["parent_header"]["msg_id"]] = reply["content"]
    assert replies[failing]["ename"] == "UnknownColumn"
    assert replies[behind]["ename"] == "NotRun"
    assert replies[beside]["status"] == "ok"
    assert wire.reply(wire.submit("%echo later", subshell=subshell))["content"]["status"] == "ok"


def test_one_that_is_deleted_while_a_cell_runs_ends_with_it(wire: Wire) -> None:
    subshell = create(wire)
    running = wire.submit(LONG, subshell=subshell)
    wire.until_started(running)
    waiting = wire.submit("%echo waiting", subshell=subshell)
    assert delete(wire, subshell) == {"status": "ok"}
    assert subshells(wire) == []
    late = wire.submit("%echo late", subshell=subshell)
    main = wire.submit("%echo main")
    # Control overtakes shell: what was sent before the deletion may come after it, and is then answered at once.
    enames = {}
    while main not in enames:
        reply = wire.receive("shell")
        enames[reply["parent_header"]["msg_id"]] = reply["content"].get("ename")
    assert running not in enames
    wire.request("interrupt_request", channel="control")
    while not enames.keys() >= {running, waiting, late}:
        reply = wire.receive("shell")
        enames[reply["parent_header"]["msg_id"]] = reply["content"].get("ename")
    assert enames == {running: "Interrupted", waiting: "UnknownSubshellError", late: "UnknownSubshellError", main: None}


def test_an_interrupt_reaches_all_that_runs(kernel: Kernel, wire: Wire) -> None:
    wire.succeed("%load")
    cells = [wire.submit("%tsne iterations=20000", subshell=subshell) for subshell in (None, create(wire))]
    started = set()
    while started != set(cells):
        message = wire.receive("iopub")
        if message["msg_type"] == "execute_input":
            started.add(message["parent_header"]["msg_id"])
    kernel.interrupt()
    enames = [wire.receive("shell")["content"]["ename"] for _ in cells]
    assert enames == ["Interrupted", "Interrupted"]


@pytest.mark.parametrize("restart", [False, True])
def test_the_end_does_not_wait_for_them(kernel: Kernel, wire: Wire, restart: bool) -> None:
    for subshell in [create(wire) for _ in range(3)]:
        wire.until_started(wire.submit(LONG, subshell=subshell))
    create(wire)
    assert wire.request("shutdown_request", {"restart": restart}, "control")["status"] == "ok"
    assert kernel.wait(SHUTDOWN_WAIT) == 0


def test_there_is_a_bound_and_a_thread_less_for_each_that_ends(kernel: Kernel, wire: Wire) -> None:
    def threads() -> int:
        return len(list(Path(f"/proc/{kernel.process.pid}/task").iterdir()))

    def resident() -> float:
        pages = int(Path(f"/proc/{kernel.process.pid}/statm").read_text().split()[1])
        return pages * 4096 / 2**20

    before, memory = threads(), resident()
    ids = []
    while (reply := wire.request("create_subshell_request", channel="control"))["status"] == "ok":
        ids.append(reply["subshell_id"])
        assert len(ids) <= 1000
    assert reply["ename"] == "TooManySubshells" and str(len(ids)) in reply["evalue"]
    for subshell in ids:
        assert wire.reply(wire.submit("%echo x", subshell=subshell))["content"]["status"] == "ok"
    print(f"{len(ids)} subshells take {resident() - memory:.1f} MiB")
    for subshell in ids:
        delete(wire, subshell)
    deadline = time.monotonic() + 20
    while threads() > before + 4 and time.monotonic() < deadline:
        wire.request("list_subshell_request", channel="control")
    assert threads() <= before + 4
    assert create(wire)


def test_a_flood_of_messages_of_comms_gets_every_idle_in_order(wire: Wire) -> None:
    subshell = create(wire)
    ids = [wire.send("comm_msg", {"comm_id": "c", "data": {"n": n}}, subshell=subshell) for n in range(10_000)]
    idles = []
    while len(idles) < len(ids):
        message = wire.receive("iopub")
        # Creating the subshell had an idle, too.
        if message["content"].get("execution_state") == "idle" and message["parent_header"]["msg_type"] == "comm_msg":
            idles.append(message["parent_header"]["msg_id"])
    assert idles == ids


def answers(kernel_name: str) -> list:
    """How a kernel answers requests for a subshell that there is not."""
    manager, client = start_new_kernel(kernel_name=kernel_name)
    try:
        found = []
        for msg_type, content in [("execute_request", {"code": ""}), ("comm_msg", {"comm_id": "c", "data": {}})]:
            message = client.session.msg(msg_type, content)
            message["header"]["subshell_id"] = "nobody"
            client.shell_channel.send(message)
            reply = client._recv_reply(message["header"]["msg_id"], timeout=30)
            found.append((reply["msg_type"], reply["content"]["status"], reply["content"]["ename"]))
        return found
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_it_answers_as_ipykernel_does() -> None:
    assert answers("cohort") == answers("python3")
