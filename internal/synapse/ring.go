package synapse

// Ring holds the spikes on their way to one population: for each of the coming steps and each port and neuron the sum of
// the weights that arrive at the step's end, and whether any arrives. A cell is port·neurons + neuron.
type Ring struct {
	cells   int
	slots   int64
	sums    []float64 // slots × cells; the step s has the slot s mod slots
	arrived []uint8   // 0 or 1, likewise
	used    []bool    // by slot: a spike is on its way to it
}

// NewRing returns a ring of ports × neurons cells for delays up to one step.
func NewRing(ports, neurons int) *Ring {
	r := &Ring{cells: ports * neurons}
	r.allocate(2)
	return r
}

func (r *Ring) allocate(slots int64) {
	r.slots = slots
	r.sums = make([]float64, slots*int64(r.cells))
	r.arrived = make([]uint8, slots*int64(r.cells))
	r.used = make([]bool, slots)
}

// Reserve makes room for delays up to that many steps. What is on its way at the step now is kept.
func (r *Ring) Reserve(now, delay int64) {
	if delay < r.slots {
		return
	}
	old := *r
	r.allocate(delay + 1)
	for step := now + 1; step <= now+old.slots-1; step++ {
		sums, arrived := old.At(step)
		newSums, newArrived := r.At(step)
		copy(newSums, sums)
		copy(newArrived, arrived)
		r.used[step%r.slots] = old.used[step%old.slots]
	}
}

// At returns the cells of the spikes that arrive at the end of a step, which must be within reach: not before the last one
// that was cleared, and at most the reserved delay ahead of it.
func (r *Ring) At(step int64) (sums []float64, arrived []uint8) {
	first := step % r.slots * int64(r.cells)
	return r.sums[first : first+int64(r.cells)], r.arrived[first : first+int64(r.cells)]
}

// mark says that cells of a step were written.
func (r *Ring) mark(step int64) { r.used[step%r.slots] = true }

// Clear empties the cells of a step that is over.
func (r *Ring) Clear(step int64) {
	if !r.used[step%r.slots] {
		return
	}
	sums, arrived := r.At(step)
	clear(sums)
	clear(arrived)
	r.used[step%r.slots] = false
}
