package mathfn

import "github.com/spikelet/spikelet/internal/ir"

// pair is the unevaluated sum hi + lo of two floats, |lo| at most about an ulp of hi.
type pair struct{ hi, lo ir.Value }

// fastSum is a + b exactly, for |a| >= |b| or a = 0 (Dekker's fast two-sum).
func (s sequence) fastSum(a, b ir.Value) pair {
	sum := s.Add(a, b)
	return pair{sum, s.Sub(b, s.Sub(sum, a))}
}

// exactSum is a + b exactly (Knuth's two-sum).
func (s sequence) exactSum(a, b ir.Value) pair {
	sum := s.Add(a, b)
	shareB := s.Sub(sum, a)
	shareA := s.Sub(sum, shareB)
	return pair{sum, s.Add(s.Sub(a, shareA), s.Sub(b, shareB))}
}

// exactProduct is a b exactly, unless its low part underflows.
func (s sequence) exactProduct(a, b ir.Value) pair {
	product := s.Mul(a, b)
	return pair{product, s.FMA(a, b, s.neg(product))}
}

// product is x y, relative error below 2^-102.
func (s sequence) product(x, y pair) pair {
	p := s.exactProduct(x.hi, y.hi)
	return pair{p.hi, s.Add(p.lo, s.FMA(x.hi, y.lo, s.Mul(x.lo, y.hi)))}
}

// quotient is x/y, relative error below 2^-101, by one division.
func (s sequence) quotient(x, y pair) pair {
	inverse := s.Div(s.F(1), y.hi)
	q := s.Mul(x.hi, inverse)
	minus := s.neg(q)
	rest := s.Add(s.FMA(minus, y.hi, x.hi), s.FMA(minus, y.lo, x.lo))
	return pair{q, s.Mul(rest, inverse)}
}

// value is x rounded to a float.
func (s sequence) value(x pair) ir.Value { return s.Add(x.hi, x.lo) }

func (s sequence) neg(x ir.Value) ir.Value { return s.Op(ir.Neg, x) }

// constantPair is the float pair hi + lo.
func (s sequence) constantPair(hi, lo float64) pair { return pair{s.F(hi), s.F(lo)} }
