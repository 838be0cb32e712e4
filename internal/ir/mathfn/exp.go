package mathfn

import "github.com/spikelet/spikelet/internal/ir"

const (
	log2e = 0x1.71547652b82fep0
	ln2hi = 0x1.62e42fefa39efp-1
	ln2lo = 0x1.abc9e3b39803fp-56
)

// exp is e^x. With k the integer nearest to x/ln 2 and r = x - k ln 2, |r| < 0.347, it is 2^k e^r, where
// e^r = 1 + r (1 + r q(r)), q of degree 9, relative error 2^-57.1. Method: Tang 1989, doi:10.1145/63522.214389, without
// the table. Error 0.93 ulp.
func exp(s sequence, x, _ ir.Value) ir.Value {
	x = s.clamp(x, -746, 710)
	k, power := s.nearestPower(x)
	r := s.lessPower(x, k).hi
	rr := s.Mul(r, r)
	q := s.polynomial(r, rr,
		0x1.000000000000ap-1, 0x1.55555555554fdp-3, 0x1.55555555505e4p-5, 0x1.1111111126800p-7, 0x1.6c16c184c1684p-10,
		0x1.a01a0132b677cp-13, 0x1.a0199863ade5cp-16, 0x1.71df147d3ef3cp-19, 0x1.28af0d270d234p-22, 0x1.ad90ca45c57eep-26)
	return s.scale(s.FMA(s.FMA(q, r, s.F(1)), r, s.F(1)), power)
}

// nearestPower is the integer k nearest to x/ln 2, |k| <= 1076: as a number, and plus twice the exponent's bias as the
// last twelve bits of an integer.
func (s sequence) nearestPower(x ir.Value) (k, power ir.Value) {
	shift := s.F(roundToInt + 2*exponentBias)
	sum := s.FMA(x, s.F(log2e), shift)
	return s.Sub(sum, shift), s.bits(sum)
}

// scale is p 2^k with one rounding, k in the integer form of nearestPower. The power of two is applied as two factors:
// the last product alone rounds a subnormal result or overflows.
func (s sequence) scale(p, power ir.Value) ir.Value {
	half := s.Shift(ir.Shr, power, 1)
	rest := s.Sub(power, half)
	p = s.Mul(p, s.powerOfTwo(half))
	return s.Mul(p, s.powerOfTwo(rest))
}

// expPair is e^x for -746 <= x.hi <= 710 as 2^k times a pair of relative error 2^-57, k in the integer form of
// nearestPower.
func (s sequence) expPair(x pair) (p pair, power ir.Value) {
	r, tail, power := s.reduceExp(x)
	t := s.fastSum(r, tail)
	p = s.fastSum(s.F(1), t.hi)
	return pair{p.hi, s.Add(p.lo, t.lo)}, power
}

// reduceExp gives k, r and tail for which e^x = 2^k (1 + r + tail), |r| < 0.347. The absolute error of tail is 2^-57.
func (s sequence) reduceExp(x pair) (r, tail, power ir.Value) {
	k, power := s.nearestPower(x.hi)
	rest := s.lessPower(x.hi, k)
	rest = s.fastSum(rest.hi, s.Add(rest.lo, x.lo))
	return rest.hi, s.expTail(rest), power
}

// lessPower is x - k ln 2 for k of nearestPower, absolute error 2^-100.
func (s sequence) lessPower(x, k ir.Value) pair {
	exact := s.FMA(k, s.F(-ln2hi), x)
	near := s.FMA(k, s.F(-ln2lo), exact)
	return pair{near, s.FMA(k, s.F(-ln2lo), s.Sub(exact, near))}
}

// expTail is e^r - 1 - r.hi for |r| < 0.347, formed as r²/2 + r² (r q(r)) with what r² and r lack of exactness. The absolute
// error is 2^-57.
func (s sequence) expTail(r pair) ir.Value {
	square := s.exactProduct(r.hi, r.hi)
	half := s.F(0.5)
	lost := s.FMA(square.lo, half, s.FMA(r.lo, r.hi, r.lo))
	return s.FMA(square.hi, half, s.FMA(square.hi, s.Mul(r.hi, s.expCubic(r.hi, square.hi)), lost))
}

// expCubic is (e^r - 1 - r - r²/2)/r³, of degree 9, relative error 2^-63.
func (s sequence) expCubic(r, rr ir.Value) ir.Value {
	return s.polynomial(r, rr,
		0x1.555555555555dp-3, 0x1.555555555556cp-5, 0x1.111111110e546p-7, 0x1.6c16c16c0a361p-10, 0x1.a01a01b5f7894p-13,
		0x1.a01a01e93aba8p-16, 0x1.71ddeaa10123dp-19, 0x1.27e44856f9524p-22, 0x1.af746d841b17ep-26, 0x1.205674be8af50p-29)
}

// expm1 is e^x - 1, as the sum of 2^k - 1, of 2^k r, whose rounding error is kept, and of 2^k (e^r - 1 - r). Above 709, where
// e^x may overflow, half of it is doubled. Error 0.87 ulp.
func expm1(s sequence, x, _ ir.Value) ir.Value {
	inside := s.clamp(x, -40, 710)
	k, power := s.nearestPower(inside)
	r := s.lessPower(inside, k)
	square := s.Mul(r.hi, r.hi)
	tail := s.FMA(square, s.FMA(r.hi, s.expCubic(r.hi, square), s.F(0.5)), s.FMA(r.lo, r.hi, r.lo))
	big := s.less(s.F(709), x)
	bias := s.Select(big, s.I(exponentBias+1), s.I(exponentBias))
	scale := s.powerOfTwo(s.Sub(power, bias))
	result := s.value(s.expm1Sum(r.hi, tail, scale, s.fastSum(scale, s.F(-1))))
	result = s.Mul(result, s.Select(big, s.F(2), s.F(1)))
	return s.Select(s.equal(x, s.F(0)), x, result)
}

// expm1Sum is scale (1 + r + tail) - 1, given less = scale - 1; relative error 2^-57.
func (s sequence) expm1Sum(r, tail, scale ir.Value, less pair) pair {
	sum := s.fastSum(less.hi, s.Mul(scale, r))
	return pair{sum.hi, s.FMA(scale, tail, s.Add(sum.lo, less.lo))}
}

// powerOfTwo is the float whose exponent, bias included, is in the last eleven bits of exponent; the twelfth is zero.
func (s sequence) powerOfTwo(exponent ir.Value) ir.Value {
	return s.float(s.Shift(ir.Shl, exponent, mantissaBits))
}
