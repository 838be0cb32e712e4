package netfile

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/spikelet/spikelet"
)

// digest runs a simulation.
func digest(t testing.TB, s *Simulation) string {
	result, err := s.Network.Run(context.Background(), s.Duration, spikelet.RunOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return result.Summary.Digest
}

// TestWrittenFileIsTheSameNetwork: what Save writes of any network can be read, gives the same digest and is written the
// same way again.
func TestWrittenFileIsTheSameNetwork(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := networks().Draw(rt, "network")
		s, said := tryRead(text)
		if s == nil {
			rt.Fatalf("not read:\n%s\n%s", text, said)
		}
		written := s.Text()
		again, said := tryRead(written)
		if again == nil {
			rt.Fatalf("what was written is not read:\n%s\n%s", written, said)
		}
		if diff := cmp.Diff(written, again.Text()); diff != "" {
			rt.Errorf("written otherwise: %s", diff)
		}
		if digest(t, s) != digest(t, again) {
			rt.Errorf("another digest:\n%s\n%s", text, written)
		}
	})
}

// networks generates network files.
func networks() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		pick := func(label string, of ...string) string { return rapid.SampledFrom(of).Draw(t, label) }
		fmt.Fprintf(&b, "simulation: {time_step: %s, duration: 5 ms, seed: %d, on_error: %s%s}\npopulations:\n",
			pick("step", "0.1 ms", "50 us", "0.125 ms"), rapid.IntRange(1, 9).Draw(t, "seed"), pick("policy", "stop", "ignore"),
			pick("limits", "", ", limits: {}", ", limits: {rate: 123.456 kHz}", ", limits: {rate: 1e5 1/s}"))
		fmt.Fprintf(&b, "  a: {model: iaf_psc_exp, size: %s%s}\n", pick("size", "4", "[2, 2]"), pick("solver", "", ", solver: rk4",
			", solver: {method: rkf45, absolute_tolerance: 1e-7}", ", solver: {method: rkf45, fixed_step: true}"))
		fmt.Fprintf(&b, "  true: {model: %s, size: 4, parameters: {V_reset: %s, I_e: %s}, initial: {V_m: %s}}\n",
			pick("model", "iaf_psc_exp", "aeif_cond_exp", "iaf_cond_exp"), quantities("reset", "mV", -90, -70).Draw(t, "reset"),
			quantities("current", "pA", -50, 900).Draw(t, "current"), quantities("V", "mV", -70, -52).Draw(t, "V"))
		fmt.Fprintf(&b, "devices:\n  p: {model: spike_generator, parameters: {spike_times: [1 ms, 2000 us], spike_weights: [1, %v]}}\n",
			rapid.Float64Range(-2, 2).Draw(t, "factor"))
		fmt.Fprintf(&b, "  s: {model: step_current_generator, start: 1 ms, parameters: {times: 1 ms, amplitudes: 0.1 nA%s}}\n",
			pick("stop", "", ", stop: 3 ms"))
		fmt.Fprintf(&b, "  q: {model: poisson_generator, parameters: {rate: %s%s}}\n", pick("rate", "0.1 kHz", "3000 Hz", "0 Hz"),
			pick("until", "", ", start: 1 ms, stop: 4 ms"))
		fmt.Fprintf(&b, "  w: {model: ac_generator, parameters: {amplitude: 0.1 nA, frequency: %v Hz%s}}\n",
			rapid.Float64Range(0, 500).Draw(t, "frequency"), pick("phase", "", ", phase: 33.3 deg", ", offset: -20 pA"))
		fmt.Fprintf(&b, "  n: {model: noise_generator, parameters: {mean: 10 pA, std: %s%s}}\n", pick("std", "0.05 nA", "7.25 pA"),
			pick("more", "", ", dt: 0.5 ms", ", std_mod: 5e-3 nA, frequency: 7 Hz, phase: -90 deg"))
		fmt.Fprintf(&b, "connections:\n  - {from: p, to: a, synapse: {weight: %s, delay: 1 ms}}\n", quantities("weight", "pA", 1, 500).Draw(t, "weight"))
		b.WriteString("  - {from: q, to: a, synapse: {weight: 100 pA}}\n  - {from: w, to: a}\n  - {from: n, to: a, synapse: {delay: 0.5 ms}}\n")
		fmt.Fprintf(&b, "  - {from: s, to: %s}\n", pick("target", "a", `"true[1]"`, `"a[0:4:2]"`))
		fmt.Fprintf(&b, "  - {from: %s, to: a, rule: %s, synapse: {weight: 20 pA}}\n", pick("source", "a", `"a[[3, 0, 2, 1]]"`),
			pick("rule", "all_to_all", "one_to_one", "{name: all_to_all, self: false}", "{name: list, edges: [[0, 3], [2, 2]]}",
				"{name: fixed_indegree, indegree: 3}", "{name: fixed_outdegree, outdegree: 2, multiple: false}", "{name: fixed_total_number, number: 7}",
				"{name: pairwise_bernoulli, probability: 0.3, self: false}", "{name: pairwise_poisson, mean: 1.25e-1}"))
		fmt.Fprintf(&b, "record:\n  - {from: a, spikes: true, variables: V_m, interval: 1 ms}\n")
		return b.String()
	})
}

