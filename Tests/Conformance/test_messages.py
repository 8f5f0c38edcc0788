"""Every request by itself: what comes back, in which order, and what does not."""

import json
import subprocess
from pathlib import Path

import pytest
import zmq
from wire import Kernel, Wire


def test_kernel_info_is_answered_on_both_channels(wire: Wire) -> None:
    shell = wire.request("kernel_info_request")
    control = wire.request("kernel_info_request", channel="control")
    assert shell == control
    assert shell["status"] == "ok"
    assert shell["implementation"] == "cohort"
    assert shell["protocol_version"].split(".")[:2] == ["5", "5"]
    assert shell["language_info"]["name"] == "cohort"


def test_the_program_says_the_same_version(wire: Wire, program: Path) -> None:
    said = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    assert wire.request("kernel_info_request")["implementation_version"] == said


@pytest.mark.parametrize(
    "msg_type, content",
    [
        ("kernel_info_request", {}),
        ("complete_request", {"code": "%he", "cursor_pos": 3}),
        ("inspect_request", {"code": "%cluster", "cursor_pos": 8, "detail_level": 0}),
        ("is_complete_request", {"code": "%help"}),
        ("history_request", {"output": False, "raw": True, "hist_access_type": "tail", "n": 3}),
        ("comm_info_request", {}),
    ],
)
def test_every_request_is_busy_then_answered_then_idle(wire: Wire, msg_type: str, content: dict) -> None:
    msg_id = wire.send(msg_type, content)
    messages = wire.until_idle(msg_id)
    assert [m["content"].get("execution_state") for m in messages] == ["busy", "idle"]
    reply = wire.reply(msg_id)
    assert reply["msg_type"] == msg_type.replace("request", "reply")
    assert reply["content"]["status"] == ("complete" if msg_type == "is_complete_request" else "ok")


def test_an_execution_in_its_order(wire: Wire) -> None:
    execution = wire.execute("%echo one\nk = 4\nk")
    assert [m["msg_type"] for m in execution.messages] == [
        "status", "execute_input", "stream", "execute_result", "status",
    ]
    assert execution.states == ["busy", "idle"]
    assert execution.content["status"] == "ok"
    assert execution.content["execution_count"] == 1


def test_the_counter_rises_only_with_what_is_stored(wire: Wire) -> None:
    counts = [wire.execute("%echo", store_history=stored).content["execution_count"] for stored in (True, False, True)]
    assert counts == [1, 1, 2]


def test_silent_shows_nothing_and_stores_nothing(wire: Wire) -> None:
    execution = wire.execute("%echo one", silent=True, store_history=True)
    assert execution.outputs == []
    assert [m["msg_type"] for m in execution.messages] == ["status", "status"]
    history = wire.request("history_request", {"output": False, "raw": True, "hist_access_type": "tail", "n": 9})
    assert history["history"] == []
    assert wire.execute("%echo two").content["execution_count"] == 1


def test_an_error_says_the_same_on_both_channels(wire: Wire) -> None:
    execution = wire.execute("%hits BALANCE")
    (error,) = execution.outputs
    assert error["msg_type"] == "error"
    assert execution.content["status"] == "error"
    for key in ("ename", "evalue", "traceback"):
        assert error["content"][key] == execution.content[key]
    assert "%hist" in "\n".join(error["content"]["traceback"])


def test_user_expressions_name_parameters(wire: Wire) -> None:
    execution = wire.execute("k = 4", user_expressions={"there": "k", "not there": "q"})
    values = execution.content["user_expressions"]
    assert values["there"]["status"] == "ok"
    assert values["there"]["data"]["text/plain"] == "4"
    assert values["not there"]["status"] == "error"
    assert values["not there"]["traceback"]


def test_cursors_count_code_points(wire: Wire) -> None:
    code = "# 🙂🙂 é\n%hea"
    reply = wire.request("complete_request", {"code": code, "cursor_pos": len(code)})
    assert reply["matches"] == ["%head"]
    assert (reply["cursor_start"], reply["cursor_end"]) == (len(code) - 4, len(code))
    (typed,) = reply["metadata"]["_jupyter_types_experimental"]
    assert (typed["text"], typed["start"], typed["end"]) == ("%head", len(code) - 4, len(code))


@pytest.mark.parametrize("position", [0, 3, 99, -5])
def test_a_cursor_anywhere_is_answered(wire: Wire, position: int) -> None:
    for msg_type in ("complete_request", "inspect_request"):
        content = {"code": "%hist", "cursor_pos": position, "detail_level": 0}
        assert wire.request(msg_type, content)["status"] == "ok"


def test_nothing_found_has_every_key(wire: Wire) -> None:
    reply = wire.request("inspect_request", {"code": "   ", "cursor_pos": 1, "detail_level": 1})
    assert (reply["found"], reply["data"], reply["metadata"]) == (False, {}, {})


def test_a_comm_to_an_unknown_target_is_closed_at_once(wire: Wire) -> None:
    msg_id = wire.send("comm_open", {"comm_id": "c1", "target_name": "nobody", "data": {}})
    messages = wire.until_idle(msg_id)
    closed = [m["content"] for m in messages if m["msg_type"] == "comm_close"]
    assert [c["comm_id"] for c in closed] == ["c1"]
    assert wire.request("comm_info_request", {"target_name": "nobody"})["comms"] == {}


@pytest.mark.parametrize("msg_type", ["comm_msg", "comm_close"])
def test_messages_to_no_comm_are_taken_without_harm(wire: Wire, msg_type: str) -> None:
    messages = wire.until_idle(wire.send(msg_type, {"comm_id": "gone", "data": {"method": "update"}}))
    assert [m["content"]["execution_state"] for m in messages] == ["busy", "idle"]


def test_every_subscriber_is_welcomed_and_sees_everything(kernel: Kernel, wire: Wire) -> None:
    second = kernel.connect().ready()
    msg_id = wire.submit("%echo for all")
    assert "".join(
        m["content"]["text"] for m in second.until_idle(msg_id) if m["msg_type"] == "stream"
    ) == "for all\n"
    second.close()


def test_a_welcome_names_the_subscription(kernel: Kernel, wire: Wire) -> None:
    socket = wire.context.socket(zmq.SUB)
    socket.subscribe(b"kernel.")
    socket.connect(wire.address("iopub"))
    # This subscriber asks for topics that begin with "kernel."; the welcome's topic is its subscription.
    assert socket.poll(10_000)
    _, frames = wire.session.feed_identities(socket.recv_multipart())
    welcome = wire.session.deserialize(frames)
    assert (welcome["msg_type"], welcome["content"]["subscription"]) == ("iopub_welcome", "kernel.")


def test_no_dict_on_the_wire_holds_what_json_has_not(wire: Wire) -> None:
    wire.submit("%echo x")
    frames = []
    while wire.sockets["iopub"].poll(300):
        frames.append(wire.sockets["iopub"].recv_multipart())

    def refuse(name: str) -> None:
        raise AssertionError(name)

    for parts in frames:
        for part in parts[parts.index(b"<IDS|MSG>") + 2 :]:
            json.loads(part, parse_constant=refuse)
