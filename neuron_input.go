package spikelet

import (
	"slices"

	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/population"
	"github.com/spikelet/spikelet/internal/synapse"
)

// Input computes what one input gives to each neuron in the next step: it writes to values, one for each neuron, which are
// 0 when it is called. It is called once in each Update, before anything happens, so it may read states.
type Input func(values []float64)

// inputs is what the ports of Neurons get in the next step.
type inputs struct {
	currents []currentPort // the model's continuous ports
	main     int           // the one that Update(x) feeds, or -1
	mainErr  error         // why there is none
	deltas   []deltaInput

	sums    []float64 // what arrives: for each spiking port and neuron the sum of the weights
	arrived []uint8   // likewise, 1 where anything arrives
	buffer  []float64
}

// currentPort is a continuous port.
type currentPort struct {
	name    string
	column  []float64 // what the next step reads
	once    []float64 // for the next step alone
	sources []namedInput
}

type namedInput struct {
	name  string
	input Input
}

// deltaInput gives weights to the spiking ports that its router finds.
type deltaInput struct {
	namedInput
	router synapse.Router
}

func newInputs(p *population.Population) *inputs {
	in := &inputs{main: -1, buffer: make([]float64, p.Size())}
	ports := p.Model().Ports
	index, err := synapse.ContinuousPort(ports, "")
	for i, port := range ports {
		if port.Kind != ir.ContinuousPort {
			continue
		}
		if err == nil && i == index {
			in.main = len(in.currents)
		}
		in.currents = append(in.currents, currentPort{name: port.Name, column: p.Current(i), once: make([]float64, p.Size())})
	}
	in.mainErr = err
	in.sums = make([]float64, p.SpikePorts()*p.Size())
	in.arrived = make([]uint8, len(in.sums))
	return in
}

// drop forgets what was given for one step.
func (in *inputs) drop() {
	for _, p := range in.currents {
		clear(p.once)
	}
}

// current returns the continuous port called name, or the one that Update(x) feeds for "".
func (n *Neurons) current(name string) (*currentPort, error) {
	in := n.inputs
	if name == "" {
		if in.main < 0 {
			return nil, wrong("population "+n.Name(), invalid.Path("port"), "%v", in.mainErr)
		}
		return &in.currents[in.main], nil
	}
	var names []string
	for i := range in.currents {
		if in.currents[i].name == name {
			return &in.currents[i], nil
		}
		names = append(names, in.currents[i].name)
	}
	return nil, unknown("population "+n.Name(), invalid.Path("port"), "continuous port", name, names)
}

// AddInput adds x, one number for all neurons or one for each, to what the model's current port gets in the next step, as
// BrainPy's input += x. The step uses it up.
func (n *Neurons) AddInput(x ...float64) error { return n.AddInputTo("", x...) }

// AddInputTo is AddInput for the continuous port called port, which may be that of gap junctions.
func (n *Neurons) AddInputTo(port string, x ...float64) error {
	p, err := n.current(port)
	if err != nil {
		return err
	}
	if len(x) != 1 && len(x) != n.Size() {
		return n.mismatch("the input", len(x))
	}
	add(p.once, x)
	return nil
}

// add adds x, one number for all or one for each, to sum.
func add(sum, x []float64) {
	if len(x) == 1 {
		for i := range sum {
			sum[i] += x[0]
		}
		return
	}
	for i, value := range x {
		sum[i] += value
	}
}

// AddCurrentInput lets input feed the model's current port in every step from now on. The name, which no other input has,
// is for RemoveInput.
func (n *Neurons) AddCurrentInput(name string, input Input) error {
	return n.AddCurrentInputTo("", name, input)
}

// AddCurrentInputTo is AddCurrentInput for the continuous port called port, which may be that of gap junctions.
func (n *Neurons) AddCurrentInputTo(port, name string, input Input) error {
	p, err := n.current(port)
	if err == nil {
		err = n.checkInput(name, input)
	}
	if err == nil {
		p.sources = append(p.sources, namedInput{name, input})
	}
	return err
}

// AddDeltaInput lets input give weights of spikes, which arrive at the end of every step from now on. A positive weight goes
// to the excitatory port, a negative one to the inhibitory one, or both to the only port; 0 is no spike.
func (n *Neurons) AddDeltaInput(name string, input Input) error {
	return n.AddDeltaInputTo("", name, input)
}

// AddDeltaInputTo is AddDeltaInput for the spiking port called port.
func (n *Neurons) AddDeltaInputTo(port, name string, input Input) error {
	router, err := synapse.NewRouter(n.model.ir.Ports, port)
	if err != nil {
		return wrong("population "+n.Name(), invalid.Path("port"), "%v", err)
	}
	if err := n.checkInput(name, input); err != nil {
		return err
	}
	n.inputs.deltas = append(n.inputs.deltas, deltaInput{namedInput{name, input}, router})
	return nil
}

func (n *Neurons) checkInput(name string, input Input) error {
	switch {
	case input == nil:
		return wrong("population "+n.Name(), invalid.Path(name), "the input is nil")
	case name == "":
		return wrong("population "+n.Name(), nil, "an input needs a name")
	case slices.Contains(n.InputNames(), name):
		return wrong("population "+n.Name(), invalid.Path(name), "there is an input of that name")
	}
	return nil
}

// InputNames lists the inputs that were added with a name: those of currents by port, then those of spikes.
func (n *Neurons) InputNames() []string {
	var names []string
	for _, p := range n.inputs.currents {
		for _, s := range p.sources {
			names = append(names, s.name)
		}
	}
	for _, d := range n.inputs.deltas {
		names = append(names, d.name)
	}
	return names
}

// RemoveInput takes away the input of that name. The error is a *BuildError: there is none.
func (n *Neurons) RemoveInput(name string) error {
	known := n.InputNames()
	if !slices.Contains(known, name) {
		return unknown("population "+n.Name(), nil, "input", name, known)
	}
	for i := range n.inputs.currents {
		p := &n.inputs.currents[i]
		p.sources = slices.DeleteFunc(p.sources, func(s namedInput) bool { return s.name == name })
	}
	n.inputs.deltas = slices.DeleteFunc(n.inputs.deltas, func(d deltaInput) bool { return d.name == name })
	return nil
}
