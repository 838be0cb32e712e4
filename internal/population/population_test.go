package population

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/draw"
	"github.com/spikelet/spikelet/internal/grid"
	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/modeltest"
)

// leaky is a model with a little of everything: an ODE, a counter, a flag, aliases, guards, internals, a recordable.
const leaky = `
model leaky:
    state:
        V mV = E_L @alias::V_m
        U mV = 2 * V
        count integer = 0 [[ count >= 0 ]]
        late boolean = false
    parameters:
        E_L mV = -70 mV
        tau ms = 10 ms [[ tau > 0 ms ]] @alias::tau_m
        I_e pA = 0 pA
        R GOhm = 0.1 GOhm
    internals:
        rate 1/ms = 1 / tau
    equations:
        recordable inline drop mV = E_L - V
        V' = (E_L - V) * rate + R * (I_e + I) / tau
    input:
        spikes <- spike
        I pA <- continuous
    output:
        spike
    update:
        integrate_odes()
    onReceive(spikes):
        V += spikes * 1 s * 1 mV
        count += 1
    onCondition(V > 0 mV):
        late = true
        V = E_L
        emit_spike()
`

func spec(t testing.TB, n int) Spec {
	return Spec{
		Name: "cells", Model: modeltest.Parse(t, leaky), Shape: []int{n}, Grid: grid.Grid{Dt: 0.1}, Seed: 1,
		Solver: Solver{Method: "euler"},
	}
}

