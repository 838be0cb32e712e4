package solver_test

import (
	"math"
	"testing"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/solver"
)

// explosion is y' = y², which from y(0) = 1 is infinite at t = 1.
func explosion() *ir.Model {
	b := newBuilder("equations")
	b.derivative("y", b.Mul(b.in("y"), b.in("y")))
	return model("explosion", b.Func(), []string{"y"})
}

func TestStepSizePersists(t *testing.T) {
	p := build(t, oscillator(), solver.Options{Method: "rkf45", Dt: 0.5}, 1, nil)
	p.fill("x", 1)
	p.step()
	first := p.column(ir.StepSizeColumn)[0]
	if !(first > 0 && first < 0.5) {
		t.Fatalf("step size %v after the first time step", first)
	}
	attempts := p.step().Attempts
	p.fill(ir.StepSizeColumn, 0) // as new: begins with dt again
	if again := p.step().Attempts; again <= attempts {
		t.Errorf("%d attempts from a new step size, %d from a persistent one", again, attempts)
	}
}

// TestExplosionFails: integration up to a singularity ends in a failed lane after a bounded number of attempts, and the
// state stays what it was.
func TestExplosionFails(t *testing.T) {
	for _, m := range solver.Methods() {
		if !m.Adaptive {
			continue
		}
		p := build(t, explosion(), solver.Options{Method: m.Name, Dt: 1}, 2, nil)
		p.column("y")[0], p.column("y")[1] = 1.5, 0.25
		stats := p.step()
		if stats.Failed != 1 || p.mask(ir.FailOutput)[0] != 1 || p.mask(ir.FailOutput)[1] != 0 {
			t.Errorf("%s: %+v, failed %v", m.Name, stats, p.mask(ir.FailOutput))
		}
		if stats.Attempts > 70000 {
			t.Errorf("%s: %d attempts", m.Name, stats.Attempts)
		}
		if y := p.column("y"); y[0] != 1.5 || math.Abs(y[1]-1/3.0) > 1e-4 {
			t.Errorf("%s: y = %v", m.Name, y)
		}
	}
}

// TestUpstroke: v' = exp(v) up to 60, where it is 1e26 and takes steps far below the resolution of time, and 0 from there on. The
// estimate sees 1/360 of a slope that ends within a step, so that v may pass 60 by some 400 times the tolerance.
func TestUpstroke(t *testing.T) {
	b := newBuilder("equations")
	v, sixty := b.in("v"), b.F(60)
	b.derivative("v", b.Select(b.Op(ir.Lt, v, sixty), b.Op(ir.Exp, v), b.F(0)))
	m := model("upstroke", b.Func(), []string{"v"})
	for _, tolerance := range []float64{1e-3, 1e-6, 1e-9, 1e-11} {
		p := build(t, m, solver.Options{Method: "rkf45", Dt: 1.5, AbsoluteTolerance: tolerance}, 1, nil)
		stats := p.step()
		past := p.column("v")[0] - 60
		if stats.Failed > 0 || stats.Attempts > 5000 || !(past >= 0 && past <= 400*tolerance) {
			t.Errorf("tolerance %g: %+v, v is 60 + %g", tolerance, stats, past)
		}
	}
}

// TestNotFiniteFails: a state that is infinite or NaN fails at once, in every method, and goes on failing.
func TestNotFiniteFails(t *testing.T) {
	for _, m := range solver.Methods() {
		for _, fixed := range []bool{false, true} {
			p := build(t, oscillator(), solver.Options{Method: m.Name, Dt: 0.1, Fixed: fixed}, 3, nil)
			copy(p.column("x"), []float64{1, math.Inf(1), math.NaN()})
			for range 2 {
				if stats := p.step(); stats.Failed != 2 || p.mask(ir.FailOutput)[0] != 0 || stats.Attempts > 300 {
					t.Errorf("%s: %+v, failed %v", m.Name, stats, p.mask(ir.FailOutput))
				}
			}
		}
	}
}

func TestLimits(t *testing.T) {
	q := problems["oscillator"]
	q.final(t, solver.Options{Method: "rkf45", MaxStep: 0.01}, 1, 2)
	p := build(t, q.model(), solver.Options{Method: "rkf45", Dt: 0.5, MaxStep: 0.01}, 1, nil)
	if attempts := p.step().Attempts; attempts < 50 || attempts > 51 {
		t.Errorf("%d attempts of at most 0.01 ms in 0.5 ms", attempts)
	}
	p = build(t, q.model(), solver.Options{Method: "rkf45", Dt: 0.5, MaxStep: 0.01, MaxAttempts: 20}, 1, nil)
	if stats := p.step(); stats.Failed != 1 || stats.Attempts != 20 {
		t.Errorf("%+v with at most 20 attempts", stats)
	}
}

// TestTinyRest: a step size that leaves a rest far below the resolution of the time step does not hang or fail; nor does a step size that
// is none.
func TestTinyRest(t *testing.T) {
	p := build(t, oscillator(), solver.Options{Method: "rkf45", Dt: 0.1}, 1, nil)
	p.fill("x", 1)
	for _, h := range []float64{math.Nextafter(0.1, 0), 1e-17, 5e-324, math.Inf(1), math.NaN(), -1} {
		p.fill(ir.StepSizeColumn, h)
		stats := p.step()
		if stats.Failed > 0 || stats.Attempts > 500 {
			t.Errorf("step size %g: %+v", h, stats)
		}
	}
	if got := p.column("x")[0]; math.Abs(got-math.Cos(0.6)) > 1e-6 {
		t.Errorf("x = %v after 0.6 ms", got)
	}
}