// quantities generates values for four neurons in all forms.
func quantities(label, unit string, low, high float64) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		x := func() float64 { return rapid.Float64Range(low, high).Draw(t, label) }
		a, b := x(), x()
		switch rapid.IntRange(0, 5).Draw(t, "form") {
		case 0:
			return fmt.Sprintf("%v %s", a, unit)
		case 1:
			return fmt.Sprintf("[%v %s, %v %s, %v %s, %v %s]", a, unit, b, unit, x(), unit, x(), unit)
		case 2:
			return fmt.Sprintf("{uniform: {low: %v %s, high: %v %s}}", min(a, b), unit, max(a, b), unit)
		case 3:
			return fmt.Sprintf("{linspace: {start: %v %s, stop: %v %s}}", a, unit, b, unit)
		case 4:
			return fmt.Sprintf("{normal: {mean: %v %s, std: 1 %s}, min: %v %s, max: %v %s}", (low+high)/2, unit, unit, low, unit, high, unit)
		}
		milli := strings.NewReplacer("mV", "uV", "pA", "fA").Replace(unit)
		return fmt.Sprintf("%v %s", a*1000, milli)
	})
}

// TestSave writes a network with all the files that it refers to, and reads it back from there.
func TestSave(t *testing.T) {
	s := mustRead(t, `
simulation: {duration: 5 ms}
populations:
  cells: {model: iaf_psc_exp, size: 3, parameters: {C_m: {file: values.csv, column: capacitance, unit: nF}}}
  leaky: {model: leak.nestml, size: 3, parameters: {tau: {file: ./other/values.csv, column: tau}}}
connections:
  - {from: cells, to: leaky, rule: {name: list, edges: edges.csv}, synapse: {weight: {file: values.csv, column: w, unit: mV}}}
record:
  - {from: leaky, variables: [V_m]}
`)
	dir := t.TempDir()
	if err := s.Save(dir); err != nil {
		t.Fatal(err)
	}
	var files []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if !d.IsDir() {
			name, _ := filepath.Rel(dir, path)
			files = append(files, filepath.ToSlash(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"inputs/edges.csv", "inputs/leak.nestml", "inputs/values-2.csv", "inputs/values.csv", "network.yaml"}
	if diff := cmp.Diff(want, files); diff != "" {
		t.Error(diff)
	}
	again, diagnostics := Read(filepath.Join(dir, "network.yaml"), Options{})
	if again == nil {
		t.Fatal(diagnostics)
	}
	if diff := cmp.Diff(s.Text(), again.Text()); diff != "" {
		t.Error(diff)
	}
	if digest(t, s) != digest(t, again) {
		t.Error("another digest")
	}
	if written := again.Text(); written != s.Text() || !strings.Contains(written, "V_m: -60 mV") {
		t.Errorf("a run changes what is written: %s", written)
	}
	if err := again.Save(dir); err != nil {
		t.Errorf("not written over itself: %v", err)
	}
}

// TestDefaultsAreWritten: a network file of two lines comes out complete, and defaults that follow from other values are left
// to follow.
func TestDefaultsAreWritten(t *testing.T) {
	s := mustRead(t, `
simulation: {duration: 5 ms}
populations: {cells: {model: hh_psc_alpha_gap, size: 2, initial: {V_m: [-60 mV, -50 mV]}}}
connections: [{from: cells, to: cells}]
`)
	want := `simulation:
  time_step: 0.1 ms
  duration: 5 ms
  seed: 1
  on_error: stop
populations:
  cells:
    model: hh_psc_alpha_gap
    size: 2
    solver: {method: rkf45, absolute_tolerance: 1e-06}
    parameters:
      E_L: -70 mV
      C_m: 40 pF
      g_Na: 4500 nS
      g_Kv1: 9 nS
      g_Kv3: 9000 nS
      g_L: 10 nS
      E_Na: 74 mV
      E_K: -90 mV
      t_ref: 2 ms
      tau_syn_ex: 0.2 ms
      tau_syn_in: 2 ms
      I_e: 0 pA
    initial:
      V: [-60 mV, -50 mV]
      dI_syn_ex: 0 pA/ms
      I_syn_ex: 0 pA
      dI_syn_in: 0 pA/ms
      I_syn_in: 0 pA
      I_stim: 0 pA
      refractory_step_count: 0
      last_spike_time: -1e+07 ms
    # m, h, n, p, V_old: one for each neuron, from the values above and the model
connections:
  - from: cells
    to: cells
    rule: {name: all_to_all, self: true, multiple: true}
    synapse: {model: static, weight: 1 pA, delay: 1 ms}
`
	if diff := cmp.Diff(want, s.Text()); diff != "" {
		t.Error(diff)
	}
}

func TestSaveFails(t *testing.T) {
	s := mustRead(t, cells("1", ""))
	if err := s.Save(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("written into a folder that does not exist")
	}
}
