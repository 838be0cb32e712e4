package spikelet_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet"
	"github.com/spikelet/spikelet/surrogate"
)

// hh makes neurons of hh_psc_alpha_gap.
func hh(t testing.TB, shape ...int) *spikelet.Neurons {
	return makeNeurons(t, spikelet.NeuronsSpec{Builtin: "hh_psc_alpha_gap", Shape: shape})
}

func get(t testing.TB, n *spikelet.Neurons, name string) []float64 {
	t.Helper()
	values, err := n.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	return values
}

func expectValues(t testing.TB, n *spikelet.Neurons, name string, want ...float64) {
	t.Helper()
	if diff := cmp.Diff(want, get(t, n, name)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// update does steps with the same input and returns the spike signals.
func update(t testing.TB, n *spikelet.Neurons, steps int, x ...float64) [][]float64 {
	t.Helper()
	var signals [][]float64
	for range steps {
		signal, err := n.Update(x...)
		if err != nil {
			t.Fatal(err)
		}
		signals = append(signals, signal)
	}
	return signals
}

func TestUpdateReturnsTheSpikeSignal(t *testing.T) {
	n := makeNeurons(t, spikelet.NeuronsSpec{Builtin: "hh_psc_alpha_gap", Shape: []int{2}})
	spikes := 0
	for range 500 {
		signal := update(t, n, 1, 500, 0)[0]
		fired := cmp.Equal(n.Spiked(), []int32{0})
		if fired {
			spikes++
		}
		want := []float64{map[bool]float64{true: 1}[fired], 0}
		if !cmp.Equal(signal, want) || !cmp.Equal(get(t, n, "spike"), want) {
			t.Fatalf("the signal is %v, and %v fired", signal, n.Spiked())
		}
	}
	if spikes < 3 {
		t.Errorf("%d spikes", spikes)
	}
	if last := get(t, n, "t_last_spike"); last[0] != get(t, n, "last_spike_time")[0] || last[0] <= 0 || last[1] != -1e7 {
		t.Errorf("last spikes at %v", last)
	}
	own := makeNeurons(t, spikelet.NeuronsSpec{
		Builtin: "hh_psc_alpha_gap", Shape: []int{1}, SpikeFunction: surrogate.Custom("twice", func(x float64) float64 { return 2 * x }),
	})
	if signal := update(t, own, 1)[0]; signal[0] != -2 {
		t.Errorf("the signal of silence is %v, want twice -1", signal)
	}
}

func TestAnInputIsBufferedWhereTheModelSaysSo(t *testing.T) {
	x, gap, constant := hh(t, 1), hh(t, 1), hh(t, 1)
	must(t, constant.Set("I_e", spikelet.Same(100)))
	rest := get(t, x, "V")[0]
	update(t, x, 1, 100)
	must(t, gap.AddInputTo("I_gap", 100))
	update(t, gap, 1)
	update(t, constant, 1)
	if v := get(t, x, "V")[0]; math.Abs(v-rest) > 1e-9 {
		t.Errorf("x acts in the step in which it is given: V %v", v)
	}
	expectValues(t, x, "I_stim", 100)
	expectValues(t, gap, "V", get(t, constant, "V")...)
	if get(t, gap, "V")[0] < rest+0.1 {
		t.Error("the current of gap junctions does not act at once")
	}
	update(t, x, 1)
	if get(t, x, "V")[0] < rest+0.1 {
		t.Error("x does not act in the step after")
	}
	expectValues(t, x, "I_stim", 0)
}

func TestInitStateBeginsAnotherTrial(t *testing.T) {
	n := makeNeurons(t, spikelet.NeuronsSpec{
		Builtin: "hh_psc_alpha_gap", Shape: []int{2, 2}, Initial: map[string]spikelet.Values{"V_m": spikelet.Uniform(-75, -65)},
	})
	trial := func() [][]float64 {
		var all [][]float64
		for range 200 {
			update(t, n, 1, 300)
			for _, v := range n.Vars(spikelet.Collect{}) {
				all = append(all, v.Value())
			}
		}
		return all
	}
	first := trial()
	must(t, n.AddInput(1000))
	must(t, n.InitState())
	if n.Time() != 0 || n.Steps() != 0 || len(n.Spiked()) != 0 {
		t.Errorf("time %v, %d steps, spikes of %v", n.Time(), n.Steps(), n.Spiked())
	}
	expectValues(t, n, "input", 0, 0, 0, 0)
	expectValues(t, n, "t_last_spike", -1e7, -1e7, -1e7, -1e7)
	if diff := cmp.Diff(first, trial()); diff != "" {
		t.Errorf("the second trial differs:\n%.500s", diff)
	}
}

func TestInputsAddUp(t *testing.T) {
	n := makeNeurons(t, spikelet.NeuronsSpec{Builtin: "AdExIF", Shape: []int{2}, Solver: spikelet.Solver{Method: "euler"}})
	must(t, n.Set("V", spikelet.Same(-65)))
	must(t,
		n.AddInput(1), n.AddInput(10, 20),
		n.AddCurrentInput("by id", func(x []float64) {
			for i := range x {
				x[i] = 100 * float64(i+1)
			}
		}),
		n.AddCurrentInput("by V", func(x []float64) { x[0] = 1000 * get(t, n, "V")[0] / -65 }),
		n.AddCurrentInputTo("I_gap", "gap", func(x []float64) { x[1] = 5 }),
	)
	sum, err := n.SumCurrentInputs(0.5)
	must(t, err)
	if diff := cmp.Diff([]float64{1111.5, 221.5}, sum); diff != "" {
		t.Error(diff)
	}
	expectValues(t, n, "input", 11, 21)
	// V' = (… + R·I_ext + I_gap)/tau, with an upstroke of 3.48·exp(-5.1/3.48) mV at rest.
	update(t, n, 1, 0.5)
	upstroke := 3.48 * math.Exp(-5.1/3.48)
	for i, want := range []float64{-65 + 0.01*(upstroke+1111.5), -65 + 0.01*(upstroke+221.5+5)} {
		if got := get(t, n, "V")[i]; math.Abs(got-want) > 1e-12 {
			t.Errorf("V of neuron %d is %v, want %v", i, got, want)
		}
	}
	expectValues(t, n, "input", 0, 0)
	must(t, n.RemoveInput("by id"), n.RemoveInput("by V"))
	if sum, err = n.SumCurrentInputs(); err != nil || sum[0] != 0 || len(n.InputNames()) != 1 {
		t.Errorf("left: %v, %v, %v", sum, n.InputNames(), err)
	}
}

func TestDeltaInputsGoToThePortOfTheirSign(t *testing.T) {
	n := hh(t, 2)
	must(t,
		n.AddDeltaInput("one", func(w []float64) { w[0], w[1] = 50, -20 }),
		n.AddDeltaInput("other", func(w []float64) { w[0] = -30 }))
	sum, err := n.SumDeltaInputs(1, 2)
	must(t, err)
	if diff := cmp.Diff([]float64{21, -18}, sum); diff != "" {
		t.Error(diff)
	}
	update(t, n, 1)
	expectValues(t, n, "I_syn_ex", 0, 0) // they arrive at the end of the step
	for i, want := range []float64{50 * math.E / 0.2, 0} {
		if got := get(t, n, "dI_syn_ex")[i]; math.Abs(got-want) > 1e-12*want {
			t.Errorf("dI_syn_ex of neuron %d is %v, want %v", i, got, want)
		}
	}
	for i, want := range []float64{-30 * math.E / 2, -20 * math.E / 2} {
		if got := get(t, n, "dI_syn_in")[i]; math.Abs(got-want) > 1e-12*-want {
			t.Errorf("dI_syn_in of neuron %d is %v, want %v", i, got, want)
		}
	}
	inhibitory := hh(t, 1)
	must(t, inhibitory.AddDeltaInputTo("inh_spikes", "wrong sign", func(w []float64) { w[0] = 3 }))
	before := get(t, inhibitory, "V")
	if _, err := inhibitory.Update(); err == nil || !strings.Contains(err.Error(), "no port takes positive weights") {
		t.Errorf("error %v", err)
	}
	if inhibitory.Steps() != 0 || get(t, inhibitory, "V")[0] != before[0] {
		t.Error("a step was done with an input that does not fit")
	}
}

func TestNeuronsErrors(t *testing.T) {
	model := builtin(t, "hh_psc_alpha_gap")
	spec := func(change func(*spikelet.NeuronsSpec)) func() error {
		return func() error {
			s := spikelet.NeuronsSpec{Model: model, Shape: []int{2}}
			change(&s)
			_, err := spikelet.NewNeurons(s)
			return err
		}
	}
	n := hh(t, 2)
	must(t, n.AddCurrentInput("taken", func([]float64) {}))
	second := func(_ any, err error) error { return err }
	for name, test := range map[string]struct {
		do   func() error
		want string
	}{
		"no model":        {spec(func(s *spikelet.NeuronsSpec) { s.Model = nil }), "there is no model"},
		"two models":      {spec(func(s *spikelet.NeuronsSpec) { s.Builtin = "AdExIF" }), "both a model and"},
		"unknown model":   {spec(func(s *spikelet.NeuronsSpec) { s.Model, s.Builtin = nil, "AdExif" }), "did you mean AdExIF?"},
		"no shape":        {spec(func(s *spikelet.NeuronsSpec) { s.Shape = nil }), "no size"},
		"time step":       {spec(func(s *spikelet.NeuronsSpec) { s.TimeStep = -1 }), "time_step: the time step must be positive"},
		"reset":           {spec(func(s *spikelet.NeuronsSpec) { s.SpikeReset = "medium" }), "not hard or soft"},
		"spike function":  {spec(func(s *spikelet.NeuronsSpec) { s.SpikeFunction = surrogate.ReluGrad(0, 1) }), "alpha and width"},
		"name":            {spec(func(s *spikelet.NeuronsSpec) { s.Name = "a b" }), "is no name"},
		"executor":        {spec(func(s *spikelet.NeuronsSpec) { s.Executor = "abacus" }), "no executor"},
		"method":          {spec(func(s *spikelet.NeuronsSpec) { s.Solver.Method = "rk5" }), "solver.method"},
		"signal length":   {func() error { return n.UpdateInto(make([]float64, 3)) }, "3 values for 2 neurons"},
		"input length":    {func() error { return second(n.Update(1, 2, 3)) }, "3 values for 2 neurons"},
		"another dt":      {func() error { return second(n.UpdateAt(0, 0.2)) }, "a step of 0.2 ms is asked for"},
		"off the grid":    {func() error { return second(n.UpdateAt(0.05, 0.1)) }, "not on the grid"},
		"before 0":        {func() error { return second(n.UpdateAt(-0.1, 0.1)) }, "not on the grid"},
		"no time":         {func() error { return second(n.UpdateAt(math.NaN(), 0.1)) }, "not on the grid"},
		"potential":       {func() error { return second(n.GetSpike(1, 2, 3)) }, "3 values for 2"},
		"get":             {func() error { return second(n.Get("v")) }, `there is no variable "v"`},
		"set":             {func() error { return n.Set("Cm", spikelet.Same(1)) }, "did you mean C_m?"},
		"set nothing":     {func() error { return n.Set("C_m", spikelet.Values{}) }, "no value is given"},
		"set a guard":     {func() error { return n.Set("C_m", spikelet.Same(-1)) }, "demands C_m > 0 pF"},
		"input port":      {func() error { return n.AddInputTo("I_gab", 1) }, "did you mean I_gap?"},
		"input values":    {func() error { return n.AddInput(1, 2, 3) }, "3 values"},
		"input name":      {func() error { return n.AddDeltaInput("taken", func([]float64) {}) }, "an input of that name"},
		"nameless input":  {func() error { return n.AddCurrentInput("", func([]float64) {}) }, "needs a name"},
		"no function":     {func() error { return n.AddCurrentInput("nil", nil) }, "is nil"},
		"spike port":      {func() error { return n.AddDeltaInputTo("spikes", "s", func([]float64) {}) }, "no spiking port"},
		"remove":          {func() error { return n.RemoveInput("token") }, "did you mean taken?"},
		"sum":             {func() error { return second(n.SumCurrentInputs(1, 2, 3)) }, "3 values"},
		"sum of spikes":   {func() error { return second(n.SumDeltaInputs(1, 2, 3)) }, "3 values"},
		"derivative":      {func() error { return second(n.DerivativeOf("I_stim", 0, nil)) }, "variable with an equation"},
		"derivative of":   {func() error { return second(n.Derivative(0, map[string]spikelet.Values{"x": spikelet.Same(1)})) }, `"x"`},
		"several at once": {spec(func(s *spikelet.NeuronsSpec) { s.TimeStep, s.SpikeReset = -1, "x" }), "hard or soft"},
	} {
		err := test.do()
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, test.want)
			continue
		}
		if len(spikelet.BuildErrors(err)) == 0 {
			t.Errorf("%s: %v holds no *BuildError", name, err)
		}
	}
	if n.Steps() != 0 {
		t.Error("a wrong call did a step")
	}
}

