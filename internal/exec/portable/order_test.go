package portable

import (
	"math"
	"slices"
	"testing"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// walk is a program whose neurons go through a time step of 1 ms at their own, constant pace.
func walk() *ir.Program {
	b := ir.NewBuilder("attempt")
	t, h := b.Input(ir.ElapsedColumn, ir.F64), b.Input(ir.StepSizeColumn, ir.F64)
	rest := b.Sub(b.F(1), t)
	last := b.Op(ir.Le, rest, h)
	b.Output(ir.ElapsedColumn, b.Select(last, b.F(1), b.Add(t, h)))
	return &ir.Program{
		Name: "walk",
		Columns: []ir.Column{
			{Name: ir.StepSizeColumn, Type: ir.F64, Role: ir.StateColumn},
			{Name: ir.ElapsedColumn, Type: ir.F64, Role: ir.TempColumn},
		},
		Attempt: b.Func(), Adaptive: &ir.Adaptive{Dt: 1, MaxAttempts: 100},
	}
}

// Every neuron gets a lane once, the slow ones first; step sizes that mean nothing do no harm.
func TestSlowNeuronsComeFirst(t *testing.T) {
	p := walk()
	k, err := Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	f := kernel.NewFrame(p, 300)
	sizes := []float64{1, 0.5, 0.01, 2, 0.1, 0, -1, math.NaN(), math.Inf(1), math.Inf(-1), 5e-324, math.Copysign(0, -1)}
	for i := range f.N {
		f.Columns[0].F[i] = sizes[i%len(sizes)]
	}
	s := k.(*stepper).pool.Get()
	const from, n = 7, 200
	s.arrange(f, from, n)
	order := slices.Clone(s.order[:n])
	for i := 1; i < n; i++ {
		if s.pace(f, from, order[i-1]) < s.pace(f, from, order[i]) {
			t.Fatalf("neuron %d comes before %d, which is slower", order[i-1], order[i])
		}
	}
	slices.Sort(order)
	for i, j := range order {
		if i != j {
			t.Fatalf("neuron %d is missing", i)
		}
	}
}

// An attempt's count is the neuron's own, not that of the slowest.
func TestAttemptsAreTheNeuronsOwn(t *testing.T) {
	p := walk()
	k, err := Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	f := kernel.NewFrame(p, 2*chunkLanes+3)
	var want int64
	for i := range f.N {
		attempts := 1 + i*i%40
		f.Columns[0].F[i] = 1 / float64(attempts) * (1 + 1e-9)
		want += int64(attempts)
	}
	if s := k.Step(f, 0, f.N); s.Attempts != want || s.Failed != 0 {
		t.Errorf("%+v, want %d attempts", s, want)
	}
}
