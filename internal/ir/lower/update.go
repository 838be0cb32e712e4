package lower

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/internal/nestml/check"
)

// step lowers update, the handlers and the conditions to Before and After.
func (l *lowering) step() {
	before := l.scope("before", ir.TimeEnd)
	after := l.scope("after", ir.TimeEnd)
	after.outside = func(sym *check.Symbol) ir.Value {
		name := fmt.Sprintf("%s#%d", sym.Name, sym.Decl.Start) // two locals of different blocks may share a name
		before.b.Output(name, before.values[sym])
		return after.b.Input(name, typeOf(sym.Type))
	}
	if u := l.cm.AST.Update; u != nil {
		c := &cut{l: l, before: before}
		rest := c.statements(before, u.Body)
		rest(after)
	}
	l.integrals(before)
	l.handlers(after)
	l.jumps(after)
	l.conditions(after)

	before.outputStates()
	after.outputStates()
	if l.cm.AST.Output != nil {
		if after.spike == ir.None {
			after.spike = after.b.Bool(false)
		}
		after.b.Output(ir.SpikeOutput, after.spike)
	}
	l.out.Before, l.out.After = used(before), used(after)
}

// used returns the Func of a scope, nil when it computes nothing.
func used(s *scope) *ir.Func {
	if f := s.b.Func(); len(f.Out) > 0 {
		return f
	}
	return nil
}

// cut divides statements at integrate_odes.
type cut struct {
	l      *lowering
	before *scope // the scope of the whole update block: where temporaries are named
	conds  int
}

// statements lowers into s what precedes integration and returns what lowers the rest.
func (c *cut) statements(s *scope, list []ast.Stmt) (rest func(*scope)) {
	for i, st := range list {
		if !integrates(st) {
			s.statement(st)
			continue
		}
		following := list[i+1:]
		if j := firstIntegrating(following); j >= 0 {
			c.l.errorf(following[j], "unsupported", "integrate_odes is called a second time",
				"a time step integrates once on each path", "name all variables in one call, or call it in different branches of an if")
		}
		inner := c.statement(s, st)
		return func(after *scope) {
			inner(after)
			after.statements(following)
		}
	}
	return func(*scope) {}
}

// statement cuts a statement that integrates.
func (c *cut) statement(s *scope, st ast.Stmt) (rest func(*scope)) {
	switch st := st.(type) {
	case *ast.CallStmt:
		s.statement(st)
		return func(*scope) {}
	case *ast.If:
		return c.conditional(s, st.Conds, st.Bodies, st.Else)
	}
	c.l.errorf(st, "unsupported", "integrate_odes inside a loop", "a time step integrates once on each path", "move the call out of the loop")
	return func(*scope) {}
}

// conditional cuts the branches of an if. Its conditions are evaluated before integration; what follows in a branch runs
// after it, under the same condition, which travels as a temporary.
func (c *cut) conditional(s *scope, conds []ast.Expr, bodies [][]ast.Stmt, otherwise []ast.Stmt) (rest func(*scope)) {
	if len(conds) == 0 {
		return c.statements(s, otherwise)
	}
	cond := s.expr(conds[0])
	name := fmt.Sprintf("if#%d", c.conds)
	c.conds++
	c.before.b.Output(name, cond)
	var first, second func(*scope)
	s.branch(cond,
		func(x *scope) { first = c.statements(x, bodies[0]) },
		func(y *scope) { second = c.conditional(y, conds[1:], bodies[1:], otherwise) })
	return func(after *scope) {
		after.branch(after.b.Input(name, ir.Bool), first, second)
	}
}

func integrates(st ast.Stmt) bool {
	switch st := st.(type) {
	case *ast.CallStmt:
		return st.Call.Name.Name == "integrate_odes"
	case *ast.If:
		for _, body := range st.Bodies {
			if firstIntegrating(body) >= 0 {
				return true
			}
		}
		return firstIntegrating(st.Else) >= 0
	case *ast.For:
		return firstIntegrating(st.Body) >= 0
	case *ast.While:
		return firstIntegrating(st.Body) >= 0
	}
	return false
}

func firstIntegrating(list []ast.Stmt) int {
	for i, st := range list {
		if integrates(st) {
			return i
		}
	}
	return -1
}

// integrals lists the calls of integrate_odes with the paths that reach them. Convolutions advance on every path.
func (l *lowering) integrals(before *scope) {
	var hidden []string
	for _, c := range l.conv {
		hidden = append(hidden, c.names()...)
	}
	none := before.b.Bool(true) // no call is reached
	for k, call := range l.calls {
		in := ir.Integral{Vars: l.integrated(call)}
		in.Vars = append(in.Vars, hidden...)
		if when := lookup(before.reached, k); when == ir.None {
			continue
		} else if before.isTrue(when) {
			none = before.b.Bool(false)
		} else {
			in.When = fmt.Sprintf("integrate#%d", k)
			before.b.Output(in.When, when)
			none = before.and(none, before.b.Op(ir.Not, when))
		}
		l.out.Integrals = append(l.out.Integrals, in)
	}
	if isFalse := before.b.Instr(none).Op == ir.Const && !before.isTrue(none); len(hidden) == 0 || isFalse {
		return
	}
	rest := ir.Integral{Vars: hidden}
	if !before.isTrue(none) {
		rest.When = "integrate#none"
		before.b.Output(rest.When, none)
	}
	l.out.Integrals = append(l.out.Integrals, rest)
}

func (s *scope) and(x, y ir.Value) ir.Value {
	if s.isTrue(x) {
		return y
	}
	return s.b.Op(ir.And, x, y)
}

// integrated names the variables that a call advances: of an equation of higher order, all its derivatives.
func (l *lowering) integrated(call *ast.Call) []string {
	var names []string
	for _, sym := range l.cm.Integrate[call] {
		names = append(names, sym.Name)
	}
	return names
}

// integrations are the integrate_odes calls among statements, in the order of the text.
func integrations(list []ast.Stmt) []*ast.Call {
	var calls []*ast.Call
	for _, st := range list {
		switch st := st.(type) {
		case *ast.CallStmt:
			if integrates(st) {
				calls = append(calls, st.Call)
			}
		case *ast.If:
			for _, body := range st.Bodies {
				calls = append(calls, integrations(body)...)
			}
			calls = append(calls, integrations(st.Else)...)
		}
	}
	return calls
}
