package grid

import (
	"math"
	"testing"
)

func TestIndex(t *testing.T) {
	tests := []struct {
		dt, time float64
		want     int64
		ok       bool
	}{
		{0.1, 1.1, 11, true}, // 1.1/0.1 = 11.000000000000002
		{0.1, 0, 0, true},
		{0.05, 351, 7020, true},
		{0.1, 0.16, 2, false},
		{0.1, 0.1 + 1e-8, 1, false},
		{0.1, 1e9, 1e10, true}, // the quotient's rounding is above 1e-9
		{0.1, -0.3, -3, true},
		{0.1, math.Inf(1), MaxStep, false},
		{0.1, math.NaN(), 0, false},
		{0.1, 1e300, MaxStep, false},
	}
	for _, test := range tests {
		k, ok := Grid{test.dt}.Index(test.time)
		if k != test.want || ok != test.ok {
			t.Errorf("Index(%v) at dt %v = %d, %v; want %d, %v", test.time, test.dt, k, ok, test.want, test.ok)
		}
	}
}

func TestCeil(t *testing.T) {
	for _, test := range []struct {
		time float64
		want int64
	}{{0, 0}, {0.01, 1}, {0.1, 1}, {1.1, 11}, {1.12, 12}, {1.17, 12}, {-0.05, 0}, {math.Inf(1), MaxStep}} {
		if got := (Grid{0.1}).Ceil(test.time); got != test.want {
			t.Errorf("Ceil(%v) = %d, want %d", test.time, got, test.want)
		}
	}
}

func TestEveryPointOfTheGridIsOnIt(t *testing.T) {
	for _, dt := range []float64{0.1, 0.05, 0.01, 1.0 / 3, 0.025, 1e-3, 7.3} {
		g := Grid{dt}
		for k := int64(1); k < 1<<40; k = 3*k + 1 {
			if got, ok := g.Index(g.Time(k)); got != k || !ok {
				t.Errorf("Index(Time(%d)) at dt %v = %d, %v", k, dt, got, ok)
			}
		}
	}
}

func TestNewRefusesWhatIsNoStep(t *testing.T) {
	for _, dt := range []float64{0, -0.1, math.NaN(), math.Inf(1)} {
		if _, err := New(dt); err == nil {
			t.Errorf("New(%v) gives no error", dt)
		}
	}
}
