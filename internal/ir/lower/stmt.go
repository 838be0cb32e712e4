package lower

import (
	"slices"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/internal/nestml/check"
)

func (s *scope) statements(list []ast.Stmt) {
	for _, st := range list {
		s.statement(st)
	}
}

func (s *scope) statement(st ast.Stmt) {
	switch st := st.(type) {
	case *ast.Decl:
		for _, id := range st.Vars {
			s.declare(st, id)
		}
	case *ast.Assign:
		s.assign(st)
	case *ast.CallStmt:
		s.effect(st.Call)
	case *ast.Return:
		s.returns(st)
	case *ast.If:
		s.conditional(st.Conds, st.Bodies, st.Else)
	case *ast.For:
		s.loop(st)
	default:
		s.l.errorf(st, "unsupported", "this statement is not supported", "code is straight-line: loops need bounds that are known before the run", "")
	}
}

func (s *scope) declare(d *ast.Decl, id *ast.Ident) {
	sym := s.l.cm.Uses[id]
	if d.Value != nil {
		s.set(sym, s.exprFor(d.Value, sym))
		return
	}
	s.set(sym, map[ir.Type]ir.Value{ir.F64: s.b.F(0), ir.I64: s.b.I(0), ir.Bool: s.b.Bool(false)}[typeOf(sym.Type)])
}

func (s *scope) assign(a *ast.Assign) {
	sym := s.l.cm.Uses[a.Var]
	switch a.Op {
	case "=":
		s.set(sym, s.exprFor(a.Value, sym))
	case "+=":
		s.set(sym, s.b.Add(s.read(sym), s.exprFor(a.Value, sym)))
	case "-=":
		s.set(sym, s.b.Sub(s.read(sym), s.exprFor(a.Value, sym)))
	default:
		s.set(sym, s.multiplied(sym, a))
	}
}

// multiplied is *= /= //= by a plain number; what becomes of an integer is truncated.
func (s *scope) multiplied(sym *check.Symbol, a *ast.Assign) ir.Value {
	factor := realType
	if s.l.cm.Types[a.Value].Kind == check.Integer {
		factor = s.l.cm.Types[a.Value]
	}
	x, y := s.read(sym), s.exprAs(a.Value, factor)
	if a.Op == "/=" || s.b.TypeOf(x) != s.b.TypeOf(y) {
		x, y = s.float(x), s.float(y)
	}
	var v ir.Value
	switch a.Op {
	case "*=":
		v = s.b.Mul(x, y)
	case "/=":
		v = s.b.Div(x, y)
	case "//=":
		v = s.b.Op(ir.Quo, x, y)
	}
	if typeOf(sym.Type) == ir.I64 && s.b.TypeOf(v) == ir.F64 {
		v = s.b.Op(ir.ToInt, v)
	}
	return v
}

func (s *scope) effect(c *ast.Call) {
	switch c.Name.Name {
	case "emit_spike":
		s.spike = s.b.Bool(true)
	case "integrate_odes":
		s.reached[slices.Index(s.l.calls, c)] = s.b.Bool(true)
	default:
		s.call(c) // a function of the user's without a result: it has no effect
	}
}

// returns keeps the first return on each path.
func (s *scope) returns(r *ast.Return) {
	if r.Value != nil {
		v := s.exprFor(r.Value, s.function)
		if s.done != ir.None && s.result != ir.None {
			v = s.phi(s.done, s.result, v)
		}
		s.result = v
	}
	s.done = s.b.Bool(true)
}

func (s *scope) conditional(conds []ast.Expr, bodies [][]ast.Stmt, otherwise []ast.Stmt) {
	if len(conds) == 0 {
		s.statements(otherwise)
		return
	}
	s.branch(s.expr(conds[0]),
		func(x *scope) { x.statements(bodies[0]) },
		func(y *scope) { y.conditional(conds[1:], bodies[1:], otherwise) })
}

// loop unrolls; the checker bounds the number of rounds.
func (s *scope) loop(f *ast.For) {
	bounds := s.l.cm.Loops[f]
	sym := s.l.cm.Uses[f.Var]
	for i := range bounds.Count() {
		s.set(sym, s.b.I(bounds.From+i*bounds.Step))
		s.statements(f.Body)
	}
}
