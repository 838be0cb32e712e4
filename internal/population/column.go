package population

import (
	"fmt"
	"math"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// length is the number of values in c.
func length(c kernel.Column) int { return len(c.F) + len(c.I) + len(c.B) }

// number is value i of c as a float64: integers are converted, a Boolean is 0 or 1. A column of one value has it for all i.
func number(c kernel.Column, i int) float64 {
	if length(c) == 1 {
		i = 0
	}
	switch {
	case c.F != nil:
		return c.F[i]
	case c.I != nil:
		return float64(c.I[i])
	}
	return float64(c.B[i])
}

// bits is value i of c as a kernel constant has it.
func bits(c kernel.Column, i int) uint64 {
	switch {
	case c.F != nil:
		return math.Float64bits(c.F[i])
	case c.I != nil:
		return uint64(c.I[i])
	}
	return uint64(c.B[i])
}

// fromNumbers makes a column of type t of numbers: an integer must be whole, a Boolean 0 or 1.
func fromNumbers(t ir.Type, numbers []float64) (kernel.Column, error) {
	c := kernel.NewColumn(t, len(numbers))
	for i, x := range numbers {
		switch t {
		case ir.F64:
			c.F[i] = x
		case ir.I64:
			if x != math.Trunc(x) || math.Abs(x) > 1<<53 {
				return c, fmt.Errorf("%v is not a whole number", x)
			}
			c.I[i] = int64(x)
		case ir.Bool:
			if x != 0 && x != 1 {
				return c, fmt.Errorf("%v is neither 0 (false) nor 1 (true)", x)
			}
			c.B[i] = uint8(x)
		}
	}
	return c, nil
}

// collapse returns a column of one value when all values of c have the same bits, else c.
func collapse(c kernel.Column) kernel.Column {
	for i := 1; i < length(c); i++ {
		if bits(c, i) != bits(c, 0) {
			return c
		}
	}
	return resize(c, 1)
}

// resize returns a new column of n values: the first of c's when n is 1, c's one value for all when c has one, else a copy.
func resize(c kernel.Column, n int) kernel.Column {
	switch {
	case c.F != nil:
		return kernel.Column{F: resized(c.F, n)}
	case c.I != nil:
		return kernel.Column{I: resized(c.I, n)}
	}
	return kernel.Column{B: resized(c.B, n)}
}

func resized[T any](from []T, n int) []T {
	to := make([]T, n)
	if copy(to, from) < n {
		for i := range to {
			to[i] = from[0]
		}
	}
	return to
}

// slice is the stretch lo ≤ i < hi of c.
func slice(c kernel.Column, lo, hi int) kernel.Column {
	switch {
	case c.F != nil:
		return kernel.Column{F: c.F[lo:hi]}
	case c.I != nil:
		return kernel.Column{I: c.I[lo:hi]}
	case c.B != nil:
		return kernel.Column{B: c.B[lo:hi]}
	}
	return c
}
