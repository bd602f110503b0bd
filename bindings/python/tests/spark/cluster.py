# SPDX-License-Identifier: Apache-2.0
"""A standalone Spark cluster on this machine's loopback: a master and workers of one core, each a process of its own."""
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import time

import pyspark
from pyspark.sql import SparkSession

HOME = pathlib.Path(pyspark.__file__).parent


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Cluster:
    """Processes of our own, ended by their ids."""

    def __init__(self, folder, workers=2):
        self.folder, self.processes, self.logs = folder, [], {}
        names = [f"worker-{number}" for number in range(1, workers + 1)]
        self.env = {**os.environ, "SPARK_HOME": str(HOME), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable,
                    "SPARK_WORKER_DIR": str(folder / "work"), "SPARK_NO_DAEMONIZE": "1"}
        port = free_port()
        self.url = f"spark://127.0.0.1:{port}"
        self.start("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", str(free_port()))
        self.wait("master", r"New state: ALIVE")
        for name in names:
            self.start(name, "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "1g",
                       "--webui-port", str(free_port()), "--work-dir", str(folder / name), self.url)
        for name in names:
            self.wait(name, r"Successfully registered with master")

    def start(self, name, *arguments):
        log = self.logs[name] = self.folder / f"{name}.log"
        # A group of its own, so that a killed worker takes its executor along, as a machine that dies does.
        with log.open("wb") as out:
            self.processes.append(subprocess.Popen([HOME / "bin/spark-class", *arguments], env=self.env, stdout=out,
                                                   stderr=subprocess.STDOUT, start_new_session=True))

    def wait(self, name, words, seconds=90):
        end = time.monotonic() + seconds
        while not re.search(words, self.logs[name].read_text(errors="replace")):
            assert time.monotonic() < end, self.logs[name].read_text(errors="replace")[-3000:]
            time.sleep(0.2)

    def kill(self, index, how=signal.SIGKILL):
        process = self.processes[index]
        if process.poll() is None:
            os.killpg(process.pid, how)
            process.wait(30)

    def stop(self):
        for index in range(len(self.processes)):
            self.kill(index)

    def session(self, *options):
        """A session of this process on the cluster: an executor of one core on each worker."""
        os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
        builder = SparkSession.builder.master(self.url).appName("pilah")
        fixed = (("spark.driver.host", "127.0.0.1"), ("spark.driver.bindAddress", "127.0.0.1"), ("spark.ui.enabled", "false"),
                 ("spark.executor.memory", "512m"), ("spark.executor.cores", "1"))
        for name, value in (*fixed, *options):
            builder = builder.config(name, value)
        return builder.getOrCreate()
