package netfile

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/spikelet/spikelet"
	"github.com/spikelet/spikelet/internal/diag"
)

// Options are what the command line adds to a file.
type Options struct {
	Overrides []Override // applied in their order
	Executor  string     // "": the best
}

// Simulation is what a network file describes.
type Simulation struct {
	Network  *spikelet.Network
	Duration float64 // ms

	timeStep float64
	text     string
	inputs   []*input
}

// TimeStep is the network's time step in ms.
func (s *Simulation) TimeStep() float64 { return s.timeStep }

// Read reads the file at path and builds its network. Diagnostics are all that is to be said about the file; the simulation
// is nil when there is an error among them.
func Read(path string, options Options) (*Simulation, *diag.List) {
	r := newReader(filepath.Dir(path), defaultLimits())
	text, err := readPlainFile(path, r.limits.text)
	if err != nil {
		message := path + " cannot be read: " + err.Error()
		if info, statErr := os.Stat(path); statErr == nil && info.Mode().IsRegular() {
			r.report(place{}, "file", message, "", "put long lists into CSV files: {file: values.csv, column: NAME}")
		} else {
			r.report(place{}, "file", message, "", "")
		}
		return nil, r.diagnostics
	}
	return r.read(path, text, options), r.diagnostics
}

// read reads the text of a file.
func (r *reader) read(name, text string, options Options) *Simulation {
	text = strings.TrimPrefix(text, "\ufeff")
	root := r.parse(diag.NewSource(name, strings.ReplaceAll(text, "\r\n", "\n")))
	if root == nil {
		return nil
	}
	for _, o := range options.Overrides {
		root = r.override(root, o)
	}
	d := r.describe(root)
	net := r.build(d, options.Executor)
	if net == nil || r.diagnostics.HasErrors() {
		return nil
	}
	return &Simulation{
		Network: net, Duration: d.simulation.duration, timeStep: d.simulation.timeStep, text: d.text(), inputs: r.files.order,
	}
}
