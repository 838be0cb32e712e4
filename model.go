package spikelet

import (
	"fmt"
	"os"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/lower"
	"github.com/spikelet/spikelet/internal/nestml/check"
	"github.com/spikelet/spikelet/internal/nestml/parser"
	"github.com/spikelet/spikelet/internal/population"
	"github.com/spikelet/spikelet/models"
)

// Model is a neuron model, ready to make populations of. It does not change and may be shared.
type Model struct {
	ir       *ir.Model
	source   string
	warnings *diag.List
}

// LoadModel reads the model in a NESTML file. The error is a *DiagnosticsError when the file can be read but its text is wrong.
func LoadModel(path string) (*Model, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return ParseModel(path, string(text))
}

// ParseModel reads a model from NESTML text; name stands for the file in diagnostics. The error is a *DiagnosticsError.
func ParseModel(name, text string) (*Model, error) {
	source := diag.NewSource(name, text)
	file, diags := parser.Parse(source)
	if diags.HasErrors() {
		return nil, diags
	}
	checked, more := check.File(file)
	diags.Append(more)
	if len(checked) != 1 {
		diags.Add(diag.Diagnostic{
			Source: source, Code: "one-model", Message: fmt.Sprintf("the file has %d models", len(checked)),
			Why: "a model is read from a file of its own",
		})
	}
	if diags.HasErrors() {
		return nil, diags
	}
	lowered, more := lower.Model(source, checked[0])
	diags.Append(more)
	if diags.HasErrors() {
		return nil, diags
	}
	return &Model{lowered, text, diags}, nil
}

// BuiltinModel returns the built-in model called name. The error is a *BuildError.
func BuiltinModel(name string) (*Model, error) {
	text, ok := models.Source(name)
	if !ok {
		return nil, unknown("", nil, "built-in model", name, models.Names())
	}
	return ParseModel(name+".nestml", text)
}

// BuiltinModels returns the names of the built-in models in alphabetical order.
func BuiltinModels() []string { return models.Names() }

// Name is the model's name in its text.
func (m *Model) Name() string { return m.ir.Name }

// Doc is the comment before the model.
func (m *Model) Doc() string { return m.ir.Doc }

// Source is the NESTML text that the model was read from.
func (m *Model) Source() string { return m.source }

// Warnings returns what is worth telling about the text although it can be used.
func (m *Model) Warnings() *DiagnosticsError { return m.warnings }

// Solver is the model's default method of integration; "" stands for exact when the equations are linear, else rkf45.
func (m *Model) Solver() string { return m.ir.Options.Solver }

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
func (m *Model) Parameters() []Variable { return m.variables(m.ir.Parameters) }

// States returns the states in the order of the text.
func (m *Model) States() []Variable { return m.variables(m.ir.States) }

// Recordables returns what can be recorded besides the states.
func (m *Model) Recordables() []Variable { return m.variables(m.ir.Recordables) }

// defaultStep is the time step, in ms, for which defaults that depend on it are shown.
const defaultStep = 0.1

func (m *Model) variables(list []ir.Variable) []Variable {
	defaults := population.Defaults(m.ir, defaultStep)
	var all []Variable
	for _, v := range list {
		if !v.Hidden {
			all = append(all, Variable{v.Name, v.Aliases, v.Type.String(), v.Unit, v.Doc, defaults[v.Name]})
		}
	}
	return all
}

// Port describes an input of a model.
type Port struct {
	Name  string
	Spike bool   // takes spikes; else a signal that is constant during a step
	Sign  int    // spikes: +1 excitatory, -1 inhibitory, 0 takes weights of either sign
	Unit  string // of the signal, or of a weight
	Gap   bool   // the port of gap-junction currents
}

// Ports returns the inputs in the order of the text.
func (m *Model) Ports() []Port {
	signs := map[ir.Sign]int{ir.Excitatory: 1, ir.Inhibitory: -1}
	var ports []Port
	for _, p := range m.ir.Ports {
		ports = append(ports, Port{p.Name, p.Kind == ir.SpikePort, signs[p.Sign], p.Unit, p.Gap})
	}
	return ports
}
