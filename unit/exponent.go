package unit

import "strconv"

// exponent is a rational number in lowest terms. Its zero value is 0: what is stored is the denominator less one.
type exponent struct{ num, denLess1 int16 }

// The limits keep every sum and product of two exponents far inside an int.
const (
	maxNum = 9999
	maxDen = 99
)

// newExponent reduces num/den; ok is false when den is 0 or the result is beyond the limits.
func newExponent(num, den int) (e exponent, ok bool) {
	if den < 0 {
		num, den = -num, -den
	}
	if den == 0 {
		return exponent{}, false
	}
	g := gcd(num, den)
	num, den = num/g, den/g
	if num > maxNum || num < -maxNum || den > maxDen {
		return exponent{}, false
	}
	return exponent{int16(num), int16(den - 1)}, true
}

// gcd is the greatest common divisor of |a| and b > 0.
func gcd(a, b int) int {
	for a != 0 {
		a, b = b%a, a
	}
	return max(b, -b)
}

// split returns the numerator and the denominator > 0.
func (e exponent) split() (num, den int) { return int(e.num), int(e.denLess1) + 1 }

func (e exponent) zero() bool    { return e.num == 0 }
func (e exponent) integer() bool { return e.denLess1 == 0 }

func (e exponent) add(f exponent) (exponent, bool) {
	en, ed := e.split()
	fn, fd := f.split()
	return newExponent(en*fd+fn*ed, ed*fd)
}

func (e exponent) mul(num, den int) (exponent, bool) {
	en, ed := e.split()
	return newExponent(en*num, ed*den)
}

// String writes the exponent as it stands after "**": "2", "-1", "(1/2)".
func (e exponent) String() string {
	num, den := e.split()
	if den == 1 {
		return strconv.Itoa(num)
	}
	return "(" + strconv.Itoa(num) + "/" + strconv.Itoa(den) + ")"
}
