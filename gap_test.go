package spikelet_test

import (
	"math"
	"testing"

	"github.com/spikelet/spikelet"
	"github.com/spikelet/spikelet/internal/exec"
)

// gapPair is two cells of a model with one gap junction between them.
type gapPair struct {
	model       string
	dt          float64 // ms
	gap         spikelet.GapJunctions
	conductance float64
	parameters  map[string]spikelet.Values
	solver      spikelet.Solver
	set         map[string]spikelet.Values // after the initial values were computed
	threads     int
	executor    string
}

func (p gapPair) network(t *testing.T) *spikelet.Network {
	t.Helper()
	if p.model == "" {
		p.model = "hh_psc_alpha_gap"
	}
	n, err := spikelet.NewNetwork(spikelet.Config{TimeStep: p.dt, Gap: p.gap, Threads: p.threads, Executor: p.executor})
	must(t, err)
	cells, err := n.AddPopulation(spikelet.PopulationSpec{
		Name: "pair", Model: builtin(t, p.model), Shape: []int{2}, Parameters: p.parameters, Solver: p.solver,
	})
	must(t, err)
	for name, values := range p.set {
		must(t, cells.Set(name, values))
	}
	must(t,
		n.Connect(spikelet.ConnectionSpec{
			From: "pair[0]", To: "pair[1]", Synapse: spikelet.Synapse{Model: "gap_junction", Weight: spikelet.Same(p.conductance)},
		}),
		n.Record(spikelet.RecordSpec{From: "pair", Spikes: true, Variables: []string{"V_m"}, Interval: p.dt}))
	return n
}

func injected(a, b float64) map[string]spikelet.Values {
	return map[string]spikelet.Values{"I_e": spikelet.List(a, b)}
}

// TestGapPairAgainstNEST holds pairs against NEST's traces, by NEST's settings. NEST leaves the coupling out in the first interval
// of the lagged form, which its reference therefore is not from.
func TestGapPairAgainstNEST(t *testing.T) {
	for name, test := range map[string]struct {
		pair     gapPair
		duration float64
		bound    float64 // mV
	}{
		"gap_pair_lagged_from_start": {gapPair{dt: 0.1, gap: spikelet.GapJunctions{Method: "lagged"}, conductance: 5, parameters: injected(200, 0)}, 60, 1e-8},
		"gap_pair_wfr_order0":        {gapPair{dt: 0.1, gap: spikelet.GapJunctions{Interpolation: "constant"}, conductance: 5, parameters: injected(200, 0)}, 40, 1e-4},
		"gap_pair_wfr_order1":        {gapPair{dt: 0.1, gap: spikelet.GapJunctions{Interpolation: "linear"}, conductance: 5, parameters: injected(200, 0)}, 40, 1e-4},
		"gap_pair_wfr_tight": {gapPair{
			dt: 0.05, gap: spikelet.GapJunctions{Interpolation: "cubic", Tolerance: 1e-8, MaxIterations: 60}, conductance: 5, parameters: injected(200, 0),
		}, 60, 1e-4},
		"gap_pair_wfr": {gapPair{
			dt: 0.05, gap: spikelet.GapJunctions{Interpolation: "cubic"}, conductance: 0.5, parameters: injected(100, 100),
			set: map[string]spikelet.Values{"V_m": spikelet.List(-10, -69.60401191631222)},
		}, 351, 1e-4},
	} {
		t.Run(name, func(t *testing.T) {
			trace := run(t, test.pair.network(t), test.duration).Traces[0]
			want := readTable(t, "nest/"+name)
			potential := want["V_m"]
			if potential == nil {
				potential = want["V"]
			}
			worst := 0.0
			for i, v := range potential {
				sample := int(math.Round(want["time_ms"][i]/test.pair.dt)) - 1
				worst = max(worst, math.Abs(trace.Values[0][2*sample+int(want["neuron"][i])]-v))
			}
			t.Logf("%.2g mV", worst)
			if !(worst <= test.bound) {
				t.Errorf("V differs by %.3g mV, more than %g", worst, test.bound)
			}
		})
	}
}

