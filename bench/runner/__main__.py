"""The command line: see bench/README.md."""

import argparse
import dataclasses
import datetime
import os
import sys
import time
from pathlib import Path

import workloads

from . import alone, machine, measure, report
from .systems import BENCH, OURS, System

BUSY = 0.5  # processors: with more at work on something else, numbers mean little
LOAD = 1.5


def arguments():
    p = argparse.ArgumentParser(prog="bench/run", description="Runs the workloads in all systems, side by side.")
    p.add_argument("--quick", action="store_true", help="small workloads, two repetitions: to see that everything works")
    p.add_argument("--only", default="", metavar="H1,I1", help="these workloads; S: start-up; sizes: cost over sizes")
    p.add_argument("--systems", default="", metavar="spikelet,nest", help="these systems")
    p.add_argument("--repetitions", type=int, default=0, metavar="N", help="5 unless given, 2 with --quick")
    p.add_argument("--force", action="store_true", help="also when the machine is busy with something else")
    p.add_argument("-o", "--output", metavar="FILE.md", help="where the table goes, with the CSV beside it")
    return p.parse_args()


def quiet_enough(args):
    """Warnings about what else the machine does; ends the program where that would spoil a full run."""
    with machine.Others() as others:
        time.sleep(3)
    print(f"load average {machine.load():.2f}, {others.processors:.2f} processors busy with something else")
    if others.processors <= BUSY:
        return []
    warning = f"The machine was busy with something else ({others.processors:.1f} processors, load average {machine.load():.1f}): these numbers mean little."
    print("WARNING:", warning)
    if not (args.quick or args.force) and machine.load() > LOAD:
        sys.exit("Not run: wait until the machine is quiet, or use --force.")
    return [warning]


class Choice:
    """What the arguments ask for."""

    def __init__(self, args):
        self.only = set(filter(None, args.only.split(",")))
        self.systems = set(filter(None, args.systems.split(",")))
        known = [w.id for w in workloads.WORKLOADS] + ["S", "sizes"]
        if unknown := self.only - set(known):
            sys.exit(f"no workload {', '.join(sorted(unknown))}; there are: {', '.join(known)}")
        self.all = [w.quickly() if args.quick else w for w in workloads.WORKLOADS]
        for w in self.all:
            w.threads = min(w.threads, len(os.sched_getaffinity(0)))
        self.repetitions = args.repetitions or (2 if args.quick else 5)
        self.sizes = workloads.QUICK_SIZES if args.quick else workloads.SIZES

    def wants(self, what):
        """Whether a workload is to run, or a measurement of spikelet alone."""
        return not self.only or what in self.only

    def ours(self):
        return not self.systems or OURS in self.systems

    def of(self, w, best):
        """The systems for a workload: spikelet with the best executor, with AVX2 too where that is another, and the peers."""
        names = [OURS] + ([f"{OURS}:avx2"] if best == "avx512" else []) + list(w.peers)
        return [s for s in names if not self.systems or s in self.systems or s.split(":")[0] in self.systems]


def best_executor(w):
    """The executor that spikelet chooses here."""
    probe = System(OURS, dataclasses.replace(w, cells=2, steps=1))
    executor = probe.ask("run")["executor"]
    probe.close()
    return executor


def facts(outcomes, began):
    versions = {"spikelet": machine.commit()}
    for o in outcomes:
        for m in o.systems:
            versions.update(m.versions)
    found = {
        "machine": machine.describe(), "date": began.strftime("%Y-%m-%d %H:%M"),
        "versions": ", ".join(f"{k} {v}" for k, v in sorted(versions.items())),
    }
    for o in outcomes:
        for name, peak in o.peaks.items():
            key = f"peak of {name}, {o.workload.threads} threads"
            found.setdefault(key, f"{peak['fma']:.1f} FMA/ns, {peak['copy']:.1f} bytes copied/ns (measured)")
    return found


def main():
    args, began = arguments(), datetime.datetime.now()
    choice = Choice(args)
    warnings = quiet_enough(args)
    best, outcomes = best_executor(choice.all[0]), []
    for w in filter(lambda w: choice.wants(w.id), choice.all):
        print(f"{w.id}: {w.title}" + (" (smaller)" if args.quick else ""), flush=True)
        outcomes.append(measure.workload(w, choice.of(w, best), choice.repetitions, tell))
    measure.share_peaks(outcomes)
    start = alone.start(choice.all, workloads.START) if choice.ours() and choice.wants("S") else None
    size_rows = []
    if choice.ours() and choice.wants("sizes"):
        print("sizes", flush=True)
        size_rows = alone.sizes(choice.all, choice.sizes, tell)
    about = {
        "title": "Side by side" + (", quick (small workloads)" if args.quick else ""), "date": began.isoformat(timespec="minutes"),
        "machine": machine.cpu_model(), "warnings": warnings, "facts": facts(outcomes, began),
    }
    path = output(args, began)
    text = report.markdown(about, outcomes, size_rows, choice.sizes["bound"], start, workloads.START)
    path.write_text(text)
    report.write_csv(path.with_suffix(".csv"), about, outcomes, size_rows)
    print(f"\n{text}\n{path}, {(datetime.datetime.now() - began).total_seconds():.0f} s")
    if wrong := [f"{o.workload.id}: {w}" for o in outcomes for m in o.systems for w in m.wrong]:
        sys.exit("Results differ:\n" + "\n".join(wrong))


def tell(text):
    print(text, flush=True)


def output(args, began):
    """bench/results is for full runs; others go where git does not look."""
    if args.output:
        return Path(args.output)
    partial = args.quick or args.only or args.systems
    folder = BENCH / ".env" / "results" if partial else BENCH / "results"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{began:%Y-%m-%d}-{machine.slug()}{'-quick' if args.quick else ''}.md"


if __name__ == "__main__":
    main()
