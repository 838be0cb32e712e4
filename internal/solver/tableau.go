package solver

import "math/big"

// ratio is the rational number p/q.
type ratio struct{ p, q int64 }

func r(p, q int64) ratio { return ratio{p, q} }

func (r ratio) rat() *big.Rat { return big.NewRat(r.p, r.q) }

// float is the float64 nearest to r.
func (r ratio) float() float64 { return float64(r.p) / float64(r.q) }

// times is the float64 nearest to r·x.
func (r ratio) times(x float64) float64 {
	exact := new(big.Rat).SetFloat64(x)
	product, _ := exact.Mul(exact, r.rat()).Float64()
	return product
}

// tableau holds the coefficients of an explicit Runge-Kutta method with s stages (Butcher's tableau):
//
//	k_i = f(t + c_i·h, y + h·Σ_{j<i} a_ij k_j),  c_i = Σ_j a_ij,    y(t+h) ≈ y + h·Σ_j b_j k_j
//
// a has s rows, row i has i entries. For an embedded pair y + h·Σ_j b2_j k_j is a second result, one order lower; the
// state advances with b.
type tableau struct {
	a     [][]ratio
	b, b2 []ratio
}

// node is c_i.
func (t *tableau) node(i int) ratio {
	sum := new(big.Rat)
	for _, a := range t.a[i] {
		sum.Add(sum, a.rat())
	}
	return ratio{sum.Num().Int64(), sum.Denom().Int64()}
}

// errors are the weights b - b2 of the error estimate.
func (t *tableau) errors() []ratio {
	weights := make([]ratio, len(t.b))
	for j := range weights {
		d := new(big.Rat).Sub(t.b[j].rat(), t.b2[j].rat())
		weights[j] = ratio{d.Num().Int64(), d.Denom().Int64()}
	}
	return weights
}
