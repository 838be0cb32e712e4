package lower

import (
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/internal/nestml/check"
)

// term is factors · t^power · exp(rate·t); rate nil means no exponential.
type term struct {
	factors []factor
	power   int
	rate    []factor
	chain   int
}

// factor is an expression without t that multiplies, or divides when inverse; a nil expression is -1.
type factor struct {
	e       ast.Expr
	inverse bool
}

// normalizer writes a kernel as a sum of terms.
type normalizer struct{ l *lowering }

func (n *normalizer) terms(e ast.Expr) ([]term, bool) {
	if !n.mentionsTime(e) {
		return []term{{factors: []factor{{e: e}}}}, true
	}
	switch e := e.(type) {
	case *ast.Paren:
		return n.terms(e.X)
	case *ast.Ident:
		return []term{{power: 1}}, true // t itself: nothing else without operands mentions it
	case *ast.Unary:
		list, ok := n.terms(e.X)
		if e.Op == "-" {
			list = times(list, []term{{factors: []factor{{}}}})
		}
		return list, ok
	case *ast.Binary:
		return n.binary(e)
	case *ast.Call:
		return n.exponential(e)
	}
	return nil, false
}

func (n *normalizer) binary(e *ast.Binary) ([]term, bool) {
	if e.Op == "/" {
		list, ok := n.terms(e.X)
		return times(list, []term{{factors: []factor{{e: e.Y, inverse: true}}}}), ok && !n.mentionsTime(e.Y)
	}
	if e.Op == "**" {
		return n.power(e)
	}
	x, okX := n.terms(e.X)
	y, okY := n.terms(e.Y)
	if !okX || !okY {
		return nil, false
	}
	switch e.Op {
	case "+":
		return append(x, y...), true
	case "-":
		return append(x, times(y, []term{{factors: []factor{{}}}})...), true
	case "*":
		list := times(x, y)
		return list, list != nil
	}
	return nil, false
}

func (n *normalizer) power(e *ast.Binary) ([]term, bool) {
	k, ok := wholeNumber(e.Y)
	x, okX := n.terms(e.X)
	if !ok || !okX || k < 1 || k > 8 {
		return nil, false
	}
	list := x
	for range k - 1 {
		list = times(list, x)
	}
	return list, list != nil
}

// exponential reads exp of something proportional to t.
func (n *normalizer) exponential(e *ast.Call) ([]term, bool) {
	if e.Name.Name != "exp" || len(e.Args) != 1 {
		return nil, false
	}
	arg, ok := n.terms(e.Args[0])
	if !ok || len(arg) != 1 || arg[0].power != 1 || arg[0].rate != nil {
		return nil, false
	}
	rate := arg[0].factors
	if rate == nil {
		rate = []factor{}
	}
	return []term{{rate: rate}}, true
}

// times multiplies two sums; nil when two exponentials meet.
func times(x, y []term) []term {
	var list []term
	for _, a := range x {
		for _, b := range y {
			if a.rate != nil && b.rate != nil {
				return nil
			}
			t := term{power: a.power + b.power, rate: a.rate}
			if b.rate != nil {
				t.rate = b.rate
			}
			t.factors = append(append(t.factors, a.factors...), b.factors...)
			list = append(list, t)
		}
	}
	return list
}

func (n *normalizer) mentionsTime(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Paren:
		return n.mentionsTime(e.X)
	case *ast.Ident:
		return n.l.cm.Uses[e].Kind == check.TimeSymbol
	case *ast.Unary:
		return n.mentionsTime(e.X)
	case *ast.Binary:
		return n.mentionsTime(e.X) || n.mentionsTime(e.Y)
	case *ast.Ternary:
		return n.mentionsTime(e.Cond) || n.mentionsTime(e.Then) || n.mentionsTime(e.Else)
	case *ast.Call:
		for _, a := range e.Args {
			if n.mentionsTime(a) {
				return true
			}
		}
	}
	return false
}

func (l *lowering) sameFactors(x, y []factor) bool {
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i].inverse != y[i].inverse || (x[i].e == nil) != (y[i].e == nil) {
			return false
		}
		if x[i].e != nil && ast.Text(x[i].e) != ast.Text(y[i].e) {
			return false
		}
	}
	return true
}

// scaled multiplies v by factors, in internal units.
func (s *scope) scaled(v ir.Value, factors []factor) ir.Value {
	for _, f := range factors {
		if f.e == nil {
			v = s.negate(v)
			continue
		}
		t := s.l.cm.Types[f.e]
		if t.Kind == check.Integer {
			t = realType
		}
		t.Unit = unitOf(t).Internal()
		x := s.exprAs(f.e, t)
		if f.inverse {
			v = s.b.Div(v, x)
		} else {
			v = s.b.Mul(v, x)
		}
	}
	return v
}
