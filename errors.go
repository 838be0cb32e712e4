package spikelet

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/sim"
)

// BuildError is one thing that cannot be built: its fields Object ("population pair") and Path ({"parameters", "C_m"}) say
// where, Message and Fix what is wrong and what would be right. Functions that build report all errors at once, joined.
type BuildError = invalid.Error

// BuildErrors returns every *BuildError in err.
func BuildErrors(err error) []*BuildError { return invalid.All(err) }

// DiagnosticsError is what is wrong with a text: all of it, each with its place. Its text has a paragraph for each.
type DiagnosticsError = diag.List

// NumericalError stops a run: a state became a value that is not finite, or the adaptive solver found no step size that is
// small enough. Its fields are Population, Neuron, Variable, Time (ms, the end of the step), Value and LastFinite (the value
// before the step, which the neuron keeps). The network cannot go on after it.
type NumericalError = sim.NumericalError

// RateLimitError ends a run in which a population fired more than Limits.Rate. Its fields are Population, Rate and Limit (Hz),
// Time (ms, the end of the span that the rate is a mean of), Span (ms), Neurons (those of the population that fired most in the
// span) and Populations (the rates of all, the highest first). Results are complete until Time, and Run can go on from there.
type RateLimitError = sim.RateLimitError

// NeuronSpikes and PopulationRate are parts of a RateLimitError.
type (
	NeuronSpikes   = sim.NeuronSpikes
	PopulationRate = sim.PopulationRate
)

// unknown is the error of a name that does not exist.
func unknown(object string, path []string, kind, name string, known []string) error {
	message, fix := invalid.Unknown(kind, name, known)
	return &BuildError{Object: object, Path: path, Message: message, Fix: fix}
}

// wrong is an error at path of object.
func wrong(object string, path []string, format string, args ...any) error {
	return &BuildError{Object: object, Path: path, Message: fmt.Sprintf(format, args...)}
}
