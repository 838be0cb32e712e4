package mathfn

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/spikelet/spikelet/internal/ir"
)

// definition writes the code of an operation: x and y are its operands (y is None unless it takes two).
type definition func(s sequence, x, y ir.Value) ir.Value

var definitions = map[ir.Op]definition{
	ir.Exp: exp, ir.Expm1: expm1, ir.Log: log, ir.Log1p: log1p, ir.Log10: log10, ir.Pow: pow,
	ir.Sin: sin, ir.Cos: cos, ir.Tan: tan, ir.Sinh: sinh, ir.Cosh: cosh, ir.Tanh: tanh, ir.Erf: erf, ir.Erfc: erfc,
}

// Ops lists the mathematical operations in the order of their constants.
func Ops() []ir.Op { return slices.Sorted(maps.Keys(definitions)) }

// Body returns the sequence that defines op: inputs "x" and, for ir.Pow, "y"; output "r". It is built once; the caller
// must not change it.
func Body(op ir.Op) *ir.Func {
	body, ok := bodies[op]
	if !ok {
		panic(fmt.Sprintf("mathfn: %v is no mathematical function", op))
	}
	return body()
}

var bodies = func() map[ir.Op]func() *ir.Func {
	all := make(map[ir.Op]func() *ir.Func, len(definitions))
	for op, define := range definitions {
		all[op] = sync.OnceValue(func() *ir.Func { return build(op, define) })
	}
	return all
}()

func build(op ir.Op, define definition) *ir.Func {
	s := sequence{ir.NewBuilder(op.String())}
	x, y := s.Input("x", ir.F64), ir.None
	if op.NumArgs() == 2 {
		y = s.Input("y", ir.F64)
	}
	s.Output("r", define(s, x, y))
	return rebuild(s.Func(), copyInstr)
}
