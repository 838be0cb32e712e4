package spikelet_test

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet"
	"github.com/spikelet/spikelet/internal/exec"
)

// explosion is cells that excite each other more and more, and others that they drive.
type explosion struct {
	limit    float64 // Hz
	threads  int
	executor string
	silent   bool // nothing is recorded
	gaps     bool // with gap junctions, in intervals of 1.5 ms
}

func (e explosion) network(t *testing.T) *spikelet.Network {
	t.Helper()
	config := spikelet.Config{TimeStep: 0.1, Threads: e.threads, Executor: e.executor, Limits: spikelet.Limits{Rate: e.limit}}
	config.Gap = spikelet.GapJunctions{Interpolation: "cubic", Interval: 1.5}
	n, err := spikelet.NewNetwork(config)
	must(t, err)
	for _, name := range []string{"cells", "driven"} {
		_, err = n.AddPopulation(spikelet.PopulationSpec{
			Name: name, Model: builtin(t, "iaf_psc_exp"), Shape: []int{100},
			Parameters: map[string]spikelet.Values{"I_e": spikelet.Linspace(200, 380)}, Initial: map[string]spikelet.Values{"V_m": spikelet.Linspace(-70, -57)},
		})
		must(t, err)
	}
	connect := func(to string, weight float64) {
		must(t, n.Connect(spikelet.ConnectionSpec{
			From: "cells", To: to, Rule: spikelet.FixedIndegree(20), Synapse: spikelet.Synapse{Weight: spikelet.Same(weight), Delay: spikelet.Same(1.2)},
		}))
	}
	connect("cells", 110)
	connect("driven", 20)
	if e.gaps {
		must(t, n.Connect(spikelet.ConnectionSpec{
			From: "cells[0]", To: "driven[0]", Synapse: spikelet.Synapse{Model: "gap_junction", Weight: spikelet.Same(1)},
		}))
	}
	if !e.silent {
		must(t, n.Record(spikelet.RecordSpec{From: "cells", Spikes: true, Variables: []string{"V_m"}, Interval: 0.7}))
	}
	return n
}

func (e explosion) run(t *testing.T, duration float64) (*spikelet.Result, *spikelet.RateLimitError) {
	t.Helper()
	result, err := e.network(t).Run(context.Background(), duration, spikelet.RunOptions{})
	var limit *spikelet.RateLimitError
	if !errors.As(err, &limit) {
		must(t, err)
	}
	return result, limit
}

// TestRateLimit: the run ends at the same time for the same reason however it is done, with the results of a run without a
// limit until then.
func TestRateLimit(t *testing.T) {
	for _, gaps := range []bool{false, true} {
		_, want := explosion{limit: 110, threads: 1, gaps: gaps}.run(t, 100)
		if want == nil || want.Time < 15 || want.Time > 90 || len(want.Neurons) != 5 || want.Population != "cells" {
			t.Fatalf("gap junctions %v: %+v", gaps, want)
		}
		free, _ := explosion{threads: 1, gaps: gaps}.run(t, want.Time)
		executors := available(t)
		for i, threads := range []int{1, 2, 3, 7} {
			e := explosion{limit: 110, threads: threads, executor: executors[i%len(executors)], silent: i > 1, gaps: gaps}
			got, limit := e.run(t, 100)
			if diff := cmp.Diff(want, limit); diff != "" {
				t.Errorf("%+v: %s", e, diff)
			}
			if got.Summary.Digest != free.Summary.Digest {
				t.Errorf("%+v: another digest", e)
			}
			if !e.silent && (!cmp.Equal(free.Spikes, got.Spikes) || !cmp.Equal(free.Traces, got.Traces)) {
				t.Errorf("%+v: results are not complete", e)
			}
		}
	}
}

// TestAtTheRateLimit: the highest rate of all spans is allowed where it is the limit.
func TestAtTheRateLimit(t *testing.T) {
	free, _ := explosion{}.run(t, 120)
	_, first := explosion{limit: 1}.run(t, 120)
	limit := first.Rate
	trips := 0
	for ; ; trips++ {
		got, tripped := explosion{limit: limit}.run(t, 120)
		if tripped == nil {
			if got.Summary.Digest != free.Summary.Digest {
				t.Error("a limit that is kept changes results")
			}
			break
		}
		if again := (explosion{limit: math.Nextafter(tripped.Rate, 0)}); limit < tripped.Rate {
			if _, same := again.run(t, 120); same == nil || same.Time != tripped.Time {
				t.Errorf("just below %v Hz: %+v", tripped.Rate, same)
			}
		}
		limit = tripped.Rate
	}
	if trips < 2 {
		t.Errorf("the rate rose %d times", trips)
	}
}

// available is the executors that run here.
func available(t *testing.T) (names []string) {
	for _, e := range exec.Executors() {
		if e.Missing == "" {
			names = append(names, e.Name)
		} else {
			t.Logf("NOT RUN: executor %s, which needs %s", e.Name, e.Missing)
		}
	}
	return names
}
