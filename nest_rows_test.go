package spikelet_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spikelet/spikelet"
)

// The tests of the rows of docs/coming-from-nest.md.

// nestNetwork has eight cells of hh_psc_alpha_gap, "cells", with I_e = 100 pA.
func nestNetwork(t *testing.T) *spikelet.Network {
	t.Helper()
	net, err := spikelet.NewNetwork(spikelet.Config{TimeStep: 0.1})
	must(t, err)
	_, err = net.AddPopulation(spikelet.PopulationSpec{
		Name: "cells", Model: builtin(t, "hh_psc_alpha_gap"), Shape: []int{8},
		Parameters: map[string]spikelet.Values{"I_e": spikelet.Same(100)},
	})
	must(t, err)
	return net
}

// shown makes the test of a row whose network file and Go must show some words, before it runs check.
func shown(check func(t *testing.T, net *spikelet.Network), parts ...string) func(*testing.T, row) {
	return func(t *testing.T, r row) {
		r.says(t, parts...)
		check(t, nestNetwork(t))
	}
}

// notYetHere is the test of a row of what is still to come.
func notYetHere(t *testing.T, r row) {
	if !strings.HasPrefix(r.cells[1], "not yet") || !strings.HasPrefix(r.cells[2], "not yet") {
		t.Errorf("the row says %q and %q", r.cells[1], r.cells[2])
	}
	net := nestNetwork(t)
	if net.Connect(spikelet.ConnectionSpec{From: "cells", To: "cells", Synapse: spikelet.Synapse{Model: r.name()}}) == nil {
		t.Errorf("there is a synapse model %s", r.name())
	}
}

func ran(t *testing.T, net *spikelet.Network) { run(t, net, 1) }

