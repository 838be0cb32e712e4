package gap

import (
	"cmp"
	"slices"

	"github.com/spikelet/spikelet/internal/ir"
)

// Table says which cells are joined. Cells are the neurons of all populations that have gap junctions, one population after the
// other.
type Table struct {
	offsets     []int64
	partners    []int32   // of each cell, ascending
	conductance []float64 // nS, or whatever the port takes per mV
}

// Junction joins two cells.
type Junction struct {
	A, B        int32
	Conductance float64
}

// NewTable makes the table of so many cells. Each junction is seen from both sides.
func NewTable(cells int, junctions []Junction) *Table {
	t := &Table{
		offsets: make([]int64, cells+1), partners: make([]int32, 2*len(junctions)), conductance: make([]float64, 2*len(junctions)),
	}
	for _, j := range junctions {
		t.offsets[j.A+1]++
		t.offsets[j.B+1]++
	}
	for c := range cells {
		t.offsets[c+1] += t.offsets[c]
	}
	next := slices.Clone(t.offsets)
	add := func(cell, partner int32, conductance float64) {
		i := next[cell]
		next[cell]++
		t.partners[i], t.conductance[i] = partner, conductance
	}
	for _, j := range junctions {
		add(j.A, j.B, j.Conductance)
		add(j.B, j.A, j.Conductance)
	}
	for c := range cells {
		t.sort(t.offsets[c], t.offsets[c+1])
	}
	return t
}

// sort puts the partners of a cell in order; junctions to the same keep theirs.
func (t *Table) sort(lo, hi int64) {
	order := make([]int64, hi-lo)
	for i := range order {
		order[i] = lo + int64(i)
	}
	slices.SortStableFunc(order, func(a, b int64) int { return cmp.Compare(t.partners[a], t.partners[b]) })
	partners, conductance := slices.Clone(t.partners[lo:hi]), slices.Clone(t.conductance[lo:hi])
	for i, from := range order {
		t.partners[lo+int64(i)], t.conductance[lo+int64(i)] = partners[from-lo], conductance[from-lo]
	}
}

// Sums are the sums of each cell's conductances.
func (t *Table) Sums() []float64 {
	sums := make([]float64, len(t.offsets)-1)
	for c := range sums {
		for _, g := range t.conductance[t.offsets[c]:t.offsets[c+1]] {
			sums[c] += g
		}
	}
	return sums
}

// sum is the sum of the polynomials of a cell's partners, of which there are Drives coefficients for each cell, times the conductances.
func (t *Table) sum(cell int, polynomials []float64) (sum [ir.Drives]float64) {
	for i := t.offsets[cell]; i < t.offsets[cell+1]; i++ {
		g, c := t.conductance[i], polynomials[ir.Drives*int(t.partners[i]):][:ir.Drives]
		sum[0] += float64(g * c[0])
		sum[1] += float64(g * c[1])
		sum[2] += float64(g * c[2])
		sum[3] += float64(g * c[3])
	}
	return sum
}
