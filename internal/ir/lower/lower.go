package lower

import (
	"strings"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/internal/nestml/check"
	"github.com/spikelet/spikelet/unit"
)

// Model lowers a checked model. The diagnostics are of what the checker cannot see: a kernel that is no sum of
// c·t^k·exp(-t/tau), two integrations on one path. With errors among them the model is nil.
func Model(src *diag.Source, cm *check.Model) (*ir.Model, *diag.List) {
	l := &lowering{src: src, cm: cm, diags: &diag.List{}, out: &ir.Model{Name: cm.AST.Name.Name, Doc: cm.AST.Doc}}
	if u := cm.AST.Update; u != nil {
		l.calls = integrations(u.Body)
	}
	l.convolutions()
	l.declarations()
	l.equations()
	l.step()
	l.probe()
	l.options()
	if l.diags.HasErrors() {
		return nil, l.diags
	}
	return l.out, l.diags
}

// lowering is the work on one model.
type lowering struct {
	src   *diag.Source
	cm    *check.Model
	diags *diag.List
	out   *ir.Model
	conv  []*convolution
	calls []*ast.Call // of integrate_odes
}

func (l *lowering) errorf(at ast.Node, code, message, why, fix string) {
	l.diags.Add(diag.Diagnostic{Source: l.src, Span: at.Range(), Code: code, Message: message, Why: why, Fix: fix})
}

// declarations lowers parameters, internals and states with their values and guards, and the ports.
func (l *lowering) declarations() {
	for _, sym := range l.cm.Parameters {
		l.out.Parameters = append(l.out.Parameters, variable(sym))
		l.out.Default = append(l.out.Default, l.valueFunc("default "+sym.Name, sym))
		l.guard(sym, false)
	}
	l.internals()
	for _, sym := range l.cm.States {
		l.out.States = append(l.out.States, variable(sym))
		l.out.Initial = append(l.out.Initial, l.valueFunc("initial "+sym.Name, sym))
		l.guard(sym, true)
	}
	for _, c := range l.conv {
		l.out.States = append(l.out.States, c.variables()...)
		l.out.Initial = append(l.out.Initial, c.initial()...)
	}
	for _, sym := range l.cm.Ports {
		l.out.Ports = append(l.out.Ports, l.port(sym))
	}
}

func variable(sym *check.Symbol) ir.Variable {
	return ir.Variable{Name: sym.Name, Aliases: sym.Aliases, Type: typeOf(sym.Type), Unit: unitText(sym.Declared), Doc: sym.Decl.Doc}
}

func (l *lowering) port(sym *check.Symbol) ir.Port {
	p := ir.Port{Name: sym.Name}
	switch {
	case sym.Port.Continuous:
		p.Kind, p.Unit = ir.ContinuousPort, unitText(sym.Declared)
		p.Gap = sym == l.cm.Options.GapPort
	case sym.HasWeightUnit:
		p.Unit = sym.WeightUnit.String()
		if sym.WeightUnit == unit.One {
			p.Unit = ""
		}
	}
	switch {
	case sym.Port.Excitatory && !sym.Port.Inhibitory:
		p.Sign = ir.Excitatory
	case sym.Port.Inhibitory && !sym.Port.Excitatory:
		p.Sign = ir.Inhibitory
	}
	return p
}

// valueFunc computes the declared value of a variable.
func (l *lowering) valueFunc(name string, sym *check.Symbol) *ir.Func {
	s := l.scope(name, ir.TimeEnd)
	s.b.Output(sym.Name, s.exprFor(sym.Decl.Value, sym))
	return s.b.Func()
}

func (l *lowering) internals() {
	if len(l.cm.Internals) == 0 {
		return
	}
	s := l.scope("internals", ir.TimeEnd)
	for _, sym := range l.cm.Internals {
		l.out.Internals = append(l.out.Internals, variable(sym))
		v := s.exprFor(sym.Decl.Value, sym)
		s.set(sym, v)
		s.b.Output(sym.Name, v)
		l.guard(sym, false)
	}
	l.out.Derive = s.b.Func()
}

func (l *lowering) guard(sym *check.Symbol, state bool) {
	cond := sym.Decl.Guard
	if cond == nil {
		return
	}
	s := l.scope("guard "+sym.Name, ir.TimeEnd)
	s.b.Output("ok", s.expr(cond))
	span := cond.Range()
	l.out.Guards = append(l.out.Guards, ir.Guard{
		Variable: sym.Name, Text: strings.TrimSpace(l.src.Text[span.Start:span.End]), State: state, Check: s.b.Func(),
	})
}

// probe computes the recordable inlines from the state at the end of a step.
func (l *lowering) probe() {
	s := l.scope("probe", ir.TimeEnd)
	for _, sym := range l.cm.Inlines {
		if !sym.Decl.Recordable {
			continue
		}
		l.out.Recordables = append(l.out.Recordables, variable(sym))
		s.b.Output(sym.Name, s.exprFor(sym.Decl.Value, sym))
	}
	if len(l.out.Recordables) > 0 {
		l.out.Probe = s.b.Func()
	}
}

func (l *lowering) options() {
	o := l.cm.Options
	l.out.Options = ir.Options{
		Solver:            o.Solver,
		AbsoluteTolerance: o.AbsoluteTolerance,
		RelativeTolerance: o.RelativeTolerance,
		Potential:         nameOf(o.Potential),
		GapPort:           nameOf(o.GapPort),
		SpikeSignal:       nameOf(o.SpikeSignal),
	}
}

func nameOf(sym *check.Symbol) string {
	if sym == nil {
		return ""
	}
	return sym.Name
}