var nestWorkflow = map[string]func(*testing.T, row){
	"Create": shown(func(t *testing.T, net *spikelet.Network) {
		must(t, net.AddDevice(spikelet.DeviceSpec{Name: "d", Model: spikelet.DCGenerator{}}))
		run(t, net, 1)
	}, "net.AddPopulation(PopulationSpec{…})", "net.AddDevice(DeviceSpec{…})"),
	"params": shown(func(t *testing.T, net *spikelet.Network) {
		p, err := net.AddPopulation(spikelet.PopulationSpec{
			Name: "more", Model: builtin(t, "hh_psc_alpha_gap"), Shape: []int{2},
			Parameters: map[string]spikelet.Values{"C_m": spikelet.List(30, 50)}, Initial: map[string]spikelet.Values{"V_m": spikelet.Same(-60)},
		})
		must(t, err)
		expectOf(t, p, "C_m", 30, 50)
		expectOf(t, p, "V_m", -60, -60)
	}, "PopulationSpec.Parameters", "PopulationSpec.Initial"),
	"Connect": shown(func(t *testing.T, net *spikelet.Network) {
		must(t, net.Connect(spikelet.ConnectionSpec{From: "cells", To: "cells"}), net.Record(spikelet.RecordSpec{From: "cells", Spikes: true}))
		run(t, net, 1)
	}, "net.Connect(ConnectionSpec{…})", "net.Record(RecordSpec{…})"),
	"Simulate": shown(runInParts, "net.Run(ctx, ms, RunOptions{})"),
	"Prepare":  shown(ran),
	"Run":      shown(runInParts, "net.Run(ctx, ms, RunOptions{})", "net.Step()"),
	"Cleanup":  shown(ran),
	"ResetKernel": shown(func(t *testing.T, net *spikelet.Network) {
		run(t, net, 1)
		if nestNetwork(t).Time() != 0 {
			t.Error("another network is not at time 0")
		}
	}, "NewNetwork"),
	"SetKernelStatus": shown(ran, "Config"),
	"GetKernelStatus": shown(func(t *testing.T, net *spikelet.Network) {
		if s := run(t, net, 1).Summary; s.TimeStep != 0.1 || s.Seed != 1 || s.Neurons != 8 {
			t.Errorf("summary %+v", s)
		}
	}, "result.Summary"),
	"resolution": shown(func(t *testing.T, _ *spikelet.Network) {
		net, err := spikelet.NewNetwork(spikelet.Config{TimeStep: 0.05})
		must(t, err, net.Step())
		if net.Time() != 0.05 {
			t.Errorf("time %v", net.Time())
		}
	}, "Config.TimeStep"),
	"rng_seed": shown(func(t *testing.T, _ *spikelet.Network) {
		net, err := spikelet.NewNetwork(spikelet.Config{TimeStep: 0.1, Seed: 12})
		if must(t, err); net.Seed() != 12 {
			t.Errorf("seed %d", net.Seed())
		}
	}, "Config.Seed"),
	"local_num_threads": shown(func(t *testing.T, _ *spikelet.Network) {
		net, err := spikelet.NewNetwork(spikelet.Config{TimeStep: 0.1, Threads: 3})
		must(t, err)
		_, err = net.AddPopulation(spikelet.PopulationSpec{Name: "many", Model: builtin(t, "hh_psc_alpha_gap"), Shape: []int{300}})
		if must(t, err); run(t, net, 1).Summary.Threads != 3 {
			t.Error("there are not three threads at work")
		}
	}, "Config.Threads"),
	"biological_time": shown(runInParts, "net.Time()"),
	"print_time": shown(func(t *testing.T, net *spikelet.Network) {
		calls := 0
		_, err := net.Run(context.Background(), 1, spikelet.RunOptions{Progress: func(spikelet.Progress) { calls++ }})
		if must(t, err); calls < 2 {
			t.Errorf("%d calls", calls)
		}
	}, "RunOptions.Progress"),
	"data_path": shown(func(t *testing.T, net *spikelet.Network) {
		dir := t.TempDir()
		must(t, net.Record(spikelet.RecordSpec{From: "cells", Spikes: true}))
		_, err := net.Run(context.Background(), 1, spikelet.RunOptions{Dir: dir})
		must(t, err)
		_, err = os.Stat(filepath.Join(dir, "spikes.csv"))
		must(t, err)
	}, "RunOptions.Dir"),
	"SetStatus": shown(func(t *testing.T, net *spikelet.Network) {
		must(t, net.Population("cells").Set("V_m", spikelet.Linspace(-70, -63)))
		expectOf(t, net.Population("cells"), "V_m", -70, -69, -68, -67, -66, -65, -64, -63)
	}, "p.Set(name, values)"),
	"GetStatus": shown(func(t *testing.T, net *spikelet.Network) {
		expectOf(t, net.Population("cells"), "I_e", 100, 100, 100, 100, 100, 100, 100, 100)
	}, "p.Get(name)"),
	"SetDefaults": shown(ran, "PopulationSpec.Parameters"),
	"CopyModel":   shown(loadsAFile, "LoadModel(path)"),
	"Install":     shown(loadsAFile, "LoadModel(path)"),
	"Models": shown(func(t *testing.T, _ *spikelet.Network) {
		if !slices.Contains(spikelet.BuiltinModels(), "hh_psc_alpha_gap") {
			t.Error("a model is missing")
		}
	}, "BuiltinModels()"),
	"NodeCollection": shown(func(t *testing.T, net *spikelet.Network) {
		must(t, net.Connect(spikelet.ConnectionSpec{From: "cells[0:3]", To: "cells[[1, 5]]"}))
		if net.Connections() != 6 {
			t.Errorf("%d connections", net.Connections())
		}
	}, "cells[[1, 5]]"),
	"GetConnections": shown(func(t *testing.T, net *spikelet.Network) {
		must(t, net.Connect(spikelet.ConnectionSpec{From: "cells", To: "cells"}))
		if net.Connections() != 64 {
			t.Errorf("%d connections", net.Connections())
		}
	}, "net.Connections()"),
}

func expectOf(t *testing.T, p *spikelet.Population, name string, want ...float64) {
	t.Helper()
	if got, err := p.Get(name); err != nil || !slices.Equal(got, want) {
		t.Errorf("%s is %v, %v, want %v", name, got, err, want)
	}
}

