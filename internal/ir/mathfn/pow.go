package mathfn

import (
	"math"

	"github.com/spikelet/spikelet/internal/ir"
)

// pow is x^y = e^(y log |x|), logarithm and product as pairs, with the sign and the special values of IEEE 754-2019, 9.2.
// Error 0.75 ulp.
func pow(s sequence, x, y ir.Value) ir.Value {
	size := s.abs(x)
	r := s.expOfPair(s.powExponent(size, y))
	whole, odd := s.parity(y)
	sign := s.Select(odd, s.signOf(x), s.I(0))
	r = s.flip(r, sign)

	zero, one, inf := s.F(0), s.F(1), s.F(math.Inf(1))
	noRoot := s.and(s.and(s.less(x, zero), s.less(size, inf)), s.Op(ir.Not, whole))
	r = s.Select(noRoot, s.F(quietNaN), r)
	r = s.Select(s.Op(ir.Ne, y, y), y, r)
	r = s.Select(s.Op(ir.Ne, x, x), x, r)
	certain := s.Op(ir.Or, s.equal(x, one), s.equal(y, zero))
	unit := s.and(s.equal(size, one), s.equal(s.abs(y), inf))
	return s.Select(s.Op(ir.Or, certain, unit), one, r)
}

// powExponent is y log(size) as a pair, or ±1000 where size^y over- or underflows.
func (s sequence) powExponent(size, y ir.Value) pair {
	zero, inf := s.F(0), s.F(math.Inf(1))
	l := s.logPair(size)
	l.hi = s.Select(s.equal(size, zero), s.F(math.Inf(-1)), l.hi)
	l.hi = s.Select(s.equal(size, inf), inf, l.hi)
	e := s.exactProduct(y, l.hi)
	within := s.less(s.abs(e.hi), s.F(1000))
	return pair{s.clamp(e.hi, -1000, 1000), s.Select(within, s.FMA(y, l.lo, e.lo), zero)}
}

// expOfPair is e^x.
func (s sequence) expOfPair(x pair) ir.Value {
	p, power := s.expPair(pair{s.clamp(x.hi, -746, 710), x.lo})
	return s.scale(s.value(p), power)
}

// parity tells whether y is an integer, and an odd one. Infinities are even integers, NaN is none.
func (s sequence) parity(y ir.Value) (whole, odd ir.Value) {
	whole = s.equal(s.Op(ir.Trunc, y), y)
	half := s.Mul(y, s.F(0.5))
	return whole, s.and(whole, s.Op(ir.Ne, s.Op(ir.Trunc, half), half))
}
