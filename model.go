package spikelet

import (
	"errors"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/models"
)

// Model is a neuron model, ready to make populations of. It does not change and may be shared.
type Model struct {
	ir     *ir.Model
	source string
}

// LoadModel reads the model in a NESTML file. The error is a *DiagnosticsError when the file can be read but its text is wrong.
func LoadModel(path string) (*Model, error) { return nil, errors.ErrUnsupported }

// ParseModel reads a model from NESTML text; name stands for the file in diagnostics.
func ParseModel(name, text string) (*Model, error) { return nil, errors.ErrUnsupported }

// BuiltinModel returns the built-in model called name.
func BuiltinModel(name string) (*Model, error) { return nil, errors.ErrUnsupported }

// BuiltinModels returns the names of the built-in models in alphabetical order.
func BuiltinModels() []string { return models.Names() }

// Name is the model's name in its text.
func (m *Model) Name() string { return m.ir.Name }

// Doc is the comment before the model.
func (m *Model) Doc() string { return m.ir.Doc }

// Source is the NESTML text that the model was read from.
func (m *Model) Source() string { return m.source }

// Variable describes a parameter, state or recordable of a model.
type Variable struct {
	Name    string
	Aliases []string // other names that are accepted wherever this one is
	Type    string   // "f64", "i64" or "bool"
	Unit    string   // as the model declares it, "" for a plain number
	Doc     string
	Default float64 // parameters: the default; states: the initial value with default parameters; recordables: 0
}

// Parameters returns the parameters in the order of the text.
func (m *Model) Parameters() []Variable { return nil }

// States returns the states in the order of the text.
func (m *Model) States() []Variable { return nil }

// Recordables returns what can be recorded besides the states.
func (m *Model) Recordables() []Variable { return nil }

// Port describes an input of a model.
type Port struct {
	Name  string
	Spike bool   // takes spikes; else a signal that is constant during a step
	Sign  int    // spikes: +1 excitatory, -1 inhibitory, 0 takes weights of either sign
	Unit  string // of the signal, or of a weight
	Gap   bool   // the port of gap-junction currents
}

// Ports returns the inputs in the order of the text.
func (m *Model) Ports() []Port { return nil }

// Solver is the model's default method of integration.
func (m *Model) Solver() string { return m.ir.Options.Solver }
