"""Runs one workload in all its systems, alternating, and says what came out."""

import statistics
from dataclasses import dataclass, field

from . import agreement, machine
from .systems import OURS, Failed, System

SLOW = 60.0  # s: a run that takes longer is not repeated


@dataclass
class Measured:
    """A system on a workload."""

    system: str
    seconds: list = field(default_factory=list)  # of each timed run
    first: float = 0.0  # s: the first run, with all that is compiled
    attempts: float | None = None  # per neuron-step
    executor: str = ""
    threads: int = 0  # at work
    others: float = 0.0  # processors that other processes kept busy, at worst
    versions: dict = field(default_factory=dict)
    agreement: str = ""
    wrong: list = field(default_factory=list)
    error: str = ""

    @property
    def median(self):
        return statistics.median(self.seconds) if self.seconds else None


@dataclass
class Outcome:
    """A workload with its systems, ours first."""

    workload: object
    systems: list
    operations: dict | None = None
    peaks: dict = field(default_factory=dict)  # by system
    load: float = 0.0

    def of(self, system):
        return next((m for m in self.systems if m.system == system), None)

    def nanoseconds(self, m):
        """Per neuron-step."""
        return m.median / (self.workload.cells * self.workload.steps) * 1e9

    def share(self, m):
        """Of the processor's peak of fused multiply-adds, for our systems."""
        if m.system not in self.peaks or not m.seconds:
            return None
        done = self.operations["per_step"] + self.operations["per_attempt"] * m.attempts
        return done / self.nanoseconds(m) / self.peaks[m.system]["fma"]

    def bound(self, m):
        """How long a neuron-step takes at least, in ns, and what binds: arithmetic or memory."""
        peak = self.peaks[m.system]
        done = self.operations["per_step"] + self.operations["per_attempt"] * m.attempts
        steps = max(1, round(self.workload.window / self.workload.dt))
        moved = (self.operations["bytes"] + self.operations["written"]) / steps
        return max((done / peak["fma"], "arithmetic"), (moved / peak["copy"], "memory"))


def share_peaks(outcomes):
    """Gives outcomes with as many threads the highest peaks that any of them saw: what else ran can only lower one."""
    best = {}
    for o in outcomes:
        for name, peak in o.peaks.items():
            seen = best.setdefault((name, o.workload.threads), dict(peak))
            for what in seen:
                seen[what] = max(seen[what], peak[what])
    for o in outcomes:
        o.peaks = {name: best[name, o.workload.threads] for name in o.peaks}


def workload(w, systems, repetitions, tell):
    """Runs w in systems: first once each, to compile, then alternating."""
    outcome = Outcome(w, [Measured(name) for name in systems], load=machine.load())
    running = {}
    for m in outcome.systems:
        attempt(m, lambda m=m: start(m, w, running))
    repeat = min(repetitions, 3) if w.long else repetitions
    for k in range(repeat):
        for m in outcome.systems if k % 2 == 0 else reversed(outcome.systems):
            if m.system in running and not (m.seconds and m.seconds[0] > SLOW):
                attempt(m, lambda m=m: timed(m, running[m.system]))
    finish(outcome, running)
    for m in outcome.systems:
        tell(f"  {m.system}: " + (m.error or f"{m.median:.3f} s, {outcome.nanoseconds(m):.1f} ns per neuron-step"))
    return outcome


def attempt(m, do):
    """Does something in a system; what goes wrong is kept."""
    if m.error:
        return
    try:
        do()
    except Failed as error:
        m.error = str(error)


def start(m, w, running):
    system = System(m.system, w)
    m.versions = system.versions
    running[m.system] = system
    answer = system.run()
    m.first = answer["seconds"] + answer.get("build", 0.0)
    if m.system == "brainpy.state":
        system.run()  # it compiles a second time, for states whose types its first run has changed


def timed(m, system):
    answer = system.run()
    m.seconds.append(answer["seconds"])
    m.others = max(m.others, answer["others"])
    m.attempts = answer.get("attempts")
    m.executor = answer.get("executor", "")
    m.threads = answer.get("threads", 0)


def finish(outcome, running):
    """Compares results, asks our systems for what they alone know, and ends all."""
    results = {}
    for m in outcome.systems:
        if m.system in running:
            attempt(m, lambda m=m: results.update({m.system: running[m.system].ask("result")}))
            if m.system.startswith(OURS):
                attempt(m, lambda m=m: outcome.peaks.update({m.system: running[m.system].ask("peak")}))
    if OURS in results:
        outcome.operations = running[OURS].ask("operations")
        results[OURS]["traced"] = outcome.workload.asked()["trace"]["cells"]
    for m in outcome.systems[1:]:
        if m.system not in results or OURS not in results:
            continue
        if m.system.startswith(OURS):
            same = results[m.system]["digest"] == results[OURS]["digest"]
            m.agreement = "the same bits" if same else "other bits"
            m.wrong = [] if same else [f"{m.system} and {OURS} differ"]
        else:
            m.agreement, m.wrong = agreement.compare(results[OURS], results[m.system], outcome.workload.peers[m.system])
    for system in running.values():
        system.close()
