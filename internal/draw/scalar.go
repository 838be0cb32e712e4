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
	exps  = compiled(ir.Exp)
	exp   = scalar(exps)
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

// call is what one evaluation needs; a pool keeps them, so that it allocates nothing.
type call struct {
	x, y    [1]float64
	in, out [1]kernel.Column
}

func scalar(f func() kernel.Function) func(x float64) float64 {
	calls := sync.Pool{New: func() any {
		c := &call{}
		c.in[0].F, c.out[0].F = c.x[:], c.y[:]
		return c
	}}
	return func(x float64) float64 {
		c := calls.Get().(*call)
		defer calls.Put(c)
		c.x[0] = x
		f().Run(1, c.in[:], c.out[:])
		return c.y[0]
	}
}
