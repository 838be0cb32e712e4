package synapse

import (
	"github.com/spikelet/spikelet/internal/connect"
	"github.com/spikelet/spikelet/internal/ir"
)

// Static delivers spikes with constant weights and delays from one source population or device to the Ring of one target
// population.
type Static struct {
	ring     *Ring
	positive rows // for spikes with a factor ≥ 0, such as those of neurons
	negative rows // for the others; empty where there are none
}

// rows are connections by source, as in connect.Table, with what delivery needs.
type rows struct {
	offsets []int32
	cells   []uint32  // of the ring
	weights []float64 // one for each connection, or one for all
	delays  []uint16  // steps, likewise
}

// Target is where connections end.
type Target struct {
	Ports   []ir.Port // of its model
	Neurons int
	Ring    *Ring
}

// NewStatic makes synapses of the connections in t, with delays (one for each, or one for all) in steps. Weights go to the
// port called name, or to the one for their sign. With negative, spikes may carry negative factors (those of a
// spike_generator): the sign of the product decides. The error is a *connect.Error: which weight fits no port, or no such port.
func NewStatic(t *connect.Table, delays []uint16, name string, target Target, negative bool) (*Static, error) {
	r, err := NewRouter(target.Ports, name)
	if err != nil {
		return nil, &connect.Error{Part: "port", Err: err}
	}
	s := &Static{ring: target.Ring}
	s.positive, err = newRows(t, delays, r, target.Neurons, 1)
	if err == nil && negative {
		s.negative, err = newRows(t, delays, r, target.Neurons, -1)
	}
	if err != nil {
		return nil, &connect.Error{Part: "weight", Err: err}
	}
	return s, nil
}

// newRows routes the weights of t times sign, which is 1 or -1.
func newRows(t *connect.Table, delays []uint16, r Router, neurons int, sign float64) (rows, error) {
	out := rows{offsets: t.Offsets, cells: make([]uint32, t.Edges()), delays: delays}
	if len(t.Weights) == 1 {
		port, weight, err := r.Route(sign * t.Weights[0])
		out.weights = []float64{weight}
		for i, id := range t.Targets {
			out.cells[i] = uint32(port*neurons) + uint32(id)
		}
		return out, err
	}
	out.weights = make([]float64, t.Edges())
	for i, id := range t.Targets {
		port, weight, err := r.Route(sign * t.Weights[i])
		if err != nil {
			return out, err
		}
		out.cells[i] = uint32(port*neurons) + uint32(id)
		out.weights[i] = weight
	}
	return out, nil
}

// Deliver sends a spike of a source, stamped with the step now, on its way; its weights are multiplied by factor. A delay
// of d steps arrives at the end of step now+d. The ring must have been cleared up to now.
func (s *Static) Deliver(now int64, source int32, factor float64) {
	if factor < 0 {
		s.negative.deliver(s.ring, now, source, -factor)
		return
	}
	s.positive.deliver(s.ring, now, source, factor)
}

func (r *rows) deliver(ring *Ring, now int64, source int32, factor float64) {
	lo, hi := int(r.offsets[source]), int(r.offsets[source+1])
	if lo == hi {
		return
	}
	each := 0 // 1 where every connection has its own weight
	if len(r.weights) > 1 {
		each = 1
	}
	if len(r.delays) == 1 {
		ring.mark(now + int64(r.delays[0]))
		sums, arrived := ring.At(now + int64(r.delays[0]))
		for i := lo; i < hi; i++ {
			cell := r.cells[i]
			sums[cell] += float64(r.weights[i*each] * factor)
			arrived[cell] = 1
		}
		return
	}
	first := int(now % ring.slots)
	for i := lo; i < hi; i++ {
		slot := first + int(r.delays[i])
		if slot >= int(ring.slots) {
			slot -= int(ring.slots)
		}
		ring.used[slot] = true
		cell := slot*ring.cells + int(r.cells[i])
		ring.sums[cell] += float64(r.weights[i*each] * factor)
		ring.arrived[cell] = 1
	}
}
