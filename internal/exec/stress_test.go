package exec_test

import (
	"math"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/spikelet/spikelet/internal/exec"
	"github.com/spikelet/spikelet/internal/exec/kernel"
)

// TestStress runs neurons in many goroutines while the Go runtime does its worst to code that it does not know: collection
// after collection, stacks that grow and move, a profiler that interrupts all the time, signals from outside, kernels
// compiled and dropped nearby. Every run must end with the bits of a quiet one.
func TestStress(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(5))
	defer profile()()
	var done atomic.Bool
	var noise sync.WaitGroup
	for _, make := range []func(){runtime.GC, garbage, interrupt, func() { compileAndDrop(t) }} {
		noise.Go(func() {
			for !done.Load() {
				make()
			}
		})
	}
	for _, e := range exec.Executors() {
		if e.Missing == "" {
			t.Run(e.Name, func(t *testing.T) { stress(t, e.Name) })
		}
	}
	done.Store(true)
	noise.Wait()
}

// stress repeats a run in goroutines that share one kernel until the time is over.
func stress(t *testing.T, isa string) {
	const workers, steps, duration = 8, 6, 400 * time.Millisecond
	c := newCells(t, isa, "hh_psc_alpha_gap", "rkf45", 67, "I_e", 100, 15)
	want := run(c, 1, steps)
	var runs atomic.Int32
	var group sync.WaitGroup
	for worker := range workers {
		group.Go(func() {
			for end := time.Now().Add(duration); time.Now().Before(end); runs.Add(1) {
				if got := run(c, 1+worker*int(runs.Load())%200, steps); !equal(got, want) {
					t.Error("other bits than in a quiet run")
					return
				}
			}
		})
	}
	group.Wait()
	t.Logf("%d runs", runs.Load())
}

// run makes some steps of c's neurons on a frame of its own, deep in a stack that has to grow for it.
func run(c *cells, depth, steps int) *kernel.Frame {
	if depth > 0 {
		var room [64]uint64
		f := run(c, depth-1, steps)
		room[depth%64]++
		runtime.KeepAlive(&room)
		return f
	}
	own := *c
	own.frame = copyOf(c.frame)
	for range steps {
		own.advance()
	}
	return own.frame
}

func copyOf(f *kernel.Frame) *kernel.Frame {
	c := &kernel.Frame{N: f.N, Columns: make([]kernel.Column, len(f.Columns))}
	for i, column := range f.Columns {
		c.Columns[i] = kernel.Column{F: slices.Clone(column.F), I: slices.Clone(column.I), B: slices.Clone(column.B)}
	}
	return c
}

// equal compares bits, but one NaN is as good as another.
func equal(a, b *kernel.Frame) bool {
	for i, x := range a.Columns {
		y := b.Columns[i]
		same := func(u, v float64) bool {
			return math.Float64bits(u) == math.Float64bits(v) || math.IsNaN(u) && math.IsNaN(v)
		}
		if !slices.EqualFunc(x.F, y.F, same) || !slices.Equal(x.I, y.I) || !slices.Equal(x.B, y.B) {
			return false
		}
	}
	return true
}

// garbage allocates and forgets lists of pointers.
func garbage() {
	type node struct {
		next *node
		_    [20]float64
	}
	var list *node
	for range 2000 {
		list = &node{next: list}
	}
	runtime.KeepAlive(list)
}

// compileAndDrop makes a kernel of every executor that nobody closes.
func compileAndDrop(t *testing.T) {
	for _, e := range exec.Executors() {
		if e.Missing == "" {
			newCells(t, e.Name, "iaf_psc_exp", "exact", 3, "I_e", 0, 1).advance()
		}
	}
}

// profile turns the processor's profiler on at a rate that is far higher than it is made for; the result turns it off.
func profile() func() {
	runtime.SetCPUProfileRate(5000)
	return func() { runtime.SetCPUProfileRate(0) }
}
