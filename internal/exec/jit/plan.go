package jit

import (
	"slices"

	"github.com/spikelet/spikelet/internal/exec/fuse"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/mathfn"
	"github.com/spikelet/spikelet/internal/ir/pass"
)

// plan is a Program as the Funcs that become machine code. A fixed step is one Func, last. An adaptive one runs before, attempt
// as often as each neuron needs, and last.
type plan struct {
	columns  []ir.Column
	adaptive *ir.Adaptive

	before, attempt, last *ir.Func        // nil where there is no such part
	written               map[string]bool // by before or attempt
	early                 map[string]bool // by before
}

func newPlan(p *ir.Program) (*plan, error) {
	if err := ir.VerifyProgram(p); err != nil {
		return nil, err
	}
	l := &plan{columns: slices.Clone(p.Columns), adaptive: p.Adaptive, written: map[string]bool{}, early: map[string]bool{}}
	if p.Column(ir.FailOutput) < 0 {
		l.columns = append(l.columns, ir.Column{Name: ir.FailOutput, Type: ir.Bool, Role: ir.TempColumn})
	}
	if p.Adaptive == nil {
		l.last = fuse.Joined(l.columns, p.Parts())
	} else {
		l.divide(p)
	}
	if !p.StoreFailed {
		l.last = fuse.KeepFailed(l.last, l.columns)
	}
	return l, nil
}

// divide plans an adaptive Program.
func (l *plan) divide(p *ir.Program) {
	l.written[ir.FailOutput], l.written[ir.ElapsedColumn] = true, true
	if p.Before != nil {
		writes(p.Before, l.early)
		writes(p.Before, l.written)
	}
	writes(p.Attempt, l.written)
	l.before, l.attempt = p.Before, p.Attempt
	l.last = fuse.Concluding(l.columns, p.After, l.written)
}

func writes(f *ir.Func, set map[string]bool) {
	for _, out := range f.Out {
		set[out.Name] = true
	}
}

// uniform reports whether the column called name holds one value for all neurons.
func (l *plan) uniform(name string) bool {
	i := l.index(name)
	return i >= 0 && l.columns[i].Role == ir.UniformColumn
}

// index is the index of the column called name, or -1.
func (l *plan) index(name string) int {
	return slices.IndexFunc(l.columns, func(column ir.Column) bool { return column.Name == name })
}

// prepare makes a generator for f, its mathematical functions expanded; uniform tells which inputs, by name, are one value for
// all lanes.
func prepare(t target, f *ir.Func, uniform func(name string) bool) *generator {
	f = pass.Standard(mathfn.Expand(f))
	flags := make([]bool, len(f.In))
	for i, in := range f.In {
		flags[i] = uniform(in.Name)
	}
	return newGenerator(t, f, flags)
}
