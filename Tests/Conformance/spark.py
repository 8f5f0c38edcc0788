"""A Spark Connect server of the tests' own, at a free port of 127.0.0.1.

Spark is large, so that it is tried where it is there: COHORT_SPARK_HOME names its folder (that of bin and jars), or pyspark is installed beside the tests. What
speaks to it is `adbc-driver-spark`.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from servers import free_port, is_ready

STARTED = "Spark Connect server started"


def home() -> Path:
    """The folder of Spark: COHORT_SPARK_HOME, or the package pyspark."""
    if "COHORT_SPARK_HOME" in os.environ:
        return Path(os.environ["COHORT_SPARK_HOME"])
    found = importlib.util.find_spec("pyspark")
    if found is None or found.origin is None:
        pytest.skip("Spark is not here: nothing was tried on it (COHORT_SPARK_HOME=FOLDER, or pip install pyspark==4.3.0)")
    return Path(found.origin).parent


# Two workers, each a process of its own with one core and a gigabyte.
TWO_WORKERS = "local-cluster[2,1,1024]"


@contextmanager
def server(master: str = "local[2]") -> Iterator[str]:
    """The address of a server: `sc://127.0.0.1:PORT`."""
    with running(master) as (address, _):
        yield address


@contextmanager
def running(master: str = "local[2]") -> Iterator[tuple[str, int]]:
    """The address of a server, and the group of its processes."""
    submit = home() / "bin" / "spark-submit"
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("Spark is here, and no Java to run it: nothing was tried on it")
    port = free_port()
    folder = tempfile.mkdtemp(prefix="spark-")
    environment = {name: value for name, value in os.environ.items() if name != "SPARK_CONNECT_MODE"}
    process = subprocess.Popen(
        [
            submit, "--class", "org.apache.spark.sql.connect.service.SparkConnectServer",
            "--conf", f"spark.connect.grpc.binding.port={port}", "--conf", "spark.connect.grpc.binding.address=127.0.0.1",
            "--conf", "spark.driver.bindAddress=127.0.0.1", "--conf", "spark.driver.host=127.0.0.1",
            "--conf", "spark.ui.enabled=false", "--conf", f"spark.sql.warehouse.dir={folder}/warehouse",
            "--master", master, "spark-internal",
        ],
        cwd=folder, env=environment | dict(SPARK_HOME=str(submit.parent.parent), SPARK_LOCAL_IP="127.0.0.1"),
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )
    try:
        log: list[str] = []
        if not is_ready(process, STARTED, log, 180):
            pytest.fail("Spark did not start: " + "".join(log[-20:]))
        yield f"sc://127.0.0.1:{port}", process.pid
    finally:
        # The shell script and the machine that it began.
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def connect(address: str) -> Any:
    """A DB-API connection by `adbc-driver-spark`."""
    driver = pytest.importorskip(
        "adbc_driver_spark.dbapi",
        reason="adbc-driver-spark is not here (pip install adbc-driver-spark==0.3.0): nothing was tried on Spark")
    return driver.connect(address)
