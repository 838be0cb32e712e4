package population

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/draw"
)

// driven is leaky cells whose parameters, currents and spikes differ, so that some of them fire.
func driven(t testing.TB, n int) *Population {
	s := spec(t, n)
	s.Parameters = map[string]draw.Source{"I_e": draw.Linspace{Start: 0, Stop: 20_000}, "tau": draw.Linspace{Start: 5, Stop: 10}}
	p := build(t, s)
	for i := range n {
		p.Current(1)[i] = float64(i)
	}
	if err := p.Prepare(); err != nil {
		t.Fatal(err)
	}
	return p
}

// arrivals are the spikes that arrive at the end of a step.
func arrivals(p *Population, k int64) ([]float64, []uint8) {
	sums, arrived := make([]float64, p.n), make([]uint8, p.n)
	for i := int(k) % 3; i < p.n; i += 7 {
		sums[i], arrived[i] = float64(k), 1
	}
	return sums, arrived
}

func TestSteppersDoWhatStepDoes(t *testing.T) {
	const n, steps = 150, 40
	whole, parts := driven(t, n), driven(t, n)
	var want, got [steps][]int32
	for k := range int64(steps) {
		whole.SetSpikes(arrivals(whole, k))
		whole.Step(k)
		want[k] = slices.Clone(whole.Spiked())
	}
	for lo := 0; lo < n; lo += 64 { // all steps of a stretch before the next stretch
		hi := min(lo+64, n)
		s := parts.Stepper()
		s.Follow()
		for k := range int64(steps) {
			s.SetSpikes(arrivals(parts, k))
			if stats := s.Step(k, lo, hi); stats.Attempts != int64(hi-lo) {
				t.Errorf("%d attempts of %d neurons", stats.Attempts, hi-lo)
			}
			got[k] = s.AppendSpiked(got[k], lo, hi)
		}
	}
	parts.Advanced(got[steps-1])
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("spikes (-Step +Steppers):\n%s", diff)
	}
	if diff := cmp.Diff(whole.Spiked(), parts.Spiked()); diff != "" || len(slices.Concat(want[:]...)) == 0 {
		t.Errorf("the last spikes (-Step +Steppers):\n%s", diff)
	}
	for _, name := range []string{"V", "drop", "count", "late"} {
		expect(t, parts, name, read(t, whole, name)...)
	}
}

func TestAStepperFollowsThePopulation(t *testing.T) {
	p, other := driven(t, 3), driven(t, 3)
	s := p.Stepper()
	s.Follow()
	for _, p := range []*Population{p, other} {
		if err := p.Write("E_L", draw.List{-60, -50, -40}); err != nil {
			t.Fatal(err)
		}
		if err := p.Prepare(); err != nil {
			t.Fatal(err)
		}
		p.SetSpikes(arrivals(p, 0))
	}
	s.Follow()
	s.SetSpikes(arrivals(p, 0))
	s.Step(0, 0, 3)
	p.Advanced(nil)
	other.Step(0)
	expect(t, p, "V", read(t, other, "V")...)
}

func TestSavedStatesComeBack(t *testing.T) {
	p := driven(t, 100)
	for k := range int64(5) {
		p.SetSpikes(arrivals(p, k))
		p.Step(k)
	}
	var before [][]float64
	for _, v := range p.States() {
		before = append(before, numbers(p.Column(v), p.n))
	}
	saved := p.NewSaved()
	saved.Save(0, 64)
	saved.Save(64, 100)
	for k := range int64(20) {
		p.SetSpikes(arrivals(p, k))
		p.Step(k)
	}
	saved.Restore(64, 100)
	for i, v := range p.States() {
		now := numbers(p.Column(v), p.n)
		if !cmp.Equal(before[i][64:], now[64:]) || v.Name == "V" && cmp.Equal(before[i][:64], now[:64]) {
			t.Errorf("%s was not restored in one stretch alone", v.Name)
		}
	}
	saved.Restore(0, 64)
	for i, v := range p.States() {
		if diff := cmp.Diff(before[i], numbers(p.Column(v), p.n)); diff != "" {
			t.Errorf("%s (-saved +restored):\n%s", v.Name, diff)
		}
	}
}

func TestSamplersKeepWhatProbesRead(t *testing.T) {
	p := driven(t, 130)
	neurons := []int32{129, 3, 64, 3, 63}
	variables := []string{"drop", "count", "V_m", "late"}
	const interval, steps = 3, 8
	s, err := p.NewSampler(neurons, variables, interval)
	if err != nil {
		t.Fatal(err)
	}
	s.Reserve(steps)
	want := map[int64][][]float64{}
	for k := range int64(steps) {
		p.SetSpikes(arrivals(p, k))
		p.Step(k)
		if !s.Due(k + 1) {
			continue
		}
		for _, lo := range []int{64, 0, 128} { // in any order
			s.Take(k+1, lo, min(lo+64, 130))
		}
		for _, name := range variables {
			probe, err := p.Probe(name)
			if err != nil {
				t.Fatal(err)
			}
			values := make([]float64, len(neurons))
			probe.Read(neurons, values)
			want[k+1] = append(want[k+1], values)
		}
	}
	if len(want) != 2 {
		t.Fatalf("samples at %d times", len(want))
	}
	for k, want := range want {
		got := make([][]float64, len(variables))
		for i := range got {
			got[i] = make([]float64, len(neurons))
		}
		s.Read(k, got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("grid point %d (-Probe +Sampler):\n%s", k, diff)
		}
	}
	if _, err := p.NewSampler(neurons, []string{"W"}, 1); err == nil {
		t.Error("a variable that does not exist is sampled")
	}
}
