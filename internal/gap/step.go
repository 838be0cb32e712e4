package gap

import (
	"math"
	"slices"

	"github.com/spikelet/spikelet/internal/ir"
)

// StepWaves are the waves of a single time step, which is divided into parts. It saves sweeps over cells that need none:
//
//   - The guess is the cubic polynomial of the step before, continued. Cells whose guess was bad in that step, such as those that
//     fire, are integrated first; the others then see where they went.
//   - A cell is integrated again only if what its partners did since would change its potential by more than the tolerance. How
//     much that is was seen when cells were integrated again before.
//   - A cell whose wave changed too little to matter to anybody does not tell.
//
// All of that depends on the cells alone, not on who integrates them.
type StepWaves struct {
	*Waves
	tolerance float64
	divisions int
	strongest []float64 // the largest conductance of each cell
	sums      []float64 // of each cell's conductances
	most      float64   // the largest of them

	past    []float64 // the potential of each cell in the step before, c_0 … c_3, x over the step
	course  []float64 // its guess in this step, likewise
	guessed []float64 // the guess of the potential at the end
	missed  []float64 // by how much the guess of the step before was wrong
	news    []float64 // by how much the drive changed since the cell was integrated, at most
	rounds  []uint8   // how often it was
	still   []uint8   // 1: it did not move at all when it was integrated again
	change  []float64 // of the wave of each cell that it tells, part by part
	size    []float64 // of that
	heard   []float64 // what a cell heard and does not have in its drive yet, part by part
	rough   []float64 // error of its interpolation
	before  []float64 // V at the end as integrated before
	last    []float64 // V of each cell where the step before ended, before a reset
	slope   []float64 // and dV/dx there, x over the step

	// Sensitivity is by how much a potential changes per change of its drive, at most, mV per unit of the port.
	Sensitivity float64
}

// NewStepWaves returns the waves of the cells in t.
func NewStepWaves(t *Table, o Options) *StepWaves {
	d := &StepWaves{Waves: NewWaves(t, o), tolerance: o.Tolerance, Sensitivity: math.Inf(1)}
	cells := d.cells
	for _, column := range []*[]float64{&d.last, &d.slope, &d.size, &d.strongest, &d.guessed, &d.missed, &d.news, &d.rough, &d.before} {
		*column = make([]float64, cells)
	}
	d.past, d.course = make([]float64, ir.Drives*cells), make([]float64, ir.Drives*cells)
	d.rounds, d.still = make([]uint8, cells), make([]uint8, cells)
	d.sums = t.Sums()
	for cell, sum := range d.sums {
		d.most = max(d.most, sum)
		for _, g := range t.conductance[t.offsets[cell]:t.offsets[cell+1]] {
			d.strongest[cell] = max(d.strongest[cell], g)
		}
		d.missed[cell] = math.Inf(1)
	}
	return d
}

// Divide sets the number of parts of the step.
func (d *StepWaves) Divide(divisions int) {
	d.divisions = divisions
	d.Begin(divisions)
	if n := divisions * ir.Drives * d.cells; len(d.change) < n {
		d.change, d.heard = make([]float64, n), make([]float64, n)
	}
}

// Predict guesses the course of the cells from first on, whose potentials where the step begins are given.
func (d *StepWaves) Predict(first int, potential []float64) {
	for i, v := range potential {
		cell := first + i
		c, past := d.course[ir.Drives*cell:][:ir.Drives], d.past[ir.Drives*cell:]
		if v == d.last[cell] { // no reset
			c[0], c[1], c[2], c[3] = v, d.slope[cell], past[2]+float64(3*past[3]), past[3]
		} else {
			c[0], c[1], c[2], c[3] = v, 0, 0, 0
		}
		d.guessed[cell] = c[0] + c[1] + c[2] + c[3]
		d.rounds[cell], d.still[cell], d.news[cell], d.rough[cell] = 0, 0, 0, 0
		for part := range d.divisions {
			d.expand(c, part, d.parts[part].shape[ir.Drives*cell:][:ir.Drives])
		}
	}
}

// expand writes the polynomial c of the whole step for one part of it.
func (d *StepWaves) expand(c []float64, part int, to []float64) {
	length := 1 / float64(d.divisions)
	u := float64(float64(part) * length)
	to[0] = c[0] + float64(u*(c[1]+float64(u*(c[2]+float64(u*c[3])))))
	to[1] = float64(length * (c[1] + float64(u*(float64(2*c[2])+float64(u*float64(3*c[3]))))))
	to[2] = float64(float64(length*length) * (c[2] + float64(3*float64(u*c[3]))))
	to[3] = float64(float64(float64(length*length)*length) * c[3])
}

// HearGuess gives the cells lo ≤ i < hi the drive of their partners' guesses.
func (d *StepWaves) HearGuess(lo, hi int) {
	for cell := lo; cell < hi; cell++ {
		var part [ir.Drives]float64
		sum := d.table.sum(cell, d.course)
		for k := range d.divisions {
			d.expand(sum[:], k, part[:])
			for c := range part {
				d.parts[k].whole.Drive[c][cell] = part[c]
			}
		}
	}
}

// Uncertain reports whether the guess of a cell may be so wrong that its partners must see it integrated first.
func (d *StepWaves) Uncertain(cell int) bool {
	return !(float64(float64(d.Sensitivity*d.strongest[cell])*d.missed[cell]) <= d.tolerance)
}

