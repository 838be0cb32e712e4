package lower

import (
	"math"
	"strconv"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/internal/nestml/check"
)

// expr lowers an expression to a value of the type that the checker gave it.
func (s *scope) expr(e ast.Expr) ir.Value {
	switch e := e.(type) {
	case *ast.Paren:
		return s.expr(e.X)
	case *ast.Number:
		return s.number(e)
	case *ast.Bool:
		return s.b.Bool(e.Value)
	case *ast.Inf:
		return s.b.F(math.Inf(1))
	case *ast.Ident:
		return s.ident(e)
	case *ast.Call:
		return s.call(e)
	case *ast.Unary:
		return s.unary(e)
	case *ast.Binary:
		return s.binary(e)
	case *ast.Ternary:
		t := s.l.cm.Types[e]
		return s.phi(s.expr(e.Cond), s.exprAs(e.Then, t), s.exprAs(e.Else, t))
	}
	panic("lower: expression of an unknown kind")
}

func (s *scope) number(e *ast.Number) ir.Value {
	if s.l.cm.Types[e].Kind == check.Integer {
		n, err := strconv.ParseInt(e.Text, 10, 64)
		if err != nil {
			s.l.errorf(e, "integer-range", "the integer "+e.Text+" is too large", "integers have 64 bits", "write it as a real number: "+e.Text+".0")
			return s.b.I(0)
		}
		return s.b.I(n)
	}
	v, _ := s.literalAs(e, s.l.cm.Types[e])
	return v
}

func (s *scope) ident(e *ast.Ident) ir.Value {
	sym := s.l.cm.Uses[e]
	switch sym.Kind {
	case check.ConstantSymbol:
		return s.b.F(sym.Const)
	case check.UnitSymbol:
		return s.b.F(1)
	case check.TimeSymbol:
		return s.b.Input(s.time, ir.F64)
	case check.InlineSymbol:
		return s.exprFor(sym.Decl.Value, sym)
	case check.SpikePortSymbol:
		if s.time == ir.TimeInput {
			s.l.errorf(e, "unsupported", "the spiking port "+sym.Name+" is read in an equation",
				"spikes that act on an equation directly are not supported yet",
				"use convolve(kernel, "+sym.Name+"), or onReceive("+sym.Name+") to change a state")
		}
	}
	return s.read(sym)
}

func (s *scope) unary(e *ast.Unary) ir.Value {
	x := s.expr(e.X)
	switch e.Op {
	case "-":
		return s.negate(x)
	case "+":
		return x
	}
	return s.b.Op(ir.Not, x) // "not", "~"
}

func (s *scope) binary(e *ast.Binary) ir.Value {
	types := s.l.cm.Types
	t := types[e]
	switch e.Op {
	case "+":
		return s.b.Add(s.exprAs(e.X, t), s.exprAs(e.Y, t))
	case "-":
		return s.b.Sub(s.exprAs(e.X, t), s.exprAs(e.Y, t))
	case "*", "/", "//", "%":
		return s.product(e)
	case "**":
		return s.power(e)
	case "and":
		return s.b.Op(ir.And, s.expr(e.X), s.expr(e.Y))
	case "or":
		return s.b.Op(ir.Or, s.expr(e.X), s.expr(e.Y))
	case "&":
		return s.b.Op(ir.And, s.expr(e.X), s.expr(e.Y))
	case "|":
		return s.b.Op(ir.Or, s.expr(e.X), s.expr(e.Y))
	case "^":
		return s.b.Op(ir.Xor, s.expr(e.X), s.expr(e.Y))
	case "<<", ">>":
		return s.shift(e)
	}
	return s.compare(e)
}

// product is * / // %: the scales of the operands multiply in the type, the numbers as they are.
func (s *scope) product(e *ast.Binary) ir.Value {
	x, y := s.expr(e.X), s.expr(e.Y)
	integers := s.b.TypeOf(x) == ir.I64 && s.b.TypeOf(y) == ir.I64
	if integers && e.Op != "/" {
		return s.b.Op(map[string]ir.Op{"*": ir.Mul, "//": ir.Quo, "%": ir.Rem}[e.Op], x, y)
	}
	x, y = s.float(x), s.float(y)
	switch e.Op {
	case "*":
		return s.b.Mul(x, y)
	case "/":
		return s.b.Div(x, y)
	}
	s.l.errorf(e, "unsupported", "% of numbers that are not integers is not supported", "its remainder cannot be computed exactly in a fixed number of operations",
		"use integers, or x - y*floor(x/y)")
	return x
}