func build(t testing.TB, s Spec) *Population {
	t.Helper()
	p, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func read(t testing.TB, p *Population, name string) []float64 {
	t.Helper()
	values, err := p.Read(name)
	if err != nil {
		t.Fatal(err)
	}
	return values
}

func expect(t testing.TB, p *Population, name string, want ...float64) {
	t.Helper()
	if diff := cmp.Diff(want, read(t, p, name)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func values(list map[string]draw.Source, name string, source draw.Source) map[string]draw.Source {
	if list == nil {
		list = map[string]draw.Source{}
	}
	list[name] = source
	return list
}

func TestValuesFollowEachOther(t *testing.T) {
	s := spec(t, 3)
	s.Parameters = values(nil, "E_L", draw.List{-60, -50, -60})
	s.Parameters["tau_m"] = draw.Constant(4)
	s.Initial = values(nil, "count", draw.Constant(2))
	p := build(t, s)
	expect(t, p, "V", -60, -50, -60) // the default follows a given parameter
	expect(t, p, "U", -120, -100, -120)
	expect(t, p, "tau", 4, 4, 4)
	expect(t, p, "rate", 0.25, 0.25, 0.25)
	expect(t, p, "count", 2, 2, 2)
	expect(t, p, "late", 0, 0, 0)

	s.Initial = values(nil, "V_m", draw.Linspace{Start: -3, Stop: -1})
	p = build(t, s)
	expect(t, p, "U", -6, -4, -2) // the default of a later state follows a given one
	expect(t, p, "drop", -57, -48, -59)
}

func TestEveryMistakeIsReported(t *testing.T) {
	s := spec(t, 2)
	s.Parameters = map[string]draw.Source{
		"taum": draw.Constant(1), "V": draw.Constant(1), "I_e": draw.List{1, 2, 3}, "R": draw.Constant(math.NaN()),
	}
	s.Initial = map[string]draw.Source{
		"late": draw.Constant(2), "E_L": draw.Constant(0), "V": draw.Constant(0), "V_m": draw.Constant(0),
	}
	_, err := New(s)
	want := []string{
		"population cells: parameters.V: V is a state of leaky, not a parameter",
		`population cells: parameters.taum: there is no parameter "taum" in leaky (did you mean tau?)`,
		"population cells: parameters.I_e: the list has 3 values for 2",
		"population cells: parameters.R: the value is NaN, not a finite number",
		"population cells: initial.E_L: E_L is a parameter of leaky, not a state",
		"population cells: initial.V_m: V and V_m are names of the same variable",
		"population cells: initial.late: 2 is neither 0 (false) nor 1 (true)",
	}
	var got []string
	for _, e := range invalid.All(err) {
		got = append(got, e.Error())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestOneMistake(t *testing.T) {
	tests := []struct {
		change func(s *Spec)
		want   string
	}{
		{func(s *Spec) { s.Shape = nil }, "shape: the population has no size"},
		{func(s *Spec) { s.Shape = []int{2, 0} }, "shape: a population needs at least one neuron, not 0"},
		{func(s *Spec) { s.Shape = []int{-1} }, "shape: a population needs at least one neuron, not -1"},
		{func(s *Spec) { s.Shape = []int{1 << 20, 1 << 20} }, "more than 2147483647 neurons"},
		{func(s *Spec) { s.Parameters = values(nil, "tau_m", draw.Constant(0)) }, "parameters.tau: tau is 0 ms, but the model demands tau > 0 ms"},
		{
			func(s *Spec) { s.Parameters = values(nil, "tau", draw.List{1, -1, 3, -2}) },
			"parameters.tau: tau is -1 ms in neuron 1 and 1 more, but the model demands tau > 0 ms",
		},
		{func(s *Spec) { s.Initial = values(nil, "count", draw.Constant(-1)) }, "initial.count: count is -1 in neuron 0 and 3 more"},
		{func(s *Spec) { s.Initial = values(nil, "count", draw.Constant(0.5)) }, "initial.count: 0.5 is not a whole number"},
		{func(s *Spec) { s.Solver.Method = "rk5" }, `solver.method: no integration method is called "rk5"`},
		{func(s *Spec) { s.Solver = Solver{Method: "rkf45", AbsoluteTolerance: -1} }, "solver.absolute_tolerance: "},
	}
	for _, test := range tests {
		s := spec(t, 4)
		test.change(&s)
		if _, err := New(s); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("error %v, want one with %q", err, test.want)
		}
	}
}

func TestStep(t *testing.T) {
	s := spec(t, 3)
	s.Initial = values(nil, "V", draw.List{-70, -60, -0.1})
	p := build(t, s)
	sums, arrived := []float64{0, 2, 50}, []uint8{0, 1, 1}
	p.SetSpikes(sums, arrived)
	p.Current(1)[0] = 100 // pA; 0.1 GOhm · 100 pA / 10 ms · 0.1 ms = 0.1 mV
	if stats := p.Step(0); stats.Failed != 0 || stats.Attempts != 3 {
		t.Errorf("stats = %+v", stats)
	}
	expect(t, p, "V", -69.9, -58.1, -70) // -60 + (-70+60)/10·0.1 + 2 and a reset
	expect(t, p, "count", 0, 1, 1)
	expect(t, p, "late", 0, 0, 1)
	if diff := cmp.Diff([]int32{2}, p.Spiked()); diff != "" {
		t.Errorf("spiked (-want +got):\n%s", diff)
	}
}

func TestParametersCanBeWritten(t *testing.T) {
	p := build(t, spec(t, 2))
	expect(t, p, "drop", 0, 0)
	if err := p.Write("tau_m", draw.Constant(-1)); err == nil {
		t.Error("a guard does not hold and nobody says so")
	}
	expect(t, p, "rate", 0.1, 0.1)
	for name, source := range map[string]draw.Source{"tau_m": draw.List{5, 2}, "E_L": draw.Constant(-50), "V": draw.Constant(-60)} {
		if err := p.Write(name, source); err != nil {
			t.Fatal(err)
		}
	}
	expect(t, p, "rate", 0.2, 0.5)
	expect(t, p, "drop", 10, 10)
	if err := p.Prepare(); err != nil {
		t.Fatal(err)
	}
	p.SetSpikes(make([]float64, 2), make([]uint8, 2))
	p.Step(0)
	expect(t, p, "V", -59.8, -59.5)
	v := read(t, p, "V")
	expect(t, p, "drop", -50-v[0], -50-v[1])
}

func TestStatesCanBeWritten(t *testing.T) {
	p := build(t, spec(t, 2))
	if err := p.Write("count", draw.Constant(-1)); err == nil {
		t.Error("a guard does not hold and nobody says so")
	}
	expect(t, p, "count", 0, 0)
	if err := p.Write("count", draw.List{3, 4}); err != nil {
		t.Fatal(err)
	}
	expect(t, p, "count", 3, 4)
	if err := p.Write("rate", draw.Constant(1)); err == nil || !strings.Contains(err.Error(), `no state or parameter "rate"`) {
		t.Errorf("an internal was written: %v", err)
	}
	if _, err := p.Read("nothing"); err == nil || !strings.Contains(err.Error(), `no variable "nothing" in leaky`) {
		t.Errorf("error %v", err)
	}
}

func TestUniformAndListedParametersGiveTheSameBits(t *testing.T) {
	for _, method := range []string{"rkf45", "exact", "exp_auto", "rk4"} {
		uniform, listed := spec(t, 5), spec(t, 5)
		uniform.Solver.Method, listed.Solver.Method = method, method
		uniform.Parameters = values(nil, "tau", draw.Constant(3))
		listed.Parameters = values(nil, "tau", draw.List{3, 3, 3, 3, 7})
		for _, s := range []*Spec{&uniform, &listed} {
			s.Parameters["I_e"] = draw.Constant(200)
			s.Initial = values(nil, "V", draw.Linspace{Start: -80, Stop: -60})
		}
		a, b := build(t, uniform), build(t, listed)
		for k := range int64(50) {
			for _, p := range []*Population{a, b} {
				p.SetSpikes(make([]float64, 5), make([]uint8, 5))
				p.Step(k)
			}
		}
		if diff := cmp.Diff(read(t, a, "V")[:4], read(t, b, "V")[:4]); diff != "" {
			t.Errorf("%s (-uniform +listed):\n%s", method, diff)
		}
	}
}

func TestNumbersOfLengthOne(t *testing.T) {
	s := spec(t, 1)
	s.Parameters = values(nil, "tau", draw.List{5})
	p := build(t, s)
	p.SetSpikes([]float64{3}, []uint8{1})
	p.Step(0)
	expect(t, p, "V", -67)
	expect(t, p, "tau", 5)
}

// exploding has a state that leaves the numbers after a while.
const exploding = `
model exploding:
    state:
        a real = 1
        x real = 1
    parameters:
        k real = 1
    equations:
        a' = -a / ms
        x' = k * x * x / ms
    input:
        spikes <- spike
    update:
        integrate_odes()
    onReceive(spikes):
        x += spikes * 1 s
`

func TestCulprit(t *testing.T) {
	s := Spec{
		Name: "cells", Model: modeltest.Parse(t, exploding), Shape: []int{4}, Grid: grid.Grid{Dt: 1}, Seed: 1,
		Solver: Solver{Method: "euler"}, Parameters: values(nil, "k", draw.List{1, 1, 1e200, 1e200}),
	}
	p := build(t, s)
	p.SetSpikes(make([]float64, 4), make([]uint8, 4))
	if stats := p.Step(0); stats.Failed != 0 {
		t.Fatalf("%d neurons failed in the first step", stats.Failed)
	}
	p.SetSpikes([]float64{0, math.Inf(1), 0, 0}, []uint8{0, 1, 0, 0})
	if stats := p.Step(1); stats.Failed != 3 {
		t.Fatalf("%d neurons failed, want 3", stats.Failed)
	}
	got, err := p.Culprit(1)
	want := Failure{Neuron: 1, Variable: "x", Value: math.Inf(1), Last: 2}
	if err != nil || got != want {
		t.Errorf("Culprit = %+v, %v; want %+v", got, err, want)
	}
	if x := read(t, p, "x"); x[0] != 6 || x[1] != 2 || x[2] != 1e200 {
		t.Errorf("x = %v: a neuron that fails must keep its value, the others go on", x)
	}
}

// growing leaves the numbers 1/(2 x²) ms after it starts at x.
const growing = `
model growing:
    state:
        x real = 1
    equations:
        x' = x * x * x / ms
    update:
        integrate_odes()
`

func TestCulpritOfAdaptiveIntegration(t *testing.T) {
	s := Spec{
		Name: "cells", Model: modeltest.Parse(t, growing), Shape: []int{2}, Grid: grid.Grid{Dt: 1}, Seed: 1,
		Solver: Solver{Method: "rkf45"}, Initial: values(nil, "x", draw.List{0.1, 2}),
	}
	p := build(t, s)
	if stats := p.Step(0); stats.Failed != 1 {
		t.Fatalf("%d neurons failed, want 1", stats.Failed)
	}
	got, err := p.Culprit(0)
	if err != nil || got.Neuron != 1 || got.Variable != "integration_step" {
		t.Errorf("Culprit = %+v, %v", got, err)
	}
}

func TestKeepGoingStoresWhatIsNotFinite(t *testing.T) {
	s := Spec{
		Name: "cells", Model: modeltest.Parse(t, exploding), Shape: []int{2}, Grid: grid.Grid{Dt: 1}, Seed: 1,
		Solver: Solver{Method: "euler"}, Initial: values(nil, "x", draw.List{1, 1e200}), KeepGoing: true,
	}
	p := build(t, s)
	p.SetSpikes(make([]float64, 2), make([]uint8, 2))
	p.Step(0)
	if x := read(t, p, "x"); x[0] != 2 || !math.IsInf(x[1], 1) {
		t.Errorf("x = %v", x)
	}
}

func TestDefaults(t *testing.T) {
	got := Defaults(modeltest.Parse(t, leaky), 0.1)
	for name, want := range map[string]float64{"tau": 10, "rate": 0.1, "V": -70, "U": -140, "count": 0, "late": 0} {
		if got[name] != want {
			t.Errorf("%s = %v, want %v", name, got[name], want)
		}
	}
}

func TestAppendSet(t *testing.T) {
	for n := range 40 {
		mask := make([]uint8, n)
		var want []int32
		for i := range mask {
			if i%7 == 3 || i == n-1 {
				mask[i] = 1
				want = append(want, int32(i))
			}
		}
		if diff := cmp.Diff(want, appendSet(nil, mask, 0)); diff != "" {
			t.Errorf("%d neurons (-want +got):\n%s", n, diff)
		}
	}
}

func TestStepDoesNotAllocate(t *testing.T) {
	p := build(t, spec(t, 100))
	p.SetSpikes(make([]float64, 100), make([]uint8, 100))
	k := int64(0)
	if n := testing.AllocsPerRun(20, func() { p.Step(k); k++ }); n != 0 {
		t.Errorf("a step allocates %v times", n)
	}
}

func BenchmarkNew(b *testing.B) {
	s := spec(b, 1000)
	b.ReportAllocs()
	for b.Loop() {
		build(b, s)
	}
}
