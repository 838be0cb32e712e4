package report

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestThin: whatever is drawn instead of all samples has their range, is in their order and not much longer than allowed.
func TestThin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(-100, 100), 1, 20000).Draw(t, "values")
		s := Series{Values: values, Times: make([]float64, len(values))}
		for i := range s.Times {
			s.Times[i] = float64(i)
		}
		points := thin(s, interval{0, math.Inf(1)})
		if len(points) > 3*columns+2 {
			t.Fatalf("%d points of %d", len(points), len(values))
		}
		drawn := Series{}
		for i, p := range points {
			if i > 0 && p[0] <= points[i-1][0] {
				t.Fatalf("time goes back at %v", p)
			}
			drawn.Values = append(drawn.Values, p[1])
		}
		if all, some := bounds([]Series{s}), bounds([]Series{drawn}); all != some {
			t.Fatalf("range %v became %v", all, some)
		}
	})
}

func TestThinTakesTheTimeRange(t *testing.T) {
	s := Series{Times: []float64{1, 2, 3, 4}, Values: []float64{10, 20, 30, 40}}
	if diff := cmp.Diff([][2]float64{{2, 20}, {3, 30}}, thin(s, interval{2, 3})); diff != "" {
		t.Error(diff)
	}
}

func TestBounds(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		values []float64
		want   interval
	}{
		{[]float64{3, -1, 2}, interval{-1, 3}},
		{[]float64{nan, 1, inf, 2}, interval{1, 2}},
		{[]float64{-70}, interval{-77, -63}},
		{[]float64{0, 0}, interval{-0.1, 0.1}},
		{[]float64{nan}, interval{0, 1}},
		{[]float64{-1.7e308, 1.7e308}, interval{-huge, huge}},
		{nil, interval{0, 1}},
	} {
		if got := bounds([]Series{{Values: c.values}}); got != c.want {
			t.Errorf("%v: got %v, want %v", c.values, got, c.want)
		}
	}
}

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		ticks    ticks
		min, max float64
		want     []string
	}{
		{ticks{Most: 8}, 0, 300, []string{"0", "50", "100", "150", "200", "250", "300"}},
		{ticks{Most: 5}, -70.4, -52, []string{"\u221270", "\u221265", "\u221260", "\u221255"}},
		{ticks{Most: 4}, -0.02, 0.1, []string{"0.00", "0.05", "0.10"}},
		{ticks{Most: 3, Whole: true}, -0.5, 1.5, []string{"0", "1"}},
		{ticks{Most: 3}, -85, 95, []string{"\u221250", "0", "50"}},
		{ticks{Most: 1, Whole: true}, -0.5, 0.5, []string{"0"}},
		{ticks{Most: 4, Scale: 1e-3}, 0, 40000, []string{"0", "10", "20", "30", "40"}},
		{ticks{Most: 4}, 1e-12, 2e-12, []string{"1e\u221212", "1.5e\u221212", "2e\u221212"}},
	} {
		var got []string
		for _, tick := range c.ticks.Ticks(c.min, c.max) {
			got = append(got, tick.Label)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%+v from %v to %v: %s", c.ticks, c.min, c.max, diff)
		}
	}
}

// TestTicksEnd: whatever the range, there are some marks and not many.
func TestTicksEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		least := rapid.Float64Range(-huge, huge).Draw(t, "min")
		most := rapid.Float64Range(-huge, huge).Draw(t, "max")
		if most < least {
			least, most = most, least
		}
		r := bounds([]Series{{Values: []float64{least, most}}})
		marks := ticks{Most: 4}.Ticks(r.min, r.max)
		if len(marks) < 2 || len(marks) > 12 {
			t.Fatalf("%d marks from %v to %v", len(marks), r.min, r.max)
		}
	})
}
