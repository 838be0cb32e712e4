package solver_test

import (
	"math"
	"testing"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/solver"
)

// problem has a known solution.
type problem struct {
	model    func() *ir.Model
	start    map[string]float64
	solution func(t float64) (variable string, value float64)
}

var problems = map[string]problem{
	"oscillator": {
		oscillator, map[string]float64{"x": 1, "v": 0.5},
		func(t float64) (string, float64) { return "x", math.Cos(t) + 0.5*math.Sin(t) },
	},
	"logistic": {
		logistic, map[string]float64{"y": 0.2},
		func(t float64) (string, float64) { c := 0.25 * math.Exp(1-math.Exp(-t)); return "y", c / (1 + c) },
	},
}

// final integrates the problem to the time end in the given number of steps and returns the error there.
func (q problem) final(t *testing.T, o solver.Options, end float64, steps int) float64 {
	t.Helper()
	o.Dt = end / float64(steps)
	p := build(t, q.model(), o, 1, nil)
	for name, x := range q.start {
		p.fill(name, x)
	}
	for range steps {
		if p.step().Failed > 0 {
			t.Fatal("failed")
		}
	}
	name, want := q.solution(end)
	return p.column(name)[0] - want
}

// TestConvergence halves the step: the error of a method of order q falls by 2^q.
func TestConvergence(t *testing.T) {
	for _, m := range solver.Methods() {
		for name, q := range problems {
			if m.Name == "exact" {
				continue
			}
			t.Run(m.Name+" "+name, func(t *testing.T) {
				o, steps := solver.Options{Method: m.Name, Fixed: true}, 20
				if m.Order <= 2 {
					steps = 400
				}
				coarse, fine := q.final(t, o, 1.7, steps), q.final(t, o, 1.7, 2*steps)
				order := math.Log2(coarse / fine)
				if !(math.Abs(order-float64(m.Order)) < 0.3) {
					t.Errorf("errors %.3g and %.3g: order %.2f, not %d", coarse, fine, order, m.Order)
				}
			})
		}
	}
}

// TestAdaptiveAccuracy: the error follows the tolerance, absolute or relative, for every pair.
func TestAdaptiveAccuracy(t *testing.T) {
	for _, m := range solver.Methods() {
		if !m.Adaptive {
			continue
		}
		for name, q := range problems {
			t.Run(m.Name+" "+name, func(t *testing.T) {
				for _, tolerance := range []float64{1e-5, 1e-8} {
					absolute := math.Abs(q.final(t, solver.Options{Method: m.Name, AbsoluteTolerance: tolerance}, 2, 2))
					relative := math.Abs(q.final(t, solver.Options{
						Method: m.Name, AbsoluteTolerance: tolerance * 1e-3, RelativeTolerance: tolerance,
					}, 2, 2))
					if absolute > 200*tolerance || relative > 200*tolerance {
						t.Errorf("tolerance %g: errors %.3g (absolute), %.3g (relative)", tolerance, absolute, relative)
					}
				}
			})
		}
	}
}

func TestEveryNameAndAlias(t *testing.T) {
	names := []string{
		"euler", "midpoint", "heun2", "ralston2", "rk2", "rk3", "heun3", "ralston3", "ssprk3", "rk4", "ralston4", "rk4_38rule",
		"rkf12", "rkf45", "rkdp", "ck", "bs", "BoSh3", "heun_euler",
		"exp_auto", "exp_euler", "exp_euler_auto", "exponential_euler", "exact",
	}
	for _, name := range names {
		if _, ok := solver.Find(name); !ok {
			t.Errorf("no method %s", name)
		}
	}
	seen := map[string]bool{}
	for _, m := range solver.Methods() {
		for _, name := range append(m.Aliases, m.Name) {
			if seen[name] || m.Doc == "" {
				t.Errorf("%s occurs twice or has no doc", name)
			}
			seen[name] = true
		}
	}
	if len(seen) != len(names) {
		t.Errorf("%d names, not %d", len(seen), len(names))
	}
}