func TestAModelWithoutCurrentsOrPotential(t *testing.T) {
	model, err := spikelet.ParseModel("bare.nestml", "model bare:\n    state:\n        x real = 1\n    equations:\n        x' = -x / (1 ms)\n    update:\n        integrate_odes()\n")
	must(t, err)
	n := makeNeurons(t, spikelet.NeuronsSpec{Model: model, Shape: []int{2}})
	update(t, n, 1)
	if _, err := n.Update(1); err == nil || !strings.Contains(err.Error(), "takes no current") {
		t.Errorf("error %v", err)
	}
	if _, err := n.GetSpike(); err == nil || !strings.Contains(err.Error(), "no potential") {
		t.Errorf("error %v", err)
	}
	if err := n.AddInput(1); err == nil {
		t.Error("an input without a port")
	}
	if err := n.AddDeltaInput("s", func([]float64) {}); err == nil {
		t.Error("spikes without a port")
	}
	if d, err := n.DerivativeOf("x", 0, map[string]spikelet.Values{"x": spikelet.List(2, 3)}); err != nil || d[0] != -2 || d[1] != -3 {
		t.Errorf("derivative %v, %v", d, err)
	}
}

func TestANumericalErrorStopsNeuronsUntilTheyAreInitialised(t *testing.T) {
	// BrainPy's default start is far above threshold: with rk4 the first step overflows.
	n := makeNeurons(t, spikelet.NeuronsSpec{Name: "up", Builtin: "AdExIF", Shape: []int{2}, Solver: spikelet.Solver{Method: "rk4"}})
	must(t, n.Set("V", spikelet.List(-65, 0)))
	_, err := n.Update(65)
	var numerical *spikelet.NumericalError
	if !errors.As(err, &numerical) || numerical.Neuron != 1 || numerical.Population != "up" || numerical.Time != 0.1 {
		t.Fatalf("error %v", err)
	}
	if _, again := n.Update(); again != err {
		t.Errorf("the next update says %v", again)
	}
	must(t, n.InitState(), n.Set("V", spikelet.Same(-65)))
	update(t, n, 3, 65)
	keeping := makeNeurons(t, spikelet.NeuronsSpec{
		Builtin: "AdExIF", Shape: []int{1}, Solver: spikelet.Solver{Method: "rk4"}, OnError: spikelet.Ignore,
	})
	update(t, keeping, 2, 65)
	if v := get(t, keeping, "V")[0]; !math.IsNaN(v) {
		t.Errorf("V is %v", v)
	}
}

