package spikelet_test

import (
	"errors"
	"math"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet"
)

// The tests of the rows of docs/coming-from-brainpy.md on AdExIF and its methods of integration.

var adexMaking = map[string]func(*testing.T, row){
	"AdExIF": makes("AdExIF"),
	"size": func(t *testing.T, r row) {
		r.says(t, "spec.Shape")
		if n := adex2(t, nil); n.Size() != 2 {
			t.Errorf("size %d", n.Size())
		}
	},
	"V_rest":        parameter("AdExIF", -63, adex2),
	"V_reset":       parameter("AdExIF", -60, adex2),
	"V_th":          parameter("AdExIF", -50, adex2),
	"V_T":           parameter("AdExIF", -58, adex2),
	"delta_T":       parameter("AdExIF", 2, adex2),
	"a":             parameter("AdExIF", 2, adex2),
	"b":             parameter("AdExIF", 3, adex2),
	"tau":           parameter("AdExIF", 12, adex2),
	"tau_w":         parameter("AdExIF", 20, adex2),
	"R":             parameter("AdExIF", 1.5, adex2),
	"V_initializer": adexInitial("V"),
	"w_initializer": adexInitial("w"),
	"ZeroInit": func(t *testing.T, r row) {
		n := makeNeurons(t, spikelet.NeuronsSpec{Builtin: "AdExIF", Shape: []int{2}})
		expectValues(t, n, "V", 0, 0)
		expectValues(t, n, "w", 0, 0)
	},
	"method": func(t *testing.T, r row) {
		r.says(t, "spec.Solver.Method")
		if m := adex2(t, nil).Solver().Method; m != "exp_auto" {
			t.Errorf("the default is %s", m)
		}
		fixed := makeNeurons(t, spikelet.NeuronsSpec{
			Builtin: "AdExIF", Shape: []int{1}, Solver: spikelet.Solver{Method: "rkf45", FixedStep: true},
		})
		if s := fixed.Solver(); s.Method != "rkf45" || !s.FixedStep {
			t.Errorf("solver %+v", s)
		}
	},
	"keep_size": func(t *testing.T, r row) {
		n := makeNeurons(t, spikelet.NeuronsSpec{Builtin: "AdExIF", Shape: []int{2, 3}})
		if len(get(t, n, "V")) != 6 || !slices.Equal(n.Shape(), []int{2, 3}) {
			t.Errorf("shape %v", n.Shape())
		}
	},
	"name": func(t *testing.T, r row) { r.says(t, "spec.Name"); TestNamesAreUniqueInAScope(t) },
}

// adex2 is a pair of cells that have fired.
func adex2(t *testing.T, parameters map[string]spikelet.Values) *spikelet.Neurons {
	n := makeNeurons(t, spikelet.NeuronsSpec{
		Builtin: "AdExIF", Shape: []int{2}, Parameters: parameters, Initial: map[string]spikelet.Values{"V": spikelet.Same(-65)},
	})
	update(t, n, 40, 65)
	return n
}

func adexInitial(name string) func(*testing.T, row) {
	return func(t *testing.T, r row) {
		r.says(t, `spec.Initial["`+name+`"]`)
		n := makeNeurons(t, spikelet.NeuronsSpec{
			Builtin: "AdExIF", Shape: []int{3}, Initial: map[string]spikelet.Values{name: spikelet.Normal(-65, 1)},
		})
		drawn := get(t, n, name)
		if drawn[0] == drawn[1] || math.Abs(drawn[2]+65) > 10 {
			t.Errorf("drawn: %v", drawn)
		}
	}
}

var adexVariables = map[string]func(*testing.T, row){
	"V": adexVariable(-60),
	"w": adexVariable(5),
	"input": func(t *testing.T, r row) {
		r.says(t, "n.AddInput(x…)", `n.Set("input", …)`)
		added, set, given := adex2(t, nil), adex2(t, nil), adex2(t, nil)
		must(t, added.AddInput(30), added.AddInput(35), set.Set("input", spikelet.Same(65)))
		expectValues(t, added, "input", 65, 65)
		update(t, added, 1)
		update(t, set, 1)
		update(t, given, 1, 65)
		expectValues(t, added, "V", get(t, given, "V")...)
		expectValues(t, set, "V", get(t, given, "V")...)
		expectValues(t, added, "input", 0, 0)
	},
	"spike": func(t *testing.T, r row) {
		r.says(t, `n.Get("spike")`, "n.Spiked()")
		n, count := adex2(t, nil), 0.0
		for range 100 {
			signal := update(t, n, 1, 65)[0]
			expectValues(t, n, "spike", signal...)
			count += signal[0]
		}
		if count != 3 {
			t.Errorf("%v spikes", count)
		}
	},
	"refractory": func(t *testing.T, r row) {
		r.says(t, "nothing")
		if _, err := adex2(t, nil).Get("refractory"); err == nil {
			t.Error("there is a variable refractory")
		}
	},
	"t_last_spike": func(t *testing.T, r row) {
		r.says(t, `n.Get("t_last_spike")`)
		n := makeNeurons(t, spikelet.NeuronsSpec{Builtin: "AdExIF", Shape: []int{1}})
		must(t, n.Set("V", spikelet.Same(-65)))
		expectValues(t, n, "t_last_spike", -1e7)
		for update(t, n, 1, 65)[0][0] == 0 {
		}
		expectValues(t, n, "t_last_spike", n.Time())
	},
}

