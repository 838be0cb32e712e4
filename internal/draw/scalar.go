package draw

import (
	"math"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/eval"
)

func log(x float64) float64   { return function(ir.Log, x) }
func log1p(x float64) float64 { return function(ir.Log1p, x) }
func exp(x float64) float64   { return function(ir.Exp, x) }

// function computes a mathematical function of the IR, with its bits and its error of at most 1 ulp.
func function(op ir.Op, x float64) float64 {
	return math.Float64frombits(eval.Instr(ir.Instr{Op: op, Type: ir.F64}, ir.F64, math.Float64bits(x), 0, 0))
}
