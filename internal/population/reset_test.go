package population

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/draw"
	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/modeltest"
)

// adaptive is leaky with an adaptive solver, drawn initial values and a current.
func adaptive(t testing.TB) *Population {
	s := spec(t, 5)
	s.Solver = Solver{Method: "rkf45"}
	s.Initial = map[string]draw.Source{"V": draw.Uniform{Low: -80, High: -60}}
	s.Parameters = map[string]draw.Source{"I_e": draw.Linspace{Start: 0, Stop: 400}}
	return build(t, s)
}

// history is every state after each of some steps.
func history(t testing.TB, p *Population, steps int64) [][]float64 {
	var all [][]float64
	for k := range steps {
		p.Step(k)
		for _, v := range p.States() {
			all = append(all, numbers(p.Column(v), p.n))
		}
	}
	return all
}

func TestResetStartsTheSameRunAgain(t *testing.T) {
	p := adaptive(t)
	first := read(t, p, "V")
	once := history(t, p, 30)
	p.Current(1)[2] = 7
	if err := p.Reset(); err != nil {
		t.Fatal(err)
	}
	expect(t, p, "V", first...)
	expect(t, p, "integration_step", 0.1, 0.1, 0.1, 0.1, 0.1)
	expect(t, p, "drop", -70-first[0], -70-first[1], -70-first[2], -70-first[3], -70-first[4])
	if p.Current(1)[2] != 0 || len(p.Spiked()) != 0 {
		t.Error("inputs or spikes are left")
	}
	if diff := cmp.Diff(once, history(t, p, 30)); diff != "" {
		t.Errorf("the second run differs (-first +second):\n%s", diff)
	}
}

func TestResetFollowsTheParameters(t *testing.T) {
	p := build(t, spec(t, 2))
	if err := p.Write("E_L", draw.List{-50, -60}); err != nil {
		t.Fatal(err)
	}
	if err := p.Reset(); err != nil {
		t.Fatal(err)
	}
	expect(t, p, "V", -50, -60)
	expect(t, p, "U", -100, -120)
}

func TestResetThatIsImpossibleChangesNothing(t *testing.T) {
	s := spec(t, 1)
	p := build(t, s)
	p.spec.Initial = map[string]draw.Source{"count": draw.Constant(-1), "V": draw.Constant(3)}
	if err := p.Reset(); len(invalid.All(err)) != 1 {
		t.Errorf("error %v", err)
	}
	expect(t, p, "V", -70)
	expect(t, p, "count", 0)
}

func TestRestoreTakesEveryValue(t *testing.T) {
	p, other := adaptive(t), adaptive(t)
	history(t, p, 7)
	p.Column(p.States()[0]).F[1] = math.NaN()
	for _, v := range p.States() {
		other.Restore(v, p.Column(v))
		for i := range p.n {
			if bits(other.Column(v), i) != bits(p.Column(v), i) {
				t.Errorf("%s of neuron %d has other bits", v.Name, i)
			}
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("a column of another size is taken")
		}
	}()
	p.Restore(p.States()[0], resize(p.Column(p.States()[0]), 2))
}

func TestDerivatives(t *testing.T) {
	s := spec(t, 2)
	s.Parameters = map[string]draw.Source{"tau": draw.List{10, 20}, "I_e": draw.Constant(50)}
	p := build(t, s)
	at := func(given map[string]draw.Source) []float64 {
		t.Helper()
		d, err := p.Derivatives(0, given)
		if err != nil || len(d) != 1 {
			t.Fatal(d, err)
		}
		return d[0]
	}
	for _, test := range []struct {
		given map[string]draw.Source
		want  []float64
	}{
		{nil, []float64{0.5, 0.25}},
		{map[string]draw.Source{"V_m": draw.Constant(-80)}, []float64{1.5, 0.75}},
		{map[string]draw.Source{"V": draw.List{-80, -70}, "I": draw.List{0, 50}}, []float64{1.5, 0.5}},
	} {
		got := at(test.given)
		for i := range got {
			if math.Abs(got[i]-test.want[i]) > 1e-15 {
				t.Errorf("at %v: %v, want %v", test.given, got, test.want)
			}
		}
	}
	expect(t, p, "V", -70, -70)
	_, err := p.Derivatives(0, map[string]draw.Source{"tau": draw.Constant(1), "V": draw.List{1}})
	if all := invalid.All(err); len(all) != 2 {
		t.Errorf("error %v", err)
	}
}

// TestDerivativesFollowWhatComesBeforeIntegration: temporaries and states that update sets are part of a step's beginning.
func TestDerivativesFollowWhatComesBeforeIntegration(t *testing.T) {
	s := spec(t, 1)
	s.Model = modeltest.Parse(t, `
model gated:
    state:
        V mV = 1 mV
        open real = 0
    equations:
        V' = open * V / (1 ms)
    update:
        if t > 5 ms:
            open = 2
        integrate_odes()
`)
	p := build(t, s)
	for at, want := range map[float64]float64{0: 0, 6: 2} {
		if d, err := p.Derivatives(at, nil); err != nil || d[0][0] != want {
			t.Errorf("at %v ms: %v, %v, want %v", at, d, err, want)
		}
	}
	expect(t, p, "open", 0)
}
