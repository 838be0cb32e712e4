package unit

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// exactTens are the powers of ten that a float64 holds exactly.
var exactTens = [...]float64{
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
	1e21, 1e22,
}

// Convert gives the number of units to that are x units from, rounded once. It panics when the dimensions differ.
func Convert(x float64, from, to Unit) float64 {
	ratio := ratioOf(from, to)
	if n, ok := ratio.powerOfTen(); ok && n >= -22 && n <= 22 {
		if n < 0 {
			return x / exactTens[-n]
		}
		return x * exactTens[n]
	}
	if x == 0 || math.IsInf(x, 0) || math.IsNaN(x) {
		return x
	}
	wide := new(big.Float).SetPrec(precision).SetFloat64(x)
	y, _ := wide.Mul(wide, ratio.value()).Float64()
	return y
}

// ConvertText converts a decimal number (with or without sign, point and exponent) as Convert does, but rounds the decimal
// number as written, not its float64: 0.1 nF is 100 pF exactly. The error is a *ParseError. It panics when the dimensions
// differ.
func ConvertText(digits string, from, to Unit) (float64, error) {
	ratio := ratioOf(from, to)
	end := scanNumber(digits)
	if end == 0 || end < len(digits) {
		return 0, &ParseError{Text: digits, Offset: end, Message: fmt.Sprintf("%q is not a number", digits)}
	}
	var x float64
	if n, ok := ratio.powerOfTen(); ok {
		x, _ = strconv.ParseFloat(shiftExponent(digits, n), 64)
	} else {
		wide, _, err := big.ParseFloat(digits, 10, precision, big.ToNearestEven)
		if err == nil {
			x, _ = wide.Mul(wide, ratio.value()).Float64()
		} else {
			x = math.Inf(1)
		}
	}
	if math.IsInf(x, 0) {
		return 0, &ParseError{Text: digits, Message: fmt.Sprintf("%s is too large a number: beyond 1.8e308", clip(digits))}
	}
	return x, nil
}

func clip(digits string) string {
	if len(digits) > 30 {
		return digits[:27] + "..."
	}
	return digits
}

// scanNumber returns the length of the number with which s begins; 0 if there is none. An e without digits after it does
// not belong to the number.
func scanNumber(s string) int {
	i := 0
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	before := countDigits(s[i:])
	i += before
	if i < len(s) && s[i] == '.' {
		after := countDigits(s[i+1:])
		if before+after == 0 {
			return 0
		}
		i += 1 + after
	} else if before == 0 {
		return 0
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		j := i + 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if n := countDigits(s[j:]); n > 0 {
			return j + n
		}
	}
	return i
}

func countDigits(s string) int {
	n := 0
	for n < len(s) && isDigit(rune(s[n])) {
		n++
	}
	return n
}

// shiftExponent multiplies the decimal number by 10^n, in its text.
func shiftExponent(digits string, n int) string {
	if n == 0 {
		return digits
	}
	mantissa, exponent := digits, 0
	if i := strings.IndexAny(digits, "eE"); i >= 0 {
		mantissa = digits[:i]
		e, err := strconv.Atoi(digits[i+1:])
		if err != nil || e > 1<<30 || e < -(1<<30) {
			return digits // so far out that n makes no difference
		}
		exponent = e
	}
	return mantissa + "e" + strconv.Itoa(exponent+n)
}

// scaleRatio is the quotient of two scales: 10^a·2^b·3^c.
type scaleRatio [3]exponent

func ratioOf(from, to Unit) scaleRatio {
	if !from.SameDimension(to) {
		panic(fmt.Sprintf("unit: %v cannot be converted to %v", from, to))
	}
	quotient := from.Div(to)
	if !quotient.Valid() {
		panic(fmt.Sprintf("unit: the scales of %v and %v are too far apart", from, to))
	}
	return scaleRatio(quotient.powers[ten:])
}

func (r scaleRatio) powerOfTen() (n int, ok bool) {
	n, _ = r[0].split()
	return n, r[0].integer() && r[1].zero() && r[2].zero()
}

// precision is so far beyond the 53 bits of a float64 that rounding a value of this precision to 53 bits is rounding once.
const precision = 320

// value is the ratio with a relative error below 2^-310.
func (r scaleRatio) value() *big.Float {
	v := big.NewFloat(1).SetPrec(precision)
	for i, base := range [...]int64{10, 2, 3} {
		num, den := r[i].split()
		root := rootOf(base, abs(num), den)
		if num < 0 {
			v.Quo(v, root)
		} else {
			v.Mul(v, root)
		}
	}
	return v
}

// rootOf is base^(num/den) for num ≥ 0: a whole power times a root of a number below base^den.
func rootOf(base int64, num, den int) *big.Float {
	whole := new(big.Int).Exp(big.NewInt(base), big.NewInt(int64(num/den)), nil)
	v := new(big.Float).SetPrec(precision).SetInt(whole)
	if num%den == 0 {
		return v
	}
	radicand := new(big.Int).Exp(big.NewInt(base), big.NewInt(int64(num%den)), nil)
	radicand.Lsh(radicand, uint(precision*den))
	root := new(big.Float).SetPrec(precision).SetInt(integerRoot(radicand, den))
	return v.Mul(v, root.SetMantExp(root, -precision))
}

// integerRoot is the greatest r with r^n ≤ x, by Newton's iteration from above.
func integerRoot(x *big.Int, n int) *big.Int {
	r := new(big.Int).Lsh(big.NewInt(1), uint(x.BitLen()/n+1))
	less1 := big.NewInt(int64(n - 1))
	for {
		next := new(big.Int).Exp(r, less1, nil)
		next.Div(x, next)
		next.Add(next, new(big.Int).Mul(r, less1))
		next.Div(next, big.NewInt(int64(n)))
		if next.Cmp(r) >= 0 {
			return r
		}
		r = next
	}
}

func abs(n int) int { return max(n, -n) }
