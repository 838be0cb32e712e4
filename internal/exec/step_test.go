package exec_test

import (
	"maps"
	"math"
	"testing"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/exec"
	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/eval"
	"github.com/spikelet/spikelet/internal/ir/lower"
	"github.com/spikelet/spikelet/internal/ir/pass"
	"github.com/spikelet/spikelet/internal/nestml/check"
	"github.com/spikelet/spikelet/internal/nestml/parser"
	"github.com/spikelet/spikelet/internal/solver"
	"github.com/spikelet/spikelet/models"
)

const timeStep = 0.05 // ms

// cells are n neurons of a built-in model with default parameters and initial values, but for what their input differs in.
type cells struct {
	program *ir.Program
	kernel  kernel.Kernel
	frame   *kernel.Frame
	step    int
}

// newCells makes n neurons whose parameter called current goes from first up by increment.
func newCells(t testing.TB, isa, name, method string, n int, current string, first, increment float64) *cells {
	t.Helper()
	m := model(t, name)
	values := defaults(m)
	p, err := solver.Build(m, solver.Options{Method: method, Dt: timeStep})
	if err != nil {
		t.Fatal(err)
	}
	uniform := map[string]uint64{}
	for _, v := range append(m.Parameters, m.Internals...) {
		uniform[v.Name] = values[v.Name]
	}
	for _, c := range p.Calibrations {
		in := inputs(c.Coefficients, values)
		for i, x := range solver.Calibrate(c, in) {
			uniform[c.Columns()[i]] = math.Float64bits(x)
		}
	}
	delete(uniform, current)
	p = pass.Program(p, uniform)
	k, err := exec.Compile(p, exec.Options{ISA: isa})
	if err != nil {
		t.Fatal(err)
	}
	c := &cells{program: p, kernel: k, frame: kernel.NewFrame(p, n)}
	for i, column := range p.Columns {
		for j := range c.frame.Columns[i].F {
			c.frame.Columns[i].F[j] = math.Float64frombits(values[column.Name])
		}
	}
	for i := range n {
		c.column(current)[i] = first + float64(i)*increment
	}
	return c
}

func (c *cells) column(name string) []float64 { return c.frame.Columns[c.program.Column(name)].F }

func (c *cells) advance() kernel.Stats {
	for i, name := range []string{ir.TimeBegin, ir.TimeEnd} {
		if p := c.program.Column(name); p >= 0 {
			c.frame.Columns[p].F[0] = float64(c.step+i) * timeStep
		}
	}
	c.step++
	return c.kernel.Step(c.frame, 0, c.frame.N)
}

func model(t testing.TB, name string) *ir.Model {
	t.Helper()
	text, ok := models.Source(name)
	if !ok {
		t.Fatalf("no model %s", name)
	}
	src := diag.NewSource(name, text)
	file, diags := parser.Parse(src)
	checked, more := check.File(file)
	if diags.HasErrors() || more.HasErrors() {
		t.Fatal(diags, more)
	}
	m, more := lower.Model(src, checked[0])
	if more.HasErrors() {
		t.Fatal(more)
	}
	return m
}

// defaults are the bits of the default parameters, the internals and the initial states that follow from them.
func defaults(m *ir.Model) map[string]uint64 {
	values := map[string]uint64{ir.StepInput: math.Float64bits(timeStep)}
	for i, f := range m.Default {
		values[m.Parameters[i].Name] = eval.Func(f, inputs(f, values))[0]
	}
	if m.Derive != nil {
		derived := map[string]uint64{}
		for i, x := range eval.Func(m.Derive, inputs(m.Derive, values)) {
			derived[m.Derive.Out[i].Name] = x
		}
		maps.Copy(values, derived)
	}
	for i, f := range m.Initial {
		values[m.States[i].Name] = eval.Func(f, inputs(f, values))[0]
	}
	return values
}

func inputs(f *ir.Func, values map[string]uint64) []uint64 {
	in := make([]uint64, len(f.In))
	for i, slot := range f.In {
		in[i] = values[slot.Name]
	}
	return in
}

// BenchmarkStep is the time of a step of whole populations on every executor that this processor has. ns/attempt is per
// neuron and attempt (six right-hand sides of rkf45), ns/step per neuron and step.
func BenchmarkStep(b *testing.B) {
	for _, w := range []struct {
		name, model, method string
		current             string
		first, increment    float64
		n                   int
	}{
		{"hh_psc_alpha_gap-rkf45", "hh_psc_alpha_gap", "rkf45", "I_e", 100, 2, 512},
		{"hh_psc_alpha_gap-exp_auto", "hh_psc_alpha_gap", "exp_auto", "I_e", 100, 2, 512},
		{"hh_psc_alpha_gap-rkf45-two", "hh_psc_alpha_gap", "rkf45", "I_e", 100, 2, 2},
		{"AdExIF-exp_auto", "AdExIF", "exp_auto", "R", 1, 0, 4000},
		{"iaf_psc_exp-exact", "iaf_psc_exp", "exact", "I_e", 100, 0.01, 4000},
	} {
		for _, e := range exec.Executors() {
			if e.Missing != "" {
				continue
			}
			b.Run(w.name+"/"+e.Name, func(b *testing.B) {
				c := newCells(b, e.Name, w.model, w.method, w.n, w.current, w.first, w.increment)
				for range 200 {
					c.advance()
				}
				var attempts int64
				for b.Loop() {
					attempts += c.advance().Attempts
				}
				ns := float64(b.Elapsed().Nanoseconds())
				b.ReportMetric(ns/float64(attempts), "ns/attempt")
				b.ReportMetric(ns/float64(b.N*w.n), "ns/step")
			})
		}
	}
}

// BenchmarkCompile is the time from a Program to its kernel.
func BenchmarkCompile(b *testing.B) {
	for _, name := range []string{"hh_psc_alpha_gap", "iaf_psc_exp"} {
		for _, e := range exec.Executors() {
			b.Run(name+"/"+e.Name, func(b *testing.B) {
				p := newCells(b, "portable", name, "", 1, "I_e", 0, 0).program
				for b.Loop() {
					if _, err := exec.Compile(p, exec.Options{ISA: e.Name}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
