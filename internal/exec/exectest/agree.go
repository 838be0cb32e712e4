package exectest

import (
	"testing"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// Agree runs a trial with each of the executors and demands the bits of the first.
func (tr *Trial) Agree(t testing.TB, executors []Executor) {
	t.Helper()
	tr.kernels(t, executors)
	for _, f := range tr.program.Parts() {
		tr.functions(t, executors, f)
	}
}

// kernels compares some steps of the program.
func (tr *Trial) kernels(t testing.TB, executors []Executor) {
	t.Helper()
	start := newFrame(tr.program, tr.neurons, tr.value)
	const steps = 2
	var want [steps]*frame
	var counts [steps]kernel.Stats
	for i, e := range executors {
		k := e.compileNow(t, tr.program)
		f := start.clone()
		for s := range steps {
			stats := k.Step(&f.Frame, tr.lo, tr.neurons)
			if i == 0 {
				counts[s], want[s] = stats, f.clone()
				continue
			}
			if stats != counts[s] {
				t.Fatalf("%s: %+v in step %d of neurons %d to %d, %s: %+v\n%s",
					e.Name, stats, s, tr.lo, tr.neurons, executors[0].Name, counts[s], ir.FormatProgram(tr.program))
			}
			f.equal(t, want[s])
		}
		k.Close()
	}
}

func (e Executor) compileNow(t testing.TB, p *ir.Program) kernel.Kernel {
	t.Helper()
	k, err := e.Compile(p)
	if err != nil {
		t.Fatalf("%s: %v\n%s", e.Name, err, ir.FormatProgram(p))
	}
	return k
}

// value is what element i of a column starts with.
func (tr *Trial) value(c ir.Column, i int) uint64 {
	values := tr.values[c.Name]
	return values[i%len(values)]
}

// functions compares f as a Function; inputs that are uniform columns have one element.
func (tr *Trial) functions(t testing.TB, executors []Executor, f *ir.Func) {
	t.Helper()
	var in []kernel.Column
	for _, slot := range f.In {
		c := tr.program.Columns[tr.program.Column(slot.Name)]
		n := tr.neurons
		if c.Role == ir.UniformColumn {
			n = 1
		}
		column := newColumn(c.Type, n)
		for i := range n {
			set(column.data, i, tr.value(c, i))
		}
		in = append(in, column.data)
	}
	var want []*column
	for i, e := range executors {
		out := tr.run(t, e, f, in)
		if i == 0 {
			want = out
		}
		for k, c := range out {
			for j, x := range c.bits() {
				if y := get(want[k].data, j); !same(c.typ, x, y) {
					t.Fatalf("%s: %s[%d] of %d is %#x, %s: %#x\n%s", e.Name, f.Out[k].Name, j, c.n, x, executors[0].Name, y, ir.Format(f))
				}
			}
			if !c.guarded() {
				t.Fatalf("%s: %s: something was written outside the column", e.Name, f.Out[k].Name)
			}
		}
	}
}

// run evaluates f with e on all neurons.
func (tr *Trial) run(t testing.TB, e Executor, f *ir.Func, in []kernel.Column) []*column {
	t.Helper()
	function, err := e.CompileFunc(f)
	if err != nil {
		t.Fatalf("%s: %v\n%s", e.Name, err, ir.Format(f))
	}
	columns, out := make([]*column, len(f.Out)), make([]kernel.Column, len(f.Out))
	for i, r := range f.Out {
		columns[i] = newColumn(f.TypeOf(r.Value), tr.neurons)
		out[i] = columns[i].data
	}
	function.Run(tr.neurons, in, out)
	return columns
}
