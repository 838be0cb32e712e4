package eval

import (
	"fmt"
	"math"

	"github.com/spikelet/spikelet/internal/ir"
)

// Func computes the outputs of f, in the order of f.Out, from the bits of its inputs, in the order of f.In.
func Func(f *ir.Func, in []uint64) []uint64 {
	if len(in) != len(f.In) {
		panic(fmt.Sprintf("eval: %s takes %d inputs, not %d", f.Name, len(f.In), len(in)))
	}
	value := make([]uint64, len(f.Code))
	for v, instr := range f.Code {
		if instr.Op == ir.Input {
			value[v] = in[instr.Imm]
			continue
		}
		var args [3]uint64
		var operands ir.Type
		for i := range instr.Op.NumArgs() {
			args[i] = value[instr.Args[i]]
			operands = f.TypeOf(instr.Args[0])
		}
		value[v] = Instr(instr, operands, args[0], args[1], args[2])
	}
	out := make([]uint64, len(f.Out))
	for i, r := range f.Out {
		out[i] = value[r.Value]
	}
	return out
}

// Float computes f with inputs and outputs by name, as numbers: an I64 is converted, a Bool is 0 or 1 (as input: not 0).
func Float(f *ir.Func, in map[string]float64) map[string]float64 {
	bits := make([]uint64, len(f.In))
	for i, slot := range f.In {
		x, ok := in[slot.Name]
		if !ok {
			panic(fmt.Sprintf("eval: %s: input %s is missing", f.Name, slot.Name))
		}
		bits[i] = fromNumber(slot.Type, x)
	}
	out := make(map[string]float64, len(f.Out))
	for i, x := range Func(f, bits) {
		out[f.Out[i].Name] = toNumber(f.TypeOf(f.Out[i].Value), x)
	}
	return out
}

func fromNumber(t ir.Type, x float64) uint64 {
	switch t {
	case ir.F64:
		return math.Float64bits(x)
	case ir.I64:
		return uint64(toInt(x))
	default:
		return bit(x != 0)
	}
}

func toNumber(t ir.Type, bits uint64) float64 {
	if t == ir.F64 {
		return math.Float64frombits(bits)
	}
	return float64(int64(bits))
}
