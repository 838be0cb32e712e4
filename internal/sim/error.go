package sim

import "fmt"

// NumericalError says which value was not finite, where and when.
type NumericalError struct {
	Population string
	Neuron     int
	Variable   string
	Time       float64 // ms, the end of the step in which it happened
	Value      float64 // what it became
	LastFinite float64 // what it was at the step's beginning
}

func (e *NumericalError) Error() string {
	return fmt.Sprintf("%s of neuron %d in population %s became %v at %v ms (it was %v one step before)",
		e.Variable, e.Neuron, e.Population, e.Value, e.Time, e.LastFinite)
}
