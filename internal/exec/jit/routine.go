//go:build amd64

package jit

import (
	"fmt"
	"runtime"
	"unsafe"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/mathfn"
	"github.com/spikelet/spikelet/internal/ir/pass"
)

// routine is a Func as machine code in memory.
type routine struct {
	f       *ir.Func
	lanes   int // of a vector
	text    []byte
	scratch int // bytes
	dropped runtime.Cleanup
}

// newRoutine compiles f; uniform tells which inputs, by name, are one value for all lanes.
func newRoutine(t target, f *ir.Func, uniform func(name string) bool) (*routine, error) {
	f = pass.Standard(mathfn.Expand(f))
	flags := make([]bool, len(f.In))
	for i, in := range f.In {
		flags[i] = uniform(in.Name)
	}
	c, err := generate(t, f, flags)
	if err != nil {
		return nil, fmt.Errorf("jit: %s: %w", f.Name, err)
	}
	text, err := mapText(c.text)
	if err != nil {
		return nil, fmt.Errorf("jit: memory for machine code: %w", err)
	}
	r := &routine{f: f, lanes: t.lanes, text: text, scratch: c.scratch}
	r.dropped = runtime.AddCleanup(r, func(text []byte) { _ = unmapText(text) }, text)
	return r, nil
}

// release gives the memory of the code back; the routine cannot run after it.
func (r *routine) release() {
	r.dropped.Stop()
	if err := unmapText(r.text); err != nil {
		panic("jit: " + err.Error())
	}
	r.text = nil
}

// words is the number of words of the routine's argument.
func (r *routine) words() int { return headWords + len(r.f.In) + len(r.f.Out) }

// operand is a column that a routine reads or writes.
type operand struct {
	t       ir.Type
	uniform bool
}

// call is what one worker needs to run a routine: its argument, and columns for the lanes that do not fill a vector.
type call struct {
	*routine
	operands []operand // inputs, then outputs
	columns  []kernel.Column
	block    []unsafe.Pointer
	area     []byte
	tail     []kernel.Column
}

func newCall(r *routine, uniform func(name string) bool) *call {
	c := &call{routine: r, block: make([]unsafe.Pointer, r.words()), area: make([]byte, r.scratch+alignment)}
	for _, in := range r.f.In {
		c.operands = append(c.operands, operand{in.Type, uniform(in.Name)})
	}
	for _, out := range r.f.Out {
		c.operands = append(c.operands, operand{t: r.f.TypeOf(out.Value)})
	}
	c.columns = make([]kernel.Column, len(c.operands))
	for _, o := range c.operands {
		c.tail = append(c.tail, kernel.NewColumn(o.t, r.lanes))
	}
	c.block[0] = align(c.area)
	return c
}

// alignment of the scratch area: no vector in it crosses a cache line.
const alignment = 64

func align(area []byte) unsafe.Pointer {
	p := unsafe.Pointer(unsafe.SliceData(area))
	return unsafe.Add(p, -uintptr(p)&(alignment-1))
}

// bind makes column c from lane lo on the k-th operand.
func (c *call) bind(k int, column *kernel.Column, lo int) {
	if c.operands[k].uniform {
		lo = 0
	}
	c.columns[k] = from(column, lo)
}

func from(column *kernel.Column, lo int) kernel.Column {
	switch {
	case column.F != nil:
		return kernel.Column{F: column.F[lo:]}
	case column.I != nil:
		return kernel.Column{I: column.I[lo:]}
	}
	return kernel.Column{B: column.B[lo:]}
}

// run runs the routine on the first n lanes of its operands.
func (c *call) run(n int) {
	whole := n - n%c.lanes
	if whole > 0 {
		for k := range c.columns {
			c.block[headWords+k] = address(&c.columns[k])
		}
		c.enter(whole)
	}
	if whole < n {
		c.runTail(whole, n)
	}
	runtime.KeepAlive(c.routine)
}

func (c *call) enter(lanes int) {
	enter(unsafe.Pointer(unsafe.SliceData(c.text)), unsafe.Pointer(unsafe.SliceData(c.block)), lanes)
}

// runTail runs the lanes that do not fill a vector on copies.
func (c *call) runTail(lo, hi int) {
	for k, o := range c.operands {
		if !o.uniform && k < len(c.f.In) {
			copyLanes(&c.tail[k], 0, &c.columns[k], lo, hi-lo)
		}
		c.block[headWords+k] = address(&c.tail[k])
		if o.uniform {
			c.block[headWords+k] = address(&c.columns[k])
		}
	}
	c.enter(c.lanes)
	for k := len(c.f.In); k < len(c.operands); k++ {
		copyLanes(&c.columns[k], lo, &c.tail[k], 0, hi-lo)
	}
}

func address(c *kernel.Column) unsafe.Pointer {
	switch {
	case c.F != nil:
		return unsafe.Pointer(unsafe.SliceData(c.F))
	case c.I != nil:
		return unsafe.Pointer(unsafe.SliceData(c.I))
	}
	return unsafe.Pointer(unsafe.SliceData(c.B))
}

func copyLanes(dst *kernel.Column, to int, src *kernel.Column, lo, n int) {
	copy(dst.F[min(to, len(dst.F)):], src.F[min(lo, len(src.F)):min(lo+n, len(src.F))])
	copy(dst.I[min(to, len(dst.I)):], src.I[min(lo, len(src.I)):min(lo+n, len(src.I))])
	copy(dst.B[min(to, len(dst.B)):], src.B[min(lo, len(src.B)):min(lo+n, len(src.B))])
}
