"""Writes what was measured as a table in Markdown and as CSV."""

import csv

from .systems import OURS


def ours(outcome):
    return outcome.of(OURS)


def judged(outcome):
    """The targets of the executor in use: (target, ratio or None)."""
    us, rows = ours(outcome), []
    for target in outcome.workload.targets:
        peer = outcome.of(target.peer)
        if us is None or not us.seconds or target.executor not in (None, us.executor):
            continue
        rows.append((target, us.median / peer.median if peer and peer.seconds else None))
    return rows


def best_peer(outcome):
    """The fastest of the other systems, and spikelet's time as a part of its."""
    us, peers = ours(outcome), [m for m in outcome.systems if m.seconds and not m.system.startswith(OURS)]
    if us is None or not us.seconds or not peers:
        return ""
    best = min(peers, key=lambda m: m.median)
    return f"{fraction(us.median / best.median)} of {best.system}"


def fraction(x):
    """A ratio as people say it: 1/5.2, 1/10, 1.3."""
    return f"1/{round(1 / x, 1):g}" if x < 1 else f"{round(x, 1):g}"


def number(x, digits=3):
    return "" if x is None else f"{x:.{digits}g}"


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows]) + "\n"


def targets(outcomes):
    """A row for each target."""
    rows = []
    for o in outcomes:
        for target, ratio in judged(o):
            must = f"≤ {fraction(target.ratio)} of {target.peer}" + (f", goal {fraction(target.goal)}" if target.goal else "")
            if ratio is None:
                rows.append([o.workload.id, must, "not measured", "no", best_peer(o)])
                continue
            reached = "yes" if ratio <= target.ratio else "**no**"
            if target.goal and ratio <= target.goal:
                reached = "yes, and the goal"
            rows.append([o.workload.id, must, fraction(ratio), reached, best_peer(o)])
        us = ours(o)
        if o.workload.limit and us and us.seconds and o.operations:
            least, binds = o.bound(us)
            ratio = o.nanoseconds(us) / least
            rows.append([o.workload.id, f"≤ {o.workload.limit:.0f} × the limit of {binds}", f"{ratio:.2f} ×", "yes" if ratio <= o.workload.limit else "**no**", ""])
    return rows


def systems(outcomes):
    """A row for each system on each workload."""
    rows = []
    for o in outcomes:
        us = ours(o)
        for m in o.systems:
            name = m.system + (f" ({m.executor})" if m.executor and ":" not in m.system else "")
            if not m.seconds:
                rows.append([o.workload.id, name, o.workload.threads, "", "", "", "", "", "", "", m.error])
                continue
            share, ratio = o.share(m), us.median / m.median if us and us.seconds else None
            rows.append([
                o.workload.id, name, m.threads or o.workload.threads, len(m.seconds), number(m.median), f"{min(m.seconds):.3g} to {max(m.seconds):.3g}",
                number(o.nanoseconds(m), 4), number(m.attempts, 4) if m.attempts else "", f"{share:.0%}" if share else "",
                fraction(ratio) if ratio and m is not us else "", f"{m.others:.1f}",
            ])
    return rows


TARGETS = ["", "must be", "is", "reached", "spikelet and the fastest peer"]
SYSTEMS = ["", "system", "threads", "runs", "median s", "all, s", "ns per neuron-step", "attempts per step", "of FMA peak", "spikelet / it", "others busy"]


def results(outcomes):
    """A line for each comparison."""
    lines = []
    for o in outcomes:
        for m in o.systems[1:]:
            if not (m.agreement or m.wrong):
                continue
            why = getattr(o.workload.peers.get(m.system), "why", "")
            verdict = "**DIFFERS: " + "; ".join(m.wrong) + "** " if m.wrong else ""
            lines.append(f"- {o.workload.id}, {m.system}: {verdict}{m.agreement}." + (f" {why[0].upper()}{why[1:]}." if why else ""))
    return "\n".join(lines) + "\n"


