package scalar

import (
	"math"
	"testing"
)

func TestFunctions(t *testing.T) {
	xs := []float64{1e-300, 0.1, 0.5, 1, 2.5, 30}
	ys := make([]float64, len(xs))
	for _, test := range []struct {
		name string
		f    Function
		want func(float64) float64
	}{{"log", Log, math.Log}, {"log1p", Log1p, math.Log1p}, {"exp", Exp, math.Exp}} {
		test.f.Each(ys, xs)
		for i, x := range xs {
			if y := test.f.At(x); y != ys[i] || math.Abs(y-test.want(x)) > 4e-16*math.Abs(y) {
				t.Errorf("%s(%v) = %v, together with others %v, want %v", test.name, x, y, ys[i], test.want(x))
			}
		}
	}
}

func TestSine(t *testing.T) {
	for turns, want := range map[float64]float64{0: 0, 0.25: 1, 0.5: 0, 0.75: -1, 1: 0, -0.25: -1, 1e6 + 0.25: 1, 1e300: 0} {
		if got := Sine(turns); got != want {
			t.Errorf("Sine(%v) = %v, want %v", turns, got, want)
		}
	}
	for turns := -2.0; turns < 2; turns += 0.0137 {
		if got, want := Sine(turns), math.Sin(2*math.Pi*turns); math.Abs(got-want) > 2e-15 {
			t.Errorf("Sine(%v) = %v, want %v", turns, got, want)
		}
	}
}

func BenchmarkSine(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Sine(0.1)
	}
}
