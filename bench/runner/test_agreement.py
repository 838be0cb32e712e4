"""Tests that the comparison of results finds what is wrong: bench/run runs them first."""

import copy
import unittest

from workloads import Comparison

from .agreement import compare

RESULT = {
    "counts": [2, 0, 3], "sums": [30, 0, 60], "states": {"V": [-60.0, -61.0, -62.0]},
    "trace": [-70.0, -71.0, -70.5, -71.5], "traced": [0, 2],
}
SAME = Comparison(trace=1e-6, state=1e-6)
LOOSE = Comparison(trains=1, count=1, drift=1, total=0.5)


def changed(change):
    result = copy.deepcopy(RESULT)
    change(result)
    return result


class Agreement(unittest.TestCase):
    def check(self, change, bound, wrong):
        found = compare(RESULT, changed(change), bound)[1]
        self.assertEqual(bool(found), wrong, found)

    def test_same(self):
        self.check(lambda r: None, SAME, False)

    def test_a_spike_in_the_next_step(self):
        self.check(lambda r: r["sums"].__setitem__(0, 31), SAME, True)
        self.check(lambda r: r["sums"].__setitem__(0, 31), LOOSE, False)
        self.check(lambda r: r["sums"].__setitem__(0, 34), LOOSE, True)  # two spikes: at most 1 + 2 steps

    def test_counts(self):
        self.check(lambda r: r["counts"].__setitem__(1, 1), SAME, True)
        self.check(lambda r: r["counts"].__setitem__(1, 1), LOOSE, False)
        self.check(lambda r: r["counts"].__setitem__(1, 2), LOOSE, True)

    def test_total(self):
        self.check(lambda r: r.update(counts=[1, 0, 2]), Comparison(trains=1, count=1, drift=1, total=0.5), True)

    def test_silence(self):
        silent = {"counts": [0, 0, 0], "sums": [0, 0, 0]}
        self.assertTrue(compare({**RESULT, **silent}, {**RESULT, **silent}, LOOSE)[1])

    def test_traces(self):
        self.check(lambda r: r["trace"].__setitem__(2, -70.4), SAME, True)
        self.check(lambda r: r["trace"].__setitem__(2, float("nan")), SAME, True)
        self.check(lambda r: r["trace"].pop(), SAME, True)
        self.check(lambda r: r.update(trace=None), SAME, False)  # a system without traces

    def test_states(self):
        self.check(lambda r: r["states"]["V"].__setitem__(1, -61.1), SAME, True)
        self.check(lambda r: r["states"]["V"].__setitem__(1, float("nan")), SAME, True)

    def test_cells_whose_spikes_differ_are_left_out(self):
        def late(r):
            r["sums"][2] = 61
            r["states"]["V"][2] = 0.0
            r["trace"][1] = 0.0

        self.check(late, Comparison(trains=0.5, count=0, drift=1, trace=1e-6, state=1e-6), False)


if __name__ == "__main__":
    unittest.main()
