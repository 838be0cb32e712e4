package synapse

import (
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
	s := &Static{ring: target.Ring, delays: occurring(delays)}
	s.positive, err = newRows(t, delays, r, target.Neurons, 1)
	if err == nil && negative {
		s.negative, err = newRows(t, delays, r, target.Neurons, -1)
	}
	if err != nil {
		return nil, &connect.Error{Part: "weight", Err: err}
	}
	return s, nil
}

// occurring lists the delays that occur.
func occurring(delays []uint16) []uint16 {
	seen := make([]bool, MaxDelay+1)
	for _, d := range delays {
		seen[d] = true
	}
	var list []uint16
	for d, found := range seen {
		if found {
			list = append(list, uint16(d))
		}
	}
	return list
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
	if rows.one {
		if arrival := now + rows.least; arrival > from && arrival <= to {
			rows.deliver(s.ring, now, source, factor)
		}
		return
	}
	lo, hi := rows.of(source)
	for i := lo; i < hi; i++ {
		cell, delay := rows.at(i)
		if step := now + delay; step > from && step <= to {
			to := s.ring.slot(step)
			to.sums[cell] += float64(rows.weights[i%len(rows.weights)] * factor)
			to.arrived[cell] = 1
		}
	}
}

// rows returns the rows for spikes with a factor, and its magnitude.
func (s *Static) rows(factor float64) (*rows, float64) {
	if factor < 0 {
		return &s.negative, -factor
	}
	return &s.positive, factor
}
