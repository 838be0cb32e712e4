package exectest

import (
	"math"
	"sync"
	"testing"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// sizes are populations around the multiples of the block.
func (e Executor) sizes() []int {
	list := []int{0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17}
	for _, n := range []int{e.Lanes, 2 * e.Lanes} {
		list = append(list, n-1, n, n+1)
	}
	return list
}

// startValue is a different start for every neuron; every eleventh is not finite.
func startValue(c ir.Column, i int) uint64 {
	x := math.Mod(float64(float64(i)*0.618)+float64(float64(len(c.Name))*0.37), 1)
	switch {
	case c.Type != ir.F64:
		return uint64(i) & 1
	case c.Name == ir.StepSizeColumn:
		return math.Float64bits(0.01 + x)
	case c.Role == ir.StateColumn && i%11 == 7:
		return math.Float64bits([]float64{math.NaN(), math.Inf(1), math.Inf(-1)}[i/11%3])
	case c.Name == "mu":
		return math.Float64bits(5 * x)
	}
	return math.Float64bits(2*x - 0.5)
}

// FixedStep runs a program with a fixed step on populations of all sizes.
func FixedStep(t *testing.T, e Executor) {
	p := fixedProgram()
	k := e.compile(t, p)
	if k.Executor() != e.Name {
		t.Errorf("the kernel says that it runs on %q", k.Executor())
	}
	for _, n := range e.sizes() {
		steps(t, k, newFrame(p, n, startValue), 0, n, 4)
	}
}

// AdaptiveStep runs an adaptive program on populations of all sizes, and on one that is larger than any chunk.
func AdaptiveStep(t *testing.T, e Executor) {
	p := adaptiveProgram()
	k := e.compile(t, p)
	for _, n := range append(e.sizes(), 1300) {
		steps(t, k, newFrame(p, n, startValue), 0, n, 3)
	}
}

// Ranges steps parts of a population: nothing outside the range changes, and any division into ranges gives the same.
func Ranges(t *testing.T, e Executor) {
	for _, p := range []*ir.Program{fixedProgram(), adaptiveProgram()} {
		k := e.compile(t, p)
		n := 2*e.Lanes + 5
		steps(t, k, newFrame(p, n, startValue), 3, e.Lanes+7, 2)
		steps(t, k, newFrame(p, n, startValue), e.Lanes, e.Lanes, 1)
		whole := newFrame(p, n, startValue)
		divided := whole.clone()
		total := k.Step(&whole.Frame, 0, n)
		var sum kernel.Stats
		for lo, size := 0, 1; lo < n; lo, size = lo+size, size*3%37 {
			s := k.Step(&divided.Frame, lo, min(lo+size, n))
			sum.Attempts += s.Attempts
			sum.Failed += s.Failed
		}
		if sum != total {
			t.Errorf("%s: %+v in ranges, %+v at once", p.Name, sum, total)
		}
		divided.equal(t, whole)
	}
}

// Failures checks that a lane that fails keeps its states, or not, and that its neighbours do not notice.
func Failures(t *testing.T, e Executor) {
	for _, p := range []*ir.Program{fixedProgram(), adaptiveProgram()} {
		for _, p.StoreFailed = range []bool{false, true} {
			k := e.compile(t, p)
			f := newFrame(p, e.Lanes+11, startValue)
			before := f.clone()
			if s := k.Step(&f.Frame, 0, f.N); s.Failed == 0 {
				t.Errorf("%s: no lane failed", p.Name)
			}
			fail := f.Columns[p.Column(ir.FailOutput)]
			for i := range f.N {
				old, now := get(before.Columns[0], i), get(f.Columns[0], i)
				if fail.B[i] == 1 && !p.StoreFailed && now != old {
					t.Errorf("%s: lane %d failed and its state went from %#x to %#x", p.Name, i, old, now)
				}
			}
			steps(t, k, f, 0, f.N, 2)
		}
		p.Columns[p.Column(ir.FailOutput)].Role = ir.TempColumn
		steps(t, e.compile(t, p), newFrame(p, e.Lanes+11, startValue), 0, e.Lanes+11, 2)
	}
}

// TooManyAttempts checks that a lane that does not reach the end of its step fails, with and without a column for it.
func TooManyAttempts(t *testing.T, e Executor) {
	p := adaptiveProgram()
	p.Adaptive.MaxAttempts = 4
	f := newFrame(p, e.Lanes+3, startValue)
	steps(t, e.compile(t, p), f, 0, f.N, 3)
	attempt := p.Attempt
	p.Attempt = &ir.Func{Name: "attempt", In: attempt.In, Code: attempt.Code, Out: attempt.Out[:4]}
	last := p.Column(ir.FailOutput)
	p.Columns = p.Columns[:last]
	f = newFrame(p, e.Lanes+3, startValue)
	if s := e.compile(t, p).Step(&f.clone().Frame, 0, f.N); s.Failed == 0 {
		t.Error("no lane failed")
	}
	steps(t, e.compile(t, p), f, 0, f.N, 3)
}

// Concurrency steps disjoint ranges of a population at the same time.
func Concurrency(t *testing.T, e Executor) {
	for _, p := range []*ir.Program{fixedProgram(), adaptiveProgram()} {
		k := e.compile(t, p)
		const parts = 7
		size := e.Lanes + 3
		f := newFrame(p, parts*size, startValue)
		want := f.clone()
		reference(p, &want.Frame, 0, f.N)
		var group sync.WaitGroup
		for i := range parts {
			group.Go(func() { k.Step(&f.Frame, i*size, (i+1)*size) })
		}
		group.Wait()
		f.equal(t, want)
	}
}

// Allocations checks that Step allocates nothing.
func Allocations(t *testing.T, e Executor) {
	for _, p := range []*ir.Program{fixedProgram(), adaptiveProgram()} {
		k := e.compile(t, p)
		f := newFrame(p, 2*e.Lanes+1, startValue)
		if n := testing.AllocsPerRun(20, func() { k.Step(&f.Frame, 0, f.N) }); n != 0 {
			t.Errorf("%s: %g allocations in a step", p.Name, n)
		}
	}
}
