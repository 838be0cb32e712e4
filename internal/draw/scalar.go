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
	logs  = compiled(ir.Log)
	log   = scalar(logs)
	log1p = scalar(compiled(ir.Log1p))
	exp   = scalar(compiled(ir.Exp))
)

// compiled returns a mathematical function of one number, which is compiled at its first use.
func compiled(op ir.Op) func() kernel.Function {
	return sync.OnceValue(func() kernel.Function {
		b := ir.NewBuilder(op.String())
		b.Output("y", b.Op(op, b.Input("x", ir.F64)))
		f, err := portable.CompileFunc(b.Func())
		if err != nil {
			panic(fmt.Sprintf("draw: %v: %v", op, err))
		}
		return f
	})
}

func scalar(f func() kernel.Function) func(x float64) float64 {
	return func(x float64) float64 {
		y := []float64{0}
		f().Run(1, []kernel.Column{{F: []float64{x}}}, []kernel.Column{{F: y}})
		return y[0]
	}
}
