package exec

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// withBackend adds a backend for the time of a test.
func withBackend(t *testing.T, b backend) {
	before := backends
	t.Cleanup(func() { backends = before })
	backends = slices.DeleteFunc(slices.Clone(backends), func(b backend) bool { return strings.HasPrefix(b.name, "avx") })
	register(b)
}

func fake(name string, speed int, missing string) backend {
	return backend{
		name: name, speed: speed, missing: func() string { return missing },
		compile:     func(*ir.Program) (kernel.Kernel, error) { return nil, errors.New(name) },
		compileFunc: func(*ir.Func) (kernel.Function, error) { return nil, errors.New(name) },
	}
}

func TestChoice(t *testing.T) {
	withBackend(t, fake("fast", 10, ""))
	withBackend(t, fake("fastest", 20, "a processor of tomorrow"))
	for _, test := range []struct {
		isa, environment string
		want             string // the name of the backend, or the error
	}{
		{"", "", "fast"},
		{"fast", "", "fast"},
		{"portable", "", "portable"},
		{"", "portable", "portable"},
		{"fast", "portable", "fast"},
		{"fastest", "", `executor "fastest" needs a processor of tomorrow; available here: fast, portable`},
		{"", "slow", `there is no executor "slow" (from SPIKELET_ISA); available here: fast, portable`},
		{"slow", "portable", `there is no executor "slow"; available here: fast, portable`},
	} {
		t.Setenv(Variable, test.environment)
		got := ""
		if b, err := choose(Options{ISA: test.isa}); err != nil {
			var unknown *UnknownError
			if !errors.As(err, &unknown) {
				t.Errorf("%v is no UnknownError", err)
			}
			got = err.Error()
		} else {
			got = b.name
		}
		if got != test.want {
			t.Errorf("ISA %q, %s=%q: %s, want %s", test.isa, Variable, test.environment, got, test.want)
		}
	}
}

func TestExecutors(t *testing.T) {
	withBackend(t, fake("fast", 10, "luck"))
	got := Executors()
	want := []Executor{{"fast", "luck"}, {"portable", ""}}
	if diff := cmp.Diff(want, got[len(got)-2:]); diff != "" {
		t.Error(diff)
	}
}

func TestCompile(t *testing.T) {
	t.Setenv(Variable, "")
	b := ir.NewBuilder("double")
	x := b.Input("x", ir.F64)
	b.Output("x", b.Add(x, x))
	f, err := CompileFunc(b.Func(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	in, out := []kernel.Column{{F: []float64{1, 2, 3}}}, []kernel.Column{{F: make([]float64, 3)}}
	f.Run(3, in, out)
	if diff := cmp.Diff([]float64{2, 4, 6}, out[0].F); diff != "" {
		t.Error(diff)
	}
	p := &ir.Program{Columns: []ir.Column{{Name: "x", Type: ir.F64}}, Step: b.Func()}
	for _, e := range Executors() {
		if e.Missing != "" {
			t.Logf("%s was not run: it needs %s", e.Name, e.Missing)
			continue
		}
		k, err := Compile(p, Options{ISA: e.Name})
		if err != nil {
			t.Fatal(err)
		}
		if k.Executor() != e.Name {
			t.Errorf("a kernel for %s says that it runs on %s", e.Name, k.Executor())
		}
		k.Close()
	}
	if _, err := Compile(p, Options{ISA: "abacus"}); err == nil {
		t.Error("compiled for an abacus")
	}
	if _, err := CompileFunc(b.Func(), Options{ISA: "abacus"}); err == nil {
		t.Error("compiled for an abacus")
	}
}
