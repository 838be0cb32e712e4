package eval

import (
	"fmt"
	"math"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/mathfn"
)

// Instr computes one instruction from the bits of its operands; those that the operation does not take are ignored.
// operands is the type of the first operand, which a comparison does not tell by its own type. An Input panics.
func Instr(in ir.Instr, operands ir.Type, a, b, c uint64) uint64 {
	switch op := in.Op; {
	case op == ir.Const:
		return in.Imm
	case op == ir.Select:
		if a != 0 {
			return b
		}
		return c
	case op == ir.ToInt:
		return uint64(toInt(math.Float64frombits(a)))
	case op == ir.ToFloat:
		return math.Float64bits(float64(int64(a)))
	case op == ir.Bits || op == ir.Float:
		return a
	case op.IsMath():
		f := mathfn.Body(op)
		return Func(f, []uint64{a, b}[:len(f.In)])[0]
	case operands == ir.Bool:
		return boolean(op, a, b)
	case op >= ir.Eq && op <= ir.Le:
		return compare(op, operands, a, b)
	case operands == ir.F64:
		x, y, z := math.Float64frombits(a), math.Float64frombits(b), math.Float64frombits(c)
		return math.Float64bits(float(op, x, y, z))
	}
	return uint64(integer(in, int64(a), int64(b)))
}

func float(op ir.Op, x, y, z float64) float64 {
	switch op {
	case ir.Add:
		return x + y
	case ir.Sub:
		return x - y
	case ir.Mul:
		return x * y
	case ir.Div:
		return x / y
	case ir.Neg:
		return math.Float64frombits(math.Float64bits(x) ^ 1<<63)
	case ir.Abs:
		return math.Abs(x)
	case ir.FMA:
		return math.FMA(x, y, z)
	case ir.Sqrt:
		return math.Sqrt(x)
	case ir.Floor:
		return math.Floor(x)
	case ir.Ceil:
		return math.Ceil(x)
	case ir.Trunc:
		return math.Trunc(x)
	case ir.RoundEven:
		return math.RoundToEven(x)
	}
	panic(fmt.Sprintf("eval: %v of floats", op))
}

func integer(in ir.Instr, x, y int64) int64 {
	switch in.Op {
	case ir.Add:
		return x + y
	case ir.Sub:
		return x - y
	case ir.Mul:
		return x * y
	case ir.Quo:
		if y == 0 {
			return 0
		}
		return x / y
	case ir.Rem:
		if y == 0 {
			return x
		}
		return x % y
	case ir.Neg:
		return -x
	case ir.And:
		return x & y
	case ir.Or:
		return x | y
	case ir.Xor:
		return x ^ y
	case ir.Not:
		return ^x
	case ir.Shl:
		return x << in.Imm
	case ir.Shr:
		return int64(uint64(x) >> in.Imm)
	case ir.Sar:
		return x >> in.Imm
	}
	panic(fmt.Sprintf("eval: %v of integers", in.Op))
}

func boolean(op ir.Op, a, b uint64) uint64 {
	switch op {
	case ir.And:
		return a & b
	case ir.Or:
		return a | b
	case ir.Xor:
		return a ^ b
	case ir.Not:
		return a ^ 1
	}
	panic(fmt.Sprintf("eval: %v of Bools", op))
}

func compare(op ir.Op, operands ir.Type, a, b uint64) uint64 {
	if operands == ir.I64 {
		return bit(ordered(op, int64(a), int64(b)))
	}
	return bit(ordered(op, math.Float64frombits(a), math.Float64frombits(b)))
}

func ordered[T int64 | float64](op ir.Op, x, y T) bool {
	switch op {
	case ir.Eq:
		return x == y
	case ir.Ne:
		return x != y
	case ir.Lt:
		return x < y
	default:
		return x <= y
	}
}

func bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// toInt truncates as x86 does: NaN and what does not fit give the least integer.
func toInt(x float64) int64 {
	if x >= -0x1p63 && x < 0x1p63 {
		return int64(x)
	}
	return math.MinInt64
}
