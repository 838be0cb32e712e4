package scalar

import (
	"fmt"
	"math"
	"sync"

	"github.com/spikelet/spikelet/internal/exec/freelist"
	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/exec/portable"
	"github.com/spikelet/spikelet/internal/ir"
)

// Function is a mathematical function of one number, with the IR's bits and its error of at most 1 ulp. It is compiled at its
// first call, may be called from several goroutines and allocates nothing after the first calls.
type Function struct{ compiled func() *freelist.List[call] }

// call is the operands of a call.
type call struct {
	run     kernel.Function
	in, out []kernel.Column
	x, y    [1]float64
}

// The functions.
var (
	Log   = function(ir.Log)
	Log1p = function(ir.Log1p)
	Exp   = function(ir.Exp)
	sin   = function(ir.Sin)
	cos   = function(ir.Cos)
)

func function(op ir.Op) Function {
	return Function{sync.OnceValue(func() *freelist.List[call] {
		b := ir.NewBuilder(op.String())
		b.Output("y", b.Op(op, b.Input("x", ir.F64)))
		f, err := portable.CompileFunc(b.Func())
		if err != nil {
			panic(fmt.Sprintf("scalar: %v: %v", op, err))
		}
		return freelist.New(func() *call { return &call{run: f, in: make([]kernel.Column, 1), out: make([]kernel.Column, 1)} })
	})}
}

// At is the value at x.
func (f Function) At(x float64) float64 {
	calls := f.compiled()
	c := calls.Get()
	defer calls.Put(c)
	c.x[0] = x
	c.in[0].F, c.out[0].F = c.x[:], c.y[:]
	c.run.Run(1, c.in, c.out)
	return c.y[0]
}

// Each sets y[i] to the value at x[i]; y may be x.
func (f Function) Each(y, x []float64) {
	calls := f.compiled()
	c := calls.Get()
	defer calls.Put(c)
	c.in[0].F, c.out[0].F = x, y
	c.run.Run(len(x), c.in, c.out)
	c.in[0].F, c.out[0].F = nil, nil
}

// Sine is sin(2π·turns): exactly 0 and ±1 at the quarters, else within 2 ulp of the sine of the turns given.
func Sine(turns float64) float64 {
	turns -= math.Floor(turns)
	quarter := math.Round(4 * turns)
	rest := 2 * math.Pi * (turns - float64(quarter/4))
	switch int(quarter) % 4 {
	case 1:
		return cos.At(rest)
	case 2:
		return -sin.At(rest)
	case 3:
		return -cos.At(rest)
	}
	return sin.At(rest)
}