// TestGapPairAgainstNESTsTable: the second cell's V in a table of NEST's own tests (test_wfr_settings of NEST 3).
func TestGapPairAgainstNESTsTable(t *testing.T) {
	p := gapPair{dt: 0.1, gap: spikelet.GapJunctions{Interpolation: "cubic"}, conductance: 20, parameters: injected(200, 0)}
	trace := run(t, p.network(t), 20).Traces[0]
	for i, want := range []float64{-33.771, -24.103, 8.7117, 62.019, 39.042} {
		got := trace.Values[0][2*(116+i)+1]
		t.Logf("%.1f ms: %v", trace.Times[116+i], got)
		if math.Abs(got-want) > 1e-4*math.Abs(want) {
			t.Errorf("at %.1f ms V is %v, in NEST's table %v", trace.Times[116+i], got, want)
		}
	}
}

// TestGapPairAgainstTruth holds dense interpolation against the true solutions of coupled cells.
func TestGapPairAgainstTruth(t *testing.T) {
	strong := gapPair{conductance: 20, parameters: injected(200, 0)}
	weak := gapPair{conductance: 0.5, parameters: injected(100, 100), set: map[string]spikelet.Values{"V_m": spikelet.List(-10, -69.60401191631222)}}
	tight := spikelet.GapJunctions{Tolerance: 1e-9, MaxIterations: 60}
	for name, test := range map[string]struct {
		pair  gapPair
		truth string
		dt    float64
		gap   spikelet.GapJunctions
		tight float64 // the solver's tolerance
		bound float64 // mV
	}{
		"default, 0.05 ms":       {strong, "hh_pair_g20_ref", 0.05, spikelet.GapJunctions{}, 1e-6, 0.01}, // NEST's cubic: 0.143
		"default, 0.01 ms":       {strong, "hh_pair_g20_ref", 0.01, spikelet.GapJunctions{}, 1e-6, 8e-4}, // NEST's cubic: 8e-4
		"tight, 0.05 ms":         {strong, "hh_pair_g20_ref", 0.05, tight, 1e-9, 1e-5},
		"tight, 0.1 ms":          {strong, "hh_pair_g20_ref", 0.1, tight, 1e-9, 1e-5},
		"weak, default, 0.05 ms": {weak, "hh_pair_g05_ref", 0.05, spikelet.GapJunctions{}, 1e-6, 0.5}, // NEST's cubic: 0.90
		"weak, tight, 0.05 ms":   {weak, "hh_pair_g05_ref", 0.05, tight, 1e-9, 1e-4},
	} {
		t.Run(name, func(t *testing.T) {
			truth, p := readTable(t, "science/"+test.truth), test.pair
			p.dt, p.gap, p.solver = test.dt, test.gap, spikelet.Solver{AbsoluteTolerance: test.tight}
			times := truth["t_ms"]
			result := run(t, p.network(t), math.Round(times[len(times)-1]))
			worst := 0.0
			for i, time := range times {
				sample := int(math.Round(time/test.dt)) - 1
				for cell, column := range []string{"V1_mV", "V2_mV"} {
					worst = max(worst, math.Abs(result.Traces[0].Values[0][2*sample+cell]-truth[column][i]))
				}
			}
			t.Logf("%.3g mV, %+v", worst, *result.Summary.Gap)
			if !(worst <= test.bound) {
				t.Errorf("V differs by %.3g mV from the true solution, more than %g", worst, test.bound)
			}
		})
	}
}

