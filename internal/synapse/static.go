package synapse

import (
	"slices"

	"github.com/spikelet/spikelet/internal/connect"
	"github.com/spikelet/spikelet/internal/ir"
)

// Static delivers spikes with constant weights and delays from one source population or device to the Ring of one target
// population. Statics that end at different neurons may deliver at the same time.
type Static struct {
	ring     *Ring
	positive rows     // for spikes with a factor ≥ 0, such as those of neurons
	negative rows     // for the others; empty where there are none
	delays   []uint16 // that occur, in steps
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
	s := &Static{ring: target.Ring, delays: slices.Compact(slices.Sorted(slices.Values(delays)))}
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

// Fan is the mean number of connections from a source.
func (s *Static) Fan() int { return len(s.positive.cells) / max(1, len(s.positive.offsets)-1) }

// Announce says that spikes stamped with the step now will be delivered. Not at the same time as anything else on the Ring.
func (s *Static) Announce(now int64) {
	for _, d := range s.delays {
		s.ring.mark(now + int64(d))
	}
}

// Deliver sends a spike of a source, stamped with the step now, on its way; its weights are multiplied by factor. A delay
// of d steps arrives at the end of step now+d. The spikes of now must have been announced, and steps that are over cleared.
func (s *Static) Deliver(now int64, source int32, factor float64) {
	rows, factor := s.rows(factor)
	rows.deliver(s.ring, now, source, factor)
}

// DeliverWithin is Deliver for those connections only whose spikes arrive after the step from, until the step to.
func (s *Static) DeliverWithin(from, to, now int64, source int32, factor float64) {
	rows, factor := s.rows(factor)
	within := func(delay uint16) bool { return now+int64(delay) > from && now+int64(delay) <= to }
	if len(rows.delays) == 1 {
		if within(rows.delays[0]) {
			rows.deliver(s.ring, now, source, factor)
		}
		return
	}
	lo, hi := rows.of(source)
	for i := lo; i < hi; i++ {
		if !within(rows.delays[i]) {
			continue
		}
		step, cell := now+int64(rows.delays[i]), rows.cells[i]
		to := s.ring.slot(step)
		to.sums[cell] += float64(rows.weights[i%len(rows.weights)] * factor)
		to.arrived[cell] = 1
	}
}

// rows returns the rows for spikes with a factor, and its magnitude.
func (s *Static) rows(factor float64) (*rows, float64) {
	if factor < 0 {
		return &s.negative, -factor
	}
	return &s.positive, factor
}

// of is the stretch of the connections from a source.
func (r *rows) of(source int32) (lo, hi int) { return int(r.offsets[source]), int(r.offsets[source+1]) }

func (r *rows) deliver(ring *Ring, now int64, source int32, factor float64) {
	lo, hi := r.of(source)
	if lo == hi {
		return
	}
	each := 0 // 1 where every connection has its own weight
	if len(r.weights) > 1 {
		each = 1
	}
	if len(r.delays) == 1 {
		step := now + int64(r.delays[0])
		to := ring.slot(step)
		for i := lo; i < hi; i++ {
			cell := r.cells[i]
			to.sums[cell] += float64(r.weights[i*each] * factor)
			to.arrived[cell] = 1
		}
		return
	}
	first := int(now % ring.slots)
	for i := lo; i < hi; i++ {
		slot := first + int(r.delays[i])
		if slot >= int(ring.slots) {
			slot -= int(ring.slots)
		}
		cell := slot*ring.cells + int(r.cells[i])
		ring.sums[cell] += float64(r.weights[i*each] * factor)
		ring.arrived[cell] = 1
	}
}
