package synapse

// Ring holds the spikes on their way to one population: for each of the coming steps and each port and neuron the sum of
// the weights that arrive at the step's end, and whether any arrives. A cell is port·neurons + neuron.
type Ring struct {
	neurons int
	cells   int
	slots   int64
	sums    []float64 // slots × cells; the step s has the slot s mod slots
	arrived []uint8   // 0 or 1, likewise
	used    []bool    // by slot: a spike may be on its way to it
	retired []slot    // of steps that are over, to be cleared
	none    slot      // what a step reads to which no spike is on its way
}

// slot is the cells of one step.
type slot struct {
	sums    []float64
	arrived []uint8
}

// NewRing returns a ring of ports × neurons cells for delays up to one step.
func NewRing(ports, neurons int) *Ring {
	cells := ports * neurons
	r := &Ring{neurons: neurons, cells: cells, none: slot{make([]float64, cells), make([]uint8, cells)}}
	r.allocate(2)
	return r
}

func (r *Ring) allocate(slots int64) {
	r.slots = slots
	r.sums = make([]float64, slots*int64(r.cells))
	r.arrived = make([]uint8, slots*int64(r.cells))
	r.used = make([]bool, slots)
}

// Cells is the number of cells of a step.
func (r *Ring) Cells() int { return r.cells }

// Reach is how many steps ahead of the last one that was retired a spike may arrive.
func (r *Ring) Reach() int64 { return r.slots - 1 }

// Reserve makes room for delays up to that many steps. What is on its way at the step now is kept.
func (r *Ring) Reserve(now, delay int64) {
	if delay <= r.Reach() {
		return
	}
	old := *r
	r.allocate(delay + 1)
	for step := now + 1; step <= now+old.Reach(); step++ {
		if old.used[step%old.slots] {
			from, to := old.slot(step), r.slot(step)
			copy(to.sums, from.sums)
			copy(to.arrived, from.arrived)
			r.mark(step)
		}
	}
}

// At returns the cells of the spikes that arrive at the end of a step, to be read only. The step must be within reach: not
// before the last one that was retired, and at most Reach ahead of it.
func (r *Ring) At(step int64) (sums []float64, arrived []uint8) {
	if !r.used[step%r.slots] {
		return r.none.sums, r.none.arrived
	}
	s := r.slot(step)
	return s.sums, s.arrived
}

// slot is the cells of a step, to be written.
func (r *Ring) slot(step int64) slot {
	first := step % r.slots * int64(r.cells)
	return slot{r.sums[first:][:r.cells], r.arrived[first:][:r.cells]}
}

// mark says that spikes may be on their way to a step.
func (r *Ring) mark(step int64) { r.used[step%r.slots] = true }

// Retire says that so many steps from first on are over. Clear must be called for all neurons before spikes are delivered.
func (r *Ring) Retire(first int64, steps int) {
	r.retired = r.retired[:0]
	for step := first; step < first+int64(steps); step++ {
		if i := step % r.slots; r.used[i] {
			r.used[i] = false
			r.retired = append(r.retired, r.slot(step))
		}
	}
}

// Retired is the number of cells to be cleared.
func (r *Ring) Retired() int { return len(r.retired) * r.cells }

// Clear empties the cells of the neurons lo ≤ i < hi in the steps that were retired last. Stretches that do not overlap may be
// cleared at the same time.
func (r *Ring) Clear(lo, hi int) {
	for _, s := range r.retired {
		for port := 0; port < r.cells; port += r.neurons {
			clear(s.sums[port+lo : port+hi])
			clear(s.arrived[port+lo : port+hi])
		}
	}
}
