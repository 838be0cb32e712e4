package lower

import (
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/internal/nestml/check"
	"github.com/spikelet/spikelet/unit"
)

// plain are the functions of one plain number that are one operation.
var plain = map[string]ir.Op{
	"exp": ir.Exp, "expm1": ir.Expm1, "ln": ir.Log, "log10": ir.Log10,
	"sin": ir.Sin, "cos": ir.Cos, "tan": ir.Tan, "sinh": ir.Sinh, "cosh": ir.Cosh, "tanh": ir.Tanh,
	"erf": ir.Erf, "erfc": ir.Erfc,
}

func (s *scope) call(e *ast.Call) ir.Value {
	if sym := s.l.cm.Uses[e.Name]; sym != nil && sym.Kind == check.FunctionSymbol {
		return s.inline(e, sym)
	}
	if op, ok := plain[e.Name.Name]; ok {
		return s.b.Op(op, s.exprAs(e.Args[0], realType))
	}
	t := s.l.cm.Types[e]
	switch e.Name.Name {
	case "min":
		x, y := s.exprAs(e.Args[0], t), s.exprAs(e.Args[1], t)
		return s.min(x, y)
	case "max":
		x, y := s.exprAs(e.Args[0], t), s.exprAs(e.Args[1], t)
		return s.max(x, y)
	case "clip":
		x := s.max(s.exprAs(e.Args[0], t), s.exprAs(e.Args[1], t))
		return s.min(x, s.exprAs(e.Args[2], t))
	case "abs":
		return s.abs(s.exprAs(e.Args[0], t))
	case "ceil":
		return s.whole(ir.Ceil, s.exprAs(e.Args[0], t))
	case "floor":
		return s.whole(ir.Floor, s.exprAs(e.Args[0], t))
	case "round":
		return s.round(s.exprAs(e.Args[0], t))
	case "pow":
		return s.b.Op(ir.Pow, s.float(s.expr(e.Args[0])), s.exprAs(e.Args[1], realType))
	case "resolution", "timestep":
		return s.b.Input(ir.StepInput, ir.F64)
	case "steps":
		return s.steps(s.exprAs(e.Args[0], milliseconds))
	case "convolve":
		return s.convolve(e)
	}
	panic("lower: function " + e.Name.Name)
}

// min is x where x < y, else y: with a NaN it is y.
func (s *scope) min(x, y ir.Value) ir.Value { return s.b.Select(s.b.Op(ir.Lt, x, y), x, y) }

func (s *scope) max(x, y ir.Value) ir.Value { return s.b.Select(s.b.Op(ir.Lt, y, x), x, y) }

func (s *scope) abs(x ir.Value) ir.Value {
	if s.b.TypeOf(x) == ir.F64 {
		return s.b.Op(ir.Abs, x)
	}
	return s.b.Select(s.b.Op(ir.Lt, x, s.b.I(0)), s.b.Op(ir.Neg, x), x)
}

func (s *scope) whole(op ir.Op, x ir.Value) ir.Value {
	if s.b.TypeOf(x) == ir.I64 {
		return x
	}
	return s.b.Op(op, x)
}

// round rounds halves away from zero, as C's round does.
func (s *scope) round(x ir.Value) ir.Value {
	if s.b.TypeOf(x) == ir.I64 {
		return x
	}
	whole := s.b.Op(ir.Trunc, x)
	one := s.b.Select(s.b.Op(ir.Lt, x, s.b.F(0)), s.b.F(-1), s.b.F(1))
	half := s.b.Op(ir.Le, s.b.F(0.5), s.b.Op(ir.Abs, s.b.Sub(x, whole)))
	return s.b.Select(half, s.b.Add(whole, one), whole)
}

var milliseconds = check.Type{Kind: check.Quantity, Unit: mustParse("ms")}

func mustParse(text string) unit.Unit {
	u, err := unit.Parse(text)
	if err != nil {
		panic("lower: " + err.Error())
	}
	return u
}

// steps is the number of time steps that cover a duration: ceil(T/dt), where a quotient within 1e-9 of a whole number is
// that number (1.1 ms in steps of 0.1 ms are 11, though 1.1/0.1 > 11).
func (s *scope) steps(ms ir.Value) ir.Value {
	q := s.b.Div(ms, s.b.Input(ir.StepInput, ir.F64))
	near := s.b.Op(ir.RoundEven, q)
	isNear := s.b.Op(ir.Le, s.b.Op(ir.Abs, s.b.Sub(q, near)), s.b.F(1e-9))
	return s.b.Op(ir.ToInt, s.b.Select(isNear, near, s.b.Op(ir.Ceil, q)))
}

// inline lowers the body of a user's function with its parameters bound.
func (s *scope) inline(e *ast.Call, sym *check.Symbol) ir.Value {
	body := s.fork()
	body.function, body.result, body.done = sym, ir.None, ir.None
	for i := range sym.Params {
		body.set(sym.Params[i], s.exprFor(e.Args[i], sym.Params[i]))
	}
	body.statements(sym.Function.Body)
	return s.convert(body.result, sym.Type, s.l.cm.Types[e])
}
