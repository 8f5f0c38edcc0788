"""Frames that no honest client sends: dropped without harm."""

from __future__ import annotations

import json
import random

import pytest
import zmq
from wire import Kernel, Wire

DELIMITER = b"<IDS|MSG>"
CHANNELS = ["shell", "control", "stdin"]


def signed(wire: Wire, *dicts: bytes) -> list[bytes]:
    return [DELIMITER, wire.session.sign(list(dicts)), *dicts]


def header(wire: Wire, msg_type: str = "kernel_info_request", **changes) -> bytes:
    return json.dumps(wire.session.msg(msg_type)["header"] | changes, default=str).encode()


FRAMES = {
    "nothing": lambda wire: [b""],
    "no delimiter": lambda wire: [b"a", b"b", b"c"],
    "delimiter alone": lambda wire: [DELIMITER],
    "too few frames": lambda wire: [DELIMITER, b"", b"{}", b"{}"],
    "no signature": lambda wire: [DELIMITER, b"", header(wire), b"{}", b"{}", b"{}"],
    "wrong signature": lambda wire: [DELIMITER, b"0" * 64, header(wire), b"{}", b"{}", b"{}"],
    "short signature": lambda wire: [DELIMITER, b"0", header(wire), b"{}", b"{}", b"{}"],
    "signature that is no hex": lambda wire: [DELIMITER, b"\xff" * 64, header(wire), b"{}", b"{}", b"{}"],
    "header that is no JSON": lambda wire: signed(wire, b"{", b"{}", b"{}", b"{}"),
    "header that is a list": lambda wire: signed(wire, b"[]", b"{}", b"{}", b"{}"),
    "empty header": lambda wire: signed(wire, b"{}", b"{}", b"{}", b"{}"),
    "header that is not UTF-8": lambda wire: signed(wire, b'{"msg_type": "\xff"}', b"{}", b"{}", b"{}"),
    "msg_type that is a number": lambda wire: signed(wire, header(wire, msg_type=3), b"{}", b"{}", b"{}"),
    "unknown msg_type": lambda wire: signed(wire, header(wire, "make_coffee_request"), b"{}", b"{}", b"{}"),
    "content that is no JSON": lambda wire: signed(wire, header(wire), b"{}", b"{}", b"nonsense"),
    "content that is a string": lambda wire: signed(wire, header(wire, "execute_request"), b"{}", b"{}", b'"x"'),
    "code that is a number": lambda wire: signed(
        wire, header(wire, "execute_request"), b"{}", b"{}", b'{"code": 4, "silent": []}'
    ),
    "execute without code": lambda wire: signed(wire, header(wire, "execute_request"), b"{}", b"{}", b"{}"),
    "deep nesting": lambda wire: signed(
        wire, header(wire, "comm_msg"), b"{}", b"{}", b'{"data": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    ),
    "numbers beyond every type": lambda wire: signed(
        wire, header(wire, "history_request"), b"{}", b"{}",
        b'{"hist_access_type": "tail", "n": 1e400, "session": 99999999999999999999, "start": -9223372036854775808}',
    ),
}


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("frames", FRAMES.values(), ids=FRAMES.keys())
def test_it_is_dropped_and_the_next_request_answered(
    kernel: Kernel, wire: Wire, channel: str, frames
) -> None:
    wire.sockets[channel].send_multipart(frames(wire))
    assert wire.succeed("%echo well").text() == "well\n"
    assert wire.request("kernel_info_request", channel="control")["status"] == "ok"
    assert kernel.is_running


def test_a_message_that_is_sent_again_runs_once(wire: Wire) -> None:
    message = wire.session.msg(
        "execute_request",
        dict(code="%echo once", silent=False, store_history=True, user_expressions={}, allow_stdin=False),
    )
    frames = wire.session.serialize(message)
    for _ in range(3):
        wire.sockets["shell"].send_multipart(frames)
    assert wire.succeed("%echo twice").content["execution_count"] == 2


def test_junk_does_not_push_out_what_was_verified(wire: Wire) -> None:
    message = wire.session.msg("execute_request", dict(code="%echo once", silent=False, store_history=True))
    frames = wire.session.serialize(message)
    wire.sockets["shell"].send_multipart(frames)
    for i in range(70_000):
        wire.sockets["shell"].send_multipart([DELIMITER, b"%064x" % i, b"{}", b"{}", b"{}", b"{}"])
    wire.sockets["shell"].send_multipart(frames)
    assert wire.succeed("%echo twice").content["execution_count"] == 2


def test_random_frames_on_every_channel(kernel: Kernel, wire: Wire) -> None:
    chance = random.Random(20)
    for _ in range(2000):
        frames = [
            chance.choice([DELIMITER, b"", b"{}", b"[]", b"null", header(wire), chance.randbytes(chance.randrange(80))])
            for _ in range(chance.randrange(1, 9))
        ]
        if chance.random() < 0.5:
            frames = signed(wire, *(frames + [b"{}"] * 4)[:4])
        wire.sockets[chance.choice(CHANNELS)].send_multipart(frames)
    assert wire.execute("%echo well").text() == "well\n"
    assert wire.request("kernel_info_request", channel="control")["status"] == "ok"
    assert kernel.is_running


def test_a_subscription_that_is_no_text_is_ignored(kernel: Kernel, wire: Wire) -> None:
    socket = wire.context.socket(zmq.SUB)
    socket.subscribe(b"\xff\xfe")
    socket.connect(wire.address("iopub"))
    assert not socket.poll(300)
    assert wire.succeed("%echo well").text() == "well\n"


def test_a_cell_of_many_megabytes_is_refused_or_run_but_answered(wire: Wire) -> None:
    execution = wire.execute('%echo "' + "x" * 5_000_000 + '"')
    assert execution.content["status"] in ("ok", "error")
    assert wire.succeed("%echo well").text() == "well\n"
