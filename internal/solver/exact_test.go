package solver_test

import (
	"errors"
	"maps"
	"math"
	"strings"
	"testing"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/solver"
)

func TestExactOscillator(t *testing.T) {
	q := problems["oscillator"]
	if err := q.final(t, solver.Options{Method: "exact"}, 100, 1000); math.Abs(err) > 1e-13 {
		t.Errorf("error %g after 1000 steps", err)
	}
}

// TestExactAlphaCurrent holds V, driven by an alpha-shaped current and a constant one, against the closed solution, for
// time constants that are different, equal, and nearly equal.
func TestExactAlphaCurrent(t *testing.T) {
	for _, tau := range []float64{0.5, 2, 9.9, 10 - 1e-7, 10, 30} {
		parameters := maps.Clone(iafParameters)
		parameters["tau_s"] = tau
		p := build(t, integrateAndFire(), solver.Options{Method: "exact", Dt: 0.1}, 1, parameters)
		p.fill("V", -70)
		p.fill("dI", 100*math.E/tau)
		p.fill("I_stim", 50)
		for range 400 {
			p.step()
		}
		if p.program.Step == nil || p.program.Adaptive != nil {
			t.Fatal("not a fixed step")
		}
		want := -70 + (300+50)*10/250.0*(1-math.Exp(-4)) + alphaResponse(40, 10, tau)*100*math.E/tau/250
		if got := p.column("V")[0]; math.Abs(got-want) > 1e-12*70 {
			t.Errorf("tau_s %v: V %v, want %v", tau, got, want)
		}
		if got, want := p.column("I")[0], 100*math.E/tau*40*math.Exp(-40/tau); math.Abs(got-want) > 1e-12*want {
			t.Errorf("tau_s %v: I %v, want %v", tau, got, want)
		}
	}
}

// alphaResponse is ∫₀^t s·exp(-s/tauS)·exp(-(t-s)/tauM) ds, by its series in the difference of rates where that is small.
func alphaResponse(t, tauM, tauS float64) float64 {
	a := 1/tauM - 1/tauS
	if x := a * t; math.Abs(x) < 0.1 {
		sum, power := 0.0, 1.0 // ∫ s exp(a s) ds = t² Σ x^k / (k! (k+2))
		for k := range 20 {
			sum += power / float64(k+2)
			power *= x / float64(k+1)
		}
		return math.Exp(-t/tauM) * t * t * sum
	}
	return math.Exp(-t/tauM) * (math.Exp(a*t)*(a*t-1) + 1) / (a * a)
}

// TestExactPerNeuron: where parameters differ between neurons, propagators are columns; each neuron follows the trajectory
// that it has alone.
func TestExactPerNeuron(t *testing.T) {
	constants := []float64{8, 10, 12} // ms
	shared := maps.Clone(iafParameters)
	delete(shared, "tau_m")
	build := func(n int, parameters map[string]float64) *population {
		p := build(t, integrateAndFire(), solver.Options{Method: "exact", Dt: 0.1}, n, parameters)
		p.fill("V", -70)
		p.fill("dI", 1000)
		return p
	}
	together := build(len(constants), shared)
	calibrations := 0
	for _, c := range together.program.Calibrations {
		for i, tau := range constants {
			bits := make([]uint64, len(c.Coefficients.In))
			for k, s := range c.Coefficients.In {
				bits[k] = math.Float64bits(shared[s.Name])
				if s.Name == "tau_m" {
					bits[k] = math.Float64bits(tau)
				}
			}
			for k, x := range solver.Calibrate(c, bits) {
				if name := c.Columns()[k]; together.program.Column(name) >= 0 {
					together.column(name)[i] = x
					calibrations++
				}
			}
		}
	}
	if calibrations == 0 {
		t.Fatal("no propagator is a column")
	}
	copy(together.column("tau_m"), constants)
	for range 100 {
		together.step()
	}
	for i, tau := range constants {
		parameters := maps.Clone(shared)
		parameters["tau_m"] = tau
		alone := build(1, parameters)
		for range 100 {
			alone.step()
		}
		if a, b := alone.column("V")[0], together.column("V")[i]; a != b {
			t.Errorf("neuron %d: %v alone, %v among others", i, a, b)
		}
	}
}

// TestExactFollowsRungeKutta: with masks, clock, spikes and resets, exact agrees with rkf45 at a tight tolerance.
func TestExactFollowsRungeKutta(t *testing.T) {
	parameters := maps.Clone(iafParameters)
	parameters["V_th"], parameters["I_e"] = -55, 500
	run := func(o solver.Options) (v []float64, spikes []int) {
		o.Dt = 0.1
		p := build(t, integrateAndFire(), o, 1, parameters)
		p.fill("V", -70)
		for step := range 500 {
			p.fill("spikes", 0)
			if step%70 == 9 {
				p.fill("spikes", 200)
			}
			if p.step().Failed > 0 {
				t.Fatal("failed")
			}
			v = append(v, p.column("V")[0])
			if p.mask(ir.SpikeOutput)[0] != 0 {
				spikes = append(spikes, step)
			}
		}
		return v, spikes
	}
	v1, spikes1 := run(solver.Options{Method: "exact"})
	v2, spikes2 := run(solver.Options{Method: "rkf45", AbsoluteTolerance: 1e-11})
	if len(spikes1) < 3 || len(spikes1) != len(spikes2) {
		t.Fatalf("spikes %v and %v", spikes1, spikes2)
	}
	for i := range v1 {
		if math.Abs(v1[i]-v2[i]) > 1e-8 {
			t.Fatalf("step %d: V %v and %v", i, v1[i], v2[i])
		}
	}
	for i, at := range spikes1 {
		if at != spikes2[i] {
			t.Errorf("spikes %v and %v", spikes1, spikes2)
		}
		for step := at; step < min(at+20, len(v1)-1); step++ { // refractory for 2 ms = 20 steps, held at E_L
			if v1[step] != -70 {
				t.Errorf("V is %v in step %d of the refractory time", v1[step], step-at)
			}
		}
		if at+21 < len(v1) && v1[at+21] == -70 {
			t.Errorf("V is still held %d steps after a spike", 21)
		}
	}
}

