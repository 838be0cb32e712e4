package eval_test

import (
	"math"
	"testing"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/eval"
)

var inf, nan, minus = math.Inf(1), math.NaN(), math.Copysign(0, -1)

func TestFloats(t *testing.T) {
	const third = 1.0 / 3
	for _, c := range []struct {
		op      ir.Op
		a, b, c float64
		want    float64
	}{
		{ir.Add, 1, 0x1p-53, 0, 1}, {ir.Add, minus, minus, 0, minus}, {ir.Add, minus, 0, 0, 0}, {ir.Add, inf, -inf, 0, nan},
		{ir.Sub, 0, 0, 0, 0}, {ir.Sub, minus, 0, 0, minus}, {ir.Mul, minus, 3, 0, minus}, {ir.Mul, 0, inf, 0, nan},
		{ir.Mul, math.MaxFloat64, 2, 0, inf}, {ir.Mul, 0x1p-1074, 0.5, 0, 0}, {ir.Div, 1, 3, 0, third}, {ir.Div, 1, minus, 0, -inf},
		{ir.Neg, 0, 0, 0, minus}, {ir.Neg, inf, 0, 0, -inf}, {ir.Abs, minus, 0, 0, 0}, {ir.Abs, -inf, 0, 0, inf},
		{ir.FMA, 1 + 0x1p-30, 1 - 0x1p-30, -1, -0x1p-60}, {ir.FMA, 3, third, -1, -0x1p-54}, {ir.FMA, 0, inf, 1, nan},
		{ir.Sqrt, 2, 0, 0, 0x1.6a09e667f3bcdp0}, {ir.Sqrt, minus, 0, 0, minus}, {ir.Sqrt, -1, 0, 0, nan},
		{ir.Floor, -0.5, 0, 0, -1}, {ir.Floor, minus, 0, 0, minus}, {ir.Ceil, -0.5, 0, 0, minus}, {ir.Ceil, 0x1p-1074, 0, 0, 1},
		{ir.Trunc, -1.5, 0, 0, -1}, {ir.Trunc, inf, 0, 0, inf}, {ir.RoundEven, 2.5, 0, 0, 2}, {ir.RoundEven, 3.5, 0, 0, 4},
		{ir.RoundEven, -0.5, 0, 0, minus}, {ir.RoundEven, 0x1p52 + 1, 0, 0, 0x1p52 + 1},
		{ir.Exp, 1, 0, 0, math.E}, {ir.Pow, 2, 0.5, 0, math.Sqrt2}, {ir.Log, -1, 0, 0, nan},
	} {
		bits := eval.Instr(ir.Instr{Op: c.op, Type: ir.F64}, ir.F64, math.Float64bits(c.a), math.Float64bits(c.b), math.Float64bits(c.c))
		have := math.Float64frombits(bits)
		if bits != math.Float64bits(c.want) && !(math.IsNaN(have) && math.IsNaN(c.want)) {
			t.Errorf("%v(%v, %v, %v) = %v, want %v", c.op, c.a, c.b, c.c, have, c.want)
		}
	}
}

func TestSignOfNaN(t *testing.T) {
	const signalling = 0x7ff0_0000_0000_0001
	if have := eval.Instr(ir.Instr{Op: ir.Neg, Type: ir.F64}, ir.F64, signalling, 0, 0); have != signalling|1<<63 {
		t.Errorf("neg: %x", have)
	}
	if have := eval.Instr(ir.Instr{Op: ir.Abs, Type: ir.F64}, ir.F64, signalling|1<<63, 0, 0); have != signalling {
		t.Errorf("abs: %x", have)
	}
}

func TestIntegers(t *testing.T) {
	const least, most = math.MinInt64, math.MaxInt64
	for _, c := range []struct {
		op         ir.Op
		a, b, want int64
		count      uint64
	}{
		{ir.Add, most, 1, least, 0}, {ir.Sub, least, 1, most, 0}, {ir.Mul, 1 << 62, 4, 0, 0}, {ir.Mul, -3, 5, -15, 0},
		{ir.Quo, -7, 2, -3, 0}, {ir.Quo, 7, 0, 0, 0}, {ir.Quo, least, -1, least, 0},
		{ir.Rem, -7, 2, -1, 0}, {ir.Rem, 7, 0, 7, 0}, {ir.Rem, least, -1, 0, 0}, {ir.Neg, least, 0, least, 0},
		{ir.And, 12, 10, 8, 0}, {ir.Or, 12, 10, 14, 0}, {ir.Xor, 12, 10, 6, 0}, {ir.Not, 0, 0, -1, 0},
		{ir.Shl, 1, 0, least, 63}, {ir.Shl, -1, 0, -1, 0}, {ir.Shr, -1, 0, 1, 63}, {ir.Sar, -8, 0, -2, 2}, {ir.Sar, least, 0, -1, 63},
	} {
		in := ir.Instr{Op: c.op, Type: ir.I64, Imm: c.count}
		if have := int64(eval.Instr(in, ir.I64, uint64(c.a), uint64(c.b), 0)); have != c.want {
			t.Errorf("%v(%d, %d) by %d = %d, want %d", c.op, c.a, c.b, c.count, have, c.want)
		}
	}
}

