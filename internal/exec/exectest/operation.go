package exectest

import (
	"fmt"
	"math"
	"testing"

	"github.com/spikelet/spikelet/internal/ir"
)

var nan = math.NaN()

var specialFloats = []float64{
	0, math.Copysign(0, -1), 1, -1, 0.5, -1.5, 2.5, 3, -70.25, 1e-3, 0x1p52 + 0.5, -0x1p63, 0x1p63, 0x1p62, 1e300, -1e300,
	0x1p-1022, 5e-324, -5e-324, 700, -745.13, math.MaxFloat64, math.Inf(1), math.Inf(-1), nan,
}

var specialInts = []int64{0, 1, -1, 2, -3, 63, 64, 1 << 52, -1 << 62, math.MaxInt64, math.MinInt64}

// specials are values of type t that operations treat differently.
func specials(t ir.Type) []uint64 {
	var bits []uint64
	switch t {
	case ir.F64:
		for _, x := range specialFloats {
			bits = append(bits, math.Float64bits(x))
		}
	case ir.I64:
		for _, x := range specialInts {
			bits = append(bits, uint64(x))
		}
	default:
		bits = []uint64{0, 1}
	}
	return bits
}

func constant(b *ir.Builder, t ir.Type, bits uint64) ir.Value {
	switch t {
	case ir.F64:
		return b.F(math.Float64frombits(bits))
	case ir.I64:
		return b.I(int64(bits))
	}
	return b.Bool(bits != 0)
}

// form is an operation on operands of certain types.
type form struct {
	op       ir.Op
	operands []ir.Type
	count    uint // of a shift
}

func (f form) String() string { return fmt.Sprint(f.op, f.operands, f.count) }

// emit writes the operation.
func (f form) emit(b *ir.Builder, args []ir.Value) ir.Value {
	if f.op.IsShift() {
		return b.Shift(f.op, args[0], f.count)
	}
	return b.Op(f.op, args...)
}

// forms are all operations on all types that they take.
func forms() []form {
	var list []form
	for op := ir.Add; op <= ir.Erfc; op++ {
		switch op {
		case ir.Shl, ir.Shr, ir.Sar:
			for _, count := range []uint{0, 1, 31, 52, 63} {
				list = append(list, form{op, []ir.Type{ir.I64}, count})
			}
		case ir.Select:
			for _, t := range []ir.Type{ir.F64, ir.I64, ir.Bool} {
				list = append(list, form{op, []ir.Type{ir.Bool, t, t}, 0})
			}
		default:
			for _, t := range operandTypes(op) {
				operands := make([]ir.Type, op.NumArgs())
				for i := range operands {
					operands[i] = t
				}
				list = append(list, form{op, operands, 0})
			}
		}
	}
	return list
}

func operandTypes(op ir.Op) []ir.Type {
	switch op {
	case ir.Add, ir.Sub, ir.Mul, ir.Neg, ir.Eq, ir.Ne, ir.Lt, ir.Le:
		return []ir.Type{ir.F64, ir.I64}
	case ir.And, ir.Or, ir.Xor, ir.Not:
		return []ir.Type{ir.I64, ir.Bool}
	case ir.Quo, ir.Rem, ir.ToFloat, ir.Float:
		return []ir.Type{ir.I64}
	}
	return []ir.Type{ir.F64}
}

// combinations are all tuples of special values, by operand and lane.
func combinations(types []ir.Type) [][]uint64 {
	in := [][]uint64{}
	lanes := 1
	for _, t := range types {
		values := specials(t)
		for i, column := range in {
			repeated := make([]uint64, 0, len(column)*len(values))
			for range values {
				repeated = append(repeated, column...)
			}
			in[i] = repeated
		}
		var column []uint64
		for _, x := range values {
			for range lanes {
				column = append(column, x)
			}
		}
		in = append(in, column)
		lanes *= len(values)
	}
	return in
}

// Operations runs every operation on all combinations of special values.
func Operations(t *testing.T, e Executor) {
	for _, form := range forms() {
		b := ir.NewBuilder(form.String())
		var args []ir.Value
		for i, typ := range form.operands {
			args = append(args, b.Input(inputName(i), typ))
		}
		b.Output("out", form.emit(b, args))
		in := combinations(form.operands)
		checkFunc(t, e.compileFunc(t, b.Func()), b.Func(), len(in[0]), in)
	}
}

// ConstantOperands is Operations with some operands constant, which executors may treat in their own way.
func ConstantOperands(t *testing.T, e Executor) {
	for _, form := range forms() {
		for fixed := 1; fixed < 1<<len(form.operands)-1; fixed++ {
			in := combinations(form.operands)
			for lane := 0; lane < len(in[0]); lane += 1 + len(in[0])/200 {
				constantOperands(t, e, form, fixed, lane, in)
			}
		}
	}
}

// constantOperands makes the operands whose bit is set in fixed constants, with the values of the given lane.
func constantOperands(t *testing.T, e Executor, form form, fixed, lane int, in [][]uint64) {
	b := ir.NewBuilder(form.String())
	var args []ir.Value
	var free [][]uint64
	for i, typ := range form.operands {
		if fixed>>i&1 == 1 {
			args = append(args, constant(b, typ, in[i][lane]))
			continue
		}
		args = append(args, b.Input(inputName(i), typ))
		free = append(free, specials(typ))
	}
	b.Output("out", form.emit(b, args))
	lanes := 0
	for _, column := range free {
		lanes = max(lanes, len(column))
	}
	for i, column := range free {
		for len(free[i]) < lanes {
			free[i] = append(free[i], column[len(free[i])%len(column)])
		}
	}
	checkFunc(t, e.compileFunc(t, b.Func()), b.Func(), lanes, free)
}
