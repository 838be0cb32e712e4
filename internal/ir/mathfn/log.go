package mathfn

import (
	"math"

	"github.com/spikelet/spikelet/internal/ir"
)

// ln 2 with a head so short that its products with exponents are exact.
const (
	ln2head = 0x1.62e42fefa3800p-1
	ln2tail = 0x1.ef35793c76730p-45
)

// log is the natural logarithm. With x = 2^k z, √½ <= z < √2, f = z - 1 and s = f/(2 + f) it is k ln 2 + log(1 + f),
// where log(1 + f) = f - f²/2 + s (f²/2 + s² R(s²)), R of degree 6, relative error 2^-59.5. Method: that of e_log.c in
// fdlibm (Sun Microsystems 1993, freely granted), but k ln 2 + f is kept exactly. Error 0.79 ulp.
func log(s sequence, x, _ ir.Value) ir.Value {
	k, z := s.splitExponent(x)
	f := s.Sub(z, s.F(1))
	return s.logSpecial(x, s.logSum(k, f, s.F(0)))
}

// splitExponent is k, a number, and z in [√½, √2) with x = 2^k z, for finite x > 0.
func (s sequence) splitExponent(x ir.Value) (k, z ir.Value) {
	subnormal := s.less(x, s.F(0x1p-1022))
	x = s.Select(subnormal, s.Mul(x, s.F(0x1p54)), x)
	bias := s.Select(subnormal, s.F(exponentBias+54), s.F(exponentBias))
	biased, z := s.splitNormal(x)
	return s.Sub(s.number(biased), bias), z
}

// splitNormal is splitExponent for a normal x, with k as an integer plus the exponent's bias.
func (s sequence) splitNormal(x ir.Value) (biased, z ir.Value) {
	one, low := int64(math.Float64bits(1)), int64(math.Float64bits(math.Sqrt2/2))
	moved := s.Add(s.bits(x), s.I(one-low))
	z = s.float(s.Add(s.and(moved, s.I(mantissaMask)), s.I(low)))
	return s.Shift(ir.Shr, moved, mantissaBits), z
}

// logSum is k ln 2 + log(1 + f) + c for a small correction c, √½ <= 1 + f < √2.
func (s sequence) logSum(k, f, c ir.Value) ir.Value {
	q := s.Div(f, s.Add(s.F(2), f))
	w := s.Mul(q, q)
	series := s.Mul(w, s.polynomial(w, s.Mul(w, w),
		0x1.5555555555592p-1, 0x1.999999997ff07p-2, 0x1.24924941e2fccp-2, 0x1.c71c52128f993p-3, 0x1.74663d5bec393p-3,
		0x1.39a1dc002dd66p-3, 0x1.2f044a66930a2p-3))
	half := s.Mul(s.Mul(s.F(0.5), f), f)
	head := s.FMA(k, s.F(ln2head), f)
	lost := s.Add(s.FMA(k, s.F(ln2head), s.neg(head)), f)
	tail := s.Sub(s.FMA(q, s.Add(half, series), s.FMA(k, s.F(ln2tail), c)), half)
	return s.Add(head, s.Add(lost, tail))
}

// logSpecial is r where 0 < x < Inf, and what a logarithm is of other x.
func (s sequence) logSpecial(x, r ir.Value) ir.Value {
	zero := s.F(0)
	r = s.Select(s.less(x, s.F(math.Inf(1))), r, x)
	outside := s.Select(s.equal(x, zero), s.F(math.Inf(-1)), s.F(quietNaN))
	return s.Select(s.less(zero, x), r, outside)
}

// log1p is log(1 + x): 1 + x is formed exactly as a sum of two floats and split like the argument of log; what f cannot
// hold goes into the correction, divided by 1 + f. Error 0.83 ulp.
func log1p(s sequence, x, _ ir.Value) ir.Value {
	u := s.exactSum(s.F(1), x)
	biased, z := s.splitNormal(u.hi)
	k := s.Sub(s.number(biased), s.F(exponentBias))
	down := s.powerOfTwo(s.Sub(s.I(2*exponentBias), biased)) // 2^-k
	rest := s.Select(s.less(x, s.F(0x1p64)), s.Mul(u.lo, down), s.F(0))
	f := s.fastSum(s.Sub(z, s.F(1)), rest)
	c := s.Mul(f.lo, s.horner(f.hi, 1, -1, 0.9375, -0.75))
	r := s.logSpecial(u.hi, s.logSum(k, f.hi, c))
	return s.Select(s.equal(x, s.F(0)), x, r)
}

// log10 is the logarithm to base 10: the natural one as a pair, times 1/ln 10. Error 0.501 ulp.
func log10(s sequence, x, _ ir.Value) ir.Value {
	r := s.product(s.logPair(x), s.constantPair(0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57))
	return s.logSpecial(x, s.value(r))
}

// logPair is log x for finite x > 0 as a pair of relative error 2^-68. With q = (z - 1)/(z + 1) and w = q² it is
// k ln 2 + 2 q + q w (2/3 + w (2/5 + w T(w))), all but T in pairs; T is of degree 6.
func (s sequence) logPair(x ir.Value) pair {
	k, z := s.splitExponent(x)
	f := s.Sub(z, s.F(1))
	q := s.quotient(pair{f, s.F(0)}, s.fastSum(s.F(2), f))
	w := s.exactProduct(q.hi, q.hi)
	w.lo = s.FMA(s.Add(q.hi, q.hi), q.lo, w.lo)
	u := s.logSeries(w)
	cubic := s.product(s.product(q, w), u)
	r := s.fastSum(s.Add(q.hi, q.hi), cubic.hi)
	r.lo = s.Add(r.lo, s.Add(s.Add(q.lo, q.lo), cubic.lo))
	sum := s.fastSum(s.Mul(k, s.F(ln2head)), r.hi)
	return s.fastSum(sum.hi, s.Add(sum.lo, s.FMA(k, s.F(ln2tail), r.lo)))
}

// logSeries is 2/3 + w (2/5 + w T(w)).
func (s sequence) logSeries(w pair) pair {
	t := s.horner(w.hi,
		0x1.24924924927c0p-2, 0x1.c71c71c65c49bp-3, 0x1.745d17d62c7c4p-3, 0x1.3b13788a4f989p-3, 0x1.111dc16a8e8c4p-3,
		0x1.dea08d8af0c93p-4, 0x1.e7cf46ce11a61p-4)
	fifth, third := s.constantPair(0x1.999999999999ap-2, -0x1.999999999999ap-56), s.constantPair(0x1.5555555555555p-1, 0x1.5555555555555p-55)
	inner := s.FMA(w.hi, t, fifth.hi)
	innerLo := s.Add(s.FMA(w.hi, t, s.Sub(fifth.hi, inner)), fifth.lo)
	p := s.product(w, pair{inner, innerLo})
	sum := s.fastSum(third.hi, p.hi)
	return pair{sum.hi, s.Add(sum.lo, s.Add(p.lo, third.lo))}
}
