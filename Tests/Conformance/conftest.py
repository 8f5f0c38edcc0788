from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from wire import Kernel, Wire


@pytest.fixture
def kernel(program: Path, tmp_path: Path) -> Iterator[Kernel]:
    with Kernel(program, tmp_path) as kernel:
        yield kernel


@pytest.fixture
def wire(kernel: Kernel) -> Iterator[Wire]:
    """A client that has seen the welcome and knows the kernel to be ready."""
    wire = kernel.connect().ready()
    yield wire
    wire.close()