// Stale reports whether a cell must be integrated, for the first time or again.
func (d *StepWaves) Stale(cell int) bool {
	return d.rounds[cell] == 0 || d.Effect(cell) > d.tolerance
}

// Effect is by how much the potential of an integrated cell would change, at most about, if it were integrated again. While the
// Sensitivity is not known it is the mean change of its partners' potentials.
func (d *StepWaves) Effect(cell int) float64 {
	if d.news[cell] == 0 || d.still[cell] != 0 && math.IsInf(d.Sensitivity, 1) {
		return 0
	}
	return min(d.Sensitivity, 1/d.sums[cell]) * d.news[cell]
}

// Integrated takes over what was integrated of the cells lo ≤ i < hi. It returns the Sensitivity that was seen, and appends to
// telling the cells whose partners must hear that their waves changed.
func (d *StepWaves) Integrated(lo, hi int, telling []int32) (seen float64, tell []int32) {
	quiet := 0.5 * d.tolerance / (d.Sensitivity * d.most)
	end := d.parts[d.divisions-1].whole.End
	for cell := lo; cell < hi; cell++ {
		if d.rounds[cell] > 0 && d.news[cell] > 0 {
			moved := math.Abs(end[cell] - d.before[cell])
			known := moved > 0.1*d.tolerance && moved < 1 // less is rounding, more a spike that comes or goes
			if moved > 0 && (known || math.IsInf(d.Sensitivity, 1)) {
				seen = max(seen, moved/d.news[cell])
			}
			if end[cell] == d.before[cell] {
				d.still[cell] = 1
			}
		}
		d.before[cell], d.news[cell] = end[cell], 0
		d.rounds[cell] = min(d.rounds[cell], math.MaxUint8-1) + 1
		if d.publish(cell, quiet) {
			telling = append(telling, int32(cell))
		}
	}
	return seen, telling
}

// publish prepares what the partners of a cell must hear, and reports whether there is anything: not where its wave changed by
// less than quiet.
func (d *StepWaves) publish(cell int, quiet float64) bool {
	largest := 0.0
	var shape [ir.Drives]float64
	for part := range d.divisions {
		p := &d.parts[part]
		old, change := p.shape[ir.Drives*cell:][:ir.Drives], d.change[ir.Drives*(d.divisions*cell+part):][:ir.Drives]
		p.cubic(cell, shape[:])
		size := 0.0
		for c := range shape {
			change[c] = shape[c] - old[c]
			size += math.Abs(change[c])
		}
		largest = max(largest, size)
	}
	if !(largest > quiet) {
		return false
	}
	d.size[cell] = largest
	for part := range d.divisions {
		p := &d.parts[part]
		p.cubic(cell, p.shape[ir.Drives*cell:][:ir.Drives])
	}
	d.rough[cell] = 0
	for part := 1; part < d.divisions; part += 2 {
		d.rough[cell] = max(d.rough[cell], roughness(&d.parts[part-1], &d.parts[part], cell))
	}
	return true
}

// Hear adds to the drive of the cells lo ≤ i < hi what the cells that tell have to say, one after the other.
func (d *StepWaves) Hear(lo, hi int, telling []int32) {
	t, n := d.table, ir.Drives*d.divisions
	for _, partner := range telling {
		i, end := t.offsets[partner], t.offsets[partner+1]
		first, _ := slices.BinarySearch(t.partners[i:end], int32(lo))
		change := d.change[n*int(partner):][:n]
		for i += int64(first); i < end && int(t.partners[i]) < hi; i++ {
			cell, g := int(t.partners[i]), t.conductance[i]
			sum := d.heard[n*cell:][:len(change)]
			for k, x := range change {
				sum[k] += float64(g * x)
			}
			d.news[cell] += float64(g * d.size[partner])
		}
	}
	for cell := lo; cell < hi && len(telling) > 0; cell++ {
		if d.news[cell] != 0 {
			d.addHeard(cell)
		}
	}
}

// addHeard adds what a cell heard to its drive.
func (d *StepWaves) addHeard(cell int) {
	n := ir.Drives * d.divisions
	sum := d.heard[n*cell:][:n]
	for k, x := range sum {
		d.parts[k/ir.Drives].whole.Drive[k%ir.Drives][cell] += x
	}
	clear(sum)
}

// Roughness is by how much the errors of the interpolation change the potentials of the cells lo ≤ i < hi, at most.
func (d *StepWaves) Roughness(lo, hi int) float64 {
	t, worst := d.table, 0.0
	for cell := lo; cell < hi; cell++ {
		sum := 0.0
		for i := t.offsets[cell]; i < t.offsets[cell+1]; i++ {
			sum += float64(t.conductance[i] * d.rough[t.partners[i]])
		}
		worst = max(worst, sum)
	}
	return worst * d.Sensitivity
}

// Keep ends the step: it keeps what the guess of the next one needs.
func (d *StepWaves) Keep(lo, hi int) {
	first, last := &d.parts[0].whole, &d.parts[d.divisions-1].whole
	steps := float64(d.divisions)
	for cell := lo; cell < hi; cell++ {
		begin, end := first.Begin[cell], last.End[cell]
		rise, fall := float64(steps*first.BeginSlope[cell]), float64(steps*last.EndSlope[cell])
		hermite(begin, end, rise, fall, d.past[ir.Drives*cell:][:ir.Drives])
		d.last[cell], d.slope[cell] = end, fall
		d.missed[cell] = math.Abs(end - d.guessed[cell])
	}
}
