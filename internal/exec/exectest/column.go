package exectest

import (
	"math"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// guard is the number of elements before and after every column that nobody may touch; they hold guardBits.
const (
	guard     = 9
	guardBits = 0xfff7_dead_beef_5a5a // a NaN, should anyone compute with it
)

// column is a column with guard zones.
type column struct {
	typ  ir.Type
	all  kernel.Column // with the guard zones
	data kernel.Column
	n    int
}

func newColumn(t ir.Type, n int) *column {
	c := &column{typ: t, all: kernel.NewColumn(t, n+2*guard), n: n}
	for i := range guard {
		set(c.all, i, guardBits)
		set(c.all, guard+n+i, guardBits)
	}
	switch t {
	case ir.F64:
		c.data.F = c.all.F[guard : guard+n : guard+n]
	case ir.I64:
		c.data.I = c.all.I[guard : guard+n : guard+n]
	default:
		c.data.B = c.all.B[guard : guard+n : guard+n]
	}
	return c
}

func columnOf(t ir.Type, bits ...uint64) *column {
	c := newColumn(t, len(bits))
	for i, x := range bits {
		set(c.data, i, x)
	}
	return c
}

// bits are the values of c.
func (c *column) bits() []uint64 {
	out := make([]uint64, c.n)
	for i := range out {
		out[i] = get(c.data, i)
	}
	return out
}

// guarded reports whether nothing was written outside c.
func (c *column) guarded() bool {
	want := newColumn(c.typ, 0)
	for i := range guard {
		if get(c.all, i) != get(want.all, i) || get(c.all, guard+c.n+i) != get(want.all, guard+i) {
			return false
		}
	}
	return true
}

func get(c kernel.Column, i int) uint64 {
	switch {
	case c.F != nil:
		return math.Float64bits(c.F[i])
	case c.I != nil:
		return uint64(c.I[i])
	default:
		return uint64(c.B[i])
	}
}

func set(c kernel.Column, i int, bits uint64) {
	switch {
	case c.F != nil:
		c.F[i] = math.Float64frombits(bits)
	case c.I != nil:
		c.I[i] = int64(bits)
	default:
		c.B[i] = uint8(bits)
	}
}
