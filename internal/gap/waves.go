package gap

import (
	"math"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/population"
)

// Waves are the potentials of all cells during a window, in parts: each time step is one, or is divided into several.
type Waves struct {
	table         *Table
	interpolation Interpolation
	parts         []wave
	used          int
	cells         int
}

// wave is one part.
type wave struct {
	whole population.Wave // of all cells
	shape []float64       // V of each cell, c_0 + c_1 x + c_2 x² + c_3 x³, one cell after the other
	ends  []float64       // V where the part ends, in the sweep before
}

// NewWaves returns the waves of the cells in t. With Lagged they stay constant during a window.
func NewWaves(t *Table, o Options) *Waves {
	cells := len(t.offsets) - 1
	if o.Method == Lagged {
		o.Interpolation = Constant
	}
	return &Waves{table: t, interpolation: o.Interpolation, cells: cells}
}

// Begin makes room for a window of so many parts.
func (w *Waves) Begin(parts int) {
	cells := w.cells
	for len(w.parts) < parts {
		var p wave
		for _, column := range []*[]float64{&p.whole.Begin, &p.whole.End, &p.whole.BeginSlope, &p.whole.EndSlope, &p.ends} {
			*column = make([]float64, cells)
		}
		for k := range p.whole.Drive {
			p.whole.Drive[k] = make([]float64, cells)
		}
		p.shape = make([]float64, ir.Drives*cells)
		w.parts = append(w.parts, p)
	}
	w.used = parts
}

// Of is the stretch from cell first on of a part, for a population of n neurons.
func (w *Waves) Of(part, first, n int) population.Wave {
	whole := &w.parts[part].whole
	cut := func(column []float64) []float64 { return column[first:][:n] }
	view := population.Wave{
		Begin: cut(whole.Begin), End: cut(whole.End), BeginSlope: cut(whole.BeginSlope), EndSlope: cut(whole.EndSlope),
	}
	for k := range view.Drive {
		view.Drive[k] = cut(whole.Drive[k])
	}
	return view
}

// Hold gives the cells from first on a constant course for the first sweep: their potentials where the window begins.
func (w *Waves) Hold(first int, potential []float64) {
	for i, v := range potential {
		cell := first + i
		for part := range w.parts[:w.used] {
			p := &w.parts[part]
			p.ends[cell] = v
			c := p.shape[ir.Drives*cell:][:ir.Drives]
			c[0], c[1], c[2], c[3] = v, 0, 0, 0
		}
	}
}

// Shape makes polynomials of what was integrated of the cells lo ≤ i < hi, and returns the largest change of a potential at the
// end of a part since the sweep before, mV. What is not finite counts for nothing: it is reported as the failure of its neuron.
func (w *Waves) Shape(lo, hi int) (residual float64) {
	for part := range w.parts[:w.used] {
		p := &w.parts[part]
		for cell := lo; cell < hi; cell++ {
			end := p.whole.End[cell]
			if change := math.Abs(end - p.ends[cell]); change > residual {
				residual = change
			}
			p.ends[cell] = end
			w.interpolate(p, cell)
		}
	}
	return residual
}

func (w *Waves) interpolate(p *wave, cell int) {
	c := p.shape[ir.Drives*cell:][:ir.Drives]
	begin := p.whole.Begin[cell]
	switch w.interpolation {
	case Constant:
		c[0], c[1], c[2], c[3] = begin, 0, 0, 0
	case Linear:
		c[0], c[1], c[2], c[3] = begin, p.whole.End[cell]-begin, 0, 0
	default:
		p.cubic(cell, c)
	}
}

// cubic writes the cubic polynomial of a cell.
func (p *wave) cubic(cell int, c []float64) {
	hermite(p.whole.Begin[cell], p.whole.End[cell], p.whole.BeginSlope[cell], p.whole.EndSlope[cell], c)
}

// hermite writes the cubic polynomial with these values and slopes at 0 and 1.
func hermite(begin, end, rise, fall float64, c []float64) {
	change := end - begin
	c[0], c[1] = begin, rise
	c[2] = float64(3*change) - float64(2*rise) - fall
	c[3] = rise + fall - float64(2*change)
}

// roughness is the error of the cubic polynomials of two parts that follow each other: that of the polynomial over both, where
// they meet, is 16 times as large.
func roughness(a, b *wave, cell int) float64 {
	middle := float64(0.5*(a.whole.Begin[cell]+b.whole.End[cell])) + float64(0.25*(a.whole.BeginSlope[cell]-b.whole.EndSlope[cell]))
	return math.Abs(middle-a.whole.End[cell]) / 16
}

// Drive gives the cells lo ≤ i < hi what the shapes of their partners sum up to.
func (w *Waves) Drive(lo, hi int) {
	t := w.table
	for part := range w.parts[:w.used] {
		p := &w.parts[part]
		drive := &p.whole.Drive
		for cell := lo; cell < hi; cell++ {
			sum := t.sum(cell, p.shape)
			for c := range sum {
				drive[c][cell] = sum[c]
			}
		}
	}
}
