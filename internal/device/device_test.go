package device

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/grid"
	"github.com/spikelet/spikelet/internal/invalid"
)

var (
	tenths = grid.Grid{Dt: 0.1}
	always = Window{0, math.MaxInt64}
)

func TestSpikes(t *testing.T) {
	errs := &invalid.List{}
	s := NewSpikes([]float64{0.3, 1.1, 1.1, 2}, []float64{1, -2, 3, 4}, always, tenths, errs)
	if !errs.Empty() || !s.Negative() {
		t.Fatal(errs.Err())
	}
	for k, want := range map[int64][]float64{2: nil, 3: {1}, 11: {-2, 3}, 12: nil, 20: {4}, 21: nil} {
		if diff := cmp.Diff(want, s.At(k)); diff != "" {
			t.Errorf("At(%d) (-want +got):\n%s", k, diff)
		}
	}
	for k, want := range map[int64]int64{0: 3, 2: 3, 3: 11, 11: 20, 19: 20, 20: math.MaxInt64} {
		if next := s.Next(k); next != want {
			t.Errorf("Next(%d) = %d, want %d", k, next, want)
		}
	}
}

func TestSpikesComeInTheirWindow(t *testing.T) {
	errs := &invalid.List{}
	w := NewWindow(1, 2, tenths, errs)
	s := NewSpikes([]float64{0.9, 1, 1.1, 2, 2.1}, nil, w, tenths, errs)
	if !errs.Empty() || s.Negative() {
		t.Fatal(errs.Err())
	}
	if diff := cmp.Diff([]int64{11, 20}, s.steps); diff != "" {
		t.Errorf("spikes after 1 ms until 2 ms (-want +got):\n%s", diff)
	}
}

func TestCurrents(t *testing.T) {
	errs := &invalid.List{}
	w := NewWindow(1, 2, tenths, errs)
	dc := NewDC(5, w, errs)
	steps := NewStepCurrent([]float64{0.5, 1.5}, []float64{3, -4}, always, tenths, errs)
	both := NewStepCurrent([]float64{0.5, 1.5}, []float64{3, -4}, w, tenths, errs)
	if err := errs.Err(); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		k               int64
		dc, steps, both float64
	}{{-1, 0, 0, 0}, {0, 0, 0, 0}, {4, 0, 0, 0}, {5, 0, 3, 0}, {9, 0, 3, 0}, {10, 5, 3, 3}, {14, 5, 3, 3}, {15, 5, -4, -4}, {19, 5, -4, -4}, {20, 0, -4, 0}} {
		got := [3]float64{dc.At(test.k), steps.At(test.k), both.At(test.k)}
		if got != [3]float64{test.dc, test.steps, test.both} {
			t.Errorf("at step %d: %v, want %+v", test.k, got, test)
		}
	}
}

func TestErrors(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	tests := []struct {
		make func(errs *invalid.List)
		want string
	}{
		{func(e *invalid.List) { NewSpikes([]float64{0.25}, nil, always, tenths, e) }, "spike_times.0: 0.25 ms is not on the grid of time steps of 0.1 ms (the nearest are 0.2 ms and 0.3 ms)"},
		{func(e *invalid.List) { NewSpikes([]float64{0}, nil, always, tenths, e) }, "before the first one (the earliest is at 0.1 ms)"},
		{func(e *invalid.List) { NewSpikes([]float64{-1}, nil, always, tenths, e) }, "-1 ms is before the simulation begins"},
		{func(e *invalid.List) { NewSpikes([]float64{2, 1}, nil, always, tenths, e) }, "not in ascending order: 1 ms comes after 2 ms"},
		{func(e *invalid.List) { NewSpikes([]float64{1, 2}, []float64{1}, always, tenths, e) }, "spike_weights: there are 1 weights for 2 times"},
		{func(e *invalid.List) { NewSpikes([]float64{1}, []float64{nan}, always, tenths, e) }, "spike_weights: NaN is not a finite number"},
		{func(e *invalid.List) { NewSpikes([]float64{inf}, nil, always, tenths, e) }, "no time that a simulation reaches"},
		{func(e *invalid.List) { NewSpikes([]float64{1e300}, nil, always, tenths, e) }, "no time that a simulation reaches"},
		{func(e *invalid.List) { NewSpikes([]float64{nan}, nil, always, tenths, e) }, "no time that a simulation reaches"},
		{func(e *invalid.List) { NewStepCurrent([]float64{1}, nil, always, tenths, e) }, "amplitudes: there are 0 amplitudes for 1 times"},
		{func(e *invalid.List) { NewStepCurrent([]float64{1, 1}, []float64{1, 2}, always, tenths, e) }, "times.1: the times are not in ascending order"},
		{func(e *invalid.List) { NewDC(inf, always, e) }, "amplitude: +Inf is not a finite number"},
		{func(e *invalid.List) { NewWindow(2, 1, tenths, e) }, "stop: the device stops at 1 ms, before it starts at 2 ms"},
		{func(e *invalid.List) { NewWindow(0.01, 1, tenths, e) }, "start: 0.01 ms is not on the grid"},
		{func(e *invalid.List) { NewWindow(inf, inf, tenths, e) }, "start: +Inf ms is no time"},
	}
	for _, test := range tests {
		errs := &invalid.List{}
		test.make(errs)
		if err := errs.Err(); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("error %v, want one with %q", err, test.want)
		}
	}
}
