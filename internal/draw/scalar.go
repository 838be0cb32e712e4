package draw

import (
	"fmt"
	"sync"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/exec/portable"
	"github.com/spikelet/spikelet/internal/ir"
)

// The functions of the IR, with its bits and its error of at most 1 ulp.
var (
	log   = function(ir.Log)
	log1p = function(ir.Log1p)
	exp   = function(ir.Exp)
)

// function returns a mathematical function of one number. It is compiled at its first call.
func function(op ir.Op) func(x float64) float64 {
	compiled := sync.OnceValue(func() kernel.Function {
		b := ir.NewBuilder(op.String())
		b.Output("y", b.Op(op, b.Input("x", ir.F64)))
		f, err := portable.CompileFunc(b.Func())
		if err != nil {
			panic(fmt.Sprintf("draw: %v: %v", op, err))
		}
		return f
	})
	return func(x float64) float64 {
		y := []float64{0}
		compiled().Run(1, []kernel.Column{{F: []float64{x}}}, []kernel.Column{{F: y}})
		return y[0]
	}
}