func adexVariable(x float64) func(*testing.T, row) {
	return func(t *testing.T, r row) {
		name := r.name()
		r.says(t, `n.Get("`+name+`")`, `n.Set("`+name+`", …)`)
		n := adex2(t, nil)
		must(t, n.Set(name, spikelet.Same(x)))
		expectValues(t, n, name, x, x)
	}
}

var adexMethods = map[string]func(*testing.T, row){
	"update": func(t *testing.T, r row) {
		r.says(t, "n.UpdateAt(t, dt)", "n.Update(x…)")
		updateLikeBrainPy(t, "single_I65_V0m65", "exp_auto", -30)
	},
	"reset": hhInitState,
	"dV": func(t *testing.T, r row) {
		r.says(t, `n.DerivativeOf("V", t, map[string]Values{"V": …, "w": …, "I_ext": …})`)
		v, w, i := -61.0, 2.0, 30.0
		want := (-v - 65 + 3.48*math.Exp((v+59.9)/3.48) - w + i) / 10
		got, err := adex2(t, nil).DerivativeOf("V", 0, map[string]spikelet.Values{"V": spikelet.Same(v), "w": spikelet.Same(w), "I_ext": spikelet.Same(i)})
		if err != nil || math.Abs(got[0]-want) > 1e-14 || got[1] != got[0] {
			t.Errorf("dV = %v, %v, want %v", got, err, want)
		}
	},
	"dw": func(t *testing.T, r row) {
		r.says(t, `n.DerivativeOf("w", t, map[string]Values{"w": …, "V": …})`)
		got, err := adex2(t, nil).DerivativeOf("w", 0, map[string]spikelet.Values{"V": spikelet.List(-60, -61), "w": spikelet.Same(2)})
		if err != nil || got[0] != (5-2.0)/30 || got[1] != (4-2.0)/30 {
			t.Errorf("dw = %v, %v", got, err)
		}
	},
	"derivative": func(t *testing.T, r row) {
		r.says(t, "n.Derivative(t, …)")
		n := adex2(t, nil)
		all, err := n.Derivative(0, nil)
		must(t, err)
		for _, x := range []string{"V", "w"} {
			one, err := n.DerivativeOf(x, 0, nil)
			if must(t, err); !cmp.Equal(one, all[x]) || len(all) != 2 {
				t.Errorf("%s: %v and %v", x, one, all)
			}
		}
	},
	"ints": func(t *testing.T, r row) { r.says(t, "n.Integrators(Collect{})"); TestNodesAndVars(t) },
	"steps": func(t *testing.T, r row) {
		r.says(t, "n.Steps()")
		if n := adex2(t, nil); n.Steps() != 40 {
			t.Errorf("%d steps", n.Steps())
		}
	},
	"nodes":      func(t *testing.T, r row) { r.says(t, "n.Nodes(Collect{…})"); TestNodesAndVars(t) },
	"vars":       func(t *testing.T, r row) { r.says(t, "n.Vars(Collect{…})"); TestNodesAndVars(t) },
	"train_vars": func(t *testing.T, r row) { r.says(t, "n.TrainVars(Collect{…})"); TestTrainVars(t) },
	"unique_name": func(t *testing.T, r row) {
		r.says(t, "scope.UniqueName(name, kind)")
		TestNamesAreUniqueInAScope(t)
	},
	"register_implicit_nodes": func(t *testing.T, r row) {
		r.says(t, "n.RegisterNode(key, node)")
		a, b := adex2(t, nil), hh(t, 1)
		must(t, a.RegisterNode("syn", b))
		if got := nodePaths(a.Nodes(spikelet.Collect{Relative: true})); got != ", syn" {
			t.Errorf("nodes %q", got)
		}
	},
	"register_implicit_vars": func(t *testing.T, r row) {
		r.says(t, "n.RegisterVar(name, values)")
		n, g := adex2(t, nil), []float64{1, 2, 3}
		must(t, n.RegisterVar("g", g))
		expectValues(t, n, "g", 1, 2, 3)
		file := filepath.Join(t.TempDir(), "states")
		must(t, n.SaveStates(file))
		g[0] = 9
		expectValues(t, n, "g", 9, 2, 3)
		must(t, n.LoadStates(file))
		if !slices.Equal(g, []float64{1, 2, 3}) {
			t.Errorf("loaded: %v", g)
		}
	},
	"save_states": func(t *testing.T, r row) { r.says(t, "n.SaveStates(file)"); TestSavedNeuronsGoOnWithTheSameBits(t) },
	"load_states": func(t *testing.T, r row) { r.says(t, "n.LoadStates(file)"); TestFilesOfOthersAreRefused(t) },
	"name": func(t *testing.T, r row) {
		r.says(t, "n.Name()")
		if name := adex2(t, nil).Name(); name != "AdExIF0" {
			t.Errorf("name %s", name)
		}
	},
}

