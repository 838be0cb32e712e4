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
