package device

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/invalid"
)

func poisson(t testing.TB, rate float64, w Window) *Poisson {
	t.Helper()
	errs := &invalid.List{}
	p := NewPoisson(rate, Origin{1, "drive"}, w, tenths, errs)
	if err := errs.Err(); err != nil {
		t.Fatal(err)
	}
	p.Reserve(2)
	return p
}

// count is the number of spikes of a train at each of the grid points 1, 2, …, n.
func count(p *Poisson, train Train, n int) []int {
	counts := make([]int, n+1)
	for c := int64(0); c<<p.Shift() <= int64(n); c++ {
		for _, b := range p.Append(nil, train, c) {
			if k := c<<p.Shift() + int64(b.At); k <= int64(n) {
				counts[k] += int(b.Count)
			}
		}
	}
	return counts[1:]
}

// TestPoissonCounts holds mean and variance of the spikes in a step, and the covariance of steps that follow each other and of
// two trains, to five standard errors.
func TestPoissonCounts(t *testing.T) {
	const steps, trains = 20_000, 10
	for _, rate := range []float64{20, 500, 3000, 12_000, 40_000, 90_000, 2e6} {
		p := poisson(t, rate, always)
		mean := rate * tenths.Dt / 1000
		var sum, squares, next, other float64
		var before []int
		for id := range int64(trains) {
			counts := count(p, Train{id, 0}, steps)
			for i, n := range counts {
				d := float64(n) - mean
				sum += d
				squares += d * d
				if i > 0 {
					next += d * (float64(counts[i-1]) - mean)
				}
				if before != nil {
					other += d * (float64(before[i]) - mean)
				}
			}
			before = counts
		}
		n := float64(steps * trains)
		for name, z := range map[string]float64{
			"mean": sum / math.Sqrt(n*mean), "variance": (squares - n*mean) / math.Sqrt(n*(mean+2*mean*mean)),
			"covariance of steps": next / (mean * math.Sqrt(n)), "covariance of trains": other / (mean * math.Sqrt(n)),
		} {
			if math.Abs(z) > 5 {
				t.Errorf("%v Hz: the %s is off by %.1f standard errors", rate, name, z)
			}
		}
	}
}

// TestPoissonIntervals compares the steps between spikes with the geometric distribution, and the spikes in 100 ms, across
// chunks, with the Poisson distribution's variance.
func TestPoissonIntervals(t *testing.T) {
	const steps, trains, bins = 50_000, 20, 40
	p := poisson(t, 300, always)
	q := math.Exp(-0.03) // no spike in a step
	var gaps [bins]float64
	total, squares, windows := 0.0, 0.0, 0.0
	for id := range int64(trains) {
		last, inWindow := -1, 0
		for k, n := range count(p, Train{id, 0}, steps) {
			inWindow += n
			if (k+1)%1000 == 0 {
				squares += (float64(inWindow) - 30) * (float64(inWindow) - 30)
				windows++
				inWindow = 0
			}
			if n == 0 {
				continue
			}
			if last >= 0 {
				// equally probable classes, as far as whole steps allow
				gaps[min(int(float64(bins)*(1-math.Pow(q, float64(k-last-1)))), bins-1)]++
				total++
			}
			last = k
		}
	}
	var expected [bins]float64
	for gap := 1; gap < 5000; gap++ {
		before := math.Pow(q, float64(gap-1))
		expected[min(int(float64(bins)*(1-before)), bins-1)] += before * (1 - q)
	}
	chi2, classes := 0.0, -1.0
	for i, p := range expected {
		if p > 0 {
			chi2 += (gaps[i] - total*p) * (gaps[i] - total*p) / (total * p)
			classes++
		}
	}
	if chi2 > classes+5*math.Sqrt(2*classes) {
		t.Errorf("chi² of %.0f intervals is %v with %v degrees of freedom", total, chi2, classes)
	}
	if z := (squares/windows/30 - 1) / math.Sqrt(2/windows); math.Abs(z) > 5 {
		t.Errorf("the Fano factor in 100 ms is %v, off by %.1f standard errors", squares/windows/30, z)
	}
}

