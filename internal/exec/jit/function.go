//go:build amd64

package jit

import (
	"github.com/spikelet/spikelet/internal/exec/freelist"
	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// function is the kernel.Function of a Func. Its code takes every input as one value per lane: which ones are the same for all
// is known only when it runs.
type function struct {
	f    *ir.Func
	list *freelist.List[evaluation]
}

// evaluation is what one call of Run works with: spread holds inputs that are the same for all lanes.
type evaluation struct {
	*call
	spread []kernel.Column
}

// CompileFunc makes machine code of f.
func (e Executor) CompileFunc(f *ir.Func) (kernel.Function, error) {
	if err := ir.Verify(f); err != nil {
		return nil, err
	}
	never := func(string) bool { return false }
	r, err := newRoutine(e.target, f, never)
	if err != nil {
		return nil, err
	}
	return &function{f, freelist.New(func() *evaluation {
		c := newCall(r, never)
		s := make([]kernel.Column, len(c.operands))
		for k := range r.f.In {
			s[k] = kernel.NewColumn(c.operands[k].t, chunkLanes)
		}
		return &evaluation{c, s}
	})}, nil
}

// Run implements kernel.Function.
func (f *function) Run(n int, in, out []kernel.Column) {
	e := f.list.Get()
	defer f.list.Put(e)
	for lo := 0; lo < n; lo += chunkLanes {
		for k, slot := range e.f.In { // inputs that nothing needs are gone
			i := f.f.Input(slot.Name)
			if max(len(in[i].F), len(in[i].I), len(in[i].B)) == 1 {
				fill(&e.spread[k], &in[i])
				e.bind(k, &e.spread[k], 0)
			} else {
				e.bind(k, &in[i], lo)
			}
		}
		for k := range out {
			e.bind(len(e.f.In)+k, &out[k], lo)
		}
		e.run(min(chunkLanes, n-lo))
	}
}

// fill sets all of dst to the first value of src.
func fill(dst, src *kernel.Column) {
	for i := range dst.F {
		dst.F[i] = src.F[0]
	}
	for i := range dst.I {
		dst.I[i] = src.I[0]
	}
	for i := range dst.B {
		dst.B[i] = src.B[0]
	}
}
