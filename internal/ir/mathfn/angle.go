package mathfn

import (
	"math"

	"github.com/spikelet/spikelet/internal/ir"
)

// reduceAngle is size = n π/2 + r, |r| <= π/4 and a little: r to a relative error of 2^-68, n as an integer of which the
// last two bits are right; NaN if size is not finite.
func (s sequence) reduceAngle(size ir.Value) (r pair, n ir.Value) {
	near, nearN := s.subtractQuarters(size)
	far, farN := s.multiplyPeriods(size)
	small := s.less(size, s.F(0x1p20))
	r.hi = s.Select(small, near.hi, far.hi)
	r.lo = s.Select(small, near.lo, far.lo)
	r.hi = s.Select(s.less(size, s.F(math.Inf(1))), r.hi, s.F(quietNaN))
	return r, s.Select(small, nearN, farN)
}

// subtractQuarters is reduceAngle for size < 2^20: n π/2 is subtracted in three parts of 53 bits (Cody and Waite 1980),
// the first exactly.
func (s sequence) subtractQuarters(size ir.Value) (r pair, n ir.Value) {
	shift := s.F(roundToInt)
	sum := s.FMA(size, s.F(2/math.Pi), shift)
	minus := s.Sub(shift, sum)
	first := s.FMA(minus, s.F(0x1.921fb54442d18p+0), size)
	second := s.exactProduct(minus, s.F(0x1.1a62633145c07p-54))
	r = s.exactSum(first, second.hi)
	r.lo = s.Add(r.lo, s.FMA(minus, s.F(-0x1.f1976b7ed8fbcp-110), second.lo))
	return s.fastSum(r.hi, r.lo), s.bits(sum)
}

// twoOverPi is the fraction of 2/π in words of 48 bits, after a word of zeros.
var twoOverPi = [...]float64{
	0, 0xa2f9836e4e44, 0x1529fc2757d1, 0xf534ddc0db62, 0x95993c439041, 0xfe5163abdebb, 0xc561b7246e3a, 0x424dd2e00649,
	0x2eea09d1921c, 0xfe1deb1cb129, 0xa73ee88235f5, 0x2ebb4484e99c, 0x7026b45f7e41, 0x3991d6398353, 0x39f49c845f8b,
	0xbdf9283b1ff8, 0x97ffde05980f, 0xef2f118b5a0a, 0x6d1f6d367ecf, 0x27cb09b74f46, 0x3f669e5fea2d, 0x7527bac7ebe5,
	0xf17b3d0739f7, 0x8a5292ea6bfb, 0x5fb11f8d5d08, 0x56033046fc7b,
}

// The size of the words of twoOverPi in bits, and how many of them count for one angle.
const (
	wordBits  = 48
	wordCount = 5
)

// multiplyPeriods is reduceAngle for size >= 2^20 (Payne and Hanek 1983, doi:10.1145/1057600.1057602). With size =
// m 2^(48 w + b), m an integer of 53 bits and 2 <= b < 50, the words of 2/π before word w only add multiples of 4 to size
// 2/π, and those after word w+4 less than 2^-138. The five products between are formed exactly, taken modulo 4, and cut at
// 2^-46 and 2^-94 so that the sums of the parts above the cuts are exact.
func (s sequence) multiplyPeriods(size ir.Value) (r pair, n ir.Value) {
	shift := s.F(roundToInt)
	exponent := s.number(s.Shift(ir.Shr, s.bits(size), mantissaBits))
	// The first exponent of word w is 48 w + 1029, bias included and the word of zeros counted.
	sum := s.FMA(s.Sub(exponent, s.F(1029+23.5)), s.F(1.0/wordBits), shift)
	w := s.bits(sum)
	times48 := s.Add(s.Shift(ir.Shl, w, 5), s.Shift(ir.Shl, w, 4))
	m := s.Mul(size, s.powerOfTwo(s.Sub(s.I(exponentBias+wordBits), times48)))

	var products [wordCount]pair
	for j, word := range s.window(w) {
		products[j] = s.exactProduct(s.Mul(m, s.F(math.Ldexp(1, -wordBits*(j+1)))), word)
	}
	turns, rest := s.sumProducts(products)
	whole := s.Add(turns, shift)
	fraction := s.exactSum(s.Sub(turns, s.Sub(whole, shift)), rest.hi)
	fraction = s.fastSum(fraction.hi, s.Add(fraction.lo, rest.lo))
	r = s.product(fraction, s.constantPair(0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54))
	return r, s.bits(whole)
}

// window is the words w to w+4 of twoOverPi, chosen bit by bit of w, 0 <= w <= 21.
func (s sequence) window(w ir.Value) []ir.Value {
	words := make([]ir.Value, len(twoOverPi))
	for i, word := range twoOverPi {
		words[i] = s.F(word)
	}
	for step := 16; step > 0; step /= 2 {
		skip := s.Op(ir.Ne, s.and(w, s.I(int64(step))), s.I(0))
		for i := range min(len(words)-step, wordCount+step-1) {
			words[i] = s.Select(skip, words[i+step], words[i])
		}
		words = words[:min(len(words), wordCount+step-1)]
	}
	return words
}

// sumProducts is the sum of products modulo 4: turns a multiple of 2^-46, rest.hi one of 2^-94 below 2^-44, both exact,
// and rest.lo below 2^-88.
func (s sequence) sumProducts(products [wordCount]pair) (turns ir.Value, rest pair) {
	const (
		cutAt46 = 0x1.8p6   // added and subtracted: rounds to a multiple of 2^-46
		cutAt94 = 0x1.8p-42 // likewise of 2^-94
	)
	p := products
	turns = s.Add(s.modulo4(p[0].hi), s.modulo4(p[0].lo))
	a, x := s.cut(s.modulo4(p[1].hi), cutAt46)
	b, y := s.cut(p[1].lo, cutAt46)
	c, z := s.cut(s.modulo4(p[2].hi), cutAt46)
	d, v := s.cut(p[3].hi, cutAt46)
	turns = s.Add(s.Add(turns, s.Add(a, b)), s.Add(c, d))

	z, z0 := s.cut(z, cutAt94)
	v, v0 := s.cut(v, cutAt94)
	u, u0 := s.cut(p[2].lo, cutAt94)
	rest.hi = s.Add(s.Add(x, y), s.Add(s.Add(z, v), u))
	rest.lo = s.Add(s.Add(z0, v0), s.Add(u0, s.Add(p[3].lo, p[4].hi)))
	return turns, rest
}

// modulo4 is x without a multiple of 4, in [-2, 2], exactly.
func (s sequence) modulo4(x ir.Value) ir.Value {
	return s.FMA(s.Op(ir.RoundEven, s.Mul(x, s.F(0.25))), s.F(-4), x)
}

// cut splits x exactly into a multiple of the last place of big and the rest; big is 1.5 times a power of two.
func (s sequence) cut(x ir.Value, big float64) (head, rest ir.Value) {
	head = s.Sub(s.Add(x, s.F(big)), s.F(big))
	return head, s.Sub(x, head)
}