// gapModels are the built-in models with currents for a pair that fires now and then.
var gapModels = map[string]map[string]spikelet.Values{
	"AdExIF":           {"a": spikelet.Same(0), "V_rest": spikelet.List(-56, -62)},
	"aeif_cond_exp":    {"I_e": spikelet.List(800, 400)},
	"hh_psc_alpha":     {"I_e": spikelet.List(700, 100)},
	"hh_psc_alpha_gap": {"I_e": spikelet.List(300, 50)},
	"iaf_cond_exp":     {"I_e": spikelet.List(500, 100)},
	"iaf_psc_alpha":    {"I_e": spikelet.List(500, 100)},
	"iaf_psc_exp":      {"I_e": spikelet.List(500, 100)},
	"izhikevich":       {"I_e": spikelet.List(12, 2)},
}

func gapConductance(model string) float64 {
	switch model {
	case "AdExIF", "izhikevich": // their currents are no currents
		return 0.2
	}
	return 4
}

// TestEveryModelHasGapJunctions: all models, by their own method, fire the same on every executor, with any number of threads,
// and are drawn together by a gap junction.
func TestEveryModelHasGapJunctions(t *testing.T) {
	for _, model := range spikelet.BuiltinModels() {
		t.Run(model, func(t *testing.T) {
			p := gapPair{model: model, dt: 0.1, conductance: gapConductance(model), parameters: gapModels[model]}
			if model == "AdExIF" {
				p.set = map[string]spikelet.Values{"V": spikelet.Same(-65)}
			}
			first := run(t, p.network(t), 100)
			for _, e := range exec.Executors() {
				if e.Missing != "" {
					continue // TestExecutorsPresent tells
				}
				for _, threads := range []int{1, 3} {
					p.executor, p.threads = e.Name, threads
					if again := run(t, p.network(t), 100); again.Summary.Digest != first.Summary.Digest {
						t.Errorf("on %s with %d threads the digest is another", e.Name, threads)
					}
				}
			}
			p.conductance = 0
			apart := run(t, p.network(t), 100)
			const start = 20 // samples, before any cell fires
			joined, alone := distance(first, start), distance(apart, start)
			t.Logf("%d spikes, %.3g mV apart; without gap junction %d spikes, %.3g mV; %+v", first.Summary.Spikes["pair"], joined, apart.Summary.Spikes["pair"], alone, *first.Summary.Gap)
			if !(joined < alone) || first.Summary.Spikes["pair"] == 0 || first.Summary.Gap.Unconverged > 0 {
				t.Errorf("joined cells are %v mV apart, others %v", joined, alone)
			}
		})
	}
}

// distance is the mean of |V_0 - V_1| over the first samples.
func distance(r *spikelet.Result, samples int) float64 {
	values := r.Traces[0].Values[0]
	sum := 0.0
	for i := range samples {
		sum += math.Abs(values[2*i] - values[2*i+1])
	}
	return sum / float64(samples)
}

// TestCouplingCoefficient: of a small change of one cell's potential the other follows a tenth at 1 nS, as the input conductance of
// this model at rest, 9.1 nS, lets expect: 1/(1 + 9.1).
func TestCouplingCoefficient(t *testing.T) {
	end := func(current float64) (a, b float64) {
		p := gapPair{dt: 0.1, conductance: 1, parameters: injected(current, 0)}
		values := run(t, p.network(t), 400).Traces[0].Values[0]
		return values[len(values)-2], values[len(values)-1]
	}
	rest0, rest1 := end(0)
	moved0, moved1 := end(-2)
	if k := (moved1 - rest1) / (moved0 - rest0); math.Abs(k-0.099) > 0.001 {
		t.Errorf("the coupling coefficient is %v, want 0.099", k)
	}
}

// TestCellsFallIntoPhase: two cells that fire alike, started out of step, keep their distance without a gap junction and lose it
// with one of 0.5 nS.
func TestCellsFallIntoPhase(t *testing.T) {
	for conductance, locked := range map[float64]bool{0: false, 0.5: true, 2: true} {
		p := gapPair{dt: 0.05, conductance: conductance, parameters: injected(100, 100), set: map[string]spikelet.Values{"V_m": spikelet.List(-10, -69.60401191631222)}}
		apart := phase(run(t, p.network(t), 1500))
		t.Logf("%v nS: %.3f ms apart", conductance, apart)
		if (apart < 0.06) != locked {
			t.Errorf("with %v nS the last spikes are %v ms apart", conductance, apart)
		}
	}
}

