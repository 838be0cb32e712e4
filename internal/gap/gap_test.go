package gap

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTableSeesJunctionsFromBothSides(t *testing.T) {
	table := NewTable(4, []Junction{{3, 0, 1}, {0, 1, 2}, {0, 1, 4}})
	if diff := cmp.Diff([]float64{7, 6, 0, 1}, table.Sums()); diff != "" {
		t.Errorf("sums, -want +got\n%s", diff)
	}
	if diff := cmp.Diff([]int32{1, 1, 3, 0, 0, 0}, table.partners); diff != "" {
		t.Errorf("partners, ascending for each cell, -want +got\n%s", diff)
	}
	if diff := cmp.Diff([]float64{2, 4, 1, 2, 4, 1}, table.conductance); diff != "" {
		t.Errorf("conductances, -want +got\n%s", diff)
	}
}

func value(c []float64, x float64) float64 { return c[0] + x*(c[1]+x*(c[2]+x*c[3])) }

func slope(c []float64, x float64) float64 { return c[1] + x*(2*c[2]+x*3*c[3]) }

func TestHermiteMeetsBothEnds(t *testing.T) {
	var c [4]float64
	hermite(-70, 20, 3, -50, c[:])
	got := []float64{value(c[:], 0), value(c[:], 1), slope(c[:], 0), slope(c[:], 1)}
	if diff := cmp.Diff([]float64{-70, 20, 3, -50}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// joined is two cells with one junction, whose step is divided.
func joined(divisions int) *StepWaves {
	w := NewStepWaves(NewTable(2, []Junction{{0, 1, 0.5}}), Options{Tolerance: 1e-4})
	w.Divide(divisions)
	return w
}

// step gives cell 0 the course of the polynomial c, as if it had been integrated; the other stays at -70.
func (d *StepWaves) step(c []float64) {
	for part := range d.divisions {
		w, length := &d.parts[part].whole, 1/float64(d.divisions)
		from, to := float64(part)*length, float64(part+1)*length
		w.Begin[0], w.End[0], w.BeginSlope[0], w.EndSlope[0] = value(c, from), value(c, to), length*slope(c, from), length*slope(c, to)
		w.Begin[1], w.End[1], w.BeginSlope[1], w.EndSlope[1] = -70, -70, 0, 0
	}
}

// A cubic course is continued exactly, in any number of parts, and drives the partner by its conductance.
func TestACubicIsForeseen(t *testing.T) {
	course := []float64{-60, 2, -3, 0.7}
	for _, divisions := range []int{1, 2, 8} {
		d := joined(divisions)
		d.step(course)
		d.Keep(0, 2)
		d.Predict(0, []float64{value(course, 1), -70})
		d.HearGuess(0, 2)
		for part := range divisions {
			drive := &d.parts[part].whole.Drive
			for _, x := range []float64{0, 0.3, 1} {
				got := value([]float64{drive[0][1], drive[1][1], drive[2][1], drive[3][1]}, x)
				want := 0.5 * value(course, 1+(float64(part)+x)/float64(divisions))
				if math.Abs(got-want) > 1e-12 {
					t.Errorf("%d parts: at %v of part %d the drive is %v, want %v", divisions, x, part, got, want)
				}
			}
		}
	}
}

// After a reset nothing is continued.
func TestAResetIsNotContinued(t *testing.T) {
	d := joined(2)
	d.step([]float64{-60, 2, -3, 0.7})
	d.Keep(0, 2)
	d.Predict(0, []float64{-65, -70})
	if d.guessed[0] != -65 {
		t.Errorf("after a reset to -65 mV, %v mV are foreseen", d.guessed[0])
	}
}

// What a cell tells arrives once: the drive is that of what was integrated, and not again that of the guess.
func TestNewsReplaceTheGuess(t *testing.T) {
	d := joined(4)
	d.Predict(0, []float64{-60, -70})
	d.HearGuess(0, 2)
	course := []float64{-60, 5, 1, -2}
	d.step(course)
	_, telling := d.Integrated(0, 2, nil)
	if diff := cmp.Diff([]int32{0}, telling); diff != "" {
		t.Fatalf("who tells, -want +got\n%s", diff)
	}
	d.Hear(0, 2, telling)
	if !d.Stale(1) || d.Stale(0) {
		t.Error("cell 1 heard something, cell 0 did not")
	}
	for part := range 4 {
		drive := &d.parts[part].whole.Drive
		want := 0.5 * value(course, (float64(part)+0.5)/4)
		if got := value([]float64{drive[0][1], drive[1][1], drive[2][1], drive[3][1]}, 0.5); math.Abs(got-want) > 1e-12 {
			t.Errorf("in the middle of part %d the drive is %v, want %v", part, got, want)
		}
	}
}
