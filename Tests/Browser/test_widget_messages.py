"""What a page may send to `%explore` by mistake, or far too often."""

from __future__ import annotations

import re

import pytest
from explored import Page
from lab import PATIENCE, Lab
from playwright.sync_api import expect

# `model` finds the widget of a kind with this label; `say` sends it anything.
MODELS = """() => {
window.model = (kind, label) => new Promise((found, failed) => {
  const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const comm = kernel.createComm('jupyter.widget.control');
  comm.onMsg = message => {
    const models = Object.entries(message.content.data.states);
    const model = models.find(([, {model_name, state}]) => model_name === `${kind}Model` && state.description === label);
    comm.close();
    model ? found(model[0]) : failed(new Error(`no ${kind} ${label}`));
  };
  comm.open({}, {version: '2.1.0'});
  comm.send({method: 'request_states'});
});
// As JupyterLab would send it; done with its idle.
window.say = (comm_id, data) => {
  const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const header = {
    msg_id: crypto.randomUUID(), msg_type: 'comm_msg', session: kernel.clientId, username: '', date: new Date().toISOString(), version: '5.2',
  };
  return kernel.sendShellMessage(
    {channel: 'shell', header, parent_header: {}, metadata: {version: '2.1.0'}, content: {comm_id, data}, buffers: []}, false, true).done;
};
}"""


@pytest.fixture(autouse=True)
def messages(explored: Page, lab: Lab) -> None:
    lab.page.evaluate(MODELS)


def answers(lab: Lab) -> None:
    """A cell is run and shows what it should."""
    lab.page.evaluate("() => { jupyterapp.shell.currentWidget.content.activeCellIndex = 2 }")
    lab.command("notebook:clear-cell-output")
    lab.page.evaluate("() => { jupyterapp.commands.execute('notebook:run-cell') }")
    expect(lab.cell(2)).to_contain_text("5,000 rows", timeout=PATIENCE)


def test_of_ten_thousand_keys_at_once_the_last_is_drawn(explored: Page, lab: Lab) -> None:
    # The page sends the next value once the last one is answered; what was between is left out.
    explored.slider.evaluate(
        """handle => {
          const press = key => handle.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
          for (let round = 0; round < 500; round++) {
            for (let step = 0; step < 10; step++) press('ArrowRight');
            for (let step = 0; step < 10; step++) press('ArrowLeft');
          }
          press('Home');
          for (let step = 0; step < 5; step++) press('ArrowRight');
        }""")
    expect(explored.count).to_have_text("7")
    expect(explored.html("7 segments")).to_be_visible()
    answers(lab)


def test_of_a_thousand_messages_at_once_the_last_is_drawn(explored: Page, lab: Lab) -> None:
    # No page of widgets does that. A cell waits its turn behind them.
    lab.page.evaluate(
        """async () => {
          const slider = await model('IntSlider', 'segments');
          for (let move = 0; move < 1000; move++)
            say(slider, {method: 'update', state: {value: 2 + move % 11}, buffer_paths: []}).catch(() => {});
          say(slider, {method: 'update', state: {value: 7}, buffer_paths: []});
        }""")
    answers(lab)
    expect(explored.count).to_have_text("7")
    expect(explored.html("7 segments")).to_be_visible(timeout=PATIENCE)
    explored.slider.focus()
    lab.page.keyboard.press("ArrowRight")
    expect(explored.html("8 segments")).to_be_visible()


@pytest.mark.parametrize("comm", ["gone", "", "jupyter.widget"])
def test_a_message_for_a_model_that_is_gone_is_answered_with_nothing(explored: Page, lab: Lab, comm: str) -> None:
    lab.perform("comm => say(comm, {method: 'update', state: {value: 3}, buffer_paths: []})", comm)
    lab.perform("comm => say(comm, {method: 'request_state'})", comm)
    expect(explored.html("4 segments")).to_be_visible()
    answers(lab)


WRONG = [
    '{"value": "twelve"}', '{"value": 99}', '{"value": -1}', '{"value": 3.5}', '{"value": null}', '{"value": [5]}', '{"value": {}}', '{"value": 1e300}',
    '{"min": 100}', '{"no_such": 1}', '{"layout": "IPY_MODEL_gone"}', '[]', 'null', '5', '"text"',
]


def test_a_value_of_the_wrong_kind_is_put_right_in_the_page(explored: Page, lab: Lab) -> None:
    for state in WRONG:
        lab.perform(
            "async state => say(await model('IntSlider', 'segments'), {method: 'update', state: JSON.parse(state), buffer_paths: []})", state)
    for kind, label, state in [
        ("Dropdown", "method", {"index": 1000}), ("Dropdown", "method", {"index": -1}), ("Dropdown", "colour", {"index": "x"}),
        ("ToggleButtons", "look at", {"index": 77}), ("Button", "Keep these segments", {"description": 5}), ("Tab", None, {"selected_index": 99}),
    ]:
        lab.perform(
            "async (kind, label, state) => say(await model(kind, label ?? undefined), {method: 'update', state, buffer_paths: []})", kind, label, state)
    for data in ([], "text", 7, None, {}, {"method": "shout"}, {"method": "custom"}, {"method": "custom", "content": 5},
                 {"method": "update"}, {"method": "update", "state": {"value": 5}, "buffer_paths": [["value"]]}):
        lab.perform("async data => say(await model('IntSlider', 'segments'), data)", data)
    expect(explored.count).to_have_text(re.compile(r"[45]"))
    answers(lab)
    explored.slider.focus()
    lab.page.keyboard.press("End")
    expect(explored.html("12 segments")).to_be_visible()
