package kernel

import "github.com/spikelet/spikelet/internal/ir"

// Column is the storage of one ir.Column: the slice of its type is set, the others are nil. Its length is the number of
// neurons, or 1 for a uniform column, or 0 for a temporary.
type Column struct {
	F []float64
	I []int64
	B []uint8 // Bool: 0 or 1
}

// NewColumn allocates a column of n values.
func NewColumn(t ir.Type, n int) Column {
	switch t {
	case ir.F64:
		return Column{F: make([]float64, n)}
	case ir.I64:
		return Column{I: make([]int64, n)}
	default:
		return Column{B: make([]uint8, n)}
	}
}

// Frame is the storage of a population: one Column for each of the Program's.
type Frame struct {
	N       int // neurons
	Columns []Column
}

// NewFrame allocates the columns of p for n neurons, all zero.
func NewFrame(p *ir.Program, n int) *Frame {
	f := &Frame{N: n, Columns: make([]Column, len(p.Columns))}
	for i, c := range p.Columns {
		switch c.Role {
		case ir.UniformColumn:
			f.Columns[i] = NewColumn(c.Type, 1)
		case ir.TempColumn:
		default:
			f.Columns[i] = NewColumn(c.Type, n)
		}
	}
	return f
}

// Stats counts the work of one call of Step.
type Stats struct {
	Attempts int64 // of adaptive integration, summed over lanes; lanes × 1 for a fixed step
	Failed   int   // lanes that set ir.FailOutput
}

// Kernel is a compiled Program. Step advances the neurons lo ≤ i < hi of f by one time step: it reads the columns as they
// are and leaves states and outputs of the end of the step. It allocates nothing. Calls with disjoint ranges may run at
// the same time on one Kernel and Frame; the result does not depend on how the neurons are divided into ranges.
type Kernel interface {
	Step(f *Frame, lo, hi int) Stats
	Executor() string // "portable", …

	// Close releases, when no Step runs any more, what the garbage collector does not know of. A Step after it panics, a
	// second Close does nothing.
	Close()
}

// Function is a compiled Func, evaluated outside the step loop (initial values, guards, recordables). Run binds its inputs
// and outputs by position (as in Func.In and Func.Out); an input of length 1 is the same for all n lanes.
type Function interface {
	Run(n int, in, out []Column)
}
