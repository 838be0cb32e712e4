package irtest

import (
	"fmt"
	"math"

	"pgregory.net/rapid"

	"github.com/spikelet/spikelet/internal/ir"
)

// Func draws a Func of up to size instructions with inputs of every type and up to three outputs of every type.
func Func(t *rapid.T, size int) *ir.Func {
	g := generator{t: t, b: ir.NewBuilder("random"), pool: map[ir.Type][]ir.Value{}}
	for _, typ := range []ir.Type{ir.F64, ir.I64, ir.Bool} {
		for i := range 2 {
			g.keep(g.b.Input(fmt.Sprintf("%v %d", typ, i), typ))
		}
	}
	for range rapid.IntRange(1, size).Draw(t, "size") {
		g.keep(g.instr())
	}
	for _, typ := range []ir.Type{ir.F64, ir.I64, ir.Bool} {
		for i := range 3 {
			g.b.Output(fmt.Sprintf("out %v %d", typ, i), g.pick(typ))
		}
	}
	return g.b.Func()
}

// Bits draws a value of type t: special values often, any bits sometimes.
func Bits(t *rapid.T, typ ir.Type) uint64 {
	switch typ {
	case ir.Bool:
		return uint64(rapid.IntRange(0, 1).Draw(t, "bool"))
	case ir.I64:
		if rapid.Bool().Draw(t, "special") {
			return uint64(rapid.SampledFrom(integers).Draw(t, "integer"))
		}
		return rapid.Uint64().Draw(t, "integer")
	}
	if rapid.Bool().Draw(t, "special") {
		return math.Float64bits(rapid.SampledFrom(floats).Draw(t, "float"))
	}
	return math.Float64bits(rapid.Float64().Draw(t, "float"))
}

var integers = []int64{0, 1, -1, 2, 3, 7, -8, 1023, math.MaxInt64, math.MinInt64}

var floats = []float64{
	0, math.Copysign(0, -1), 1, -1, 2, 0.5, -0.25, 3, 1e-3, 65, -70.5, 1e300, -1e300, 5e-324, 1e-310,
	math.Inf(1), math.Inf(-1), math.NaN(), math.MaxFloat64, 4503599627370496.5,
}

type generator struct {
	t    *rapid.T
	b    *ir.Builder
	pool map[ir.Type][]ir.Value
}

func (g *generator) keep(v ir.Value) {
	t := g.b.TypeOf(v)
	g.pool[t] = append(g.pool[t], v)
}

func (g *generator) pick(t ir.Type) ir.Value {
	return rapid.SampledFrom(g.pool[t]).Draw(g.t, "operand")
}

func (g *generator) instr() ir.Value {
	op := ir.Op(rapid.IntRange(int(ir.Const), int(ir.Erfc)).Draw(g.t, "op"))
	switch op {
	case ir.Const, ir.Input:
		return g.constant()
	case ir.Shl, ir.Shr, ir.Sar:
		return g.b.Shift(op, g.pick(ir.I64), uint(rapid.IntRange(0, 63).Draw(g.t, "count")))
	case ir.Select:
		t := g.oneOf(ir.F64, ir.I64, ir.Bool)
		return g.b.Select(g.pick(ir.Bool), g.pick(t), g.pick(t))
	}
	t := g.operandType(op)
	args := make([]ir.Value, op.NumArgs())
	for i := range args {
		args[i] = g.pick(t)
	}
	return g.b.Op(op, args...)
}

func (g *generator) constant() ir.Value {
	t := g.oneOf(ir.F64, ir.I64, ir.Bool)
	bits := Bits(g.t, t)
	switch t {
	case ir.F64:
		return g.b.F(math.Float64frombits(bits))
	case ir.I64:
		return g.b.I(int64(bits))
	}
	return g.b.Bool(bits != 0)
}

// operandType is a type that all operands of op may have.
func (g *generator) operandType(op ir.Op) ir.Type {
	switch op {
	case ir.Add, ir.Sub, ir.Mul, ir.Neg, ir.Eq, ir.Ne, ir.Lt, ir.Le:
		return g.oneOf(ir.F64, ir.I64)
	case ir.And, ir.Or, ir.Xor, ir.Not:
		return g.oneOf(ir.I64, ir.Bool)
	case ir.Quo, ir.Rem, ir.ToFloat, ir.Float:
		return ir.I64
	}
	return ir.F64
}

func (g *generator) oneOf(types ...ir.Type) ir.Type {
	return rapid.SampledFrom(types).Draw(g.t, "type")
}
