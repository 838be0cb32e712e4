package spikelet_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet"
)

// drawn is a network whose connections are drawn by all the rules, with weights and delays that are drawn too.
func drawn(t *testing.T, threads int, seed uint64) *spikelet.Result {
	t.Helper()
	net, err := spikelet.NewNetwork(spikelet.Config{TimeStep: 0.1, Threads: threads, Seed: seed})
	must(t, err)
	_, err = net.AddPopulation(spikelet.PopulationSpec{
		Name: "cells", Model: builtin(t, "iaf_psc_exp"), Shape: []int{3000},
		Parameters: map[string]spikelet.Values{"I_e": spikelet.Uniform(300, 700)},
	})
	must(t, err)
	for _, rule := range []spikelet.Rule{
		spikelet.FixedIndegree(5), spikelet.FixedIndegree(5).WithoutMultiple().WithoutSelf(), spikelet.FixedOutdegree(5),
		spikelet.FixedTotalNumber(9000), spikelet.FixedTotalNumber(9000).WithoutMultiple(),
		spikelet.PairwiseBernoulli(0.002), spikelet.PairwisePoisson(0.002),
	} {
		must(t, net.Connect(spikelet.ConnectionSpec{From: "cells", To: "cells", Rule: rule, Synapse: spikelet.Synapse{
			Weight: spikelet.Normal(0, 80), Delay: spikelet.Uniform(1, 3),
		}}))
	}
	must(t, net.Record(spikelet.RecordSpec{From: "cells", Spikes: true}))
	return run(t, net, 20)
}

// TestDrawnConnections: neither they nor what follows from them depend on the number of threads.
func TestDrawnConnections(t *testing.T) {
	want := drawn(t, 1, 1)
	if len(want.Spikes) < 1000 {
		t.Fatalf("%d spikes", len(want.Spikes))
	}
	for _, threads := range []int{2, 3} {
		if got := drawn(t, threads, 1); got.Summary.Digest != want.Summary.Digest || !cmp.Equal(want.Spikes, got.Spikes) {
			t.Errorf("%d threads give other results", threads)
		}
	}
	if drawn(t, 1, 2).Summary.Digest == want.Summary.Digest {
		t.Error("the seed changes nothing")
	}
}

// TestEveryRuleOfANetworkDrawsAnew: two rules that read the same draw other connections.
func TestEveryRuleOfANetworkDrawsAnew(t *testing.T) {
	spikes := func(first spikelet.Rule) *spikelet.Result {
		net := nestNetwork(t)
		pulse := spikelet.SpikeGenerator{Times: []float64{1}}
		must(t, net.AddDevice(spikelet.DeviceSpec{Name: "pulse", Model: pulse}),
			net.Connect(spikelet.ConnectionSpec{From: "pulse", To: "cells", Rule: first}),
			net.Connect(spikelet.ConnectionSpec{From: "pulse", To: "cells", Rule: spikelet.PairwiseBernoulli(0.5), Synapse: spikelet.Synapse{
				Weight: spikelet.Same(10),
			}}),
			net.Record(spikelet.RecordSpec{From: "cells", Variables: []string{"I_syn_ex"}}))
		return run(t, net, 3)
	}
	none, half := spikes(spikelet.PairwiseBernoulli(0)), spikes(spikelet.PairwiseBernoulli(0.5))
	same := true
	for i, current := range none.Traces[0].Values[0] {
		both := half.Traces[0].Values[0][i]
		same = same && (current == 0) == (both == 0)
	}
	if same {
		t.Error("the rules connect the same neurons")
	}
}

func TestARuleThatConnectsNothingIsTold(t *testing.T) {
	net := nestNetwork(t)
	must(t, net.Connect(spikelet.ConnectionSpec{From: "cells", To: "cells", Rule: spikelet.PairwiseBernoulli(0)}))
	if notes := net.Notes(); net.Connections() != 0 || len(notes) != 1 || !strings.Contains(notes[0], "made no connection") {
		t.Errorf("%d connections, notes %q", net.Connections(), notes)
	}
	err := net.Connect(spikelet.ConnectionSpec{From: "cells", To: "cells", Rule: spikelet.FixedDegree(2)})
	if errs := spikelet.BuildErrors(err); len(errs) != 1 || errs[0].Path[0] != "rule" || !strings.Contains(errs[0].Fix, "fixed_indegree") {
		t.Errorf("fixed_degree for spikes: %v", err)
	}
}
