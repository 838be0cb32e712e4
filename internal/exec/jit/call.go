//go:build amd64

package jit

import (
	"runtime"
	"unsafe"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// operand is a column that a routine reads or writes.
type operand struct {
	t       ir.Type
	uniform bool
}

// size is the number of bytes of one value.
func (o operand) size() int {
	if o.t == ir.Bool {
		return 1
	}
	return 8
}

// call is what one worker needs to run a routine: its argument, the same for the lanes that do not fill a vector, and room for
// those.
type call struct {
	*routine
	operands  []operand        // inputs, then outputs
	block     []unsafe.Pointer // the routine's argument
	tailBlock []unsafe.Pointer
}

func newCall(r *routine, uniform func(name string) bool) *call {
	c := &call{routine: r, block: make([]unsafe.Pointer, r.words()), tailBlock: make([]unsafe.Pointer, r.words())}
	for _, in := range r.f.In {
		c.operands = append(c.operands, operand{in.Type, uniform(in.Name)})
	}
	for _, out := range r.f.Out {
		c.operands = append(c.operands, operand{t: r.f.TypeOf(out.Value)})
	}
	for k, o := range c.operands {
		tail := kernel.NewColumn(o.t, r.lanes)
		c.tailBlock[headWords+k] = address(&tail, 0)
	}
	c.block[0] = aligned(r.scratch)
	c.tailBlock[0] = c.block[0]
	return c
}

// alignment of the scratch area: no vector in it crosses a cache line.
const alignment = 64

func aligned(n int) unsafe.Pointer {
	p := unsafe.Pointer(unsafe.SliceData(make([]byte, n+alignment)))
	return unsafe.Add(p, -uintptr(p)&(alignment-1))
}

// bind makes column from lane lo on the k-th operand.
func (c *call) bind(k int, column *kernel.Column, lo int) {
	if c.operands[k].uniform {
		lo = 0
	}
	c.block[headWords+k] = address(column, lo)
}

// address is that of a value in a column.
func address(c *kernel.Column, lane int) unsafe.Pointer {
	switch {
	case c.F != nil:
		return unsafe.Pointer(&c.F[lane])
	case c.I != nil:
		return unsafe.Pointer(&c.I[lane])
	}
	return unsafe.Pointer(&c.B[lane])
}

// run runs the routine on the first n lanes of its operands.
func (c *call) run(n int) {
	whole := n - n%c.lanes
	if whole > 0 {
		c.enter(c.block, whole)
	}
	if whole < n {
		c.runTail(whole, n)
	}
}

// runPadded is run where all columns have room for n rounded up to whole vectors, and what comes to stand there means nothing.
func (c *call) runPadded(n int) {
	c.enter(c.block, (n+c.lanes-1)/c.lanes*c.lanes)
}

func (c *call) enter(block []unsafe.Pointer, lanes int) {
	enter(unsafe.Pointer(unsafe.SliceData(c.text)), unsafe.Pointer(unsafe.SliceData(block)), lanes)
	runtime.KeepAlive(c.routine)
}

// runTail runs the lanes that do not fill a vector on copies.
func (c *call) runTail(lo, hi int) {
	for k, o := range c.operands {
		switch {
		case o.uniform:
			c.tailBlock[headWords+k] = c.block[headWords+k]
		case k < len(c.f.In):
			copy(lanes(c.tailBlock[headWords+k], o, 0, hi-lo), lanes(c.block[headWords+k], o, lo, hi))
		}
	}
	c.enter(c.tailBlock, c.lanes)
	for k := len(c.f.In); k < len(c.operands); k++ {
		o := c.operands[k]
		copy(lanes(c.block[headWords+k], o, lo, hi), lanes(c.tailBlock[headWords+k], o, 0, hi-lo))
	}
}

// lanes is the memory of the lanes lo ≤ i < hi of a column.
func lanes(column unsafe.Pointer, o operand, lo, hi int) []byte {
	return unsafe.Slice((*byte)(unsafe.Add(column, lo*o.size())), (hi-lo)*o.size())
}
