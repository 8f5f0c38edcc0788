"""Output in quantity, and readers who do not read."""

import zmq
from wire import Wire


def test_ten_thousand_lines_arrive_whole_and_in_order(wire: Wire) -> None:
    lines = [f"%echo line-{i}" for i in range(10_000)]
    execution = wire.succeed("\n".join(lines))
    assert execution.text().split() == [f"line-{i}" for i in range(10_000)]


def test_streams_are_gathered(wire: Wire) -> None:
    execution = wire.succeed("\n".join(f"%echo {i}" for i in range(1000)))
    assert len([m for m in execution.messages if m["msg_type"] == "stream"]) < 100


def test_what_a_cell_printed_leaves_before_its_idle_on_both_streams(wire: Wire) -> None:
    execution = wire.succeed("%echo a\n%echo b to=stderr\n%echo c")
    streams = [(m["content"]["name"], m["content"]["text"]) for m in execution.outputs]
    assert streams == [("stdout", "a\n"), ("stderr", "b\n"), ("stdout", "c\n")]


def test_a_reader_that_stops_reading_stops_nobody_else(wire: Wire) -> None:
    stuck = wire.socket("iopub", receive_mark=1)
    assert stuck.poll(10_000)
    text = "x" * 1000
    for _ in range(20):
        execution = wire.succeed("\n".join(f"%echo {text}" for _ in range(500)))
        assert len(execution.text()) == 500 * 1001
    stuck.close()


def test_two_thousand_cells_lose_no_idle(wire: Wire) -> None:
    ids = [wire.submit("%echo x") for _ in range(2000)]
    idle = []
    while len(idle) < len(ids):
        message = wire.receive("iopub")
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            idle.append(message["parent_header"]["msg_id"])
    assert idle == ids


def test_topics_begin_with_kernel_and_name_the_type(wire: Wire) -> None:
    wire.submit("%echo x")
    topics = []
    while wire.sockets["iopub"].poll(300):
        topics.append(wire.sockets["iopub"].recv_multipart(zmq.NOBLOCK)[0].decode())
    assert {t.rsplit(".", 1)[1] for t in topics} == {"status", "execute_input", "stream"}
    assert all(t.startswith("kernel.") for t in topics)
