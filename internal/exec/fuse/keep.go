package fuse

import "github.com/spikelet/spikelet/internal/ir"

// Before is the name of the input of KeepFailed's result that holds the state called name as it was before the step.
func Before(name string) string { return name + " before!" }

// KeepFailed makes the outputs of f that are states keep the value before the step, the input Before(name), in lanes where the
// output ir.FailOutput is true.
func KeepFailed(f *ir.Func, columns []ir.Column) *ir.Func {
	if f.Output(ir.FailOutput) == ir.None {
		return f
	}
	b := ir.NewBuilder(f.Name)
	inputs := map[string]ir.Value{}
	for _, in := range f.In {
		inputs[in.Name] = b.Input(in.Name, in.Type)
	}
	results := b.Inline(f, inputs)
	fail := results[ir.FailOutput]
	for _, out := range f.Out {
		v := results[out.Name]
		if role(columns, out.Name) == ir.StateColumn {
			v = b.Select(fail, b.Input(Before(out.Name), b.TypeOf(v)), v)
		}
		b.Output(out.Name, v)
	}
	return b.Func()
}

func role(columns []ir.Column, name string) ir.Role {
	for _, c := range columns {
		if c.Name == name {
			return c.Role
		}
	}
	panic("fuse: no column " + name)
}
