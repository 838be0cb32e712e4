package solver

import "math"

// propagator computes P = exp(A·dt) and Q = ∫₀^dt exp(A·s) ds for the n×n matrix A, all row by row.
//
// Method: scaling and squaring. With h = dt/2^k such that the 1-norm of A·h is at most 1/2, the Taylor series
//
//	P(h) = Σ (A·h)^j/j!,   Q(h) = h Σ (A·h)^j/(j+1)!
//
// to degree 16 (remainder below 2e-20 of the result) are doubled k times by P(2h) = P(h)², Q(2h) = Q(h) + P(h)·Q(h).
// See C. Moler and C. Van Loan, SIAM Review 45 (2003) 3, doi:10.1137/S00361445024180. Each doubling may double the
// relative error, as the exponential's own condition does: about 2^k·n·1e-16 of the norm. An A that is not finite gives
// NaN. Products are rounded before they are added, so the bits are the same on every machine.
func propagator(a []float64, n int, dt float64) (p, q []float64) {
	norm := norm1(a, n) * dt
	if math.IsNaN(norm) || math.IsInf(norm, 0) {
		return filled(n, math.NaN()), filled(n, math.NaN())
	}
	doublings := 0
	for norm > 0.5 {
		norm /= 2
		dt /= 2
		doublings++
	}
	p, q = taylor(a, n, dt)
	for range doublings {
		step := multiply(p, q, n)
		for i := range q {
			q[i] += step[i]
		}
		p = multiply(p, p, n)
	}
	return p, q
}

// taylor sums the series of P(h) and Q(h) from the highest power down (Horner's rule).
func taylor(a []float64, n int, h float64) (p, q []float64) {
	const degree = 16
	scaled := make([]float64, n*n)
	for i, x := range a {
		scaled[i] = x * h
	}
	p, q = identity(n, 1), identity(n, 1)
	for j := degree; j >= 1; j-- {
		p = hornerStep(p, scaled, n, float64(j))
		q = hornerStep(q, scaled, n, float64(j+1))
	}
	for i := range q {
		q[i] *= h
	}
	return p, q
}

// hornerStep is I + x·y/divisor.
func hornerStep(x, y []float64, n int, divisor float64) []float64 {
	z := multiply(x, y, n)
	for i := range z {
		z[i] /= divisor
	}
	for i := range n {
		z[i*n+i] += 1
	}
	return z
}

func multiply(x, y []float64, n int) []float64 {
	z := make([]float64, n*n)
	for i := range n {
		for k := range n {
			for j := range n {
				z[i*n+j] += float64(x[i*n+k] * y[k*n+j])
			}
		}
	}
	return z
}

func identity(n int, x float64) []float64 {
	z := make([]float64, n*n)
	for i := range n {
		z[i*n+i] = x
	}
	return z
}

func filled(n int, x float64) []float64 {
	z := make([]float64, n*n)
	for i := range z {
		z[i] = x
	}
	return z
}

// norm1 is the largest sum of absolute values in a column.
func norm1(a []float64, n int) float64 {
	norm := 0.0
	for j := range n {
		sum := 0.0
		for i := range n {
			sum += math.Abs(a[i*n+j])
		}
		norm = max(norm, sum)
	}
	return norm
}
