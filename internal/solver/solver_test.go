package solver_test

import (
	"errors"
	"flag"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/solver"
)

var update = flag.Bool("update", false, "rewrite golden files")

func TestGoldenPrograms(t *testing.T) {
	for file, o := range map[string]solver.Options{
		"testdata/iaf_exact.ir":      {Method: "exact", Dt: 0.1},
		"testdata/iaf_midpoint.ir":   {Method: "midpoint", Dt: 0.1},
		"testdata/iaf_exp_auto.ir":   {Method: "exp_auto", Dt: 0.1},
		"testdata/iaf_heun_euler.ir": {Method: "heun_euler", Dt: 0.1, RelativeTolerance: 1e-3},
	} {
		p, err := solver.Build(integrateAndFire(), o)
		if err != nil {
			t.Fatal(err)
		}
		got := ir.FormatProgram(p)
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}

func TestOptionErrors(t *testing.T) {
	tests := []struct {
		o      solver.Options
		option string
	}{
		{solver.Options{}, "time step"},
		{solver.Options{Dt: -0.1}, "time step"},
		{solver.Options{Dt: math.NaN()}, "time step"},
		{solver.Options{Dt: math.Inf(1)}, "time step"},
		{solver.Options{Dt: 0.1, AbsoluteTolerance: -1}, "absolute tolerance"},
		{solver.Options{Dt: 0.1, RelativeTolerance: math.NaN()}, "relative tolerance"},
		{solver.Options{Dt: 0.1, MaxStep: -1}, "largest step"},
		{solver.Options{Dt: 0.1, MaxAttempts: -1}, "attempts"},
	}
	for _, test := range tests {
		_, err := solver.Build(oscillator(), test.o)
		var wrong *solver.OptionError
		if !errors.As(err, &wrong) || wrong.Option != test.option || !strings.Contains(err.Error(), wrong.Allowed) {
			t.Errorf("%+v: %v", test.o, err)
		}
	}
	_, err := solver.Build(oscillator(), solver.Options{Dt: 0.1, Method: "rk45"})
	var unknown *solver.UnknownMethodError
	if !errors.As(err, &unknown) || unknown.Name != "rk45" || !strings.Contains(err.Error(), "rkf45, rkdp") {
		t.Errorf("%v", err)
	}
}

// TestWithoutEquations: a model that has no ODE, or calls integrate_odes nowhere, still makes its Before and After.
func TestWithoutEquations(t *testing.T) {
	b := newBuilder("after")
	b.Output("x", b.Add(b.in("x"), b.in(ir.StepInput)))
	m := oscillator()
	m.Integrals, m.After = nil, b.Func()
	p := build(t, m, solver.Options{Dt: 0.25}, 1, nil)
	p.fill("v", 1)
	p.step()
	p.step()
	if x, v := p.column("x")[0], p.column("v")[0]; x != 0.5 || v != 1 {
		t.Errorf("x %v, v %v", x, v)
	}
}

// TestClock: 2 ms run down in 20 steps of 0.1 ms to exactly 0, while nothing else is integrated in error.
func TestClock(t *testing.T) {
	for _, o := range []solver.Options{{Method: "exact"}, {Method: "rkf45"}, {Method: "euler"}, {Method: "exp_auto"}} {
		o.Dt = 0.1
		p := build(t, integrateAndFire(), o, 1, iafParameters)
		p.fill("r", 2)
		steps := 0
		for p.column("r")[0] != 0 && steps < 100 {
			p.step()
			steps++
		}
		p.step()
		if r := p.column("r")[0]; steps != 20 || r != 0 {
			t.Errorf("%s: %d steps, r %v", o.Method, steps, r)
		}
	}
}

// TestClockOfManySteps: the roundings of a long time do not add up. Before clocks kept to the grid, these were some of those
// that took a step more or less.
func TestClockOfManySteps(t *testing.T) {
	for _, c := range []struct{ dt, time float64 }{{0.1, 1325.5}, {0.01, 171.54}, {0.001, 11.768}} {
		p := build(t, integrateAndFire(), solver.Options{Method: "exact", Dt: c.dt}, 1, iafParameters)
		p.fill("r", c.time)
		steps := 0
		for p.column("r")[0] > 0 {
			p.step()
			steps++
		}
		if want := int(math.Round(c.time / c.dt)); steps != want {
			t.Errorf("%v ms in steps of %v ms took %d steps; want %d", c.time, c.dt, steps, want)
		}
	}
}

// TestFailAfterwards: a value that becomes infinite outside of integration fails the step too.
func TestFailAfterwards(t *testing.T) {
	p := build(t, integrateAndFire(), solver.Options{Dt: 0.1}, 2, iafParameters)
	p.column("spikes")[1] = math.Inf(1)
	if stats := p.step(); stats.Failed != 1 || p.mask(ir.FailOutput)[1] != 1 || p.column("dI")[1] != 0 {
		t.Errorf("%+v, dI %v", stats, p.column("dI"))
	}
}

// TestMaskedVariablesKeepTheirValue: a variable of no call that is reached is what it was, bit for bit.
func TestMaskedVariablesKeepTheirValue(t *testing.T) {
	for _, m := range solver.Methods() {
		p := build(t, integrateAndFire(), solver.Options{Method: m.Name, Dt: 0.1}, 1, iafParameters)
		p.fill("r", 2)
		p.fill("V", -61.25)
		p.fill("dI", 3)
		p.step()
		if v, i := p.column("V")[0], p.column("I")[0]; v != -61.25 || i == 0 {
			t.Errorf("%s: V %v, I %v", m.Name, v, i)
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	for b.Loop() {
		if _, err := solver.Build(hodgkinHuxley(), solver.Options{Dt: 0.1, Method: "rkf45"}); err != nil {
			b.Fatal(err)
		}
	}
}
