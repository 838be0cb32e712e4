package exectest

import (
	"math"
	"testing"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// Executor is what is tested.
type Executor struct {
	Name        string
	Compile     func(*ir.Program) (kernel.Kernel, error)
	CompileFunc func(*ir.Func) (kernel.Function, error)
	Lanes       int // neurons that are worked on together: sizes around its multiples are tried
}

// Run runs the whole suite on e.
func Run(t *testing.T, e Executor) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, Executor)
	}{
		{"Operations", Operations},
		{"ConstantOperands", ConstantOperands},
		{"RandomFuncs", RandomFuncs},
		{"UniformInputs", UniformInputs},
		{"FixedStep", FixedStep},
		{"AdaptiveStep", AdaptiveStep},
		{"Ranges", Ranges},
		{"RandomPrograms", RandomPrograms},
		{"Failures", Failures},
		{"TooManyAttempts", TooManyAttempts},
		{"Concurrency", Concurrency},
		{"Closing", Closing},
		{"Allocations", Allocations},
		{"Rejections", Rejections},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, e) })
	}
}

// compile fails the test when e cannot compile p; the kernel is closed when the test ends.
func (e Executor) compile(t testing.TB, p *ir.Program) kernel.Kernel {
	t.Helper()
	k, err := e.Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(k.Close)
	return k
}

func (e Executor) compileFunc(t testing.TB, f *ir.Func) kernel.Function {
	t.Helper()
	k, err := e.CompileFunc(f)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// same reports whether two values of type t are equal in every bit or, as floats, both NaN.
func same(t ir.Type, x, y uint64) bool {
	return x == y || t == ir.F64 && math.IsNaN(math.Float64frombits(x)) && math.IsNaN(math.Float64frombits(y))
}
