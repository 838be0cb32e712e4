package netfile

import (
	"errors"
	"os"
	"path/filepath"
	"runtime/debug"
	"testing"
)

// smallLimits let a fuzzer build what it finds.
func smallLimits() limits {
	l := defaultLimits()
	l.text, l.neurons, l.memory, l.nodes, l.diagnostics = 1<<16, 1000, 1<<20, 10_000, 100
	return l
}

// FuzzNetwork reads any text: it must not panic, must say why a text is refused, and what it accepts it must accept again
// when it is written.
func FuzzNetwork(f *testing.F) {
	for _, pattern := range []string{"testdata/broken/*.yaml", "../../examples/*/network.yaml"} {
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) == 0 {
			f.Fatal("no seeds", pattern, err)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(text), "simulation.seed=3")
		}
	}
	f.Add("simulation: {duration: 1 ms}\npopulations: {a: {model: izhikevich, initial: {V_m: {normal: {mean: 1 mV, std: 1 mV}}}}}",
		"populations.a.size=[2]")
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(1 << 30))
	f.Fuzz(func(t *testing.T, text, override string) {
		if len(text) > 1<<16 {
			return
		}
		s, said := readLimited(text, Override{"--set", override})
		if s == nil {
			if said == "" {
				t.Error("refused without a reason")
			}
			return
		}
		written := s.Text()
		if again, said := readLimited(written); again == nil || again.Text() != written {
			t.Errorf("written as\n%s\n%s", written, said)
		}
	})
}

func readLimited(text string, overrides ...Override) (*Simulation, string) {
	r := newReader(".", smallLimits())
	r.files.open = func(string, int64) (string, error) { return "", errors.New("there are no files here") }
	s := r.read("net.yaml", text, Options{Overrides: overrides})
	return s, r.diagnostics.Text()
}
