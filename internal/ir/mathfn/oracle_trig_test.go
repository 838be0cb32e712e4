package mathfn_test

import (
	"math"
	"math/big"
)

// anglePrec holds the largest angle beside the fraction that its remainder needs.
const anglePrec = 1400

var halfPi = bigHalfPi()

// bigHalfPi is π/2 = 8 atan(1/5) - 2 atan(1/239) (Machin), to anglePrec bits.
func bigHalfPi() *big.Float {
	arctan := func(n, factor int64) *big.Float {
		power := new(big.Float).SetPrec(anglePrec).SetInt64(factor)
		power.Quo(power, number(float64(n)))
		sum := new(big.Float).SetPrec(anglePrec).Set(power)
		for k := int64(3); power.MantExp(nil) > -anglePrec; k += 2 {
			power.Quo(power, number(float64(-n*n)))
			sum.Add(sum, new(big.Float).SetPrec(anglePrec).Quo(power, number(float64(k))))
		}
		return sum
	}
	p := arctan(5, 8)
	return p.Sub(p, arctan(239, 2))
}

// bigSinCos reduces x by π/2 and sums the two series.
func bigSinCos(x float64) (sine, cosine *big.Float) {
	wide := new(big.Float).SetPrec(anglePrec)
	turns := wide.Quo(wide.SetFloat64(x), halfPi)
	half := 0.5
	if x < 0 {
		half = -0.5
	}
	n, _ := turns.Add(turns, number(half)).Int(nil)
	wide.Mul(wide.SetInt(n), halfPi)
	r := fresh().Set(wide.Sub(new(big.Float).SetPrec(anglePrec).SetFloat64(x), wide))
	sine, cosine = alternating(r, r, 1), alternating(r, one, 0)
	switch new(big.Int).And(n, big.NewInt(3)).Int64() {
	case 1:
		return cosine, sine.Neg(sine)
	case 2:
		return sine.Neg(sine), cosine.Neg(cosine)
	case 3:
		return cosine.Neg(cosine), sine
	}
	return sine, cosine
}

// alternating is first - first r²/((k+1)(k+2)) + …: the series of the sine and the cosine.
func alternating(r, first *big.Float, k float64) *big.Float {
	minus := mul(r, r)
	minus.Neg(minus)
	term, sum := first, fresh().Set(first)
	for ; ; k += 2 {
		term = quo(mul(term, minus), number((k+1)*(k+2)))
		if negligible(term, sum) {
			return sum
		}
		sum = add(sum, term)
	}
}

func bigSinh(x *big.Float) *big.Float {
	if math.Abs(float(x)) > 0x1p-20 {
		e := bigExp(x)
		return scaled(sub(e, quo(one, e)), -1)
	}
	term, sum, square := x, x, mul(x, x)
	for k := 2.0; ; k += 2 {
		term = quo(mul(term, square), number(k*(k+1)))
		if negligible(term, sum) {
			return sum
		}
		sum = add(sum, term)
	}
}

func bigCosh(x *big.Float) *big.Float {
	e := bigExp(x)
	return scaled(add(e, quo(one, e)), -1)
}

func bigTanh(x, _ float64) *big.Float { return quo(bigSinh(number(x)), bigCosh(number(x))) }
