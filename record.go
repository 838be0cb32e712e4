package spikelet

import "errors"

// RecordSpec says what is recorded of a selection of neurons while Run runs.
type RecordSpec struct {
	From      string   // a selection: "pair", "pair[0:10]"
	Spikes    bool     // when they fire
	Variables []string // states and recordables, by name or alias; the name given here is the one in the results
	Interval  float64  // ms between samples of Variables, on the grid of time steps; 0: every step
}

// Record adds to what is recorded.
func (n *Network) Record(spec RecordSpec) error { return errors.ErrUnsupported }