func TestDefaultMethod(t *testing.T) {
	linear, err := solver.Build(integrateAndFire(), solver.Options{Dt: 0.1})
	if err != nil || linear.Step == nil || len(linear.Calibrations) != 2 {
		t.Errorf("a linear model is not solved exactly: %v", err)
	}
	other, err := solver.Build(adexif(), solver.Options{Dt: 0.1})
	if err != nil || other.Adaptive == nil {
		t.Errorf("a nonlinear model is not solved by an adaptive method: %v", err)
	}
	m := adexif()
	if method, o, err := solver.Chosen(m, solver.Options{Dt: 0.1}); err != nil || method.Name != "rkf45" || o.AbsoluteTolerance != 1e-6 {
		t.Errorf("chosen: %s, %+v, %v", method.Name, o, err)
	}
	m.Options.Solver = "exp_euler"
	if p, err := solver.Build(m, solver.Options{Dt: 0.1}); err != nil || p.Step == nil {
		t.Errorf("the model's own choice is not heard: %v", err)
	}
}

func TestNotLinear(t *testing.T) {
	tests := []struct {
		name             string
		equation         func(b builder) ir.Value // of x; y' = -y
		variable, reason string
	}{
		{"product", func(b builder) ir.Value { return b.Mul(b.in("x"), b.in("y")) }, "x", "product of terms with x and y"},
		{"function", func(b builder) ir.Value { return b.exp(b.in("x")) }, "x", "exp of a term with x"},
		{"division", func(b builder) ir.Value { return b.Div(b.in("c"), b.in("y")) }, "x", "division by a term with y"},
		{"condition", func(b builder) ir.Value {
			return b.Select(b.Op(ir.Lt, b.in("x"), b.F(0)), b.F(1), b.F(2))
		}, "x", "condition on x"},
		{"time", func(b builder) ir.Value { return b.Add(b.in("x"), b.in(ir.TimeInput)) }, "x", "the time appears"},
		{"port", func(b builder) ir.Value { return b.Mul(b.in("x"), b.in("port")) }, "x", "coefficient of x depends on port"},
		{"held state", func(b builder) ir.Value { return b.FMA(b.in("held"), b.in("y"), b.in("x")) }, "x", "coefficient of y depends on held"},
		{"mask", func(b builder) ir.Value {
			return b.Select(b.Op(ir.Lt, b.in("held"), b.F(0)), b.in("x"), b.F(0))
		}, "x", "coefficient of x depends on held"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := newBuilder("equations")
			b.derivative("x", test.equation(b))
			b.derivative("y", b.neg(b.in("y")))
			m := model("m", b.Func(), []string{"x", "y"}, "c")
			m.States = append(m.States, variables("held")...)
			m.Ports = []ir.Port{{Name: "port", Kind: ir.ContinuousPort}}
			_, err := solver.Build(m, solver.Options{Method: "exact", Dt: 0.1})
			var notLinear *solver.NotLinearError
			if !errors.As(err, &notLinear) {
				t.Fatalf("no NotLinearError: %v", err)
			}
			if notLinear.Variable != test.variable || !strings.Contains(err.Error(), test.reason) {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestLinearForms: what is linear in every form that the IR can write it in.
func TestLinearForms(t *testing.T) {
	b := newBuilder("equations")
	x, y, c, port := b.in("x"), b.in("y"), b.in("c"), b.in("port")
	sum := b.FMA(c, b.Sub(b.neg(y), x), b.FMA(port, b.F(3), b.Mul(x, b.Op(ir.Sqrt, c))))
	sum = b.Add(sum, b.Div(b.FMA(port, port, y), c))
	b.derivative("x", b.Select(b.Op(ir.Lt, c, b.F(0)), x, b.Sub(port, b.neg(b.Mul(sum, b.F(-0.125))))))
	b.derivative("y", b.Select(b.Op(ir.Lt, c, b.F(0)), x, b.neg(y)))
	m := model("forms", b.Func(), []string{"x", "y"}, "c")
	m.Ports = []ir.Port{{Name: "port", Kind: ir.ContinuousPort}}
	run := func(method string) float64 {
		p := build(t, m, solver.Options{Method: method, Dt: 0.05, AbsoluteTolerance: 1e-12}, 1, map[string]float64{"c": 4})
		p.fill("x", 1)
		p.fill("y", 2)
		p.fill("port", 3)
		for range 20 {
			p.step()
		}
		return p.column("x")[0]
	}
	if exact, numeric := run("exact"), run("rkdp"); math.Abs(exact-numeric) > 1e-10*math.Abs(exact) {
		t.Errorf("%v, by Dormand-Prince %v", exact, numeric)
	}
}
