package spikelet_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet"
)

// TestThreads: results do not depend on the number of threads, and the summary says how many had work.
func TestThreads(t *testing.T) {
	results := func(threads, cells int) *spikelet.Result {
		net, err := spikelet.NewNetwork(spikelet.Config{TimeStep: 0.1, Threads: threads})
		must(t, err)
		_, err = net.AddPopulation(spikelet.PopulationSpec{
			Name: "cells", Model: builtin(t, "aeif_cond_exp"), Shape: []int{cells},
			Parameters: map[string]spikelet.Values{"I_e": spikelet.Linspace(400, 1200)},
		})
		must(t, err,
			net.Connect(spikelet.ConnectionSpec{
				From: "cells", To: "cells[0:10]", Synapse: spikelet.Synapse{Weight: spikelet.Same(0.3), Delay: spikelet.Same(1.2)},
			}),
			net.Record(spikelet.RecordSpec{From: "cells", Spikes: true}),
			net.Record(spikelet.RecordSpec{From: "cells[5]", Variables: []string{"V_m", "g_ex"}, Interval: 0.3}))
		result, err := net.Run(context.Background(), 50, spikelet.RunOptions{})
		must(t, err)
		return result
	}
	want := results(1, 300)
	if len(want.Spikes) < 100 || want.Summary.Threads != 1 {
		t.Fatalf("%d spikes, %d threads", len(want.Spikes), want.Summary.Threads)
	}
	for _, threads := range []int{2, 3, 8} {
		got := results(threads, 300)
		if used := got.Summary.Threads; used < 2 || used > min(threads, 5) { // 300 cells are five blocks of 64, or fewer
			t.Errorf("%d of %d threads worked", used, threads)
		}
		if got.Summary.Digest != want.Summary.Digest || !cmp.Equal(want.Spikes, got.Spikes) || !cmp.Equal(want.Traces, got.Traces) {
			t.Errorf("%d threads give other results", threads)
		}
	}
	if few := results(8, 10); few.Summary.Threads != 1 {
		t.Errorf("%d threads worked on one block", few.Summary.Threads)
	}
	if _, err := spikelet.NewNetwork(spikelet.Config{TimeStep: 0.1, Threads: -1}); err == nil {
		t.Error("-1 threads")
	}
}
