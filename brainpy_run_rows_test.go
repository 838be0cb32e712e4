package spikelet_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet"
)

// The tests of the rows on variables and methods of hh_psc_alpha_gap.

var hhVariables = map[string]func(*testing.T, row){
	"V":                     hhVariable("V_m", -50),
	"m":                     hhVariable("Act_m", 0.5),
	"h":                     hhVariable("Inact_h", 0.5),
	"n":                     hhVariable("Act_n", 0.5),
	"p":                     hhVariable("Inact_p", 0.5),
	"I_syn_ex":              hhVariable("", 100),
	"I_syn_in":              hhVariable("", -100),
	"dI_syn_ex":             hhVariable("", 100),
	"dI_syn_in":             hhVariable("", -100),
	"I_stim":                hhVariable("", 70),
	"refractory_step_count": hhVariable("", 5),
	"integration_step":      hhVariable("", 0.01),
	"last_spike_time":       hhVariable("", 3),
	"V.value": func(t *testing.T, r row) {
		n := hh(t, 2)
		must(t, n.Set("V", spikelet.List(-60, -50)))
		expectValues(t, n, "V", -60, -50)
		if n.Set("m", spikelet.Same(2)) == nil {
			t.Error("Set does not check guards")
		}
	},
	"HiddenState":    hhStates,
	"ShortTermState": hhStates,
}

// hhVariable checks that a variable is read under both names, is written, has an effect, and is among Vars.
func hhVariable(alias string, x float64) func(*testing.T, row) {
	return func(t *testing.T, r row) {
		name := r.name()
		r.says(t, `n.Get("`+name+`")`, alias)
		n := hh(t, 2)
		if alias != "" {
			expectValues(t, n, alias, get(t, n, name)...)
		}
		start := get(t, n, name)[0]
		must(t, n.Set(name, spikelet.List(start, x)))
		expectValues(t, n, name, start, x)
		before := allBits(hh(t, 2))
		if diff := cmp.Diff(before, allBits(n)); diff == "" {
			t.Error("it is not among Vars")
		}
		update(t, n, 1)
		other := hh(t, 2)
		update(t, other, 1)
		if cmp.Equal(allBits(other), allBits(n)) {
			t.Errorf("%s = %v leaves no trace", name, x)
		}
	}
}

func hhStates(t *testing.T, r row) {
	r.says(t, "n.Vars(")
	if len(hh(t, 1).Vars(spikelet.Collect{})) < 14 {
		t.Error("states are missing")
	}
}