func TestPoissonAnswersForAnyStep(t *testing.T) {
	for _, w := range []Window{{70, 500}, {64, 511}, {63, 512}} {
		for _, rate := range []float64{300, 15_000, 90_000} {
			p, all := poisson(t, rate, w), poisson(t, rate, always)
			for _, train := range []Train{{3, 0}, {3, 1}} {
				counts := count(all, train, 700)
				for i, n := range counts {
					k := int64(i + 1)
					if k <= w.Start || k > w.Stop {
						n = 0
					}
					if got := p.At(train, k); got != n {
						t.Errorf("%v Hz, %v: %d spikes at step %d, want %d", rate, w, got, k, n)
					}
				}
				if slices.Equal(counts, count(all, Train{4, 0}, 700)) || slices.Equal(counts, count(all, Train{3, 1 - train.Ordinal}, 700)) {
					t.Errorf("%v Hz: two trains are the same", rate)
				}
			}
		}
	}
}

// TestPoissonKeepsItsSpikes guards results against changes of streams, chunks and tables, on every machine.
func TestPoissonKeepsItsSpikes(t *testing.T) {
	var steps []int
	for i, n := range count(poisson(t, 1500, always), Train{7, 0}, 80) {
		for range n {
			steps = append(steps, i+1)
		}
	}
	if diff := cmp.Diff([]int{8, 13, 27, 28, 28, 49, 51, 71, 73, 76, 77}, steps); diff != "" {
		t.Errorf("steps of the spikes (-want +got):\n%s", diff)
	}
}

func TestAC(t *testing.T) {
	errs := &invalid.List{}
	a := NewAC(3, 1, 250, 0, Window{1, 41}, tenths, errs)
	if err := errs.Err(); err != nil {
		t.Fatal(err)
	}
	for k, want := range map[int64]float64{-1: 0, 0: 0, 1: 1.4693033951206926, 5: 3.121320343559643, 10: 4, 20: 1, 30: -2, 40: 1, 41: 0} {
		if got := a.At(k); got != want {
			t.Errorf("At(%d) = %v, want %v", k, got, want)
		}
	}
	for k := int64(1); k < 41; k++ {
		if got, want := a.At(k), 3*math.Sin(2*math.Pi*0.25*float64(k)/10)+1; math.Abs(got-want) > 4e-15 {
			t.Errorf("At(%d) = %v, want %v", k, got, want)
		}
	}
}

func noise(t testing.TB, p NoiseParameters, w Window) *Noise {
	t.Helper()
	errs := &invalid.List{}
	n := NewNoise(p, Origin{1, "noise"}, w, tenths, errs)
	if err := errs.Err(); err != nil {
		t.Fatal(err)
	}
	n.Reserve(2)
	return n
}

// values are the currents of many trains in the step that begins at grid point k.
func values(n *Noise, trains int, k int64) []float64 {
	pairs, names := make([]Pair, trains), make([]Train, trains)
	for i := range pairs {
		pairs[i].Number, names[i].Target = -1, int64(i)
	}
	interval := n.Interval(k)
	n.Update(pairs, names, []float64{interval}, []uint16{0})
	var xs []float64
	for i := range pairs {
		xs = append(xs, pairs[i].At(interval))
	}
	return xs
}

