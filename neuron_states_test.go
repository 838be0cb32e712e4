package spikelet_test

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet"
)

// synaptic has a state that the compiler makes: the chain of a convolution.
const synaptic = `
#@ potential: V
model synaptic:
    state:
        V mV = -70 mV
        count integer = 0
    parameters:
        tau ms = 10 ms
    equations:
        kernel alpha = t / (1 ms) * exp(-t / (2 ms))
        V' = (-70 mV - V + convolve(alpha, spikes) * 1 mV + I) / tau
    input:
        spikes <- spike
        I mV <- continuous
    output:
        spike
    update:
        integrate_odes()
    onCondition(V > -60 mV):
        V = -70 mV
        count += 1
        emit_spike()
`

// allBits is every variable as text that shows all bits.
func allBits(n *spikelet.Neurons) map[string][]uint64 {
	bits := map[string][]uint64{}
	for _, v := range n.Vars(spikelet.Collect{Relative: true}) {
		for _, x := range v.Value() {
			bits[v.Path] = append(bits[v.Path], math.Float64bits(x))
		}
	}
	return bits
}

// Saved, loaded in another process' neurons, continued: the same bits as without a break, whatever the model and solver.
func TestSavedNeuronsGoOnWithTheSameBits(t *testing.T) {
	chain, err := spikelet.ParseModel("synaptic.nestml", synaptic)
	must(t, err)
	for name, spec := range map[string]spikelet.NeuronsSpec{
		"adaptive":  {Builtin: "hh_psc_alpha_gap", Shape: []int{2, 2}, Parameters: map[string]spikelet.Values{"I_e": spikelet.Linspace(0, 900)}},
		"fixed":     {Builtin: "AdExIF", Shape: []int{4}, Initial: map[string]spikelet.Values{"V": spikelet.Linspace(-70, -60)}},
		"exact":     {Builtin: "iaf_psc_alpha", Shape: []int{4}},
		"synaptic":  {Model: chain, Shape: []int{4}},
		"step 0.05": {Model: chain, Shape: []int{4}, TimeStep: 0.05, Solver: spikelet.Solver{Method: "rk4"}},
	} {
		t.Run(name, func(t *testing.T) {
			build := func() *spikelet.Neurons {
				n := makeNeurons(t, spec)
				must(t, n.AddDeltaInput("pulses", func(w []float64) { w[1] = float64(n.Steps() % 3) }))
				return n
			}
			whole, first := build(), build()
			update(t, whole, 300, 15)
			update(t, first, 151, 15)
			must(t, first.AddInput(3), first.RegisterDelay(spikelet.DelaySpec{Name: "d", Steps: []int{2}, Target: []float64{math.Inf(1)}}))
			file := filepath.Join(t.TempDir(), "states")
			must(t, first.SaveStates(file))
			second := build()
			must(t, second.RegisterDelay(spikelet.DelaySpec{Name: "d", Steps: []int{2}, Target: []float64{0}}), second.LoadStates(file))
			if diff := cmp.Diff(allBits(first), allBits(second)); diff != "" || second.Time() != first.Time() || !slices.Equal(first.Spiked(), second.Spiked()) {
				t.Errorf("loaded at %v ms, not %v ms (-saved +loaded):\n%s", second.Time(), first.Time(), diff)
			}
			must(t, second.Set("input", spikelet.Same(0)))
			update(t, second, 149, 15)
			want, got := allBits(whole), allBits(second)
			delete(got, "d.data")
			delete(got, "d.idx")
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("it goes on differently (-whole +loaded):\n%s", diff)
			}
		})
	}
}

// Whoever fired in the last step before saving has fired in the last step after loading.
func TestSpikesOfTheLastStepAreLoaded(t *testing.T) {
	model, err := spikelet.ParseModel("synaptic.nestml", synaptic)
	must(t, err)
	spec := spikelet.NeuronsSpec{Model: model, Shape: []int{3}}
	a, b := makeNeurons(t, spec), makeNeurons(t, spec)
	for len(a.Spiked()) == 0 {
		update(t, a, 1, 0, 300, 0)
	}
	file := filepath.Join(t.TempDir(), "states")
	must(t, a.SaveStates(file), b.LoadStates(file))
	if !slices.Equal(b.Spiked(), []int32{1}) || !cmp.Equal(get(t, a, "t_last_spike"), get(t, b, "t_last_spike")) {
		t.Errorf("spikes of %v, last at %v", b.Spiked(), get(t, b, "t_last_spike"))
	}
	if signal, err := b.GetSpike(); err != nil || !slices.Equal(signal, []float64{0, 0, 0}) { // the potential, below 0 mV
		t.Errorf("signal %v, %v", signal, err)
	}
}

