package exec_test

import (
	"math"
	"testing"

	"github.com/spikelet/spikelet/internal/exec"
	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/solver"
	"github.com/spikelet/spikelet/models"
)

// TestModelsHaveTheSameBits runs every built-in model with every method of integration on every executor that is here, with
// spikes that arrive, and neurons whose states are not finite, denormal or far away.
func TestModelsHaveTheSameBits(t *testing.T) {
	present := 0
	for _, e := range exec.Executors() {
		if e.Missing == "" {
			present++
		}
	}
	if present == 1 {
		t.Skip("NOT RUN: one executor has nothing to agree with")
	}
	combinations := 0
	for _, name := range models.Names() {
		m := model(t, name)
		for _, method := range solver.Methods() {
			if _, err := solver.Build(m, solver.Options{Method: method.Name, Dt: timeStep}); err != nil {
				continue // exact for equations that are not linear
			}
			combinations++
			t.Run(name+"/"+method.Name, func(t *testing.T) { sameBits(t, m, name, method.Name) })
		}
	}
	t.Logf("%d combinations of model and method", combinations)
}

// sameBits compares some steps with those of the portable executor.
func sameBits(t *testing.T, m *ir.Model, name, method string) {
	const n, steps = 21, 12
	varied := m.Parameters[0].Name
	value := math.Float64frombits(defaults(m)[varied])
	want := newCells(t, "portable", name, method, n, varied, value, value/50)
	if want.program.Adaptive != nil {
		want.program.Adaptive.MaxAttempts = 100 // strange neurons would make thousands
		want = on(t, "portable", want.program, want.frame)
	}
	disturb(want, m)
	start := copyOf(want.frame)
	var stats [steps]kernel.Stats
	for step := range steps {
		deliver(want, m, step)
		stats[step] = want.advance()
	}
	for _, e := range exec.Executors() {
		if e.Missing != "" || e.Name == "portable" {
			continue
		}
		c := on(t, e.Name, want.program, copyOf(start))
		for step := range steps {
			deliver(c, m, step)
			if got := c.advance(); got != stats[step] {
				t.Errorf("%s: %+v in step %d, want %+v", e.Name, got, step, stats[step])
			}
		}
		if !equal(c.frame, want.frame) {
			t.Errorf("%s gives other bits than the portable executor", e.Name)
		}
	}
}

// on are the neurons of f on the executor called isa.
func on(t *testing.T, isa string, p *ir.Program, f *kernel.Frame) *cells {
	t.Helper()
	k, err := exec.Compile(p, exec.Options{ISA: isa})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(k.Close)
	return &cells{program: p, kernel: k, frame: f}
}

// disturb gives some neurons states that models do not expect.
func disturb(c *cells, m *ir.Model) {
	strange := []float64{math.NaN(), math.Inf(1), math.Inf(-1), 5e-324, -1e-310, 1e6, math.Copysign(0, -1)}
	for k, v := range m.States {
		if i := c.program.Column(v.Name); i >= 0 && v.Type == ir.F64 {
			for j, x := range strange {
				c.frame.Columns[i].F[(2*j+5*k)%c.frame.N] = x
			}
		}
	}
}

// deliver lets spikes arrive at some neurons and currents flow into all.
func deliver(c *cells, m *ir.Model, step int) {
	for k, port := range m.Ports {
		sums, arrived := c.program.Column(port.Name), c.program.Column(ir.Arrived(port.Name))
		for j := range c.frame.N {
			spikes := (j+step+k)%3 == 0
			switch {
			case sums < 0:
			case port.Kind == ir.ContinuousPort:
				c.frame.Columns[sums].F[j] = 40 * float64(j+step)
			case spikes:
				c.frame.Columns[sums].F[j] = 0.5 * float64(j)
			default:
				c.frame.Columns[sums].F[j] = 0
			}
			if arrived >= 0 {
				c.frame.Columns[arrived].B[j] = 0
				if spikes {
					c.frame.Columns[arrived].B[j] = 1
				}
			}
		}
	}
}