func (s *scope) float(v ir.Value) ir.Value {
	if s.b.TypeOf(v) != ir.I64 {
		return v
	}
	if in := s.b.Instr(v); in.Op == ir.Const {
		return s.b.F(float64(int64(in.Imm)))
	}
	return s.b.Op(ir.ToFloat, v)
}

// power multiplies out whole constant exponents up to 64, by squaring; other exponents go through pow.
func (s *scope) power(e *ast.Binary) ir.Value {
	if n, ok := wholeNumber(e.Y); ok && n >= -64 && n <= 64 {
		x := s.expr(e.X)
		if s.l.cm.Types[e].Kind != check.Integer {
			x = s.float(x)
		}
		return s.wholePower(x, n)
	}
	if s.l.cm.Types[e].Kind == check.Integer {
		s.l.errorf(e, "unsupported", "an integer to the power of an expression is not supported", "only constant whole exponents from -64 to 64 are multiplied out",
			"make the base a real number")
		return s.expr(e.X)
	}
	return s.b.Op(ir.Pow, s.float(s.expr(e.X)), s.exprAs(e.Y, realType))
}

func (s *scope) wholePower(x ir.Value, n int) ir.Value {
	if n < 0 {
		return s.b.Div(s.b.F(1), s.wholePower(s.float(x), -n))
	}
	if n == 0 {
		if s.b.TypeOf(x) == ir.I64 {
			return s.b.I(1)
		}
		return s.b.F(1)
	}
	if n == 1 {
		return x
	}
	half := s.wholePower(x, n/2)
	r := s.b.Mul(half, half)
	if n%2 == 1 {
		r = s.b.Mul(r, x)
	}
	return r
}

// wholeNumber reads a constant exponent: 3, -1, (2).
func wholeNumber(e ast.Expr) (int, bool) {
	switch e := e.(type) {
	case *ast.Paren:
		return wholeNumber(e.X)
	case *ast.Unary:
		n, ok := wholeNumber(e.X)
		if e.Op == "-" {
			n = -n
		}
		return n, ok && (e.Op == "-" || e.Op == "+")
	case *ast.Number:
		x, err := strconv.ParseFloat(e.Text, 64)
		return int(x), err == nil && e.Unit == nil && x == math.Trunc(x) && x < 1e6
	}
	return 0, false
}

func (s *scope) shift(e *ast.Binary) ir.Value {
	x := s.expr(e.X)
	n, ok := wholeNumber(e.Y)
	if !ok || n < 0 || n > 63 {
		s.l.errorf(e.Y, "unsupported", "a shift needs a constant count from 0 to 63", "counts that vary are not supported", "use * or // with a power of two")
		return x
	}
	if e.Op == "<<" {
		return s.b.Shift(ir.Shl, x, uint(n))
	}
	return s.b.Shift(ir.Sar, x, uint(n))
}

func (s *scope) compare(e *ast.Binary) ir.Value {
	t, _ := check.Join(s.l.cm.Types[e.X], s.l.cm.Types[e.Y])
	x, y := s.exprAs(e.X, t), s.exprAs(e.Y, t)
	switch e.Op {
	case "==":
		return s.equal(x, y)
	case "!=", "<>":
		if s.b.TypeOf(x) == ir.Bool {
			return s.b.Op(ir.Xor, x, y)
		}
		return s.b.Op(ir.Ne, x, y)
	case "<":
		return s.b.Op(ir.Lt, x, y)
	case "<=":
		return s.b.Op(ir.Le, x, y)
	case ">":
		return s.b.Op(ir.Lt, y, x)
	case ">=":
		return s.b.Op(ir.Le, y, x)
	}
	panic("lower: operator " + e.Op)
}

func (s *scope) equal(x, y ir.Value) ir.Value {
	if s.b.TypeOf(x) == ir.Bool {
		return s.b.Op(ir.Not, s.b.Op(ir.Xor, x, y))
	}
	return s.b.Op(ir.Eq, x, y)
}
