package portable

import (
	"math"

	"github.com/spikelet/spikelet/internal/exec/kernel"
)

// load copies n lanes of a column, from index at on, into a register.
func load(dst *block, c *kernel.Column, at, n int) {
	switch {
	case c.F != nil:
		copy(flatFloats(dst)[:n], c.F[at:at+n])
	case c.I != nil:
		copy(flatInts(dst)[:n], c.I[at:at+n])
	default:
		lanes := flat(dst)[:n]
		for l, b := range c.B[at : at+n] {
			lanes[l] = mask(b != 0)
		}
	}
}

// store copies the first n lanes of a register into a column, from index at on.
func store(c *kernel.Column, src *block, at, n int) {
	switch {
	case c.F != nil:
		copy(c.F[at:at+n], flatFloats(src)[:n])
	case c.I != nil:
		copy(c.I[at:at+n], flatInts(src)[:n])
	default:
		column := c.B[at : at+n]
		for l, m := range flat(src)[:n] {
			column[l] = uint8(m & 1)
		}
	}
}

// storeWhere stores the lanes whose mask in skip is zero.
func storeWhere(c *kernel.Column, src, skip *block, at, n int) {
	for l, s := range flat(skip)[:n] {
		if s == 0 {
			set(c, at+l, flat(src)[l])
		}
	}
}

// get reads element i of a column as a register holds it.
func get(c *kernel.Column, i int) uint64 {
	switch {
	case c.F != nil:
		return math.Float64bits(c.F[i])
	case c.I != nil:
		return uint64(c.I[i])
	default:
		return mask(c.B[i] != 0)
	}
}

// set writes element i of a column.
func set(c *kernel.Column, i int, bits uint64) {
	switch {
	case c.F != nil:
		c.F[i] = math.Float64frombits(bits)
	case c.I != nil:
		c.I[i] = int64(bits)
	default:
		c.B[i] = uint8(bits & 1)
	}
}
