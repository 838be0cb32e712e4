package population

import (
	"cmp"
	"slices"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// Sampler keeps the values that chosen neurons have after some steps until they are read: a population may be advanced by
// many steps, stretch by stretch, before somebody looks.
type Sampler struct {
	p        *Population
	interval int64
	neurons  []int32           // ascending
	places   []int32           // of these in the samples
	states   []ir.Variable     // that are kept
	from     []kernel.Column   // their columns
	kept     [][]kernel.Column // by slot, their values
	read     []reading
	probe    *evaluation // of the recordables; nil when none is read
	inputs   []int       // for each input of probe the state, or -1
}

// reading says where the values of a variable come from: the state or the output of the probe of that index.
type reading struct {
	state  int // or -1
	output int
}

// NewSampler returns a Sampler of states and recordables, by name or alias, after the steps that end at multiples of
// interval. Parameters are read now. The error is an *invalid.Error.
func (p *Population) NewSampler(neurons []int32, variables []string, interval int64) (*Sampler, error) {
	s := &Sampler{p: p, interval: interval, places: make([]int32, len(neurons))}
	for i := range s.places {
		s.places[i] = int32(i)
	}
	slices.SortFunc(s.places, func(a, b int32) int { return cmp.Compare(neurons[a], neurons[b]) })
	for _, place := range s.places {
		s.neurons = append(s.neurons, neurons[place])
	}
	for _, name := range variables {
		probe, err := p.Probe(name)
		if err != nil {
			return nil, err
		}
		if probe.state != "" {
			s.read = append(s.read, reading{state: s.keep(probe.state)})
			continue
		}
		s.bindProbe(neurons)
		s.read = append(s.read, reading{state: -1, output: probe.output})
	}
	s.Reserve(1)
	return s, nil
}

// Population is that of the neurons.
func (s *Sampler) Population() *Population { return s.p }

// keep adds a state to those that are kept, and returns its index.
func (s *Sampler) keep(state string) int {
	i := slices.IndexFunc(s.states, func(v ir.Variable) bool { return v.Name == state })
	if i >= 0 {
		return i
	}
	i = slices.IndexFunc(s.p.states, func(v ir.Variable) bool { return v.Name == state })
	s.states = append(s.states, s.p.states[i])
	s.from = append(s.from, s.p.column(state))
	return len(s.states) - 1
}

// bindProbe binds the model's Probe to what is kept and to the parameters of the neurons.
func (s *Sampler) bindProbe(neurons []int32) {
	if s.probe != nil {
		return
	}
	f := s.p.spec.Model.Probe
	s.probe = &evaluation{f: f, function: s.p.function(f), n: len(neurons), in: make([]kernel.Column, len(f.In))}
	for i, slot := range f.In {
		s.inputs = append(s.inputs, -1)
		if slices.ContainsFunc(s.p.states, func(v ir.Variable) bool { return v.Name == slot.Name }) {
			s.inputs[i] = s.keep(slot.Name)
			continue
		}
		column := s.p.column(slot.Name)
		if length(column) == 1 {
			s.probe.in[i] = column
			continue
		}
		s.probe.in[i] = kernel.NewColumn(slot.Type, len(neurons))
		gather(s.probe.in[i], column, s.neurons, s.places)
	}
	for _, r := range f.Out {
		s.probe.out = append(s.probe.out, kernel.NewColumn(f.TypeOf(r.Value), len(neurons)))
	}
}

// Bytes is the memory for one sample.
func (s *Sampler) Bytes() int64 { return 8 * int64(len(s.states)) * int64(len(s.neurons)) }

// Interval is the number of steps between samples.
func (s *Sampler) Interval() int64 { return s.interval }

// Reserve makes room for the samples of that many steps in a row: so many can be taken before the first is read.
func (s *Sampler) Reserve(steps int64) {
	for int64(len(s.kept)) < (steps+s.interval-1)/s.interval {
		columns := make([]kernel.Column, len(s.states))
		for i, v := range s.states {
			columns[i] = kernel.NewColumn(v.Type, len(s.neurons))
		}
		s.kept = append(s.kept, columns)
	}
}

// Due reports whether a sample is taken at the grid point k.
func (s *Sampler) Due(k int64) bool { return k%s.interval == 0 }

// slot is where the sample of grid point k is kept.
func (s *Sampler) slot(k int64) []kernel.Column { return s.kept[k/s.interval%int64(len(s.kept))] }

// Take keeps what the neurons lo ≤ i < hi have now, at grid point k, at which a sample is due.
func (s *Sampler) Take(k int64, lo, hi int) {
	first, _ := slices.BinarySearch(s.neurons, int32(lo))
	last, _ := slices.BinarySearch(s.neurons, int32(hi))
	if first == last {
		return
	}
	for i, to := range s.slot(k) {
		gather(to, s.from[i], s.neurons[first:last], s.places[first:last])
	}
}

// gather copies the values of neurons from a column to their places in another.
func gather(to, from kernel.Column, neurons, places []int32) {
	switch {
	case from.F != nil:
		pick(to.F, from.F, neurons, places)
	case from.I != nil:
		pick(to.I, from.I, neurons, places)
	default:
		pick(to.B, from.B, neurons, places)
	}
}

func pick[T any](to, from []T, neurons, places []int32) {
	for i, neuron := range neurons {
		to[places[i]] = from[neuron]
	}
}

// Read writes what was kept at grid point k to values, for each variable one value for each neuron, in the order in which
// both were given to NewSampler. Integers are converted, a Boolean is 0 or 1.
func (s *Sampler) Read(k int64, values [][]float64) {
	kept := s.slot(k)
	if s.probe != nil {
		for i, state := range s.inputs {
			if state >= 0 {
				s.probe.in[i] = kept[state]
			}
		}
		s.probe.run()
	}
	for i, r := range s.read {
		var c kernel.Column
		if r.state >= 0 {
			c = kept[r.state]
		} else {
			c = s.probe.out[r.output]
		}
		for place := range values[i] {
			values[i][place] = number(c, place)
		}
	}
}
