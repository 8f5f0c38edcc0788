"""What happens to cells that wait behind another one."""

from wire import Wire


def test_cells_behind_a_failed_one_do_not_run(wire: Wire) -> None:
    failing = wire.submit("%load\n%hist NOT_A_COLUMN")
    behind = [wire.submit("%echo ran"), wire.submit("k = 7")]
    question = wire.send("kernel_info_request")
    assert wire.outcome(failing).content["status"] == "error"
    for msg_id in behind:
        execution = wire.outcome(msg_id)
        assert execution.content["status"] == "error"
        # No number, which JupyterLab does not show and jupyter_console can count on from.
        assert execution.content["execution_count"] == 0
        assert execution.states == ["busy", "idle"]
        assert execution.outputs == []
    assert wire.reply(question)["content"]["status"] == "ok"
    assert wire.execute("k", store_history=False).content["status"] == "error"
    assert wire.succeed("%echo again").text() == "again\n"


def test_without_stop_on_error_they_run(wire: Wire) -> None:
    failing = wire.submit("%no-such-command", stop_on_error=False)
    behind = wire.submit("%echo ran")
    assert wire.outcome(failing).content["status"] == "error"
    assert wire.outcome(behind).text() == "ran\n"


def test_cells_run_in_the_order_they_came(wire: Wire) -> None:
    ids = [wire.submit(f"%echo {i}") for i in range(500)]
    replies = [wire.receive("shell") for _ in ids]
    assert [r["parent_header"]["msg_id"] for r in replies] == ids
    assert [r["content"]["execution_count"] for r in replies] == list(range(1, 501))


def test_control_and_heartbeat_answer_while_a_cell_runs(wire: Wire) -> None:
    msg_id = wire.submit("%load\n%tsne iterations=5000")
    wire.until_started(msg_id)
    assert wire.request("kernel_info_request", channel="control")["status"] == "ok"
    wire.sockets["hb"].send(b"\x00beat")
    assert wire.sockets["hb"].poll(5000)
    assert wire.sockets["hb"].recv() == b"\x00beat"
    # The cell was running all the while.
    assert wire.silent("shell", 0)
    assert wire.request("interrupt_request", channel="control")["status"] == "ok"
    assert wire.reply(msg_id)["content"]["ename"] == "Interrupted"