func TestAnInputThatIsNotFiniteIsFound(t *testing.T) {
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		for port, do := range map[string]func(*spikelet.Neurons) error{
			"I_ext": func(n *spikelet.Neurons) error { _, err := n.Update(0, x); return err },
			"I_gap": func(n *spikelet.Neurons) error {
				must(t, n.AddInputTo("I_gap", 0, x))
				_, err := n.Update()
				return err
			},
			"pulse": func(n *spikelet.Neurons) error {
				must(t, n.AddDeltaInput("pulse", func(w []float64) { w[1] = x }))
				_, err := n.Update()
				return err
			},
		} {
			n := hh(t, 2)
			err := do(n)
			if n.Steps() != 0 {
				t.Errorf("%s with %v: a step was done", port, x)
			}
			if err == nil || !strings.Contains(err.Error(), port+": the input of neuron 1 is") {
				t.Errorf("%s with %v: error %v", port, x, err)
			}
		}
	}
	keeping := makeNeurons(t, spikelet.NeuronsSpec{Builtin: "hh_psc_alpha_gap", Shape: []int{1}, OnError: spikelet.Ignore})
	update(t, keeping, 2, math.NaN())
	if x := get(t, keeping, "I_stim")[0]; !math.IsNaN(x) {
		t.Errorf("I_stim is %v", x)
	}
}

