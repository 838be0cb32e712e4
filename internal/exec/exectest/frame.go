package exectest

import (
	"pgregory.net/rapid"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// frame is a kernel.Frame whose columns have guard zones.
type frame struct {
	kernel.Frame
	p       *ir.Program
	columns []*column // nil for a temporary
}

// newFrame makes a frame of n neurons; value gives element i of each column.
func newFrame(p *ir.Program, n int, value func(c ir.Column, i int) uint64) *frame {
	f := &frame{Frame: kernel.Frame{N: n, Columns: make([]kernel.Column, len(p.Columns))}, p: p}
	f.columns = make([]*column, len(p.Columns))
	for i, c := range p.Columns {
		size := n
		switch c.Role {
		case ir.TempColumn:
			continue
		case ir.UniformColumn:
			size = 1
		}
		f.columns[i] = newColumn(c.Type, size)
		f.Columns[i] = f.columns[i].data
		for j := range size {
			set(f.Columns[i], j, value(c, j))
		}
	}
	return f
}

// clone is a frame with the same values.
func (f *frame) clone() *frame {
	return newFrame(f.p, f.N, func(c ir.Column, i int) uint64 { return get(f.Columns[f.p.Column(c.Name)], i) })
}

// equal fails the test when a column of f differs from want or its guards were touched.
func (f *frame) equal(t rapid.TB, want *frame) {
	t.Helper()
	for i, c := range f.columns {
		if c == nil {
			continue
		}
		column := f.p.Columns[i]
		for j, x := range c.bits() {
			if y := get(want.Columns[i], j); !same(column.Type, x, y) {
				t.Fatalf("%s[%d] of %d is %#x, want %#x\n%s", column.Name, j, f.N, x, y, ir.FormatProgram(f.p))
			}
		}
		if !c.guarded() {
			t.Fatalf("%s: something was written outside the column", column.Name)
		}
	}
}

// steps runs a kernel for some steps of the neurons lo ≤ i < hi beside the reference and compares after each.
func steps(t rapid.TB, k kernel.Kernel, f *frame, lo, hi, count int) {
	t.Helper()
	want := f.clone()
	for range count {
		got, expected := k.Step(&f.Frame, lo, hi), reference(f.p, &want.Frame, lo, hi)
		if got != expected {
			t.Fatalf("%+v for neurons %d to %d, want %+v\n%s", got, lo, hi, expected, ir.FormatProgram(f.p))
		}
		f.equal(t, want)
	}
}
