package spikelet_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet"
	"github.com/spikelet/spikelet/surrogate"
)

// The tests of the rows of docs/coming-from-brainpy.md on hh_psc_alpha_gap.

var hhMaking = map[string]func(*testing.T, row){
	"hh_psc_alpha_gap": makes("hh_psc_alpha_gap"),
	"in_size": func(t *testing.T, r row) {
		r.says(t, "spec.Shape")
		for _, shape := range [][]int{{10}, {4, 5}} {
			if n := hh(t, shape...); !slices.Equal(n.Shape(), shape) || len(get(t, n, "V")) != n.Size() {
				t.Errorf("shape %v, size %d", n.Shape(), n.Size())
			}
		}
	},
	"E_L":          hhParameter(-55),
	"C_m":          hhParameter(60),
	"g_Na":         hhParameter(5000),
	"g_Kv1":        hhParameter(12),
	"g_Kv3":        hhParameter(8000),
	"g_L":          hhParameter(12),
	"E_Na":         hhParameter(60),
	"E_K":          hhParameter(-80),
	"t_ref":        hhParameter(5),
	"tau_syn_ex":   hhParameter(1),
	"tau_syn_in":   hhParameter(1),
	"I_e":          hhParameter(40),
	"V_m_init":     initial("V", "V_m", -60),
	"Act_m_init":   initial("m", "Act_m", 0.1),
	"Inact_h_init": initial("h", "Inact_h", 0.9),
	"Act_n_init":   initial("n", "Act_n", 0.2),
	"Inact_p_init": initial("p", "Inact_p", 0.3),
	"spk_fun": func(t *testing.T, r row) {
		r.says(t, "spec.SpikeFunction")
		shifted := surrogate.Custom("shifted", func(x float64) float64 { return x + 3 })
		n := makeNeurons(t, spikelet.NeuronsSpec{Builtin: "hh_psc_alpha_gap", Shape: []int{1}, SpikeFunction: shifted})
		if signal := update(t, n, 1)[0][0]; signal != 2 {
			t.Errorf("the signal of silence is %v", signal)
		}
	},
	"ReluGrad": func(t *testing.T, r row) {
		r.says(t, "surrogate.ReluGrad(0.3, 1)")
		if f := hh(t, 1).SpikeFunction(); f.String() != surrogate.ReluGrad(0.3, 1).String() || f.Spike(1e-12) != 1 || f.Spike(-1) != 0 {
			t.Errorf("the default is %v", f)
		}
	},
	"SigmoidGrad": notYet,
	"SuperSpike":  notYet,
	"spk_reset": func(t *testing.T, r row) {
		r.says(t, "spec.SpikeReset")
		traces := map[spikelet.SpikeReset][]float64{}
		for _, reset := range []spikelet.SpikeReset{"", spikelet.HardReset, spikelet.SoftReset} {
			n := makeNeurons(t, spikelet.NeuronsSpec{Builtin: "hh_psc_alpha_gap", Shape: []int{1}, SpikeReset: reset})
			if update(t, n, 40, 500); reset != "" && n.SpikeReset() != reset || reset == "" && n.SpikeReset() != "hard" {
				t.Errorf("%q becomes %q", reset, n.SpikeReset())
			}
			traces[reset] = get(t, n, "V")
		}
		if !cmp.Equal(traces["hard"], traces["soft"]) {
			t.Error("the reset changes what is simulated")
		}
	},
	"gsl_error_tol": func(t *testing.T, r row) {
		r.says(t, "spec.Solver.AbsoluteTolerance")
		if s := hh(t, 1).Solver(); s.Method != "rkf45" || s.AbsoluteTolerance != 1e-6 || s.RelativeTolerance != 0 {
			t.Errorf("the default is %+v", s)
		}
		for tolerance, ok := range map[float64]bool{1e-9: true, -1e-6: false, math.NaN(): false} {
			n, err := spikelet.NewNeurons(spikelet.NeuronsSpec{
				Builtin: "hh_psc_alpha_gap", Shape: []int{1}, Solver: spikelet.Solver{AbsoluteTolerance: tolerance},
			})
			if ok != (err == nil) || ok && n.Solver().AbsoluteTolerance != tolerance {
				t.Errorf("tolerance %v: %v", tolerance, err)
			}
		}
	},
	"name": func(t *testing.T, r row) {
		r.says(t, "spec.Name")
		named := makeNeurons(t, spikelet.NeuronsSpec{Builtin: "hh_psc_alpha_gap", Shape: []int{1}, Name: "cells"})
		if named.Name() != "cells" || hh(t, 1).Name() != "hh_psc_alpha_gap0" {
			t.Errorf("names %s, %s", named.Name(), hh(t, 1).Name())
		}
	},
	"ValueError":   hhErrors,
	"Quantity":     func(t *testing.T, r row) { expectUnits(t) },
	"jnp.linspace": hhLinspace,
	"environ.context": func(t *testing.T, r row) {
		r.says(t, "spec.TimeStep")
		n := makeNeurons(t, spikelet.NeuronsSpec{Builtin: "hh_psc_alpha_gap", Shape: []int{1}, TimeStep: 0.05})
		if update(t, n, 3); n.TimeStep() != 0.05 || math.Abs(n.Time()-0.15) > 1e-15 || hh(t, 1).TimeStep() != 0.1 {
			t.Errorf("step %v, time %v", n.TimeStep(), n.Time())
		}
	},
}

func hhLinspace(t *testing.T, r row) {
	r.says(t, "Linspace(30, 50)")
	n := makeNeurons(t, spikelet.NeuronsSpec{
		Builtin: "hh_psc_alpha_gap", Shape: []int{11}, Parameters: map[string]spikelet.Values{"C_m": spikelet.Linspace(30, 50)},
	})
	expectValues(t, n, "C_m", 30, 32, 34, 36, 38, 40, 42, 44, 46, 48, 50)
}

