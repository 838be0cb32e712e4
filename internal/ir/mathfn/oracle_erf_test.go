package mathfn_test

import "math/big"

// rootPi is √π.
var rootPi = fresh().Sqrt(scaled(fresh().Set(halfPi), 1))

// bigErf is 2/√π e^(-x²) Σ 2^n x^(2n+1)/(1·3·…·(2n+1)), whose terms have one sign.
func bigErf(x *big.Float) *big.Float {
	square := mul(x, x)
	if square.Cmp(number(100)) > 0 {
		return number(float64(x.Sign()))
	}
	term, sum := x, x
	double := scaled(square, 1)
	for k := 3.0; ; k += 2 {
		term = quo(mul(term, double), number(k))
		if negligible(term, sum) {
			break
		}
		sum = add(sum, term)
	}
	return quo(scaled(mul(sum, bigExp(square.Neg(square))), 1), rootPi)
}

// bigErfc is 1 - erf x for x < 3, else Laplace's continued fraction e^(-x²)/√π / (x + ½/(x + 1/(x + 3⁄2/(x + …)))), taken
// far enough for its error e^(-2x√(2n)).
func bigErfc(v, _ float64) *big.Float {
	x := number(v)
	if v < 3 {
		return sub(one, bigErf(x))
	}
	fraction := x
	for n := int(60 + 1200/(v*v)); n > 0; n-- {
		fraction = add(x, quo(number(float64(n)/2), fraction))
	}
	square := mul(x, x)
	return quo(bigExp(square.Neg(square)), mul(rootPi, fraction))
}
