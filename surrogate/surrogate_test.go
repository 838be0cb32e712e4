package surrogate_test

import (
	"math"
	"testing"

	"github.com/spikelet/spikelet/surrogate"
)

func TestSpikeIsAStepAtZero(t *testing.T) {
	for _, f := range []surrogate.Function{{}, surrogate.ReluGrad(0.3, 1), surrogate.ReluGrad(2, 0.1)} {
		for x, want := range map[float64]float64{
			1e-12: 1, -1: 0, 0: 1, math.Copysign(0, -1): 1, 5e-324: 1, -5e-324: 0, math.Inf(1): 1, math.Inf(-1): 0,
		} {
			if got := f.Spike(x); got != want {
				t.Errorf("%v: Spike(%v) = %v, want %v", f, x, got, want)
			}
		}
		if got := f.Spike(math.NaN()); got != 0 {
			t.Errorf("%v: Spike(NaN) = %v", f, got)
		}
	}
}

func TestNames(t *testing.T) {
	sign := surrogate.Custom("sign", func(x float64) float64 { return math.Copysign(1, x) })
	for want, f := range map[string]surrogate.Function{
		"ReluGrad(alpha=0.3, width=1)": {}, "ReluGrad(alpha=0.5, width=2)": surrogate.ReluGrad(0.5, 2), "sign": sign,
	} {
		if f.String() != want {
			t.Errorf("name %q, want %q", f.String(), want)
		}
	}
	if sign.Spike(-3) != -1 || sign.Spike(3) != 1 {
		t.Error("a custom function is not called")
	}
}

func TestCheck(t *testing.T) {
	for _, f := range []surrogate.Function{{}, surrogate.ReluGrad(1, 2), surrogate.Custom("c", math.Abs)} {
		if err := f.Check(); err != nil {
			t.Errorf("%v: %v", f, err)
		}
	}
	for _, f := range []surrogate.Function{
		surrogate.ReluGrad(-1, 1), surrogate.ReluGrad(1, 0), surrogate.ReluGrad(math.NaN(), 1), surrogate.ReluGrad(1, math.Inf(1)),
		surrogate.Custom("nothing", nil),
	} {
		if f.Check() == nil {
			t.Errorf("nothing is wrong with %v", f)
		}
	}
}
