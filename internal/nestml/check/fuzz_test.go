package check_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/check"
	"github.com/spikelet/spikelet/internal/nestml/parser"
)

// FuzzCheck demands that no text makes the checker panic, that every diagnostic lies in the source, and that an expression
// without a type was reported.
func FuzzCheck(f *testing.F) {
	files, err := filepath.Glob("testdata/*.nestml")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		models, list := read("fuzz.nestml", text)
		for _, d := range list.All() {
			if d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(text) || d.Message == "" || d.Code == "" {
				t.Errorf("diagnostic %+v", d)
			}
		}
		if list.HasErrors() {
			return
		}
		for _, m := range models {
			walker{t, m, "fuzz.nestml"}.model()
		}
	})
}

func TestNeuron(t *testing.T) {
	models, list := readFile(t, "neuron.nestml")
	if len(list.All()) > 0 || len(models) != 1 {
		t.Fatalf("%d models\n%s", len(models), list.Text())
	}
	m := models[0]
	equal(t, "states", names(m.States), []string{"V_m", "w", "n", "refr_t", "g_in", "g_in'", "spikes_so_far", "last"})
	equal(t, "inlines", names(m.Inlines), []string{"V", "upstroke", "I_syn", "I_K", "I_in"})
	equal(t, "kernels", names(m.Kernels), []string{"fast", "slow"})
	equal(t, "ports", names(m.Ports), []string{"ex_spikes", "inh_spikes", "I_stim", "I_gap"})
	equal(t, "functions", names(m.Functions), []string{"n_inf", "tau_n", "alpha_n", "beta_n"})
}

// BenchmarkFile checks a model of 100 lines; well under 1 ms is wanted.
func BenchmarkFile(b *testing.B) {
	text, err := os.ReadFile("testdata/neuron.nestml")
	if err != nil {
		b.Fatal(err)
	}
	file, list := parser.Parse(diag.NewSource("neuron.nestml", string(text)))
	if list.HasErrors() {
		b.Fatal(list.Text())
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, list := check.File(file); list.HasErrors() {
			b.Fatal(list.Text())
		}
	}
}