// TestNoiseMoments holds moments, and covariances of intervals and trains, to five standard errors.
func TestNoiseMoments(t *testing.T) {
	const trains = 20_000
	n := noise(t, NoiseParameters{Mean: 10, Std: 5, Interval: 1, Mod: 3, Frequency: 100, Phase: 90}, Window{5, 1000})
	var before []float64
	for _, k := range []int64{5, 15, 25, 105} { // the sine is cos(2π·0.1·(t/ms))
		xs := values(n, trains, k)
		if diff := cmp.Diff(xs, values(n, trains, k+9)); diff != "" {
			t.Errorf("the current changes within the interval: %s", diff)
		}
		std := math.Sqrt(25 + 9*math.Cos(2*math.Pi*0.01*float64(k)))
		var sum, squares, fourth, next, other float64
		for i, x := range xs {
			z := (x - 10) / std
			sum += z
			squares += z * z
			fourth += z * z * z * z
			if i > 0 {
				other += z * (xs[i-1] - 10) / std
			}
			if before != nil {
				next += z * (before[i] - 10) / std
			}
		}
		root := math.Sqrt(trains)
		for name, off := range map[string]float64{
			"mean": sum / root, "variance": (squares - trains) / root / math.Sqrt2, "fourth moment": (fourth - 3*trains) / root / math.Sqrt(96),
			"covariance of trains": other / root, "covariance of intervals": next / root,
		} {
			if math.Abs(off) > 5 {
				t.Errorf("step %d: the %s is off by %.1f standard errors", k, name, off)
			}
		}
		before = xs
	}
	if x := values(n, 1, 4)[0]; x != 0 || n.Interval(1000) != -1 {
		t.Errorf("the current before the start is %v", x)
	}
}

// TestNoiseKeepsItsCurrents guards results.
func TestNoiseKeepsItsCurrents(t *testing.T) {
	n := noise(t, NoiseParameters{Mean: 10, Std: 5, Interval: 1}, always)
	got := []float64{values(n, 3, 0)[2], values(n, 3, 10)[2], values(n, 3, 1000)[2]}
	if diff := cmp.Diff([]float64{11.36622085547245, -0.14142460876997553, 14.090076117228705}, got); diff != "" {
		t.Errorf("currents (-want +got):\n%s", diff)
	}
}

func TestErrorsOfRandomDevices(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, test := range []struct {
		make func(errs *invalid.List)
		want string
	}{
		{func(e *invalid.List) { NewPoisson(nan, Origin{}, always, tenths, e) }, "rate: NaN is not a finite number"},
		{func(e *invalid.List) { NewPoisson(-1, Origin{}, always, tenths, e) }, "rate: the rate is negative: -1 Hz"},
		{func(e *invalid.List) { NewPoisson(2e10, Origin{}, always, tenths, e) }, "rate: 2e+10 Hz are more than 1048576 spikes in each time step of 0.1 ms"},
		{func(e *invalid.List) { NewAC(inf, 0, 1, 0, always, tenths, e) }, "amplitude: +Inf is not a finite number"},
		{func(e *invalid.List) { NewAC(1, 0, -1, 0, always, tenths, e) }, "frequency: the frequency is negative: -1 Hz"},
		{func(e *invalid.List) { NewAC(1, nan, 1, nan, always, tenths, e) }, "phase: NaN is not a finite number"},
		{func(e *invalid.List) { NewNoise(NoiseParameters{Std: -1, Interval: 1}, Origin{}, always, tenths, e) }, "std: a standard deviation is negative: -1"},
		{func(e *invalid.List) {
			NewNoise(NoiseParameters{Std: 1, Mod: 2, Interval: 1}, Origin{}, always, tenths, e)
		}, "std_mod: the modulation (2) is above std (1)"},
		{func(e *invalid.List) { NewNoise(NoiseParameters{Interval: 0.25}, Origin{}, always, tenths, e) }, "dt: the time between changes, 0.25 ms, is no whole number of time steps of 0.1 ms"},
		{func(e *invalid.List) { NewNoise(NoiseParameters{Interval: nan}, Origin{}, always, tenths, e) }, "dt: the time between changes, NaN ms"},
	} {
		errs := &invalid.List{}
		test.make(errs)
		if err := errs.Err(); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("error %v, want one with %q", err, test.want)
		}
	}
}
