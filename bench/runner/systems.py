"""The systems: processes that simulate workloads and answer with lines of JSON."""

import json
import os
import subprocess
from pathlib import Path

from . import machine

BENCH = Path(__file__).resolve().parent.parent
ENVIRONMENTS = BENCH / ".env"
OURS = "spikelet"

# Which Python environment a peer lives in.
PEERS = {"nest": "peers", "brainpy": "peers", "brainpy.state": "peers", "jax": "peers", "brian2": "brian"}


class Failed(Exception):
    """A system could not do what it was asked for."""


def command(system):
    """The command that serves a workload in a system or in a variant of one, such as spikelet:avx2."""
    name = system.split(":")[0]
    if name == OURS:
        return [str(ENVIRONMENTS / "spikelet")]
    return [str(ENVIRONMENTS / PEERS[name] / "bin" / "python"), str(BENCH / "peers" / "serve.py"), name]


class System:
    """A process at work on one workload. It runs on as many processors as the workload has threads."""

    def __init__(self, name, workload):
        self.name = name
        self.log = ENVIRONMENTS / f"{name.replace(':', '-')}-{workload.id}.log"
        cpus = machine.processors(workload.threads)
        environment = {**os.environ, "OMP_NUM_THREADS": str(workload.threads), "GOMAXPROCS": str(workload.threads)}
        try:
            self.process = subprocess.Popen(
                command(name), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log.open("w"), text=True,
                env=environment, preexec_fn=lambda: os.sched_setaffinity(0, cpus), cwd=BENCH,
            )
        except OSError as error:
            raise Failed(f"{name} is not installed: {error}") from None
        self.versions = self.ask(json.dumps(workload.asked(name.partition(":")[2])))["versions"]

    def ask(self, request):
        """The answer to a line."""
        try:
            self.process.stdin.write(request + "\n")
            self.process.stdin.flush()
            return json.loads(self.process.stdout.readline())
        except (OSError, json.JSONDecodeError):
            last = self.log.read_text().strip().split("\n")[-1]
            raise Failed(f"{self.name}: {last or 'it ended without a word'} ({self.log})") from None

    def run(self):
        """One timed run, with what else the machine was doing."""
        with machine.Others(self.process.pid) as others:
            answer = self.ask("run")
        return {**answer, "others": others.processors}

    def close(self):
        """Ends the process."""
        self.process.stdin.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
