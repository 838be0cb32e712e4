package spikelet

import "github.com/spikelet/spikelet/internal/record"

// Result is what a run gave.
type Result struct {
	Spikes  []Spike // ordered by time, population, neuron
	Traces  []Trace // one for each RecordSpec with variables
	Summary Summary
}

// Spike is one recorded spike: Population, Neuron, Time (ms, the end of the step in which the neuron fired).
type Spike = record.Spike

// Trace holds samples: Values[variable][sample·len(Neurons) + i] is the value of Variables[variable] in neuron Neurons[i] of
// Population at Times[sample].
type Trace = record.Trace

// Summary is what summary.json says: sizes, spike counts and rates, times, executor and the digest.
type Summary = record.Summary
