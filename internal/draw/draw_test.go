package draw

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/rng"
)

var key = rng.NewKey(1, "test")

func numbers(t *testing.T, source Source, n int) []float64 {
	t.Helper()
	xs, err := Numbers(source, n, key, 0)
	if err != nil {
		t.Fatal(err)
	}
	return xs
}

func TestWhatIsNotDrawn(t *testing.T) {
	tests := []struct {
		source Source
		n      int
		want   []float64
	}{
		{Constant(3), 5, []float64{3}},
		{List{1, 2, 3}, 3, []float64{1, 2, 3}},
		{Linspace{-1, 1}, 5, []float64{-1, -0.5, 0, 0.5, 1}},
		{Linspace{2, 3}, 1, []float64{2}},
		{Linspace{0, 0.7}, 8, []float64{0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7}},
	}
	for _, test := range tests {
		got := numbers(t, test.source, test.n)
		if len(got) != len(test.want) {
			t.Errorf("%v gives %d numbers", test.source, len(got))
			continue
		}
		for i := range got {
			if math.Abs(got[i]-test.want[i]) > 1e-15 {
				t.Errorf("%v: number %d is %v, want %v", test.source, i, got[i], test.want[i])
			}
		}
	}
}

// TestMoments holds mean and standard deviation of many draws to five standard errors.
func TestMoments(t *testing.T) {
	const n = 50_000
	tests := []struct {
		source    Source
		mean, std float64
		kurtosis  float64 // fourth central moment over std⁴
		low, high float64
	}{
		{Uniform{-80, -40}, -60, 40 / math.Sqrt(12), 1.8, -80, -40},
		{Normal{250, 25}, 250, 25, 3, math.Inf(-1), math.Inf(1)},
		{LogNormal{2, 1}, 2, 1, 8.035, 0, math.Inf(1)},
		{Exponential{3}, 3, 3, 9, 0, math.Inf(1)},
		{Truncated{Normal{0, 1}, 0, math.Inf(1)}, math.Sqrt(2 / math.Pi), math.Sqrt(1 - 2/math.Pi), 3.87, 0, math.Inf(1)},
	}
	for _, test := range tests {
		var sum, squares float64
		for _, x := range numbers(t, test.source, n) {
			if x < test.low || x > test.high {
				t.Fatalf("%+v drew %v", test.source, x)
			}
			sum += x - test.mean
			squares += (x - test.mean) * (x - test.mean)
		}
		if d := math.Abs(sum/n) / (test.std / math.Sqrt(n)); d > 5 {
			t.Errorf("%+v: the mean is off by %.1f standard errors", test.source, d)
		}
		variance := test.std * test.std
		if d := math.Abs(squares/n-variance) / (variance * math.Sqrt((test.kurtosis-1)/n)); d > 5 {
			t.Errorf("%+v: the variance is off by %.1f standard errors", test.source, d)
		}
	}
}

// TestNormalFitsItsDistribution compares the sorted draws with the distribution function (Kolmogorov and Smirnov).
func TestNormalFitsItsDistribution(t *testing.T) {
	const n, bins = 20_000, 200
	var counts [bins]int
	for _, x := range numbers(t, Normal{0, 1}, n) {
		counts[min(int(bins*0.5*math.Erfc(-x/math.Sqrt2)), bins-1)]++
	}
	below, worst := 0, 0.0
	for i, count := range counts {
		below += count
		worst = max(worst, math.Abs(float64(below)/n-float64(i+1)/bins))
	}
	if worst*math.Sqrt(n) > 1.95 { // 0.1 %
		t.Errorf("the distribution function is off by %v", worst)
	}
}

func TestADrawBelongsToItsId(t *testing.T) {
	all, err := Numbers(Normal{0, 1}, 10, key, 5)
	if err != nil {
		t.Fatal(err)
	}
	some, err := Numbers(Normal{0, 1}, 3, key, 9)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(all[4:7], some); diff != "" {
		t.Errorf("ids 9 to 11 (-within ids 5 to 14 +alone):\n%s", diff)
	}
}

func TestErrors(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	tests := []struct {
		source Source
		want   string
	}{
		{Constant(nan), "the value is NaN"},
		{List{1}, "the list has 1 values for 2"},
		{List{1, inf}, "value 1 of the list is +Inf"},
		{Linspace{0, nan}, "stop is NaN"},
		{Uniform{2, 1}, "low (2) is above high (1)"},
		{Uniform{-inf, 1}, "low is -Inf"},
		{Normal{0, -1}, "std is negative: -1"},
		{LogNormal{0, 1}, "the mean of a lognormal distribution must be positive, not 0"},
		{Exponential{-1}, "mean is negative"},
		{Truncated{Normal{0, 1}, 2, 1}, "min (2) is above max (1)"},
		{Truncated{List{1, 2}, 0, 1}, "min and max apply to draws"},
		{Truncated{Truncated{Normal{0, 1}, 0, 1}, 0, 1}, "min and max apply to draws"},
		{Truncated{Normal{0, -1}, 0, 1}, "std is negative"},
		{Truncated{Uniform{0, 1}, 2, 3}, "none of 10000 draws"},
	}
	for _, test := range tests {
		if _, err := Numbers(test.source, 2, key, 0); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%+v: error %v, want one with %q", test.source, err, test.want)
		}
	}
}

