package exectest

import (
	"slices"

	"github.com/spikelet/spikelet/internal/ir"
)

// Trial is a random program, and neurons to run it on.
type Trial struct {
	program *ir.Program
	values  map[string][]uint64 // by column, dealt to the neurons in turn
	neurons int
	lo      int // the first neuron that is stepped
}

// Decode makes a trial of any bytes.
func Decode(data []byte) *Trial {
	d := &decoder{data}
	t := &Trial{values: map[string][]uint64{}}
	t.neurons = d.below(2*8 + 2) // up to one more than two of the widest vectors
	if d.one(40) {
		t.neurons += 1020 // and around the chunks that executors may make
	}
	t.lo = d.below(8) * d.below(2)
	t.lo = min(t.lo, t.neurons)
	t.program = d.program()
	for _, c := range t.program.Columns {
		for range 5 {
			t.values[c.Name] = append(t.values[c.Name], d.bits(c.Type))
		}
	}
	return t
}

// program has columns of each type in each role.
func (d *decoder) program() *ir.Program {
	p := &ir.Program{Name: "random", StoreFailed: d.one(4)}
	for _, r := range []ir.Role{
		ir.StateColumn, ir.ParamColumn, ir.InputColumn, ir.UniformColumn, ir.TempColumn, ir.OutputColumn,
	} {
		for _, t := range types {
			for i := range 3 {
				p.Columns = append(p.Columns, ir.Column{Name: columnName(t, r, i), Type: t, Role: r})
			}
		}
	}
	if !d.one(4) {
		role := []ir.Role{ir.OutputColumn, ir.TempColumn}[d.below(2)]
		p.Columns = append(p.Columns, ir.Column{Name: ir.FailOutput, Type: ir.Bool, Role: role})
	}
	written := map[string]bool{}
	if d.one(2) {
		p.Before = d.part(p, "before", written)
	}
	if d.one(2) {
		p.Columns = append(p.Columns, ir.Column{Name: ir.ElapsedColumn, Type: ir.F64, Role: ir.TempColumn})
		p.Adaptive = &ir.Adaptive{Dt: 4 * quarter, MaxAttempts: 1 + d.below(7)}
		p.Attempt = d.part(p, "attempt", written)
	} else {
		p.Step = d.part(p, "step", written)
	}
	if d.one(2) {
		p.After = d.part(p, "after", written)
	}
	return p
}

// part is a Func over columns of p; written grows by those that it writes.
func (d *decoder) part(p *ir.Program, name string, written map[string]bool) *ir.Func {
	w := &writer{decoder: d, b: ir.NewBuilder(name), pool: map[ir.Type][]ir.Value{}}
	var inputs []ir.Value
	for _, c := range p.Columns {
		readable := c.Role < ir.TempColumn || written[c.Name]
		if readable && w.below(4) > 0 {
			inputs = append(inputs, w.keep(w.b.Input(c.Name, c.Type)))
		}
	}
	w.body()
	w.outputs(p, inputs, written)
	if name == "attempt" {
		w.advance(written)
	}
	return orderly(w.b.Func())
}

// outputs writes columns of p: computed values, and inputs of other names.
func (w *writer) outputs(p *ir.Program, inputs []ir.Value, written map[string]bool) {
	for _, c := range p.Columns {
		switch {
		case c.Name == ir.ElapsedColumn, c.Role == ir.ParamColumn, c.Role == ir.InputColumn, c.Role == ir.UniformColumn, w.one(3):
			continue
		case c.Name == ir.FailOutput:
			w.b.Output(c.Name, w.failure())
		case w.one(3):
			w.b.Output(c.Name, w.anyOf(inputs, c.Type))
		default:
			w.b.Output(c.Name, w.pick(c.Type))
		}
		written[c.Name] = true
	}
}

// anyOf is one of the values that has type t.
func (w *writer) anyOf(values []ir.Value, t ir.Type) ir.Value {
	values = slices.DeleteFunc(slices.Clone(values), func(v ir.Value) bool { return w.b.TypeOf(v) != t })
	if len(values) == 0 {
		return w.pick(t)
	}
	return values[w.below(len(values))]
}

// advance makes an attempt go on by a quarter of the step where some value says so, and everywhere at the start.
func (w *writer) advance(written map[string]bool) {
	elapsed := w.b.Input(ir.ElapsedColumn, ir.F64)
	forward := w.b.Op(ir.Or, w.b.Op(ir.Le, elapsed, w.b.F(quarter)), w.pick(ir.Bool))
	w.b.Output(ir.ElapsedColumn, w.b.Select(forward, w.b.Add(elapsed, w.b.F(quarter)), elapsed))
	written[ir.ElapsedColumn] = true
}

// Program is the program of the trial.
func (tr *Trial) Program() *ir.Program { return tr.program }
