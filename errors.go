package spikelet

import (
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

// NumericalError stops a run: a state became a value that is not finite, or the adaptive solver's step size vanished. Its
// fields are Population, Neuron, Variable, Time (ms, the end of the step), Value and LastFinite (the value before the step).
// The states of the step that failed are not kept: the network stands where the step began.
type NumericalError = sim.NumericalError
