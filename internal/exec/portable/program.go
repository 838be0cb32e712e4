package portable

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
	columns     []ir.Column
	adaptive    *ir.Adaptive
	storeFailed bool

	before, attempt, last *routine
	written               map[string]bool // by before or attempt
}

// Compile compiles p. It returns an error when p is not a program: see ir.VerifyProgram.
func Compile(p *ir.Program) (kernel.Kernel, error) {
	if err := ir.VerifyProgram(p); err != nil {
		return nil, err
	}
	c := &program{
		columns: slices.Clone(p.Columns), adaptive: p.Adaptive, storeFailed: p.StoreFailed, written: map[string]bool{},
	}
	if p.Column(ir.FailOutput) < 0 {
		c.columns = append(c.columns, ir.Column{Name: ir.FailOutput, Type: ir.Bool, Role: ir.TempColumn})
	}
	var err error
	if p.Adaptive == nil {
		c.last, err = c.compilePart(fuse.Joined(c.columns, p.Parts()), false)
	} else {
		err = c.compileAdaptive(p)
	}
	if err != nil {
		return nil, err
	}
	return &stepper{program: c, pool: freelist.New(func() *scratch { return newScratch(c) })}, nil
}

func (c *program) compileAdaptive(p *ir.Program) (err error) {
	c.written[ir.FailOutput] = true // by the driver, when a neuron needs too many attempts
	for _, f := range []*ir.Func{p.Before, p.Attempt} {
		if f != nil {
			for _, out := range f.Out {
				c.written[out.Name] = true
			}
		}
	}
	if p.Before != nil {
		if c.before, err = c.compilePart(p.Before, false); err != nil {
			return err
		}
	}
	if c.attempt, err = c.compilePart(p.Attempt, true); err != nil {
		return err
	}
	c.last, err = c.compilePart(fuse.Concluding(c.columns, p.After, c.written), false)
	return err
}

// compilePart compiles f. Uniform columns are loaded once for a whole call of Step.
func (c *program) compilePart(f *ir.Func, loop bool) (*routine, error) {
	return compile(f, usage{loop: loop, fixed: func(i int) bool { return c.column(f.In[i].Name).Role == ir.UniformColumn }})
}

// index is the index of the column called name; check made sure that there is one.
func (c *program) index(name string) int {
	return slices.IndexFunc(c.columns, func(column ir.Column) bool { return column.Name == name })
}

func (c *program) column(name string) *ir.Column { return &c.columns[c.index(name)] }
