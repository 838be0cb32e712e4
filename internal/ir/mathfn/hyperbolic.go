package mathfn

import "github.com/spikelet/spikelet/internal/ir"

// tiny is where sinh, tanh, sin and tan of x are x.
const tiny = 0x1p-28

// sinh is the hyperbolic sine. With |x| = k ln 2 + r it is sinh(k ln 2) cosh r + cosh(k ln 2) sinh r. Error 0.75 ulp.
func sinh(s sequence, x, _ ir.Value) ir.Value {
	h := s.hyperbolic(x)
	r := s.hyperbolicSum(h.sinhPower, h.coshPower, h)
	return s.Select(s.less(s.abs(x), s.F(tiny)), x, s.flip(r, s.signOf(x)))
}

// cosh is the hyperbolic cosine, cosh(k ln 2) cosh r + sinh(k ln 2) sinh r as in sinh. Error 0.65 ulp.
func cosh(s sequence, x, _ ir.Value) ir.Value {
	h := s.hyperbolic(x)
	return s.hyperbolicSum(h.coshPower, h.sinhPower, h)
}

// hyperbolicParts are what sinh and cosh of k ln 2 + r are made of.
type hyperbolicParts struct {
	sinhPower, coshPower pair // sinh(k ln 2)/4 and cosh(k ln 2)/4
	r                    ir.Value
	cosh, sinh           ir.Value // cosh r - 1 and sinh r - r
}

// hyperbolic splits |x|. The powers of two are a quarter of the true ones so that none overflows.
func (s sequence) hyperbolic(x ir.Value) hyperbolicParts {
	size := s.clamp(s.abs(x), 0, 711)
	k, power := s.nearestPower(size)
	r := s.lessPower(size, k)
	up := s.powerOfTwo(s.Sub(power, s.I(exponentBias+3)))
	down := s.powerOfTwo(s.Sub(s.I(3*exponentBias-3), power))
	down = s.Select(s.less(size, s.F(100)), down, s.F(0))
	rr := s.Mul(r.hi, r.hi)
	cosh := s.horner(rr,
		0x1p-1, 0x1.5555555555558p-5, 0x1.6c16c16c14ffap-10, 0x1.a01a01ad81067p-16, 0x1.27e4cc0a1257bp-22, 0x1.1f8bea49aeaa3p-29)
	sinh := s.horner(rr, 0x1.5555555555559p-3, 0x1.111111110f62ap-7, 0x1.a01a01b0204bep-13, 0x1.71ddf7b006358p-19, 0x1.af5ff3173b752p-26)
	return hyperbolicParts{
		sinhPower: s.fastSum(up, s.neg(down)),
		coshPower: s.fastSum(up, down),
		r:         r.hi,
		cosh:      s.FMA(rr, cosh, s.Mul(r.lo, r.hi)),
		sinh:      s.FMA(s.Mul(rr, r.hi), sinh, r.lo),
	}
}

// hyperbolicSum is 4 (a cosh r + b sinh r), where |a| >= |b r| or a = 0.
func (s sequence) hyperbolicSum(a, b pair, h hyperbolicParts) ir.Value {
	linear := s.exactProduct(b.hi, h.r)
	sum := s.fastSum(a.hi, linear.hi)
	rest := s.FMA(a.hi, h.cosh, s.Mul(b.hi, h.sinh))
	rest = s.Add(rest, s.FMA(b.lo, h.r, a.lo))
	rest = s.Add(rest, s.Add(sum.lo, linear.lo))
	return s.Mul(s.Add(sum.hi, rest), s.F(4))
}

// tanh is the hyperbolic tangent: with e = e^(-2|x|) - 1 as a pair it is -e/(2 + e). Error 0.62 ulp.
func tanh(s sequence, x, _ ir.Value) ir.Value {
	size := s.abs(x)
	twice := s.Mul(s.clamp(size, 0, 22), s.F(-2))
	r, tail, power := s.reduceExp(pair{twice, s.F(0)})
	scale := s.powerOfTwo(s.Sub(power, s.I(exponentBias)))
	e := s.expm1Sum(r, tail, scale, s.fastSum(s.F(-1), scale))
	e = s.fastSum(e.hi, e.lo)
	d := s.fastSum(s.F(2), e.hi)
	q := s.value(s.quotient(e, pair{d.hi, s.Add(d.lo, e.lo)}))
	return s.Select(s.less(size, s.F(tiny)), x, s.flip(s.abs(q), s.signOf(x)))
}
