package solver

import (
	"math/big"
	"testing"
)

// tree is a rooted tree: the list of its root's children. Each stands for an elementary differential, and a Runge-Kutta
// method has order q if Φ(τ) = 1/γ(τ) for all trees τ of at most q nodes (Butcher's order conditions; Hairer, Nørsett and
// Wanner, Solving Ordinary Differential Equations I, theorem II.2.13).
type tree []tree

func (τ tree) nodes() int {
	n := 1
	for _, child := range τ {
		n += child.nodes()
	}
	return n
}

// density is γ(τ).
func (τ tree) density() int64 {
	γ := int64(τ.nodes())
	for _, child := range τ {
		γ *= child.density()
	}
	return γ
}

// trees are all rooted trees of n nodes; children are sorted by their place among all trees, so none occurs twice.
func trees(n int) []tree {
	var smaller []tree
	for k := 1; k < n; k++ {
		smaller = append(smaller, trees(k)...)
	}
	var grow func(children tree, from, left int) []tree
	grow = func(children tree, from, left int) []tree {
		if left == 0 {
			return []tree{append(tree{}, children...)}
		}
		var all []tree
		for i := from; i < len(smaller); i++ {
			if m := smaller[i].nodes(); m <= left {
				all = append(all, grow(append(children[:len(children):len(children)], smaller[i]), i, left-m)...)
			}
		}
		return all
	}
	return grow(nil, 0, n-1)
}

// weights are the elementary weights of τ at each stage: Π over children of Σ_j a_ij · (child's weight at j).
func (t *tableau) weights(τ tree) []*big.Rat {
	w := make([]*big.Rat, len(t.a))
	for i, row := range t.a {
		w[i] = big.NewRat(1, 1)
		for _, child := range τ {
			of, sum := t.weights(child), new(big.Rat)
			for j, a := range row {
				sum.Add(sum, new(big.Rat).Mul(a.rat(), of[j]))
			}
			w[i].Mul(w[i], sum)
		}
	}
	return w
}

// residual is Φ(τ) - 1/γ(τ) for the weights b.
func (t *tableau) residual(b []ratio, τ tree) *big.Rat {
	sum := big.NewRat(-1, τ.density())
	for i, w := range t.weights(τ) {
		sum.Add(sum, w.Mul(w, b[i].rat()))
	}
	return sum
}

func TestNumberOfTrees(t *testing.T) {
	for i, want := range []int{1, 1, 2, 4, 9, 20} {
		if got := len(trees(i + 1)); got != want {
			t.Errorf("%d trees of %d nodes, not %d", got, i+1, want)
		}
	}
}

func allTableaus() []explicitMethod {
	list := append([]explicitMethod{}, explicitMethods...)
	for _, e := range embeddedPairs {
		list = append(list, explicitMethod(*e))
	}
	return list
}

// TestOrderConditions: exactly the order that is claimed, in rational arithmetic. The decimals of ralston4 meet the
// conditions to 1e-7.
func TestOrderConditions(t *testing.T) {
	for _, m := range allTableaus() {
		bound := new(big.Rat)
		if m.name == "ralston4" {
			bound.SetFrac64(1, 1e7)
		}
		checkOrder(t, m.name, &m.tableau, m.tableau.b, m.order, bound)
		if m.tableau.b2 != nil {
			checkOrder(t, m.name+", second result", &m.tableau, m.tableau.b2, m.order-1, bound)
		}
	}
}

func checkOrder(t *testing.T, name string, tab *tableau, b []ratio, order int, bound *big.Rat) {
	t.Helper()
	for n := 1; n <= order; n++ {
		for _, τ := range trees(n) {
			if res := tab.residual(b, τ); res.Abs(res).Cmp(bound) > 0 {
				t.Errorf("%s: condition %v of order %d is missed by %v", name, τ, n, res.FloatString(10))
			}
		}
	}
	for _, τ := range trees(order + 1) {
		if res := tab.residual(b, τ); res.Abs(res).Cmp(bound) > 0 {
			return
		}
	}
	t.Errorf("%s has a higher order than %d", name, order)
}

// TestTableauShapes: row i has i entries, weights for every stage, nodes as published where they are.
func TestTableauShapes(t *testing.T) {
	for _, m := range allTableaus() {
		s := len(m.tableau.a)
		if len(m.tableau.b) != s || m.tableau.b2 != nil && len(m.tableau.b2) != s {
			t.Errorf("%s: %d stages, weights %v %v", m.name, s, m.tableau.b, m.tableau.b2)
		}
		for i, row := range m.tableau.a {
			if len(row) != i {
				t.Errorf("%s: row %d has %d entries", m.name, i, len(row))
			}
		}
	}
	nodes := map[string][]ratio{
		"rk4":        {zero, half, half, one},
		"rk4_38rule": {zero, r(1, 3), r(2, 3), one},
		"rkf45":      {zero, r(1, 4), r(3, 8), r(12, 13), one, half},
		"rkdp":       {zero, r(1, 5), r(3, 10), r(4, 5), r(8, 9), one, one},
		"ck":         {zero, r(1, 5), r(3, 10), r(3, 5), one, r(7, 8)},
	}
	for _, m := range allTableaus() {
		for i, want := range nodes[m.name] {
			if got := m.tableau.node(i); got != want {
				t.Errorf("%s: node %d is %v, not %v", m.name, i, got, want)
			}
		}
	}
}

func TestFehlbergErrorWeights(t *testing.T) {
	want := []ratio{r(1, 360), zero, r(-128, 4275), r(-2197, 75240), r(1, 50), r(2, 55)}
	for _, e := range embeddedPairs {
		if e.name != "rkf45" {
			continue
		}
		for i, got := range e.tableau.errors() {
			if got != want[i] {
				t.Errorf("weight %d is %v, not %v", i, got, want[i])
			}
		}
	}
}