func TestChosenAndTrainableVariablesAreSaved(t *testing.T) {
	file := filepath.Join(t.TempDir(), "states")
	a, b := hh(t, 2), hh(t, 2)
	must(t, a.RegisterNode("b", b), a.MarkTrainable("C_m"), a.Set("C_m", spikelet.List(30, 50)), b.Set("V", spikelet.Same(-50)))
	update(t, a, 10, 500)
	must(t, a.SaveStates(file, "C_m", "b.V", "C_m"))
	c, d := hh(t, 2), hh(t, 2)
	must(t, c.RegisterNode("b", d))
	err := c.LoadStates(file)
	if err == nil || !strings.Contains(err.Error(), "there is no variable C_m here") {
		t.Errorf("error %v", err)
	}
	must(t, c.MarkTrainable("C_m"), c.LoadStates(file))
	expectValues(t, c, "C_m", 30, 50)
	expectValues(t, d, "V", -50, -50)
	expectValues(t, c, "V", get(t, hh(t, 2), "V")...)
	if err := a.SaveStates(file, "b.v", "x"); len(spikelet.BuildErrors(err)) != 2 {
		t.Errorf("error %v", err)
	}
	update(t, c, 1)
}

func TestFilesOfOthersAreRefused(t *testing.T) {
	dir := t.TempDir()
	saved := func(name string, spec spikelet.NeuronsSpec) string {
		file := filepath.Join(dir, name)
		must(t, makeNeurons(t, spec).SaveStates(file))
		return file
	}
	write := func(name string, content []byte) string {
		file := filepath.Join(dir, name)
		must(t, os.WriteFile(file, content, 0o600))
		return file
	}
	good := saved("good", spikelet.NeuronsSpec{Builtin: "AdExIF", Shape: []int{4}})
	content, err := os.ReadFile(good)
	must(t, err)
	adex := builtin(t, "AdExIF")
	edited, err := spikelet.ParseModel("AdExIF.nestml", "# edited\n"+adex.Source())
	must(t, err)
	parent := makeNeurons(t, spikelet.NeuronsSpec{Builtin: "AdExIF", Shape: []int{4}})
	must(t, parent.RegisterNode("below", hh(t, 1)), parent.SaveStates(filepath.Join(dir, "family")))
	for want, file := range map[string]string{
		"the model is hh_psc_alpha_gap in the file and AdExIF here": saved("hh", spikelet.NeuronsSpec{Builtin: "hh_psc_alpha_gap", Shape: []int{4}}),
		"the text of the model AdExIF is not the one":               saved("edited", spikelet.NeuronsSpec{Model: edited, Shape: []int{4}}),
		"the shape is [2 2] in the file and [4] here":               saved("shape", spikelet.NeuronsSpec{Builtin: "AdExIF", Shape: []int{2, 2}}),
		"the time step is 0.05 ms in the file and 0.1 ms here":      saved("dt", spikelet.NeuronsSpec{Builtin: "AdExIF", Shape: []int{4}, TimeStep: 0.05}),
		"there is no variable integration_step here":                saved("method", spikelet.NeuronsSpec{Builtin: "AdExIF", Shape: []int{4}, Solver: spikelet.Solver{Method: "rkf45"}}),
		"there are no neurons below here":                           filepath.Join(dir, "family"),
		"does not begin like a file of states":                      write("pickle", []byte("\x80\x04\x95")),
		"it is truncated":                                           write("truncated", content[:len(content)-1]),
		"it is damaged":                                             write("damaged", append(append([]byte{}, content[:len(content)-1]...), content[len(content)-1]^1)),
	} {
		n := makeNeurons(t, spikelet.NeuronsSpec{Builtin: "AdExIF", Shape: []int{4}})
		update(t, n, 5, 20)
		before := allBits(n)
		err := n.LoadStates(file)
		var states *spikelet.StatesError
		if !errors.As(err, &states) || states.File != file || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
		if diff := cmp.Diff(before, allBits(n)); diff != "" || n.Steps() != 5 {
			t.Errorf("%s: something has changed:\n%s", want, diff)
		}
	}
	n := makeNeurons(t, spikelet.NeuronsSpec{Builtin: "AdExIF", Shape: []int{4}})
	if err := n.LoadStates(filepath.Join(dir, "nothing")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v", err)
	}
	if err := n.SaveStates(filepath.Join(dir, "no", "folder")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}

// A parameter that no longer fits undoes what was loaded before it.
func TestALoadThatFailsIsUndone(t *testing.T) {
	model, err := spikelet.ParseModel("guarded.nestml", strings.Replace(synaptic,
		"tau ms = 10 ms", "tau ms = 10 ms [[ tau > least ]]\n        least ms = 1 ms", 1))
	must(t, err)
	spec := spikelet.NeuronsSpec{Model: model, Shape: []int{1}}
	a, b := makeNeurons(t, spec), makeNeurons(t, spec)
	must(t, a.MarkTrainable("tau"), a.Set("tau", spikelet.Same(2)), a.Set("V", spikelet.Same(-65)), b.MarkTrainable("tau"))
	file := filepath.Join(t.TempDir(), "states")
	must(t, a.SaveStates(file), b.Set("least", spikelet.Same(5)))
	before := allBits(b)
	var states *spikelet.StatesError
	if err := b.LoadStates(file); !errors.As(err, &states) || !strings.Contains(err.Error(), "demands") {
		t.Errorf("error %v", err)
	}
	if diff := cmp.Diff(before, allBits(b)); diff != "" {
		t.Error(diff)
	}
}
