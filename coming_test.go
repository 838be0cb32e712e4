package spikelet_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spikelet/spikelet"
	"github.com/spikelet/spikelet/internal/netfile"
)

// row is one row of a page's tables: its cells, of which the first names what it is about.
type row struct {
	section string // the headings above it: "AdExIF/Methods"
	cells   []string
}

func (r row) name() string { return strings.Trim(r.cells[0], "`") }

// claims are the tests of a page: by section, then by the row's name.
type claims map[string]map[string]func(t *testing.T, r row)

// tableRows reads the rows of the tables in a page.
func tableRows(t *testing.T, page string) []row {
	t.Helper()
	text, err := os.ReadFile(page)
	must(t, err)
	var rows []row
	var section, part string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if heading, ok := strings.CutPrefix(line, "## "); ok {
			section, part = heading, ""
		} else if heading, ok := strings.CutPrefix(line, "### "); ok {
			part = "/" + heading
		} else if strings.HasPrefix(line, "| `") {
			cells := strings.Split(strings.Trim(line, "|"), "|")
			for i := range cells {
				cells[i] = strings.TrimSpace(cells[i])
			}
			rows = append(rows, row{section + part, cells})
		}
	}
	return rows
}

// testPage runs the test of each row. A row without a test, and a test without a row, are errors: a page cannot promise what
// nobody checks.
func testPage(t *testing.T, page string, tests claims) {
	seen := map[string]bool{}
	for _, r := range tableRows(t, page) {
		key := r.section + ": " + r.name()
		test, ok := tests[r.section][r.name()]
		switch {
		case len(r.cells) != 3:
			t.Errorf("%s: the row %s has %d cells", page, key, len(r.cells))
		case seen[key]:
			t.Errorf("%s: the row %s stands there twice", page, key)
		case !ok:
			t.Errorf("%s: the row %s has no test", page, key)
		default:
			t.Run(key, func(t *testing.T) { test(t, r) })
		}
		seen[key] = true
	}
	for section, list := range tests {
		for _, name := range slices.Sorted(maps.Keys(list)) {
			if !seen[section+": "+name] {
				t.Errorf("%s has no row %s: %s", page, section, name)
			}
		}
	}
}

// says checks that the row shows the Go that its test runs.
func (r row) says(t *testing.T, parts ...string) {
	t.Helper()
	text := strings.Join(r.cells[1:], " | ")
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("the row of %s says %q, without %q", r.name(), text, part)
		}
	}
}

func TestComingFromBrainPy(t *testing.T) {
	testPage(t, "docs/coming-from-brainpy.md", claims{
		"hh_psc_alpha_gap/Making neurons": hhMaking,
		"hh_psc_alpha_gap/Variables":      hhVariables,
		"hh_psc_alpha_gap/Running":        hhRunning,
		"AdExIF/Making neurons":           adexMaking,
		"AdExIF/Variables":                adexVariables,
		"AdExIF/Methods":                  adexMethods,
		"AdExIF/Delays":                   adexDelays,
		"method":                          methodNames,
	})
}

// TestThePagesMissNothing: each parameter, state and port of the two models has its row.
func TestThePagesMissNothing(t *testing.T) {
	ours := map[string][]string{ // what the other does not have, or shows under no name
		"docs/coming-from-brainpy.md": {"V_old"},
		"docs/coming-from-nest.md":    {"V_old", "dI_syn_ex", "dI_syn_in", "I_stim", "refractory_step_count", "last_spike_time"},
	}
	for page, models := range map[string][]string{
		"docs/coming-from-brainpy.md": {"hh_psc_alpha_gap", "AdExIF"}, "docs/coming-from-nest.md": {"hh_psc_alpha_gap"},
	} {
		for _, name := range models {
			known := slices.Clone(ours[page])
			for _, r := range tableRows(t, page) {
				if strings.HasPrefix(r.section, name) {
					known = append(known, r.name())
				}
			}
			model := builtin(t, name)
			for _, v := range slices.Concat(model.Parameters(), model.States()) {
				if !slices.ContainsFunc(append(v.Aliases, v.Name), func(n string) bool { return slices.Contains(known, n) }) {
					t.Errorf("%s has no row for %s of %s", page, v.Name, name)
				}
			}
		}
	}
}

// makes is the test of a row that names a built-in model.
func makes(shows string) func(*testing.T, row) {
	return func(t *testing.T, r row) {
		r.says(t, shows)
		n := makeNeurons(t, spikelet.NeuronsSpec{Builtin: r.name(), Shape: []int{2}})
		update(t, n, 2)
	}
}

// missing is the test of a row whose model does not exist here.
func missing(t *testing.T, r row) {
	if _, err := spikelet.BuiltinModel(r.name()); err == nil || !strings.HasPrefix(r.cells[1], "not ") {
		t.Errorf("the row says %q, but error %v", r.cells[1], err)
	}
}

func TestComingFromNEST(t *testing.T) {
	testPage(t, "docs/coming-from-nest.md", claims{
		"Workflow": nestWorkflow, "Devices": nestDevices, "Connections": nestConnections, "hh_psc_alpha_gap": nestVariableRows, "Models": nestModelRows,
	})
}

// TestTheNESTExampleRuns reads the network file on the page, which must be what its Go calls make.
func TestTheNESTExampleRuns(t *testing.T) {
	text, err := os.ReadFile("docs/coming-from-nest.md")
	must(t, err)
	_, file, ok := strings.Cut(string(text), "```yaml\n")
	file, _, closed := strings.Cut(file, "```")
	if !ok || !closed {
		t.Fatal("the page has no network file")
	}
	path := filepath.Join(t.TempDir(), "network.yaml")
	must(t, os.WriteFile(path, []byte(file), 0o600))
	simulation, diagnostics := netfile.Read(path, netfile.Options{})
	if simulation == nil || len(diagnostics.All()) > 0 {
		t.Fatal(diagnostics)
	}
	fromFile := run(t, simulation.Network, simulation.Duration)
	net := nestNetwork(t)
	must(t,
		net.AddDevice(spikelet.DeviceSpec{Name: "pulses", Model: spikelet.SpikeGenerator{Times: []float64{10, 20}}}),
		net.Connect(spikelet.ConnectionSpec{From: "pulses", To: "cells", Synapse: spikelet.Synapse{Weight: spikelet.Same(400), Delay: spikelet.Same(1)}}),
		net.Record(spikelet.RecordSpec{From: "cells", Spikes: true, Variables: []string{"V_m"}, Interval: 1}))
	fromGo := run(t, net, 100)
	if fromFile.Summary.Digest != fromGo.Summary.Digest || !slices.Equal(fromFile.Spikes, fromGo.Spikes) || len(fromGo.Spikes) == 0 {
		t.Errorf("%d spikes from the file, %d from Go", len(fromFile.Spikes), len(fromGo.Spikes))
	}
}
