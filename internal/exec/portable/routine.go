package portable

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/ir"
)

// routine is a compiled Func: steps over numbered registers.
type routine struct {
	f         *ir.Func
	steps     []boundStep
	inputs    []int // for each input of f its register, or -1 when nothing reads it
	outputs   []int // for each output of f its register
	constants []constant
	registers int
}

// boundStep is a step whose values have registers.
type boundStep struct {
	run    func(in *instr, n int)
	d      int
	regs   []int
	consts []uint64
	math   bool
}

// constant is a register that holds the same bits in every lane, always.
type constant struct {
	register int
	bits     uint64
}

// usage says how the registers of inputs are used.
type usage struct {
	// loop is set for a Func that is run again and again on what it wrote: its inputs stay in their registers, and an
	// output that bears the name of an input is written to that input's register.
	loop bool
	// fixed tells the inputs that are loaded once for many runs. With loop, all are.
	fixed func(input int) bool
}

// compile verifies f and makes its routine.
func compile(f *ir.Func, u usage) (*routine, error) {
	if err := ir.Verify(f); err != nil {
		return nil, fmt.Errorf("portable: %w", err)
	}
	g := newGraph(f)
	steps := selectSteps(g)
	a := newAllocation(f, g, steps, u)
	return a.routine(), nil
}