var adexDelays = map[string]func(*testing.T, row){
	"register_delay": func(t *testing.T, r row) {
		r.says(t, "n.RegisterDelay(DelaySpec{Name, Steps, Target, Initial, Local})")
		TestDelaysAreSharedByNameAndOwned(t)
		TestLocalDelaysAreReadAfterSharedOnes(t)
	},
	"get_delay_data": func(t *testing.T, r row) {
		r.says(t, "n.GetDelayData(name, steps, indices…)")
		TestDelayReadsWhatWasPushed(t)
	},
	"update_delay": func(t *testing.T, r row) { r.says(t, "n.UpdateDelay(name, values)"); TestDelayedCouplingByHand(t) },
	"reset_delay":  func(t *testing.T, r row) { r.says(t, "n.ResetDelay(name, target)"); TestDelayReadsWhatWasPushed(t) },
	"global_delay_vars": func(t *testing.T, r row) {
		r.says(t, "scope.Delays()")
		a, b, scope := pairInScope(t)
		must(t,
			a.RegisterDelay(spikelet.DelaySpec{Name: "x", Steps: []int{1}, Target: []float64{0}}),
			b.RegisterDelay(spikelet.DelaySpec{Name: "y", Steps: []int{1}, Target: []float64{0}}))
		if d := scope.Delays(); len(d) != 2 || d[0].Name() != "x" || d[1].Name() != "y" {
			t.Errorf("delays %v", d)
		}
	},
}

// methodNames are the rows of the last section: each method gives BrainPy's 117 spikes in the reference run, and those with
// their own coefficients are in use under their own name.
var methodNames = func() map[string]func(*testing.T, row) {
	same := map[string]string{ // by BrainPy's name; ours is one of both
		"exp_euler": "exp_auto", "exp_euler_auto": "exp_auto", "exponential_euler": "exp_auto", "rk2": "ralston2", "BoSh3": "bs",
	}
	tests := map[string]func(*testing.T, row){}
	for _, name := range []string{
		"euler", "midpoint", "heun2", "ralston2", "rk2", "rk3", "heun3", "ralston3", "ssprk3", "rk4", "ralston4", "rk4_38rule",
		"rkf12", "rkf45", "rkdp", "ck", "bs", "BoSh3", "heun_euler", "exp_auto", "exp_euler", "exp_euler_auto", "exponential_euler",
	} {
		tests[name] = func(t *testing.T, r row) {
			r.says(t, name)
			n, count := adexNeuron(t, name, -55), 0.0
			if used := n.Solver().Method; used != name && used != same[name] {
				t.Errorf("the method in use is %s", used)
			}
			for range 3000 {
				count += update(t, n, 1, 65)[0][0]
			}
			if count != 117 {
				t.Errorf("%v spikes", count)
			}
		}
	}
	return tests
}()

func TestAnUnknownMethodIsNamed(t *testing.T) {
	_, err := spikelet.NewNeurons(spikelet.NeuronsSpec{Builtin: "AdExIF", Shape: []int{1}, Solver: spikelet.Solver{Method: "rk45"}})
	var build *spikelet.BuildError
	if !errors.As(err, &build) || !slices.Equal(build.Path, []string{"solver", "method"}) {
		t.Errorf("error %v", err)
	}
}