func runInParts(t *testing.T, net *spikelet.Network) {
	run(t, net, 1)
	run(t, net, 1.5)
	if must(t, net.Step()); net.Time() != 2.6 {
		t.Errorf("time %v", net.Time())
	}
}

func loadsAFile(t *testing.T, _ *spikelet.Network) {
	path := filepath.Join(t.TempDir(), "mine.nestml")
	must(t, os.WriteFile(path, []byte(builtin(t, "iaf_psc_exp").Source()), 0o600))
	model, err := spikelet.LoadModel(path)
	if must(t, err); model.Name() != "iaf_psc_exp" {
		t.Errorf("the model is called %s", model.Name())
	}
}

var nestModelRows = map[string]func(*testing.T, row){
	"hh_psc_alpha_gap": makes(`BuiltinModel("hh_psc_alpha_gap")`),
	"hh_psc_alpha":     makes(`BuiltinModel("hh_psc_alpha")`),
	"iaf_psc_exp":      makes(`BuiltinModel("iaf_psc_exp")`),
	"iaf_psc_alpha":    makes(`BuiltinModel("iaf_psc_alpha")`),
	"iaf_cond_exp":     makes(`BuiltinModel("iaf_cond_exp")`),
	"aeif_cond_exp":    makes(`BuiltinModel("aeif_cond_exp")`),
	"izhikevich":       makes(`BuiltinModel("izhikevich")`),
	"gsl_error_tol": shown(func(t *testing.T, net *spikelet.Network) {
		p, err := net.AddPopulation(spikelet.PopulationSpec{
			Name: "more", Model: builtin(t, "hh_psc_alpha"), Shape: []int{1}, Solver: spikelet.Solver{AbsoluteTolerance: 1e-3},
		})
		if must(t, err); p.Solver().AbsoluteTolerance != 1e-3 || net.Population("cells").Solver().AbsoluteTolerance != 1e-6 {
			t.Errorf("tolerances %+v, %+v", p.Solver(), net.Population("cells").Solver())
		}
	}, "Solver.AbsoluteTolerance", "1e-6"),
}

var nestVariableRows = func() map[string]func(*testing.T, row) {
	tests := map[string]func(*testing.T, row){}
	for name, x := range map[string]float64{
		"t_ref": 2, "g_Na": 4500, "g_Kv1": 9, "g_Kv3": 9000, "g_L": 10, "E_Na": 74, "E_K": -90, "E_L": -70, "C_m": 40,
		"tau_syn_ex": 0.2, "tau_syn_in": 2, "I_e": 0,
	} {
		tests[name] = func(t *testing.T, r row) {
			r.says(t, name+": "+strconv.FormatFloat(x, 'g', -1, 64), `Parameters["`+name+`"]`)
			expectValues(t, hh(t, 1), name, x)
		}
	}
	for _, name := range []string{"V_m", "Act_m", "Inact_h", "Act_n", "Inact_p"} {
		tests[name] = func(t *testing.T, r row) {
			r.says(t, `Initial["`+name+`"]`)
			n := makeNeurons(t, spikelet.NeuronsSpec{
				Builtin: "hh_psc_alpha_gap", Shape: []int{1}, Initial: map[string]spikelet.Values{name: spikelet.Same(0.25)},
			})
			expectValues(t, n, name, 0.25)
			recordsOf(t, name)
		}
	}
	for _, name := range []string{"I_syn_ex", "I_syn_in"} {
		tests[name] = func(t *testing.T, r row) { r.says(t, `p.Get("`+name+`")`); recordsOf(t, name) }
	}
	tests["t_spike"] = func(t *testing.T, r row) { r.says(t, `p.Get("last_spike_time")`); recordsOf(t, "last_spike_time") }
	return tests
}()

// recordsOf checks that a variable is recorded.
func recordsOf(t *testing.T, name string) {
	t.Helper()
	net := nestNetwork(t)
	must(t, net.Record(spikelet.RecordSpec{From: "cells", Variables: []string{name}}))
	if traces := run(t, net, 1).Traces; len(traces) != 1 || len(traces[0].Values[0]) != 80 {
		t.Errorf("traces of %s: %v", name, traces)
	}
}
