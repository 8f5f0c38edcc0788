"""Run All, in JupyterLab: which cells ran, and as what; what is answered beside a cell that computes."""

from __future__ import annotations

from lab import PATIENCE, Lab
from playwright.sync_api import expect


def numbers(lab: Lab) -> list[int | None]:
    return lab.page.evaluate(
        """() => [...jupyterapp.shell.currentWidget.content.model.cells].map(cell => cell.executionCount ?? null)"""
    )


def test_cells_behind_a_failed_one_have_no_number(lab: Lab) -> None:
    lab.open("%echo first", "%hits", "%echo third", "%echo fourth")
    lab.perform(
        "() => jupyterapp.commands.execute('notebook:run-all-cells').then(() => {}, () => {})",
    )
    lab.until_idle()
    expect(lab.cell(1)).to_contain_text("UnknownCommand")
    lab.page.wait_for_function(
        """() => [...jupyterapp.shell.currentWidget.content.model.cells].every(cell => cell.executionState !== 'running')"""
    )
    assert numbers(lab) == [1, 2, None, None]
    prompts = lab.page.locator(".jp-Notebook .jp-InputPrompt").all_inner_texts()
    assert [prompt.strip() for prompt in prompts] == ["[1]:", "[2]:", "[ ]:", "[ ]:"]
    assert lab.outputs()[2:] == [[], []]
    lab.run_all()
    assert numbers(lab)[:2] == [3, 4]


def test_a_subshell_console_answers_while_a_map_is_computed(lab: Lab) -> None:
    lab.open("%load", "%tsne iterations=20000")
    lab.command("notebook:run-cell-and-select-next")
    lab.page.evaluate("() => { jupyterapp.commands.execute('notebook:run-cell-and-select-next') }")
    # It has begun when its progress is seen.
    expect(lab.output(1).first).to_be_visible()
    answered = lab.page.evaluate_handle(
        """async () => {
          const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
          const created = await kernel.requestCreateSubshell({}).done;
          const beside = kernel.clone();
          beside.subshellId = created.content.subshell_id;
          const future = beside.requestExecute({ code: '%echo beside' });
          let text = '';
          future.onIOPub = message => { if (message.header.msg_type === 'stream') text += message.content.text; };
          const reply = await future.done;
          await kernel.requestDeleteSubshell({ subshell_id: created.content.subshell_id }).done;
          return { status: reply.content.status, text, supports: kernel.supportsSubshells };
        }"""
    ).json_value()
    assert answered == {"status": "ok", "text": "beside\n", "supports": True}
    assert lab.page.evaluate("() => jupyterapp.shell.currentWidget.content.model.cells.get(1).executionState") == "running"
    lab.command("notebook:interrupt-kernel")
    expect(lab.cell(1)).to_contain_text("Interrupted", timeout=PATIENCE)