def limits(outcomes):
    """What binds each workload, for our systems."""
    rows = []
    for o in outcomes:
        us = ours(o)
        if us and us.seconds and o.operations and OURS in o.peaks:
            least, binds = o.bound(us)
            ops = o.operations
            rows.append([
                o.workload.id, f"{ops['per_step']} + {ops['per_attempt']} per attempt" if ops["per_attempt"] else ops["per_step"],
                f"{ops['bytes']} read, {ops['written']} written", f"{least:.3g} ({binds})", number(o.nanoseconds(us)), f"{o.nanoseconds(us) / least:.2g}",
            ])
    return rows


def sizes(rows, bound):
    """Costs over sizes, with their ratio to the least of the sizes up to 10 000."""
    lines = []
    for r in rows:
        cached = min(x["ns"] for x in rows if x["workload"] == r["workload"] and x["cells"] <= 10_000)
        flat = r["ns"] / cached
        lines.append([r["workload"], r["model"], r["cells"], number(r["ns"]), f"{flat:.2f}" + ("" if flat <= bound else " **above**"), f"{r['bytes']:.0f}"])
    return lines


def markdown(about, outcomes, size_rows, size_bound, start, plan):
    parts = [f"# {about['title']}\n", "\n".join(f"- {key}: {value}" for key, value in about["facts"].items()) + "\n"]
    parts += [f"**{warning}**\n" for warning in about["warnings"]]
    if outcomes:
        parts += ["## Targets\n", table(TARGETS, targets(outcomes) + starts(start, plan))]
        parts += ["## All systems\n", table(SYSTEMS, systems(outcomes))]
        parts += ["\n".join(f"- {o.workload.id}: {o.workload.title}" for o in outcomes) + "\n"]
        parts += ["## Results agree\n", results(outcomes)]
        parts += ["## Limits\n", table(
            ["", "operations per step", "bytes per neuron and window", "least ns per neuron-step (what binds)", "is", "ratio"], limits(outcomes))]
    elif start:
        parts += ["## Targets\n", table(TARGETS, starts(start, plan))]
    if size_rows:
        parts += ["## Cost and memory over sizes\n", table(["", "model", "cells", "ns per neuron-step", "of the least up to 10 000", "bytes per neuron"], sizes(size_rows, size_bound))]
    return "\n".join(parts)


def starts(start, plan):
    """The rows of workload S."""
    if not start:
        return []
    return [
        ["S", f"from text to machine code < {plan['compile'] * 1000:.0f} ms", f"{start['compile'] * 1000:.1f} ms (first {start['first'] * 1000:.1f})",
         "yes" if max(start["compile"], start["first"]) < plan["compile"] else "**no**", ""],
        ["S", f"whole process, two cells < {plan['process'] * 1000:.0f} ms", f"{start['process'] * 1000:.0f} ms", "yes" if start["process"] < plan["process"] else "**no**", ""],
    ]


def write_csv(path, about, outcomes, size_rows):
    """The same numbers, a row for each system and each size."""
    with open(path, "w", newline="") as file:
        w = csv.writer(file)
        w.writerow(["date", "machine", "workload", "system", "executor", "model", "cells", "steps", "time_step_ms", "threads", "runs", "seconds",
                    "seconds_min", "seconds_max", "first_seconds", "ns_per_neuron_step", "attempts_per_step", "share_of_fma_peak",
                    "spikelet_ratio", "agrees", "others_busy", "load", "bytes_per_neuron"])
        for o in outcomes:
            us = ours(o)
            for m in o.systems:
                if m.seconds:
                    x = o.workload
                    ratio = us.median / m.median if us and us.seconds else None
                    w.writerow([about["date"], about["machine"], x.id, m.system, m.executor, x.model, x.cells, x.steps, x.dt, m.threads or x.threads,
                                len(m.seconds), m.median, min(m.seconds), max(m.seconds), m.first, o.nanoseconds(m), m.attempts, o.share(m), ratio,
                                "" if m is us else not m.wrong, round(m.others, 2), round(o.load, 2), ""])
        for r in size_rows:
            w.writerow([about["date"], about["machine"], "sizes " + r["workload"], OURS, "", r["model"], r["cells"], *[""] * 7, "", r["ns"], *[""] * 6, r["bytes"]])
