package mathfn

import "github.com/spikelet/spikelet/internal/ir"

// erf is the error function: x + x E(x²) for |x| < 1/2, E of degree 8, relative error 2^-55.8; else 1 - erfc |x|. Error
// 0.80 ulp.
func erf(s sequence, x, _ ir.Value) ir.Value {
	size := s.abs(x)
	xx := s.Mul(x, x)
	series := s.polynomial(xx, s.Mul(xx, xx),
		0x1.06eba8214db68p-3, -0x1.812746b037949p-2, 0x1.ce2f21a0344c0p-4, -0x1.b82ce30a65c89p-6, 0x1.565bcac3da90ap-8,
		-0x1.c02cfae3bd84dp-11, 0x1.f980eed5b3bcfp-14, -0x1.f124962f5e68ep-17, 0x1.832659d6ac821p-20)
	c := s.erfcPair(size)
	one := s.fastSum(s.F(1), s.neg(c.hi))
	large := s.flip(s.Add(one.hi, s.Sub(one.lo, c.lo)), s.signOf(x))
	return s.Select(s.less(size, s.F(0.5)), s.FMA(x, series, x), large)
}

// erfc is 1 - erf x, for negative x 2 - erfc |x|. Error 0.80 ulp.
func erfc(s sequence, x, _ ir.Value) ir.Value {
	c := s.erfcPair(s.abs(x))
	two := s.fastSum(s.F(2), s.neg(c.hi))
	return s.Select(s.less(x, s.F(0)), s.Add(two.hi, s.Sub(two.lo, c.lo)), c.hi)
}

// erfcHead and erfcSeries are the coefficients of G: the first as pairs, and the others.
var (
	erfcHead = [][2]float64{
		{0x1.18932bf08e154p+0, 0x1.07f75f171660ap-54},
		{-0x1.f3fe31ecb49bfp-1, -0x1.d58588e947519p-56},
		{0x1.8be202d26c707p-1, -0x1.514eec23707a5p-56},
		{-0x1.14eacb1ad033dp-1, 0x1.a79da2b468852p-55},
		{0x1.52cac2371009dp-2, -0x1.aced110ccc5a9p-56},
	}
	erfcSeries = []float64{
		-0x1.645fd8a4bc03bp-3, 0x1.38dbd2c8e7d2ep-4, -0x1.b00c052c3da55p-6, 0x1.908f471e807acp-8, -0x1.269b52145eabcp-12,
		-0x1.dd2841b53d144p-12, 0x1.72cda7672bf17p-13, -0x1.e7f3d35346bedp-19, -0x1.3c6ed9fedaf84p-16, 0x1.3b1e7555321f4p-18,
		0x1.7e547e8ab3496p-20, -0x1.c7c418202a185p-21, -0x1.465e82cb0547ep-24, 0x1.12e4b631d4f4fp-23, 0x1.f06c5e274b55bp-30,
		-0x1.3f612ced6c690p-26, -0x1.cadff6b4fe772p-31, 0x1.20bab8eece5a9p-29, 0x1.c8ad7bb5fb34bp-32,
	}
)

// erfcPair is erfc x for x >= 0: e^(-x²) G(q)/(x + 4) with q = (x - 4)/(x + 4), G of degree 23, relative error 2^-57. The
// substitution is that of Shepherd and Laframboise 1981, doi:10.1090/S0025-5718-1981-0595058-X. c.hi is the sum rounded.
func (s sequence) erfcPair(x ir.Value) (c pair) {
	x = s.clamp(x, 0, 27.3)
	d := s.exactSum(x, s.F(4))
	q := s.quotient(s.exactSum(x, s.F(-4)), d)
	g := s.erfcPolynomial(q)
	square := s.exactProduct(x, x)
	e, power := s.expPair(pair{s.neg(square.hi), s.neg(square.lo)})
	c = s.quotient(s.product(e, g), d)
	c = s.fastSum(c.hi, c.lo)
	return pair{s.scale(c.hi, power), s.scale(c.lo, power)}
}

// erfcPolynomial is G(q), relative error 2^-57: Horner's rule, the last steps in pairs.
func (s sequence) erfcPolynomial(q pair) pair {
	square := s.Mul(q.hi, q.hi)
	sum := pair{s.polynomial(q.hi, square, erfcSeries...), s.F(0)}
	for i := len(erfcHead) - 1; i >= 0; i-- {
		p := s.product(q, sum)
		sum = s.exactSum(s.F(erfcHead[i][0]), p.hi)
		sum.lo = s.Add(sum.lo, s.Add(p.lo, s.F(erfcHead[i][1])))
	}
	return sum
}
