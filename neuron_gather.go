package spikelet

import (
	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/synapse"
)

// SumCurrentInputs returns what Update(x) would give to the model's current port: x, then what AddInput added, then the
// inputs of AddCurrentInput in the order in which they were added. It calls them and uses nothing up.
func (n *Neurons) SumCurrentInputs(x ...float64) ([]float64, error) {
	p, err := n.current("")
	if err != nil {
		return nil, err
	}
	if err := n.checkInputLength(x); err != nil {
		return nil, err
	}
	sum := make([]float64, n.Size())
	p.sum(sum, x, n.inputs.buffer)
	return sum, nil
}

// SumDeltaInputs returns initial, one number for all neurons, one for each, or none for 0, plus the weights that the inputs
// of AddDeltaInput give, with their signs. It calls them and uses nothing up. An Update does not add positive to negative
// weights: each goes to its port.
func (n *Neurons) SumDeltaInputs(initial ...float64) ([]float64, error) {
	if err := n.checkInputLength(initial); err != nil {
		return nil, err
	}
	sum := make([]float64, n.Size())
	add(sum, initial)
	for i := range n.inputs.deltas {
		n.inputs.deltas[i].addTo(sum, n.inputs.buffer)
	}
	return sum, nil
}

func (n *Neurons) checkInputLength(x []float64) error {
	if len(x) > 1 && len(x) != n.Size() {
		return n.mismatch("the input", len(x))
	}
	return nil
}

// gather computes what the ports get in the next step.
func (n *Neurons) gather(x []float64) error {
	in := n.inputs
	if err := n.checkInputLength(x); err != nil {
		return err
	}
	if len(x) > 0 && in.main < 0 {
		return wrong("population "+n.Name(), invalid.Path("port"), "%v", in.mainErr)
	}
	for i := range in.currents {
		p := &in.currents[i]
		if i == in.main {
			p.sum(p.column, x, in.buffer)
		} else {
			p.sum(p.column, nil, in.buffer)
		}
		if err := n.checkFinite(p.name, p.column); err != nil {
			return err
		}
	}
	return n.gatherSpikes()
}

// checkFinite reports an input that is not finite, unless such values are to be kept. Many models would hide it in a spike.
func (n *Neurons) checkFinite(port string, values []float64) error {
	if n.spec.OnError == Ignore {
		return nil
	}
	for i, x := range values {
		if x-x != 0 {
			return wrong("population "+n.Name(), invalid.Path(port), "the input of neuron %d is %v", i, x)
		}
	}
	return nil
}

// sum sets sum to x, once and the sources; buffer is for their values.
func (p *currentPort) sum(sum, x, buffer []float64) {
	clear(sum)
	add(sum, x)
	add(sum, p.once)
	for i := range p.sources {
		p.sources[i].addTo(sum, buffer)
	}
}

// addTo adds what s gives to sum.
func (s *namedInput) addTo(sum, buffer []float64) {
	clear(buffer)
	s.input(buffer)
	for i, value := range buffer {
		sum[i] += value
	}
}

// gatherSpikes computes what arrives at the end of the next step.
func (n *Neurons) gatherSpikes() error {
	in := n.inputs
	clear(in.sums)
	clear(in.arrived)
	for i := range in.deltas {
		d := &in.deltas[i]
		clear(in.buffer)
		d.input(in.buffer)
		if err := n.checkFinite(d.name, in.buffer); err != nil {
			return err
		}
		if err := in.deliver(d.router, in.buffer); err != nil {
			return wrong("population "+n.Name(), invalid.Path(d.name), "%v", err)
		}
	}
	return nil
}

// deliver lets weights arrive, one for each neuron; 0 is no spike.
func (in *inputs) deliver(router synapse.Router, weights []float64) error {
	for i, weight := range weights {
		if weight == 0 {
			continue
		}
		port, stored, err := router.Route(weight)
		if err != nil {
			return err
		}
		cell := port*len(weights) + i
		in.sums[cell] += stored
		in.arrived[cell] = 1
	}
	return nil
}
