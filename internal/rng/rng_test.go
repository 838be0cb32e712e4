package rng

import (
	"math"
	"testing"
)

// Known answers of the authors' Random123 library (kat_vectors, philox4x32 10).
func TestPhiloxKnownAnswers(t *testing.T) {
	tests := []struct {
		counter [4]uint32
		key     [2]uint32
		want    [4]uint32
	}{
		{[4]uint32{}, [2]uint32{}, [4]uint32{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
		{
			[4]uint32{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, [2]uint32{0xffffffff, 0xffffffff},
			[4]uint32{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd},
		},
		{
			[4]uint32{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, [2]uint32{0xa4093822, 0x299f31d0},
			[4]uint32{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1},
		},
	}
	for _, test := range tests {
		c, k := test.counter, test.key
		var got [4]uint32
		if got[0], got[1], got[2], got[3] = philox(c[0], c[1], c[2], c[3], k[0], k[1]); got != test.want {
			t.Errorf("philox(%#x, %#x) = %#x, want %#x", test.counter, test.key, got, test.want)
		}
	}
}

func TestStreamsDifferInEveryPartOfTheirName(t *testing.T) {
	type name struct {
		seed     uint64
		purpose  string
		id, step int64
	}
	names := []name{
		{1, "a", 0, 0}, {2, "a", 0, 0}, {1 << 40, "a", 0, 0}, {1, "b", 0, 0}, {1, "a", 1, 0}, {1, "a", 0, 1},
		{1, "a", 1 << 32, 0}, {1, "a", 0, 1 << 32}, {1, "a", 1 << 47, 0}, {1, "a", 0, 1 << 47},
	}
	seen := map[uint64]name{}
	for _, n := range names {
		s := NewKey(n.seed, n.purpose).Stream(n.id, n.step)
		x := s.Uint64()
		if other, found := seen[x]; found {
			t.Errorf("%v and %v give the same number", n, other)
		}
		seen[x] = n
		again := NewKey(n.seed, n.purpose).Stream(n.id, n.step)
		if again.Uint64() != x {
			t.Errorf("%v gives two numbers", n)
		}
	}
}

func TestFloat64IsUniform(t *testing.T) {
	const n = 200_000
	s := NewKey(1, "test").Stream(0, 0)
	var sum, squares float64
	var bins [16]int
	for range n {
		x := s.Float64()
		if x < 0 || x >= 1 {
			t.Fatalf("Float64() = %v", x)
		}
		sum += x
		squares += x * x
		bins[int(16*x)]++
	}
	mean, variance := sum/n, squares/n-(sum/n)*(sum/n)
	if math.Abs(mean-0.5) > 5/math.Sqrt(12*n) || math.Abs(variance-1.0/12) > 5*math.Sqrt(1.0/180/n) {
		t.Errorf("mean %v, variance %v", mean, variance)
	}
	chi2 := 0.0
	for _, count := range bins {
		d := float64(count) - n/16.0
		chi2 += d * d / (n / 16.0)
	}
	if chi2 > 37.7 { // 15 degrees of freedom, 0.1 %
		t.Errorf("chi² = %v over 16 bins", chi2)
	}
}

func TestBelowIsUniform(t *testing.T) {
	s := NewKey(1, "test").Stream(0, 0)
	for _, n := range []uint32{1, 3, 16, 3 << 30, math.MaxUint32} {
		const draws = 48_000
		bins := make([]int, min(n, 16))
		for range draws {
			x := s.Below(n)
			if x >= n {
				t.Fatalf("Below(%d) = %d", n, x)
			}
			bins[uint64(x)*uint64(len(bins))/uint64(n)]++
		}
		chi2, expected := 0.0, float64(draws)/float64(len(bins))
		for _, count := range bins {
			chi2 += (float64(count) - expected) * (float64(count) - expected) / expected
		}
		if chi2 > 37.7 { // 15 degrees of freedom, 0.1 %
			t.Errorf("Below(%d): chi² = %v over %d bins", n, chi2, len(bins))
		}
	}
}

func TestStreamPanicsOutOfRange(t *testing.T) {
	for _, bad := range [][2]int64{{-1, 0}, {0, -1}, {1 << 48, 0}, {0, 1 << 48}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("Stream(%d, %d) does not panic", bad[0], bad[1])
				}
			}()
			NewKey(1, "").Stream(bad[0], bad[1])
		}()
	}
}

func BenchmarkFloat64(b *testing.B) {
	s := NewKey(1, "test").Stream(0, 0)
	for b.Loop() {
		s.Float64()
	}
}

func BenchmarkPhilox(b *testing.B) {
	var c0, c1, c2, c3 uint32
	for b.Loop() {
		c0, c1, c2, c3 = philox(c0, c1, c2, c3, 1, 2)
	}
}
