//go:build amd64

package jit

import (
	"slices"

	"github.com/spikelet/spikelet/internal/exec/freelist"
	"github.com/spikelet/spikelet/internal/exec/fuse"
	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// program is a compiled ir.Program. A fixed step runs all parts as one routine, last. An adaptive one runs before, attempt
// as often as each neuron needs, and last.
type program struct {
	target   target
	columns  []ir.Column
	adaptive *ir.Adaptive

	before, attempt, last *routine
	written               map[string]bool // by before or attempt
	early                 map[string]bool // by before
}

func compile(t target, p *ir.Program) (kernel.Kernel, error) {
	if err := ir.VerifyProgram(p); err != nil {
		return nil, err
	}
	c := &program{
		target: t, columns: slices.Clone(p.Columns), adaptive: p.Adaptive,
		written: map[string]bool{}, early: map[string]bool{},
	}
	if p.Column(ir.FailOutput) < 0 {
		c.columns = append(c.columns, ir.Column{Name: ir.FailOutput, Type: ir.Bool, Role: ir.TempColumn})
	}
	if err := c.compileParts(p); err != nil {
		return nil, err
	}
	return &stepper{program: c, pool: freelist.New(func() *worker { return newWorker(c) })}, nil
}

func (c *program) compileParts(p *ir.Program) (err error) {
	var last *ir.Func
	if p.Adaptive == nil {
		last = fuse.Joined(c.columns, p.Parts())
	} else {
		c.written[ir.FailOutput], c.written[ir.ElapsedColumn] = true, true
		if p.Before != nil {
			c.writes(p.Before, c.early)
			c.writes(p.Before, c.written)
			if c.before, err = newRoutine(c.target, p.Before, c.uniform); err != nil {
				return err
			}
		}
		c.writes(p.Attempt, c.written)
		if c.attempt, err = newRoutine(c.target, p.Attempt, c.uniform); err != nil {
			return err
		}
		last = fuse.Concluding(c.columns, p.After, c.written)
	}
	if !p.StoreFailed {
		last = fuse.KeepFailed(last, c.columns)
	}
	c.last, err = newRoutine(c.target, last, c.uniform)
	return err
}

// release gives the memory of the code back.
func (c *program) release() {
	for _, r := range []*routine{c.before, c.attempt, c.last} {
		if r != nil {
			r.release()
		}
	}
}

func (c *program) writes(f *ir.Func, set map[string]bool) {
	for _, out := range f.Out {
		set[out.Name] = true
	}
}

// uniform reports whether the column called name holds one value for all neurons.
func (c *program) uniform(name string) bool {
	i := c.index(name)
	return i >= 0 && c.columns[i].Role == ir.UniformColumn
}

// index is the index of the column called name, or -1.
func (c *program) index(name string) int {
	return slices.IndexFunc(c.columns, func(column ir.Column) bool { return column.Name == name })
}
