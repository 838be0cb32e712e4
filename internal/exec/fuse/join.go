package fuse

import "github.com/spikelet/spikelet/internal/ir"

// joiner writes parts of a program one after the other into one Func; what one part writes, the next reads without a
// detour through a column.
type joiner struct {
	b       *ir.Builder
	columns []ir.Column
	current map[string]ir.Value // of each column that was read or written
	written map[string]bool
}

// Joined is the parts as one Func whose outputs are the stored columns that any part writes. A lane that one part fails
// has failed, whatever the parts after it say.
func Joined(columns []ir.Column, parts []*ir.Func) *ir.Func {
	j := newJoiner("step", columns)
	for _, f := range parts {
		j.part(f)
	}
	return j.done(j.written)
}

// Concluding is the part after integration, nil for none, with the columns written before as further outputs.
func Concluding(columns []ir.Column, after *ir.Func, written map[string]bool) *ir.Func {
	j := newJoiner("after", columns)
	j.written[ir.FailOutput] = true
	if after != nil {
		j.part(after)
	}
	for name := range written {
		j.written[name] = true
	}
	return j.done(j.written)
}

func newJoiner(name string, columns []ir.Column) *joiner {
	return &joiner{
		b: ir.NewBuilder(name), columns: columns, current: map[string]ir.Value{}, written: map[string]bool{},
	}
}

// value is what the column holds at this point.
func (j *joiner) value(name string, t ir.Type) ir.Value {
	v, ok := j.current[name]
	if !ok {
		v = j.b.Input(name, t)
		j.current[name] = v
	}
	return v
}

func (j *joiner) part(f *ir.Func) {
	inputs := make(map[string]ir.Value, len(f.In))
	for _, in := range f.In {
		inputs[in.Name] = j.value(in.Name, in.Type)
	}
	results := j.b.Inline(f, inputs)
	for _, out := range f.Out {
		v := results[out.Name]
		if out.Name == ir.FailOutput && j.written[out.Name] {
			v = j.b.Op(ir.Or, j.value(out.Name, ir.Bool), v)
		}
		j.current[out.Name] = v
		j.written[out.Name] = true
	}
}

// done ends the Func: the written columns that have storage, and FailOutput, are its outputs.
func (j *joiner) done(written map[string]bool) *ir.Func {
	for _, c := range j.columns {
		if written[c.Name] && (c.Role != ir.TempColumn || c.Name == ir.FailOutput) {
			j.b.Output(c.Name, j.value(c.Name, c.Type))
		}
	}
	return j.b.Func()
}
