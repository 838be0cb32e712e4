package main

import (
	"fmt"
	"math"
	"sync"
	"time"

	"github.com/spikelet/spikelet/internal/exec"
	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// peak is the answer to "peak": what the processor can do, measured with all threads at work.
type peak struct {
	FMA  float64 `json:"fma"`  // fused multiply-adds of float64 per ns
	Copy float64 `json:"copy"` // bytes per ns, read and written, of copies that no cache holds
}

// A function with chains of fused multiply-adds that do not wait for each other, and next to no memory traffic, reaches what
// the processor's units can do: latency × units is at most chains.
const (
	chains     = 10
	chainLinks = 100
	lanes      = 512
)

// measurePeak measures with the machine code of an executor.
func measurePeak(executor string, threads int) (*peak, error) {
	f, err := exec.CompileFunc(multiplyAdds(), exec.Options{ISA: executor})
	if err != nil {
		return nil, err
	}
	calls := 2000
	fma := together(threads, func() func() {
		in := make([]kernel.Column, chains+1)
		for i := range in {
			in[i] = kernel.NewColumn(ir.F64, lanes)
		}
		out := []kernel.Column{kernel.NewColumn(ir.F64, lanes)}
		return func() {
			for range calls {
				f.Run(lanes, in, out)
			}
		}
	})
	const size = 128 << 20
	copied := together(threads, func() func() {
		from, to := make([]byte, size), make([]byte, size)
		for i := range from {
			from[i] = byte(i) // memory that was never written is one page, which every cache holds
		}
		return func() { copy(to, from) }
	})
	return &peak{
		FMA:  float64(threads) * float64(calls) * lanes * chains * chainLinks / float64(fma.Nanoseconds()),
		Copy: float64(threads) * 2 * size / float64(copied.Nanoseconds()),
	}, nil
}

// multiplyAdds is the function whose speed is measured.
func multiplyAdds() *ir.Func {
	b := ir.NewBuilder("peak")
	factor := b.Input("factor", ir.F64)
	values := make([]ir.Value, chains)
	for i := range values {
		values[i] = b.Input(fmt.Sprint("x", i), ir.F64)
	}
	for range chainLinks {
		for i, x := range values {
			values[i] = b.Op(ir.FMA, x, factor, factor)
		}
	}
	sum := values[0]
	for _, x := range values[1:] {
		sum = b.Op(ir.Add, sum, x)
	}
	b.Output("sum", sum)
	return b.Func()
}

// together lets threads goroutines do what prepare returns to each of them, and returns the shortest time of several in which
// all were done.
func together(threads int, prepare func() func()) time.Duration {
	tasks := make([]func(), threads)
	for i := range tasks {
		tasks[i] = prepare()
		tasks[i]()
	}
	best := time.Duration(math.MaxInt64)
	for range 10 {
		var done sync.WaitGroup
		start := time.Now()
		for _, task := range tasks {
			done.Go(task)
		}
		done.Wait()
		best = min(best, time.Since(start))
	}
	return best
}

func bits(t ir.Type, x float64) uint64 {
	if t == ir.F64 {
		return math.Float64bits(x)
	}
	return uint64(int64(x))
}
