"""Whether two systems computed the same."""


def compare(ours, theirs, bound):
    """What was found, as text, and what is wrong, a list that is empty when results agree within the bound."""
    wrong = []
    cells = len(ours["counts"])
    differ = [
        i for i in range(cells) if ours["counts"][i] != theirs["counts"][i] or ours["sums"][i] != theirs["sums"][i]
    ]
    apart = max((abs(ours["counts"][i] - theirs["counts"][i]) for i in differ), default=0)
    total, reference = sum(ours["counts"]), sum(theirs["counts"])
    found = [f"{total} spikes, {reference} there"]
    if differ:
        found.append(f"{len(differ)} of {cells} cells have other trains, by at most {apart} spikes")
    else:
        found.append("every spike in the same step")
    if len(differ) > bound.trains * cells:
        wrong.append(f"{len(differ)} cells have other spike trains, more than {bound.trains:.2%}")
    if apart > bound.count:
        wrong.append(f"spike counts of a cell differ by {apart}, more than {bound.count}")
    drifted = sum(too_far(ours, theirs, i, bound.drift) for i in differ)
    if drifted:
        wrong.append(f"in {drifted} cells, spikes drift by more than {bound.drift} steps per spike")
    if abs(total - reference) > bound.total * reference:
        wrong.append(f"{total} spikes and {reference} differ by more than {bound.total:.2%}")
    if reference == 0:
        wrong.append("no cell fired")
    same = set(range(cells)) - set(differ)
    values(found, wrong, "traces", trace_difference(ours, theirs, same), bound.trace)
    for name in ours["states"]:
        difference = largest((ours["states"][name][i], theirs["states"][name][i]) for i in same)
        values(found, wrong, f"final {name}", difference, bound.state)
    return "; ".join(found), wrong


def too_far(ours, theirs, i, drift):
    """Whether the spikes of cell i lie further apart than k·drift steps for the k-th, by their sum."""
    count = ours["counts"][i]
    if count != theirs["counts"][i]:
        return False
    return abs(ours["sums"][i] - theirs["sums"][i]) > drift * count * (count + 1) / 2


def trace_difference(ours, theirs, same):
    """The largest difference of the traces of cells whose spikes agree."""
    if theirs.get("trace") is None:
        return None
    traced = ours["traced"]
    kept = [k for k, cell in enumerate(traced) if cell in same]
    samples = range(0, len(ours["trace"]), len(traced))
    if len(ours["trace"]) != len(theirs["trace"]):
        return float("inf")
    return largest((ours["trace"][s + k], theirs["trace"][s + k]) for s in samples for k in kept)


def largest(pairs):
    """The largest difference; infinite where one is not a number, None when there are no pairs."""
    found = None
    for a, b in pairs:
        d = abs(a - b)
        d = d if d == d else float("inf")
        found = d if found is None else max(found, d)
    return found


def values(found, wrong, what, difference, bound):
    """Notes a difference and whether it is too large."""
    if difference is None:
        if bound is not None and what != "traces":
            wrong.append(f"no {what} could be compared")
        return
    found.append(f"{what} differ by at most {difference:.1e}" + ("" if bound is not None else " (not judged)"))
    if bound is not None and not difference <= bound:
        wrong.append(f"{what} differ by {difference:.2e}, more than {bound:.0e}")
