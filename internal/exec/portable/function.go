package portable

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/exec/freelist"
	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// CompileFunc compiles f for evaluation outside the step loop. It returns an error when f is not well formed.
func CompileFunc(f *ir.Func) (kernel.Function, error) {
	r, err := compile(f, usage{})
	if err != nil {
		return nil, err
	}
	return &function{machines: freelist.New(func() *machine { return newMachine(r) })}, nil
}

type function struct{ machines *freelist.List[machine] }

// Run implements kernel.Function.
func (f *function) Run(n int, in, out []kernel.Column) {
	m := f.machines.Get()
	defer f.machines.Put(m)
	ir := m.routine.f
	if len(in) != len(ir.In) || len(out) != len(ir.Out) {
		panic(fmt.Sprintf("portable: %s has %d inputs and %d outputs, not %d and %d",
			ir.Name, len(ir.In), len(ir.Out), len(in), len(out)))
	}
	for at := 0; at < n; at += blockLanes {
		lanes := min(blockLanes, n-at)
		for i := range in {
			if b := m.input(i); b != nil {
				loadOrFill(b, &in[i], at, lanes)
			}
		}
		m.run(lanes)
		for i := range out {
			store(&out[i], m.output(i), at, lanes)
		}
	}
}

// loadOrFill loads a column; one of a single element is the same for all lanes.
func loadOrFill(b *block, c *kernel.Column, at, n int) {
	if len(c.F)+len(c.I)+len(c.B) == 1 {
		fill(b, get(c, 0))
		return
	}
	load(b, c, at, n)
}
