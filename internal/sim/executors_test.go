package sim

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/exec"
)

// TestOutcomesDoNotDependOnTheExecutor runs random networks on every executor that is here, with one and with three threads.
func TestOutcomesDoNotDependOnTheExecutor(t *testing.T) {
	var names []string
	for _, e := range exec.Executors() {
		if e.Missing != "" {
			t.Logf("NOT RUN: random networks with executor %s, which needs %s", e.Name, e.Missing)
			continue
		}
		names = append(names, e.Name)
	}
	failures := 0
	for seed := range uint64(25) {
		var want outcome
		for i, name := range names {
			t.Setenv(exec.Variable, name)
			d := describe(t, rand.New(rand.NewPCG(seed, 2)))
			got := d.outcome(t, 1+2*(i%2), tuning{lanes: 64})
			if i == 0 {
				want = got
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("seed %d (-%s +%s):\n%s", seed, names[0], name, diff)
			}
		}
		if want.Error != "" {
			failures++
		}
	}
	t.Logf("%d of the networks failed", failures)
}
