package delay

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestLineIsTheListOfWhatWasPushed compares a line with the list of all that was pushed, which begins with the initial
// values.
func TestLineIsTheListOfWhatWasPushed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, steps := rapid.IntRange(1, 4).Draw(t, "n"), rapid.IntRange(0, 6).Draw(t, "steps")
		values := func(label string) []float64 {
			return rapid.SliceOfN(rapid.Float64(), n, n).Draw(t, label)
		}
		var history [][]float64
		var initial []float64
		for range steps {
			history = append(history, values("initial"))
			initial = append(initial, history[len(history)-1]...)
		}
		target := values("target")
		history = append(history, target)
		l := New(steps, target, initial)
		for range rapid.IntRange(0, 20).Draw(t, "pushes") {
			v := values("v")
			l.Push(v)
			history = append(history, v)
		}
		for d := range steps + 1 {
			want := history[len(history)-1-d]
			if !slices.Equal(l.Slot(d), want) || l.At(d, n-1) != want[n-1] {
				t.Fatalf("%d steps back is %v, want %v", d, l.Slot(d), want)
			}
		}
	})
}

func TestInitialValues(t *testing.T) {
	for _, test := range []struct{ initial, want []float64 }{
		{nil, []float64{0, 0, 0, 0, 7, 8}},
		{[]float64{3}, []float64{3, 3, 3, 3, 7, 8}},
		{[]float64{1, 2}, []float64{1, 2, 1, 2, 7, 8}},
		{[]float64{1, 2, 3, 4}, []float64{1, 2, 3, 4, 7, 8}},
	} {
		data, next := New(2, []float64{7, 8}, test.initial).State()
		if diff := cmp.Diff(test.want, data); diff != "" || next != 0 {
			t.Errorf("initial %v, next %d (-want +got):\n%s", test.initial, next, diff)
		}
	}
}

func TestResetAndRestore(t *testing.T) {
	l := New(2, []float64{1}, nil)
	for x := range 5 {
		l.Push([]float64{float64(x)})
	}
	data, next := l.State()
	data = slices.Clone(data)
	other := New(2, []float64{0}, nil)
	other.Restore(data, next)
	for d := range 3 {
		if got := other.At(d, 0); got != float64(4-d) {
			t.Errorf("restored: %v at %d", got, d)
		}
	}
	l.Reset([]float64{9}, nil)
	if l.At(0, 0) != 9 || l.At(1, 0) != 0 || l.At(2, 0) != 0 {
		t.Errorf("reset: %v", l.data)
	}
}

func TestMisusePanics(t *testing.T) {
	l := New(2, []float64{1, 2}, nil)
	for name, call := range map[string]func(){
		"too far":     func() { l.At(3, 0) },
		"the future":  func() { l.Slot(-1) },
		"push":        func() { l.Push([]float64{1}) },
		"reset":       func() { l.Reset([]float64{1}, nil) },
		"initial":     func() { l.Reset([]float64{1, 2}, []float64{1, 2, 3}) },
		"restore":     func() { l.Restore(make([]float64, 6), 3) },
		"no negative": func() { New(-1, nil, nil) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			call()
		})
	}
}

func BenchmarkPushAndRead(b *testing.B) {
	l := New(20, make([]float64, 1000), nil)
	values, sum := make([]float64, 1000), 0.0
	b.ReportAllocs()
	for b.Loop() {
		l.Push(values)
		for i := range values {
			sum += l.At(i%21, i)
		}
	}
}
