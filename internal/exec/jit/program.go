//go:build amd64

package jit

import (
	"github.com/spikelet/spikelet/internal/exec/freelist"
	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// program is a compiled ir.Program: the Funcs of a plan as routines.
type program struct {
	*plan
	target                target
	before, attempt, last *routine
}

func compile(t target, p *ir.Program) (kernel.Kernel, error) {
	l, err := newPlan(p)
	if err != nil {
		return nil, err
	}
	c := &program{plan: l, target: t}
	for _, part := range []struct {
		f *ir.Func
		r **routine
	}{{l.before, &c.before}, {l.attempt, &c.attempt}, {l.last, &c.last}} {
		if part.f == nil {
			continue
		}
		if *part.r, err = newRoutine(t, part.f, c.uniform); err != nil {
			return nil, err
		}
	}
	return &stepper{program: c, pool: freelist.New(func() *worker { return newWorker(c) })}, nil
}

// release gives the memory of the code back.
func (c *program) release() {
	for _, r := range []*routine{c.before, c.attempt, c.last} {
		if r != nil {
			r.release()
		}
	}
}