// An input may change a parameter: the step that it is for has the new value.
func TestAnInputMaySetParameters(t *testing.T) {
	n, plain := hh(t, 2), hh(t, 2)
	must(t, n.AddCurrentInput("switch", func([]float64) { must(t, n.Set("I_e", spikelet.Same(100))) }), plain.Set("I_e", spikelet.Same(100)))
	for _, cells := range []*spikelet.Neurons{n, plain} {
		must(t, cells.AddDeltaInput("pulse", func(w []float64) { w[1] = 50 }))
		update(t, cells, 2)
	}
	expectValues(t, n, "V", get(t, plain, "V")...)
	expectValues(t, n, "dI_syn_ex", get(t, plain, "dI_syn_ex")...)
}

func TestUpdateIntoAllocatesNothing(t *testing.T) {
	n := hh(t, 16)
	v, err := n.Var("V")
	must(t, err, n.AddCurrentInput("leak", func(x []float64) { v.Read(x) }), n.AddDeltaInput("none", func([]float64) {}))
	signal, x := make([]float64, 16), make([]float64, 16)
	if allocs := testing.AllocsPerRun(50, func() { must(t, n.UpdateInto(signal, x...)) }); allocs != 0 {
		t.Errorf("%v allocations in an update", allocs)
	}
	if allocs := testing.AllocsPerRun(50, func() { must(t, n.UpdateInto(signal, 500)) }); allocs != 0 {
		t.Errorf("%v allocations in an update with a number", allocs)
	}
}

func BenchmarkUpdateInto(b *testing.B) {
	n := hh(b, 512)
	if err := n.Set("I_e", spikelet.Linspace(100, 1122)); err != nil {
		b.Fatal(err)
	}
	signal := make([]float64, 512)
	update(b, n, 100, 10)
	b.ReportAllocs()
	for b.Loop() {
		if err := n.UpdateInto(signal, 10); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/(float64(b.N)*512), "ns/neuron-step")
}
