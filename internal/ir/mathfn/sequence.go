package mathfn

import (
	"math"

	"github.com/spikelet/spikelet/internal/ir"
)

// sequence is a builder with the phrases that the functions of this package are written in.
type sequence struct{ *ir.Builder }

// roundToInt is added to a number to round it: the sum's last bits are the nearest integer, in two's complement.
const roundToInt = 0x1.8p52

// The layout of a float64.
const (
	exponentBias = 1023
	mantissaBits = 52
	mantissaMask = 1<<mantissaBits - 1
	signBit      = math.MinInt64
)

// quietNaN is the NaN of invalid operations.
var quietNaN = math.Float64frombits(0x7ff8 << 48)

// clamp is x kept within [low, high]; NaN stays.
func (s sequence) clamp(x ir.Value, low, high float64) ir.Value {
	lo, hi := s.F(low), s.F(high)
	x = s.Select(s.less(x, lo), lo, x)
	return s.Select(s.less(hi, x), hi, x)
}

func (s sequence) less(x, y ir.Value) ir.Value  { return s.Op(ir.Lt, x, y) }
func (s sequence) equal(x, y ir.Value) ir.Value { return s.Op(ir.Eq, x, y) }
func (s sequence) and(x, y ir.Value) ir.Value   { return s.Op(ir.And, x, y) }
func (s sequence) abs(x ir.Value) ir.Value      { return s.Op(ir.Abs, x) }
func (s sequence) bits(x ir.Value) ir.Value     { return s.Op(ir.Bits, x) }
func (s sequence) float(x ir.Value) ir.Value    { return s.Op(ir.Float, x) }

// number is the float of the integer i, 0 <= i < 2^52: i becomes the last bits of 2^52 + i.
func (s sequence) number(i ir.Value) ir.Value {
	const unit = 1 << mantissaBits
	return s.Sub(s.float(s.Op(ir.Or, i, s.I(int64(math.Float64bits(unit))))), s.F(unit))
}

// signOf is the sign bit of x and zeros.
func (s sequence) signOf(x ir.Value) ir.Value { return s.and(s.bits(x), s.I(signBit)) }

// flip is x with its sign bit inverted where sign has one.
func (s sequence) flip(x, sign ir.Value) ir.Value { return s.float(s.Op(ir.Xor, s.bits(x), sign)) }

// polynomial is c[0] + c[1] x + c[2] x² + …, the even and the odd powers apart so that two chains run side by side; xx
// is x².
func (s sequence) polynomial(x, xx ir.Value, c ...float64) ir.Value {
	even := make([]float64, 0, len(c))
	odd := make([]float64, 0, len(c))
	for i, ci := range c {
		if i%2 == 0 {
			even = append(even, ci)
		} else {
			odd = append(odd, ci)
		}
	}
	return s.FMA(x, s.horner(xx, odd...), s.horner(xx, even...))
}

// horner is c[0] + c[1] x + c[2] x² + … by Horner's rule.
func (s sequence) horner(x ir.Value, c ...float64) ir.Value {
	last := len(c) - 1
	sum := s.F(c[last])
	for i := last - 1; i >= 0; i-- {
		sum = s.FMA(sum, x, s.F(c[i]))
	}
	return sum
}
