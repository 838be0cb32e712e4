package lower

import (
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/internal/nestml/check"
	"github.com/spikelet/spikelet/unit"
)

// typeOf is the IR type that holds values of a NESTML type.
func typeOf(t check.Type) ir.Type {
	switch t.Kind {
	case check.Integer:
		return ir.I64
	case check.Boolean:
		return ir.Bool
	}
	return ir.F64
}

// unitOf is the unit that a value of the type is a number of.
func unitOf(t check.Type) unit.Unit {
	if t.Unit == (unit.Unit{}) {
		return unit.One
	}
	return t.Unit
}

func unitText(t check.Type) string {
	if t.Kind != check.Quantity {
		return ""
	}
	return t.Unit.String()
}

var realType = check.Type{Kind: check.Real, Unit: unit.One}

// exprAs lowers an expression and converts it to a type. A literal is converted as text, with one rounding.
func (s *scope) exprAs(e ast.Expr, want check.Type) ir.Value {
	if v, ok := s.literalAs(e, want); ok {
		return v
	}
	return s.convert(s.expr(e), s.l.cm.Types[e], want)
}

// exprFor lowers what is given to a variable: a bare number is a number of the unit that the variable is declared with.
func (s *scope) exprFor(e ast.Expr, sym *check.Symbol) ir.Value {
	declared := unitOf(sym.Declared)
	if unitOf(s.l.cm.Types[e]).Dimensionless() && !declared.Dimensionless() {
		return s.rescale(s.exprAs(e, realType), declared, declared.Internal())
	}
	return s.exprAs(e, sym.Type)
}

func (s *scope) literalAs(e ast.Expr, want check.Type) (ir.Value, bool) {
	switch e := e.(type) {
	case *ast.Paren:
		return s.literalAs(e.X, want)
	case *ast.Unary:
		v, ok := s.literalAs(e.X, want)
		if ok && e.Op == "-" {
			v = s.negate(v)
		}
		return v, ok && (e.Op == "-" || e.Op == "+")
	case *ast.Number:
		if typeOf(want) != ir.F64 {
			return ir.None, false
		}
		from, to := unitOf(s.l.cm.Types[e]), unitOf(want)
		if !from.SameDimension(to) { // a bare number meets a unit, or a quantity a bare number
			from, to = unit.One, unit.One
			if e.Unit != nil {
				from = unitOf(s.l.cm.Types[e])
				to = from.Internal()
			}
		}
		x, err := unit.ConvertText(e.Text, from, to)
		if err != nil {
			panic("lower: literal " + e.Text + ": " + err.Error())
		}
		return s.b.F(x), true
	}
	return ir.None, false
}

// convert changes the representation of a value. A bare number that meets a unit is a number of that unit; a quantity that
// meets a bare number gives its number in internal units. A real that becomes an integer is truncated.
func (s *scope) convert(v ir.Value, from, want check.Type) ir.Value {
	switch {
	case typeOf(want) == ir.I64 && s.b.TypeOf(v) == ir.F64:
		return s.b.Op(ir.ToInt, s.rescale(v, unitOf(from), unit.One))
	case typeOf(want) != ir.F64:
		return v
	}
	if typeOf(from) == ir.I64 {
		v = s.b.Op(ir.ToFloat, v)
		from = realType
	}
	u, w := unitOf(from), unitOf(want)
	if !u.SameDimension(w) {
		if u.Dimensionless() {
			w = unit.One
		} else {
			w = u.Internal()
		}
	}
	return s.rescale(v, u, w)
}

// rescale converts between units of one dimension. Factors are powers of ten in nearly all cases: multiplying or dividing
// by a whole one rounds once.
func (s *scope) rescale(v ir.Value, from, to unit.Unit) ir.Value {
	if from == to {
		return v
	}
	if f := unit.Convert(1, from, to); f >= 1 {
		if f == 1 {
			return v
		}
		return s.b.Mul(v, s.b.F(f))
	}
	return s.b.Div(v, s.b.F(unit.Convert(1, to, from)))
}

// negate folds the sign into a constant.
func (s *scope) negate(v ir.Value) ir.Value {
	if x, ok := s.b.Func().ConstF64(v); ok {
		return s.b.F(-x)
	}
	if in := s.b.Instr(v); in.Op == ir.Const && in.Type == ir.I64 {
		return s.b.I(-int64(in.Imm))
	}
	return s.b.Op(ir.Neg, v)
}