// phase is the time between the last spike of cell 0 and that of cell 1 which is nearest.
func phase(r *spikelet.Result) float64 {
	nearest, last := math.Inf(1), 0.0
	for _, s := range r.Spikes {
		if s.Neuron == 0 {
			last = s.Time
		}
	}
	for _, s := range r.Spikes {
		if s.Neuron == 1 {
			nearest = min(nearest, math.Abs(s.Time-last))
		}
	}
	return nearest
}

// TestFewIterations: with one iteration everybody is integrated nevertheless, and the summary says that it was not enough.
func TestFewIterations(t *testing.T) {
	p := gapPair{dt: 0.1, gap: spikelet.GapJunctions{MaxIterations: 1, Tolerance: 1e-9}, conductance: 20, parameters: injected(200, 0)}
	few := run(t, p.network(t), 20)
	p.gap = spikelet.GapJunctions{}
	enough := run(t, p.network(t), 20)
	if few.Summary.Gap.Unconverged == 0 || !(few.Summary.Gap.Residual > 1e-9) || math.IsInf(few.Summary.Gap.Residual, 0) {
		t.Errorf("%+v", *few.Summary.Gap)
	}
	if worst := apart(few.Traces[0].Values[0], enough.Traces[0].Values[0]); !(worst < 1) {
		t.Errorf("V differs by %v mV", worst)
	}
}

// TestTheExactMethodSolvesForThePartners: the exact method, for which the partner's potential is a chain of linear equations,
// and step size control with a small tolerance give the same.
func TestTheExactMethodSolvesForThePartners(t *testing.T) {
	for _, model := range []string{"iaf_psc_exp", "iaf_psc_alpha"} {
		p := gapPair{model: model, dt: 0.1, gap: spikelet.GapJunctions{Tolerance: 1e-10, MaxIterations: 60}, conductance: 10, parameters: injected(300, -100)}
		p.solver = spikelet.Solver{Method: "rkf45", AbsoluteTolerance: 1e-11}
		want := run(t, p.network(t), 50).Traces[0].Values[0]
		p.solver = spikelet.Solver{Method: "exact"}
		got := run(t, p.network(t), 50).Traces[0].Values[0]
		worst := apart(got, want)
		t.Logf("%s: %.2g mV", model, worst)
		if !(worst < 1e-8) || want[len(want)-2] == want[0] {
			t.Errorf("%s: the methods differ by %v mV", model, worst)
		}
	}
}

// TestMethodsAgreeOnThePartners: a Runge-Kutta method at a small fixed step sees of the partners what step size control with a small
// tolerance sees, for every model.
func TestMethodsAgreeOnThePartners(t *testing.T) {
	for _, model := range spikelet.BuiltinModels() {
		p := gapPair{
			model: model, dt: 0.005, gap: spikelet.GapJunctions{Tolerance: 1e-10, MaxIterations: 60}, conductance: gapConductance(model), parameters: gapModels[model],
		}
		if model == "AdExIF" {
			p.set = map[string]spikelet.Values{"V": spikelet.Same(-65)}
		}
		p.solver = spikelet.Solver{Method: "rkf45", AbsoluteTolerance: 1e-11}
		want := run(t, p.network(t), 2).Traces[0].Values[0]
		p.solver = spikelet.Solver{Method: "rk4"}
		got := run(t, p.network(t), 2).Traces[0].Values[0]
		worst := apart(got, want)
		t.Logf("%s: %.2g mV", model, worst)
		if !(worst < 1e-6) {
			t.Errorf("%s: the methods differ by %v mV", model, worst)
		}
	}
}

// apart is the largest difference of two traces.
func apart(a, b []float64) (worst float64) {
	for i := range a {
		worst = max(worst, math.Abs(a[i]-b[i]))
	}
	return worst
}
