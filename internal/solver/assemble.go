package solver

import (
	"slices"

	"github.com/spikelet/spikelet/internal/ir"
)

// columns are those of the model; integration adds its own.
func (s *system) columns() []ir.Column {
	m := s.model
	var list []ir.Column
	add := func(name string, t ir.Type, role ir.Role) {
		list = append(list, ir.Column{Name: name, Type: t, Role: role})
	}
	for _, v := range m.States {
		add(v.Name, v.Type, ir.StateColumn)
	}
	for _, v := range m.Parameters {
		add(v.Name, v.Type, ir.ParamColumn)
	}
	for _, v := range m.Internals {
		add(v.Name, v.Type, ir.ParamColumn)
	}
	for _, port := range m.Ports {
		add(port.Name, ir.F64, ir.InputColumn)
		if port.Kind == ir.SpikePort {
			add(ir.Arrived(port.Name), ir.Bool, ir.InputColumn)
		}
	}
	add(ir.TimeBegin, ir.F64, ir.UniformColumn)
	add(ir.TimeEnd, ir.F64, ir.UniformColumn)
	for _, t := range s.temporaries() {
		add(t.Name, m.Before.TypeOf(t.Value), ir.TempColumn)
	}
	if m.After != nil && m.After.Output(ir.SpikeOutput) != ir.None {
		add(ir.SpikeOutput, ir.Bool, ir.OutputColumn)
	}
	add(ir.FailOutput, ir.Bool, ir.OutputColumn)
	return list
}

// temporaries are the outputs of the model's Before that are no states.
func (s *system) temporaries() []ir.Result {
	if s.model.Before == nil {
		return nil
	}
	var list []ir.Result
	for _, o := range s.model.Before.Out {
		if _, ok := s.model.State(o.Name); !ok {
			list = append(list, o)
		}
	}
	return list
}

// after advances the clocks, runs the model's After on the integrated states, and finds out whether the step failed.
func (s *system) after() *ir.Func {
	b := ir.NewBuilder("after")
	states := map[string]ir.Value{}
	for _, c := range s.clocks {
		states[c.name] = c.advance(b, s)
	}
	if after := s.model.After; after != nil {
		out := inline(b, after, states)
		for _, o := range after.Out {
			if o.Name == ir.SpikeOutput {
				b.Output(ir.SpikeOutput, out[o.Name])
			} else {
				states[o.Name] = out[o.Name]
			}
		}
	}
	for _, v := range s.model.States {
		if value, ok := states[v.Name]; ok {
			b.Output(v.Name, value)
		}
	}
	b.Output(ir.FailOutput, notFinite(b, s.final(b, states)))
	return b.Func()
}

// final are the values at the end of the step of the float states that the step changes. Only these are judged: an upstroke
// that overflows within the step and is reset at its end is a spike, no failure.
func (s *system) final(b *ir.Builder, changed map[string]ir.Value) []ir.Value {
	var list []ir.Value
	for _, v := range s.model.States {
		value, ok := changed[v.Name]
		switch before := s.model.Before; {
		case v.Type != ir.F64:
		case ok:
			list = append(list, value)
		case slices.Contains(s.vars, v.Name), before != nil && before.Output(v.Name) != ir.None:
			list = append(list, b.Input(v.Name, ir.F64))
		}
	}
	return list
}
