package mathfn

import "github.com/spikelet/spikelet/internal/ir"

// sin is the sine, of the remainder of |x| by π/2 or the cosine of it, as the quadrant says. Error 0.76 ulp.
func sin(s sequence, x, _ ir.Value) ir.Value {
	size := s.abs(x)
	r, quadrant := s.reduceAngle(size)
	result := s.Select(s.isOdd(quadrant), s.value(s.cosPair(r)), s.value(s.sinPair(r)))
	sign := s.Op(ir.Xor, s.secondBitAsSign(quadrant), s.signOf(x))
	return s.Select(s.less(size, s.F(tiny)), x, s.flip(result, sign))
}

// cos is the cosine, a quadrant ahead of the sine. Error 0.72 ulp.
func cos(s sequence, x, _ ir.Value) ir.Value {
	r, quadrant := s.reduceAngle(s.abs(x))
	result := s.Select(s.isOdd(quadrant), s.value(s.sinPair(r)), s.value(s.cosPair(r)))
	return s.flip(result, s.secondBitAsSign(s.Add(quadrant, s.I(1))))
}

// tan is the tangent, sine over cosine as pairs; in odd quadrants -cosine over sine. Error 0.86 ulp.
func tan(s sequence, x, _ ir.Value) ir.Value {
	size := s.abs(x)
	r, quadrant := s.reduceAngle(size)
	sine, cosine := s.sinPair(r), s.cosPair(r)
	odd := s.isOdd(quadrant)
	above := pair{s.Select(odd, cosine.hi, sine.hi), s.Select(odd, cosine.lo, sine.lo)}
	below := pair{s.Select(odd, sine.hi, cosine.hi), s.Select(odd, sine.lo, cosine.lo)}
	sign := s.Op(ir.Xor, s.Shift(ir.Shl, quadrant, 63), s.signOf(x))
	result := s.flip(s.value(s.quotient(above, below)), sign)
	return s.Select(s.less(size, s.F(tiny)), x, result)
}

func (s sequence) isOdd(i ir.Value) ir.Value {
	return s.Op(ir.Ne, s.and(i, s.I(1)), s.I(0))
}

// secondBitAsSign is the last bit but one of i as a sign bit.
func (s sequence) secondBitAsSign(i ir.Value) ir.Value {
	return s.and(s.Shift(ir.Shl, i, 62), s.I(signBit))
}

// sinPair is sin r for |r| <= π/4, relative error 2^-56: r + r³ S(r²), S of degree 5, as in fdlibm's k_sin.c.
func (s sequence) sinPair(r pair) pair {
	rr := s.Mul(r.hi, r.hi)
	series := s.polynomial(rr, s.Mul(rr, rr),
		-0x1.5555555555549p-3, 0x1.111111110f89dp-7, -0x1.a01a019c143b9p-13, 0x1.71de357902868p-19, -0x1.ae5e66adc88a2p-26, 0x1.5d9301ce4902dp-33)
	lo := s.FMA(s.Mul(s.F(-0.5), rr), r.lo, r.lo)
	return s.fastSum(r.hi, s.FMA(s.Mul(rr, r.hi), series, lo))
}

// cosPair is cos r for |r| <= π/4, absolute error 2^-57: 1 - r²/2 + r⁴ C(r²), C of degree 5, as in fdlibm's k_cos.c, with
// r² as a pair.
func (s sequence) cosPair(r pair) pair {
	square := s.exactProduct(r.hi, r.hi)
	rr, rrrr := square.hi, s.Mul(square.hi, square.hi)
	series := s.polynomial(rr, rrrr,
		0x1.555555555554cp-5, -0x1.6c16c16c15218p-10, 0x1.a01a019cbe349p-16, -0x1.27e4f8119487bp-22, 0x1.1ee9f0654c222p-29, -0x1.8fb0a4445a0c6p-37)
	head := s.fastSum(s.F(1), s.Mul(s.F(-0.5), rr))
	lo := s.FMA(s.neg(r.hi), r.lo, s.Mul(s.F(-0.5), square.lo))
	return s.fastSum(head.hi, s.FMA(rrrr, series, s.Add(head.lo, lo)))
}
