package solver

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

const precision = 400

// exactPropagator is propagator by Taylor series in 400-bit arithmetic.
func exactPropagator(a []float64, n int, dt float64) (p, q []float64) {
	type matrix []*big.Float
	number := func(x float64) *big.Float { return new(big.Float).SetPrec(precision).SetFloat64(x) }
	unit := func() matrix {
		m := make(matrix, n*n)
		for i := range m {
			m[i] = number(0)
			if i/n == i%n {
				m[i] = number(1)
			}
		}
		return m
	}
	term, sumP, sumQ := unit(), unit(), make(matrix, n*n)
	for i := range sumQ {
		sumQ[i] = new(big.Float).Mul(term[i], number(dt))
	}
	for k := 1; k < 400; k++ {
		next := make(matrix, n*n)
		for i := range next {
			next[i] = number(0)
			for j := range n {
				x := new(big.Float).Mul(term[i/n*n+j], number(a[j*n+i%n]))
				next[i].Add(next[i], x)
			}
			next[i].Mul(next[i], number(dt)).Quo(next[i], number(float64(k)))
			sumP[i].Add(sumP[i], next[i])
			x := new(big.Float).Mul(next[i], number(dt))
			sumQ[i].Add(sumQ[i], x.Quo(x, number(float64(k+1))))
		}
		term = next
	}
	for i := range sumP {
		x, _ := sumP[i].Float64()
		y, _ := sumQ[i].Float64()
		p, q = append(p, x), append(q, y)
	}
	return p, q
}

func TestPropagator(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		n := 1 + random.IntN(4)
		scale := math.Pow(10, 4*random.Float64()-3)
		a := make([]float64, n*n)
		for i := range a {
			a[i] = scale * (2*random.Float64() - 1.5)
		}
		dt := 1.0
		p, q := propagator(a, n, dt)
		wantP, wantQ := exactPropagator(a, n, dt)
		bound := 4e-16 * float64(n) * (1 + 2*norm1(a, n)*dt)
		if e := relativeError(p, wantP, n); e > bound {
			t.Errorf("P of %v: error %g of the norm, more than %g", a, e, bound)
		}
		if e := relativeError(q, wantQ, n); e > bound {
			t.Errorf("Q of %v: error %g of the norm, more than %g", a, e, bound)
		}
	}
}

// relativeError is the 1-norm of x - want in units of that of want.
func relativeError(x, want []float64, n int) float64 {
	d := make([]float64, len(x))
	for i := range d {
		d[i] = x[i] - want[i]
	}
	return norm1(d, n) / norm1(want, n)
}

// TestPropagatorOfNumbers: 1×1 matrices against exp and expm1, from slow to stiff, entry by entry.
func TestPropagatorOfNumbers(t *testing.T) {
	for _, x := range []float64{0, -1e-9, -0.01, -0.05, -0.4, -1, -5, -20, -300, 3} {
		p, q := propagator([]float64{x}, 1, 1)
		wantQ := 1.0
		if x != 0 {
			wantQ = math.Expm1(x) / x
		}
		bound := 1e-15 * max(1, -x)
		if math.Abs(p[0]-math.Exp(x)) > bound*math.Exp(x) || math.Abs(q[0]-wantQ) > bound*wantQ {
			t.Errorf("%v: P %v, want %v; Q %v, want %v", x, p[0], math.Exp(x), q[0], wantQ)
		}
	}
}

func TestPropagatorNotFinite(t *testing.T) {
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		p, q := propagator([]float64{0, x, 1, 0}, 2, 0.1)
		for i := range p {
			if !math.IsNaN(p[i]) || !math.IsNaN(q[i]) {
				t.Errorf("%v: P %v, Q %v", x, p, q)
			}
		}
	}
}
