package mathfn_test

import (
	"math"
	"math/big"

	"github.com/spikelet/spikelet/internal/ir"
)

// The true values: series and argument reductions of math/big, with a relative error below 2^-100.

// prec is the working precision in bits.
const prec = 200

// oracle is the true value of a function at finite arguments inside its domain, y for those that take two.
type oracle func(x, y float64) *big.Float

var oracles = map[ir.Op]oracle{
	ir.Exp:   func(x, _ float64) *big.Float { return bigExp(number(x)) },
	ir.Expm1: func(x, _ float64) *big.Float { return bigExpm1(number(x)) },
	ir.Log:   func(x, _ float64) *big.Float { return bigLog(number(x)) },
	ir.Log1p: func(x, _ float64) *big.Float { return bigLog1p(x) },
	ir.Log10: func(x, _ float64) *big.Float { return quo(bigLog(number(x)), ln10) },
	ir.Pow:   bigPow,
	ir.Sin:   func(x, _ float64) *big.Float { sine, _ := bigSinCos(x); return sine },
	ir.Cos:   func(x, _ float64) *big.Float { _, cosine := bigSinCos(x); return cosine },
	ir.Tan:   func(x, _ float64) *big.Float { return quo(bigSinCos(x)) },
	ir.Sinh:  func(x, _ float64) *big.Float { return bigSinh(number(x)) },
	ir.Cosh:  func(x, _ float64) *big.Float { return bigCosh(number(x)) },
	ir.Tanh:  bigTanh,
	ir.Erf:   func(x, _ float64) *big.Float { return bigErf(number(x)) },
	ir.Erfc:  bigErfc,
}

var (
	one  = number(1)
	two  = number(2)
	ln2  = bigLn2()
	ln10 = bigLog(number(10))
)

func fresh() *big.Float              { return new(big.Float).SetPrec(prec) }
func number(x float64) *big.Float    { return fresh().SetFloat64(x) }
func add(x, y *big.Float) *big.Float { return fresh().Add(x, y) }
func sub(x, y *big.Float) *big.Float { return fresh().Sub(x, y) }
func mul(x, y *big.Float) *big.Float { return fresh().Mul(x, y) }
func quo(x, y *big.Float) *big.Float { return fresh().Quo(x, y) }
func float(x *big.Float) float64     { f, _ := x.Float64(); return f }

// scaled is x 2^k.
func scaled(x *big.Float, k int) *big.Float { return fresh().SetMantExp(x, k) }

// negligible reports whether term no longer counts beside sum.
func negligible(term, sum *big.Float) bool {
	return term.Sign() == 0 || sum.Sign() != 0 && term.MantExp(nil) < sum.MantExp(nil)-prec
}

// bigLn2 is 2 atanh(1/3).
func bigLn2() *big.Float { return atanhSeries(quo(one, number(3))) }

// atanhSeries is 2 atanh(s) = log((1+s)/(1-s)).
func atanhSeries(s *big.Float) *big.Float {
	power, square, sum := scaled(s, 1), mul(s, s), scaled(s, 1)
	for n := 3.0; ; n += 2 {
		power = mul(power, square)
		term := quo(power, number(n))
		if negligible(term, sum) {
			return sum
		}
		sum = add(sum, term)
	}
}

// bigExp takes x/2^12 out of x = k ln 2 + r and squares twelve times.
func bigExp(x *big.Float) *big.Float {
	k := math.Round(float(x) / math.Ln2)
	r := sub(x, mul(number(k), ln2))
	const halvings = 12
	sum, term := add(one, fresh()), one
	r = scaled(r, -halvings)
	for n := 1.0; ; n++ {
		term = quo(mul(term, r), number(n))
		if negligible(term, sum) {
			break
		}
		sum = add(sum, term)
	}
	for range halvings {
		sum = mul(sum, sum)
	}
	return scaled(sum, int(k))
}

// bigExpm1 is e^x - 1, by its series for small x.
func bigExpm1(x *big.Float) *big.Float {
	if math.Abs(float(x)) > 0x1p-20 {
		return sub(bigExp(x), one)
	}
	term, sum := x, x
	for n := 2.0; ; n++ {
		term = quo(mul(term, x), number(n))
		if negligible(term, sum) {
			return sum
		}
		sum = add(sum, term)
	}
}

// bigLog improves the float64 logarithm y by Halley's step: y + 2 (x - e^y)/(x + e^y), which trebles its digits. Near 1
// it is the series of the inverse hyperbolic tangent.
func bigLog(x *big.Float) *big.Float {
	if d := sub(x, one); d.Sign() == 0 || d.MantExp(nil) < -20 {
		return atanhSeries(quo(d, add(x, one)))
	}
	mantissa := fresh()
	k := x.MantExp(mantissa)
	y := number(math.Log(float(mantissa)) + float64(k)*math.Ln2)
	e := bigExp(y)
	return add(y, scaled(quo(sub(x, e), add(x, e)), 1))
}

func bigLog1p(x float64) *big.Float {
	if math.Abs(x) < 0x1p-20 {
		return atanhSeries(quo(number(x), add(two, number(x))))
	}
	return bigLog(add(one, number(x)))
}

func bigPow(x, y float64) *big.Float {
	r := bigExp(mul(number(y), bigLog(number(math.Abs(x)))))
	if x < 0 && math.Abs(math.Mod(y, 2)) == 1 {
		return r.Neg(r)
	}
	return r
}