func expectUnits(t *testing.T) {
	units := map[string]string{"V": "mV", "C_m": "pF", "g_Na": "nS", "t_ref": "ms", "I_e": "pA", "m": "", "I_stim": "pA"}
	for name, unit := range units {
		if v, err := hh(t, 1).Var(name); err != nil || v.Unit != unit && (unit != "" || v.Unit != "real") {
			t.Errorf("%s is in %q, %v", name, v.Unit, err)
		}
	}
}

func notYet(t *testing.T, r row) {
	if r.cells[1] != "not yet" {
		t.Errorf("the row says %q", r.cells[1])
	}
}

// hhErrors checks every error that the class promises.
func hhErrors(t *testing.T, r row) {
	r.says(t, "*BuildError", "BuildErrors(err)")
	wrong := map[string]float64{
		"C_m": 0, "t_ref": -1, "tau_syn_ex": 0, "tau_syn_in": -2, "g_Na": -1, "g_Kv1": -1, "g_Kv3": -1, "g_L": -1,
	}
	all := map[string]spikelet.Values{}
	for name, x := range wrong {
		all[name] = spikelet.List(x, x)
		_, err := spikelet.NewNeurons(spikelet.NeuronsSpec{
			Builtin: "hh_psc_alpha_gap", Shape: []int{2}, Parameters: map[string]spikelet.Values{name: spikelet.Same(x)},
		})
		var build *spikelet.BuildError
		if !errors.As(err, &build) || !strings.Contains(err.Error(), name+" is "+strconv.FormatFloat(x, 'g', -1, 64)) {
			t.Errorf("%s = %v: error %v", name, x, err)
		}
	}
	_, err := spikelet.NewNeurons(spikelet.NeuronsSpec{Builtin: "hh_psc_alpha_gap", Shape: []int{2}, Parameters: all})
	if got := len(spikelet.BuildErrors(err)); got != len(wrong) {
		t.Errorf("%d errors at once, want %d", got, len(wrong))
	}
	_, err = spikelet.NewNeurons(spikelet.NeuronsSpec{
		Builtin: "hh_psc_alpha_gap", Shape: []int{2}, Initial: map[string]spikelet.Values{"Act_m": spikelet.Same(1.5)},
	})
	if err == nil {
		t.Error("a gate outside [0, 1] is taken")
	}
}

// driven is a pair of hh cells with currents and spikes of both signs, so that every parameter matters.
func driven(t *testing.T, parameters map[string]spikelet.Values) *spikelet.Neurons {
	n := makeNeurons(t, spikelet.NeuronsSpec{Builtin: "hh_psc_alpha_gap", Shape: []int{2}, Parameters: parameters})
	must(t, n.AddDeltaInput("pulses", func(w []float64) {
		if n.Steps() == 20 {
			w[0], w[1] = 300, 300
		}
	}), n.AddDeltaInput("inhibition", func(w []float64) {
		if n.Steps() == 40 {
			w[0], w[1] = -50, -50
		}
	}))
	update(t, n, 60, 400)
	return n
}

// hhParameter checks that a parameter has the default that the page and the model say, may be given for each neuron, is read
// back, and matters.
func hhParameter(other float64) func(*testing.T, row) {
	return parameter("hh_psc_alpha_gap", other, driven)
}

func parameter(model string, other float64, run func(*testing.T, map[string]spikelet.Values) *spikelet.Neurons) func(*testing.T, row) {
	return func(t *testing.T, r row) {
		name := r.name()
		r.says(t, fmt.Sprintf("spec.Parameters[%q]", name))
		defaults := get(t, makeNeurons(t, spikelet.NeuronsSpec{Builtin: model, Shape: []int{1}}), name)[0]
		if said := numbersIn(r.cells[2]); len(said) == 0 || said[0] != defaults {
			t.Errorf("the page says %v, the default is %v", said, defaults)
		}
		n := run(t, map[string]spikelet.Values{name: spikelet.List(defaults, other)})
		expectValues(t, n, name, defaults, other)
		plain, matters := run(t, nil), false
		for _, v := range n.Vars(spikelet.Collect{}) {
			same, err := plain.Get(v.Name)
			must(t, err)
			if v.Value()[0] != same[0] {
				t.Errorf("%s of the neuron with the default is %v, not %v", v.Name, v.Value()[0], same[0])
			}
			matters = matters || v.Value()[1] != same[1]
		}
		if !matters {
			t.Errorf("%s = %v changes nothing", name, other)
		}
	}
}

// numbersIn are the numbers among the words of a text.
func numbersIn(text string) []float64 {
	var found []float64
	for _, word := range strings.Fields(text) {
		if x, err := strconv.ParseFloat(strings.Trim(word, ".,;"), 64); err == nil {
			found = append(found, x)
		}
	}
	return found
}

// initial checks that a state may be given its initial values by both names, which InitState gives it again.
func initial(name, alias string, x float64) func(*testing.T, row) {
	return func(t *testing.T, r row) {
		r.says(t, fmt.Sprintf("spec.Initial[%q]", name), strconv.Quote(alias))
		for _, key := range []string{name, alias} {
			n := makeNeurons(t, spikelet.NeuronsSpec{
				Builtin: "hh_psc_alpha_gap", Shape: []int{2}, Initial: map[string]spikelet.Values{key: spikelet.List(x, x/2)},
			})
			expectValues(t, n, name, x, x/2)
			update(t, n, 5)
			must(t, n.InitState())
			expectValues(t, n, name, x, x/2)
		}
	}
}