var hhRunning = map[string]func(*testing.T, row){
	"init_state":      hhInitState,
	"init_all_states": hhInitState,
	"update": func(t *testing.T, r row) {
		r.says(t, "n.Update(x…)")
		n, one := hh(t, 2), hh(t, 2)
		for range 60 {
			signal := make([]float64, 2)
			must(t, one.UpdateInto(signal, 500))
			if !cmp.Equal(update(t, n, 1, 500, 500)[0], signal) {
				t.Fatal("a number for all is not the same as one for each")
			}
		}
		expectValues(t, n, "V", get(t, one, "V")...)
		update(t, n, 1)
	},
	"x": func(t *testing.T, r row) { TestAnInputIsBufferedWhereTheModelSaysSo(t) },
	"spk.item()": func(t *testing.T, r row) {
		n, ids := hh(t, 3), 0
		for range 100 {
			spk := update(t, n, 1, 0, 500, 0)[0]
			if spk[1] == 1 != cmp.Equal(n.Spiked(), []int32{1}) {
				t.Fatalf("%v and %v", spk, n.Spiked())
			}
			ids += len(n.Spiked())
		}
		if ids == 0 {
			t.Error("no spike")
		}
	},
	"get_spike": func(t *testing.T, r row) {
		n := hh(t, 2)
		must(t, n.Set("V", spikelet.List(10, -10)))
		for _, test := range []struct{ v, want []float64 }{{nil, []float64{1, 0}}, {[]float64{1e-12, -1}, []float64{1, 0}}, {[]float64{0}, []float64{1, 1}}} {
			if got, err := n.GetSpike(test.v...); err != nil || !cmp.Equal(got, test.want) {
				t.Errorf("GetSpike(%v) = %v, %v", test.v, got, err)
			}
		}
		expectValues(t, n, "V", 10, -10)
	},
	"sum_current_inputs": func(t *testing.T, r row) { r.says(t, "SumCurrentInputs"); TestInputsAddUp(t) },
	"sum_delta_inputs": func(t *testing.T, r row) {
		r.says(t, "SumDeltaInputs")
		TestDeltaInputsGoToThePortOfTheirSign(t)
	},
	"add_current_input": func(t *testing.T, r row) {
		r.says(t, "n.AddCurrentInput(name, f)")
		byFunction, byNumber := hh(t, 1), hh(t, 1)
		must(t, byFunction.AddCurrentInput("gap", func(x []float64) { x[0] = 40 }))
		update(t, byFunction, 5)
		for range 5 {
			must(t, byNumber.AddInput(40))
			update(t, byNumber, 1)
		}
		expectValues(t, byFunction, "V", get(t, byNumber, "V")...)
	},
	"add_delta_input": func(t *testing.T, r row) {
		r.says(t, "n.AddDeltaInput(name, f)")
		TestDeltaInputsGoToThePortOfTheirSign(t)
	},
	"I_gap":             hhGap,
	"hh_psc_alpha":      makes("hh_psc_alpha"),
	"iaf_cond_exp":      makes("iaf_cond_exp"),
	"hh_cond_exp_traub": missing,
}

func hhInitState(t *testing.T, r row) {
	r.says(t, "n.InitState()")
	n := hh(t, 2)
	start := allBits(n)
	update(t, n, 50, 500)
	for range 2 {
		must(t, n.InitState())
		if diff := cmp.Diff(start, allBits(n)); diff != "" || n.Time() != 0 {
			t.Errorf("at %v ms (-made +initialised):\n%s", n.Time(), diff)
		}
	}
}

// hhGap couples two cells by hand: through Update, and through the port, by number and by function.
func hhGap(t *testing.T, r row) {
	r.says(t, `n.AddInputTo("I_gap", …)`, `n.AddCurrentInputTo("I_gap", name, f)`)
	const g = 0.5
	v := func(n *spikelet.Neurons) float64 { return get(t, n, "V")[0] }
	pair := func() (a, b *spikelet.Neurons) {
		a, b = hh(t, 1), hh(t, 1)
		must(t, a.Set("V", spikelet.Same(-60)))
		return a, b
	}
	buffered1, buffered2 := pair()
	x := g * (v(buffered2) - v(buffered1))
	update(t, buffered1, 1, x)
	update(t, buffered2, 1, -x)
	expectValues(t, buffered2, "I_stim", -x)

	byNumber1, byNumber2 := pair()
	byFunction1, byFunction2 := pair()
	must(t,
		byFunction1.AddCurrentInputTo("I_gap", "gap", func(i []float64) { i[0] = g * (v(byNumber2) - v(byNumber1)) }),
		byFunction2.AddCurrentInputTo("I_gap", "gap", func(i []float64) { i[0] = g * (v(byNumber1) - v(byNumber2)) }))
	for range 100 {
		x := g * (v(byNumber2) - v(byNumber1))
		update(t, byFunction1, 1)
		update(t, byFunction2, 1)
		must(t, byNumber1.AddInputTo("I_gap", x), byNumber2.AddInputTo("I_gap", -x))
		update(t, byNumber1, 1)
		update(t, byNumber2, 1)
	}
	expectValues(t, byFunction1, "V", v(byNumber1))
	expectValues(t, byFunction2, "V", v(byNumber2))
	if d := math.Abs(v(byNumber1) - v(byNumber2)); d > 1 {
		t.Errorf("the coupled cells are %v mV apart", d)
	}
}
