package draw

import (
	"fmt"
	"math"
	"testing"
)

// TestPoissonTableIsTheDistribution compares the table with exp(-mean)·mean^n/n!, from the logarithm of the gamma function.
func TestPoissonTableIsTheDistribution(t *testing.T) {
	for _, mean := range []float64{0, 1e-300, 1e-9, 0.05, 0.7, 1, 3.2, 8, 41.7, 1000, 1 << 20} {
		p := NewPoisson(mean)
		sum := 0.0
		for i, got := range p.cumulative {
			n := float64(p.first + i)
			gamma, _ := math.Lgamma(n + 1)
			want := math.Exp(n*math.Log(mean) - mean - gamma)
			if n == 0 {
				want = math.Exp(-mean)
			}
			sum += want
			if math.Abs(got-sum) > 1e-13+1e-13*mean {
				t.Fatalf("mean %v: at most %v has the probability %v, want %v", mean, n, got, sum)
			}
		}
		if last := p.cumulative[len(p.cumulative)-1]; last != 1 {
			t.Errorf("mean %v: all have the probability %v", mean, last)
		}
	}
}

func TestPoissonDraws(t *testing.T) {
	const n = 100_000
	for _, mean := range []float64{0, 0.05, 0.7, 3.2, 8, 1000, 1 << 20} {
		p := NewPoisson(mean)
		s := key.Stream(1, 1)
		sum, squares := 0.0, 0.0
		for range n {
			d := float64(p.Draw(&s)) - mean
			sum += d
			squares += d * d
		}
		if math.Abs(sum/n) > 5*math.Sqrt(mean/n) {
			t.Errorf("mean %v: off by %v", mean, sum/n)
		}
		if d := math.Abs(squares/n - mean); d > 5*math.Sqrt((mean+2*mean*mean)/n) {
			t.Errorf("mean %v: the variance is off by %v", mean, d)
		}
	}
}

func BenchmarkPoisson(b *testing.B) {
	for _, mean := range []float64{0.3, 8, 1000} {
		p := NewPoisson(mean)
		s := key.Stream(0, 0)
		b.Run(fmt.Sprint(mean), func(b *testing.B) {
			for b.Loop() {
				p.Draw(&s)
			}
		})
	}
}