// TestComparisons compares in the order Eq, Ne, Lt, Le.
func TestComparisons(t *testing.T) {
	type truths [4]uint64
	less, equal, greater, unordered := truths{0, 1, 1, 1}, truths{1, 0, 0, 1}, truths{0, 1, 0, 0}, truths{0, 1, 0, 0}
	check := func(operands ir.Type, a, b uint64, want truths) {
		t.Helper()
		for i, op := range []ir.Op{ir.Eq, ir.Ne, ir.Lt, ir.Le} {
			if have := eval.Instr(ir.Instr{Op: op, Type: ir.Bool}, operands, a, b, 0); have != want[i] {
				t.Errorf("%v %v(%x, %x) = %d", operands, op, a, b, have)
			}
		}
	}
	float := math.Float64bits
	check(ir.F64, float(-1), float(1), less)
	check(ir.F64, float(minus), float(0), equal)
	check(ir.F64, float(inf), float(1), greater)
	check(ir.F64, float(nan), float(nan), unordered)
	check(ir.F64, float(nan), float(1), unordered)
	check(ir.I64, float(-1), 1, less)
	check(ir.I64, 5, 5, equal)
	check(ir.I64, 1, float(minus), greater)
}

func TestBools(t *testing.T) {
	for op, want := range map[ir.Op][4]uint64{
		ir.And: {0, 0, 0, 1}, ir.Or: {0, 1, 1, 1}, ir.Xor: {0, 1, 1, 0}, ir.Not: {1, 1, 0, 0},
	} {
		for i := range uint64(4) {
			if have := eval.Instr(ir.Instr{Op: op, Type: ir.Bool}, ir.Bool, i>>1, i&1, 0); have != want[i] {
				t.Errorf("%v(%d, %d) = %d", op, i>>1, i&1, have)
			}
		}
	}
}

func TestConversions(t *testing.T) {
	toInt := ir.Instr{Op: ir.ToInt, Type: ir.I64}
	for x, want := range map[float64]int64{
		1.9: 1, -1.9: -1, 0x1p62: 1 << 62, -0x1p63: math.MinInt64, 0x1p63: math.MinInt64, inf: math.MinInt64, nan: math.MinInt64,
	} {
		if have := int64(eval.Instr(toInt, ir.F64, math.Float64bits(x), 0, 0)); have != want {
			t.Errorf("toint(%v) = %d, want %d", x, have, want)
		}
	}
	var odd int64 = 1<<53 + 1
	if have := eval.Instr(ir.Instr{Op: ir.ToFloat, Type: ir.F64}, ir.I64, uint64(odd), 0, 0); have != math.Float64bits(0x1p53) {
		t.Errorf("tofloat: %x", have)
	}
	for _, op := range []ir.Op{ir.Bits, ir.Float} {
		if have := eval.Instr(ir.Instr{Op: op}, ir.F64, 0x123456789, 0, 0); have != 0x123456789 {
			t.Errorf("%v: %x", op, have)
		}
	}
}

func TestSelect(t *testing.T) {
	in := ir.Instr{Op: ir.Select, Type: ir.I64}
	if a, b := eval.Instr(in, ir.Bool, 1, 5, 6), eval.Instr(in, ir.Bool, 0, 5, 6); a != 5 || b != 6 {
		t.Errorf("select: %d, %d", a, b)
	}
}

func TestFunc(t *testing.T) {
	b := ir.NewBuilder("f")
	x, n, c := b.Input("x", ir.F64), b.Input("n", ir.I64), b.Input("c", ir.Bool)
	b.Output("y", b.FMA(x, x, b.Op(ir.ToFloat, n)))
	b.Output("m", b.Add(n, b.I(-3)))
	b.Output("d", b.Op(ir.Not, c))
	f := b.Func()
	have := eval.Float(f, map[string]float64{"x": 1.5, "n": -2, "c": 1})
	if have["y"] != 0.25 || have["m"] != -5 || have["d"] != 0 {
		t.Errorf("%v", have)
	}
	one, two := uint64(1), math.Float64bits(2)
	out := eval.Func(f, []uint64{two, one, 0})
	if out[0] != math.Float64bits(5) || int64(out[1]) != -2 || out[2] != 1 {
		t.Errorf("%x", out)
	}
}

func TestMissingInput(t *testing.T) {
	b := ir.NewBuilder("f")
	b.Output("y", b.Input("x", ir.F64))
	for name, call := range map[string]func(){
		"Func":  func() { eval.Func(b.Func(), nil) },
		"Float": func() { eval.Float(b.Func(), nil) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			call()
		})
	}
}
