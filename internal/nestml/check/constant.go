package check

import (
	"math"
	"strconv"
	"strings"

	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// ratio is a rational number, den > 0, both small.
type ratio struct{ num, den int64 }

// largest bounds numerators and denominators, so that products fit an int64.
const largest = 1 << 30

// Constant is the value num/den of an expression of literals without units, in lowest terms: an exponent, a bound of a loop.
// ok is false where e is none, or is beyond 2³⁰.
func Constant(e ast.Expr) (num, den int64, ok bool) {
	r, ok := rational(e)
	return r.num, r.den, ok
}

func rational(e ast.Expr) (ratio, bool) {
	switch e := e.(type) {
	case *ast.Paren:
		return rational(e.X)
	case *ast.Number:
		if e.Unit != nil {
			return ratio{}, false
		}
		return decimal(e.Text)
	case *ast.Unary:
		r, ok := rational(e.X)
		if e.Op == "-" {
			r.num = -r.num
		}
		return r, ok && (e.Op == "-" || e.Op == "+")
	case *ast.Binary:
		x, okX := rational(e.X)
		y, okY := rational(e.Y)
		if !okX || !okY {
			return ratio{}, false
		}
		return combine(e.Op, x, y)
	}
	return ratio{}, false
}

func combine(op string, x, y ratio) (ratio, bool) {
	switch op {
	case "+":
		return reduce(x.num*y.den+y.num*x.den, x.den*y.den)
	case "-":
		return reduce(x.num*y.den-y.num*x.den, x.den*y.den)
	case "*":
		return reduce(x.num*y.num, x.den*y.den)
	case "/":
		return reduce(x.num*y.den, x.den*y.num)
	}
	return ratio{}, false
}

// reduce brings num/den to lowest terms; ok is false when den is 0 or they stay large.
func reduce(num, den int64) (ratio, bool) {
	if den == 0 {
		return ratio{}, false
	}
	if den < 0 {
		num, den = -num, -den
	}
	a, b := max(num, -num), den
	for a != 0 {
		a, b = b%a, a
	}
	num, den = num/b, den/b
	return ratio{num, den}, max(num, -num) <= largest && den <= largest
}

// decimal reads digits with a point and an exponent.
func decimal(digits string) (ratio, bool) {
	digits, power, hasPower := strings.Cut(strings.ToLower(digits), "e")
	whole, fraction, _ := strings.Cut(digits, ".")
	fraction = strings.TrimRight(fraction, "0")
	exponent := 0
	if hasPower {
		var err error
		if exponent, err = strconv.Atoi(power); err != nil || exponent > 9 || exponent < -9 {
			return ratio{}, false
		}
	}
	all := strings.TrimLeft(whole+fraction, "0")
	if all == "" {
		return ratio{0, 1}, true
	}
	if len(all) > 10 || len(fraction) > 9 {
		return ratio{}, false
	}
	num, err := strconv.ParseInt(all, 10, 64)
	if err != nil {
		return ratio{}, false
	}
	shift := exponent - len(fraction)
	if shift >= 0 {
		return scaled(num, shift)
	}
	return reduce(num, int64(math.Pow10(-shift)))
}

// scaled is num·10^shift, shift ≥ 0.
func scaled(num int64, shift int) (ratio, bool) {
	for ; shift > 0 && num <= largest; shift-- {
		num *= 10
	}
	return ratio{num, 1}, num <= largest
}

// unitless reports whether e is a number that is the same in every unit: a literal 0 or inf.
func unitless(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Paren:
		return unitless(e.X)
	case *ast.Unary:
		return unitless(e.X)
	case *ast.Inf:
		return true
	}
	r, ok := rational(e)
	return ok && r.num == 0
}
