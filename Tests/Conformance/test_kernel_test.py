"""jupyter_kernel_test, with every attribute set: nothing is skipped."""

import unittest

import jupyter_kernel_test
import pytest

FIGURE = "%hist BALANCE"


class TestKernel(jupyter_kernel_test.KernelTests):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        # Its reply is not to be taken for that of a test, however busy the machine is.
        cls.kc.execute("%load\n%config hints=no", silent=True, reply=True, timeout=60)

    kernel_name = "cohort"
    language_name = "cohort"
    file_extension = ".cohort"
    code_hello_world = '%echo "hello, world"'
    code_stderr = "%echo trouble to=stderr"
    completion_samples = [
        {"text": "%hea", "matches": {"%head"}},
        {"text": "%cluster link", "matches": {"linkage="}},
        {"text": "%cluster linkage=w", "matches": {"ward"}},
        {"text": "%echo 🙂\n%describ", "matches": {"%describe"}},
        {"text": "%nothing-of-this-name", "matches": set()},
    ]
    complete_code_samples = ["", "%load", "k = 4", "k =", "%cluster k=4\n%hist BALANCE", "# a comment"]
    incomplete_code_samples = ['%echo "hello', "%cluster k=4 \\", "%echo 'it"]
    invalid_code_samples = ["%cluster k = 4", "%no-such-command", "k=4 5", "%cluster k=many"]
    code_page_something = "%cluster?"
    code_generate_error = "%no-such-command"
    code_execute_result = [
        {"code": "k = 4\nk", "result": "4"},
        {"code": "column = BALANCE\ncolumn", "result": "BALANCE"},
        {"code": "wanted = 2..10\nwanted", "result": "2..10"},
    ]
    code_display_data = [
        {"code": FIGURE, "mime": "text/html"},
        {"code": FIGURE, "mime": "image/svg+xml"},
        {"code": FIGURE, "mime": "image/png"},
        {"code": FIGURE, "mime": "text/plain"},
        {"code": "%head", "mime": "text/html"},
    ]
    code_history_pattern = "wanted*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "%cluster"
    code_clear_output = "%echo gone\n%clear"


class TestWelcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "cohort"
    support_iopub_welcome = True


@pytest.mark.parametrize("suite", [TestKernel, TestWelcome])
def test_every_attribute_is_set(suite: type[unittest.TestCase]) -> None:
    base = suite.__mro__[1]
    given = (str, list, tuple, bool)
    offered = [name for name, value in vars(base).items() if name[0] != "_" and isinstance(value, given)]
    assert offered
    unset = [name for name in offered if name not in vars(suite) or not getattr(suite, name)]
    assert unset == []