// TestDrawsOfManyAreThoseOfOne: numbers that are drawn at once have the bits of those that are drawn one by one.
func TestDrawsOfManyAreThoseOfOne(t *testing.T) {
	for _, source := range []Source{
		Normal{250, 25}, LogNormal{2, 1}, Exponential{3}, Truncated{Normal{0, 1}, 0.5, 2}, Truncated{Exponential{1}, 0, 0.1}, Truncated{Uniform{0, 1}, 0, 0.1},
	} {
		for i, got := range numbers(t, source, 2*batch+7) {
			stream := key.Stream(int64(i), 0)
			if want, err := source.number(i, 1, &stream); err != nil || got != want {
				t.Fatalf("%+v: number %d is %v, want %v", source, i, got, want)
			}
		}
	}
}

func BenchmarkNumbers(b *testing.B) {
	const n = 100_000
	for name, source := range map[string]Source{
		"uniform": Uniform{0, 1}, "normal": Normal{0, 1}, "truncated normal": Truncated{Normal{0, 1}, -1, 1}, "lognormal": LogNormal{1, 1}, "exponential": Exponential{1},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := Numbers(source, n, key, 0); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/number")
		})
	}
}

func BenchmarkNormal(b *testing.B) {
	s := key.Stream(0, 0)
	b.ReportAllocs()
	for b.Loop() {
		normal(&s)
	}
}

// TestGaps: they are the draws of Exponential, however many are made at a time.
func TestGaps(t *testing.T) {
	g := NewGaps()
	for _, about := range []float64{0, 10, 1e9} {
		stream := key.Stream(3, 0)
		g.Begin(stream, about)
		for i := range 1000 {
			if want, got := (Exponential{1}).sample(&stream), g.Next(); got != want {
				t.Fatalf("about %v: gap %d is %v, want %v", about, i, got, want)
			}
		}
	}
	for p, want := range map[float64]float64{0: 0, 0.5: math.Ln2, 1: math.Inf(1)} {
		if got := Hazard(p); got != want {
			t.Errorf("Hazard(%v) = %v", p, got)
		}
	}
}

func BenchmarkGaps(b *testing.B) {
	g := NewGaps()
	g.Begin(key.Stream(0, 0), batch)
	b.ReportAllocs()
	for b.Loop() {
		g.Next()
	}
}

// TestDrawsKeepTheirBits guards results against changes of the streams, the methods and the functions, on every machine.
func TestDrawsKeepTheirBits(t *testing.T) {
	for _, test := range []struct {
		source Source
		want   float64
	}{
		{Uniform{-80, -40}, -40.533326925803536},
		{Normal{250, 25}, 263.01260399987297},
		{LogNormal{2, 1}, 2.287481746464547},
		{Exponential{3}, 12.952500383180572},
		{Truncated{Normal{0, 1}, 1, 2}, 1.0185766327490533},
	} {
		if got := numbers(t, test.source, 3)[2]; got != test.want {
			t.Errorf("%+v drew %v, want %v", test.source, got, test.want)
		}
	}
}

func TestPairsOfNormals(t *testing.T) {
	var b Normals
	var sum, square, product, fourth float64
	const rounds = 200
	for round := range int64(rounds) {
		for i := range int64(NormalsRoom) {
			s := key.Stream(i, round)
			b.Add(&s)
		}
		xs, ys := b.Take()
		for i, x := range xs {
			s := key.Stream(int64(i), round)
			if want := normal(&s); x != want {
				t.Fatalf("number %d is %v, alone %v", i, x, want)
			}
			y := ys[i]
			sum += y
			square += y * y
			product += x * y
			fourth += y * y * y * y
		}
	}
	const n = rounds * NormalsRoom
	for name, off := range map[string]float64{
		"mean": sum / n, "variance": (square/n - 1) / math.Sqrt2, "covariance": product / n, "fourth moment": (fourth/n - 3) / math.Sqrt(96),
	} {
		if math.Abs(off)*math.Sqrt(n) > 5 {
			t.Errorf("the %s of the second numbers is off by %v standard errors", name, off*math.Sqrt(n))
		}
	}
}

func BenchmarkNormals(b *testing.B) {
	var room Normals
	b.ReportAllocs()
	for i := int64(0); b.Loop(); i++ {
		s := key.Stream(i&0xffff, 0)
		if room.Add(&s); room.n == NormalsRoom {
			room.Take()
		}
	}
}
