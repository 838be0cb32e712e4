package record

// Spike is one recorded spike.
type Spike struct {
	Population string
	Neuron     int
	Time       float64 // ms, the end of the step in which the neuron fired
}

// Trace holds the samples of some variables of some neurons.
type Trace struct {
	Population string
	Neurons    []int
	Variables  []string
	Times      []float64   // ms
	Values     [][]float64 // for each variable, sample by sample, neuron by neuron
}

// Memory is a Sink that keeps everything.
type Memory struct {
	Spiked []Spike
	traces map[int]*Trace // by request
	order  []*Trace
}

// NewMemory returns a Sink for the results of requests.
func NewMemory(requests []Request) *Memory {
	m := &Memory{traces: map[int]*Trace{}}
	for i, request := range requests {
		if len(request.Variables) == 0 {
			continue
		}
		trace := &Trace{
			Population: request.Population.Name(), Variables: request.Variables,
			Values: make([][]float64, len(request.Variables)),
		}
		for _, neuron := range request.Neurons {
			trace.Neurons = append(trace.Neurons, int(neuron))
		}
		m.traces[i] = trace
		m.order = append(m.order, trace)
	}
	return m
}

// Traces returns what was sampled, one for each request with variables, in their order.
func (m *Memory) Traces() []Trace {
	var traces []Trace
	for _, t := range m.order {
		traces = append(traces, *t)
	}
	return traces
}

// Spikes implements Sink.
func (m *Memory) Spikes(population string, t float64, neurons []int32) error {
	for _, neuron := range neurons {
		m.Spiked = append(m.Spiked, Spike{population, int(neuron), t})
	}
	return nil
}

// Sample implements Sink.
func (m *Memory) Sample(request int, t float64, values [][]float64) error {
	trace := m.traces[request]
	trace.Times = append(trace.Times, t)
	for i := range values {
		trace.Values[i] = append(trace.Values[i], values[i]...)
	}
	return nil
}

// EndStep implements Sink.
func (m *Memory) EndStep(float64) error { return nil }
