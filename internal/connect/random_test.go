package connect

import (
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/spikelet/spikelet/internal/draw"
)

// build makes connections of uniform weight among n neurons.
func build(t testing.TB, n int, r Rule, seed uint64) *Table {
	t.Helper()
	table, err := Build(Spec{Sources: n, Ends: Ends{ids(n), ids(n), true}, Rule: r, Weight: one(1), Delay: one(1), Seed: seed})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// matrix counts the connections from each source to each target.
func (t *Table) matrix(targets int) [][]int {
	counts := make([][]int, len(t.Offsets)-1)
	for s := range counts {
		counts[s] = make([]int, targets)
		for _, target := range t.Targets[t.Offsets[s]:t.Offsets[s+1]] {
			counts[s][target]++
		}
	}
	return counts
}

func sums(matrix [][]int) (rows, columns []int) {
	rows, columns = make([]int, len(matrix)), make([]int, len(matrix[0]))
	for i, row := range matrix {
		for j, n := range row {
			rows[i] += n
			columns[j] += n
		}
	}
	return rows, columns
}

// chiSquare compares counts with what is expected of each, and fails beyond 0.1 % (Wilson and Hilferty).
func chiSquare(t *testing.T, what string, counts []int, expected func(i int) float64, lost int) {
	t.Helper()
	sum, df := 0.0, float64(len(counts)-lost)
	for i, n := range counts {
		d := float64(n) - expected(i)
		sum += d * d / expected(i)
	}
	c := 2 / (9 * df)
	if z := (math.Cbrt(sum/df) - (1 - c)) / math.Sqrt(c); z > 3.09 {
		t.Errorf("%s: chi² = %.4g for %v degrees of freedom", what, sum, df)
	}
}

func flat(matrix [][]int, keep func(i, j int) bool) []int {
	var all []int
	for i, row := range matrix {
		for j, n := range row {
			if keep(i, j) {
				all = append(all, n)
			}
		}
	}
	return all
}

// TestPairsAreEquallyLikely adds up what many seeds make.
func TestPairsAreEquallyLikely(t *testing.T) {
	const n, seeds = 12, 2000
	for _, r := range []Rule{
		{Kind: FixedIndegree, Number: 3}, {Kind: FixedIndegree, Number: 3, NoMultiple: true}, {Kind: FixedIndegree, Number: 8, NoMultiple: true},
		{Kind: FixedOutdegree, Number: 3}, {Kind: FixedOutdegree, Number: 3, NoMultiple: true}, {Kind: FixedOutdegree, Number: 9, NoMultiple: true},
		{Kind: FixedTotalNumber, Number: 30}, {Kind: FixedTotalNumber, Number: 30, NoMultiple: true}, {Kind: FixedTotalNumber, Number: 100, NoMultiple: true},
		{Kind: PairwiseBernoulli, Probability: 0.3}, {Kind: PairwisePoisson, Mean: 0.3},
	} {
		for _, noSelf := range []bool{false, true} {
			r.NoSelf = noSelf
			total, sum := make([][]int, n), 0
			for i := range total {
				total[i] = make([]int, n)
			}
			for seed := range uint64(seeds) {
				for i, row := range build(t, n, r, seed+1).matrix(n) {
					for j, count := range row {
						total[i][j] += count
						sum += count
						if i == j && noSelf && count > 0 {
							t.Fatalf("%+v connects %d to itself", r, i)
						}
						if count > 1 && (r.NoMultiple || r.Kind == PairwiseBernoulli) {
							t.Fatalf("%+v connects %d to %d %d times", r, i, j, count)
						}
					}
				}
			}
			counts := flat(total, func(i, j int) bool { return !noSelf || i != j })
			mean := float64(sum) / float64(len(counts))
			chiSquare(t, r.Kind.String(), counts, func(int) float64 { return mean }, 1)
		}
	}
}

func TestDegreesAreExact(t *testing.T) {
	for _, noMultiple := range []bool{false, true} {
		for _, number := range []int64{0, 1, 7, 19} {
			in := build(t, 20, Rule{Kind: FixedIndegree, Number: number, NoMultiple: noMultiple, NoSelf: true}, 1)
			out := build(t, 20, Rule{Kind: FixedOutdegree, Number: number, NoMultiple: noMultiple, NoSelf: true}, 1)
			all := build(t, 20, Rule{Kind: FixedTotalNumber, Number: 20 * number, NoMultiple: noMultiple, NoSelf: true}, 1)
			_, indegrees := sums(in.matrix(20))
			outdegrees, _ := sums(out.matrix(20))
			for i := range 20 {
				if indegrees[i] != int(number) || outdegrees[i] != int(number) {
					t.Errorf("neuron %d has indegree %d, outdegree %d, want %d", i, indegrees[i], outdegrees[i], number)
				}
			}
			if all.Edges() != int(20*number) {
				t.Errorf("%d connections, want %d", all.Edges(), 20*number)
			}
		}
	}
}

// binomial is the chance of k successes in n trials.
func binomial(n, k int, p float64) float64 {
	a, _ := math.Lgamma(float64(n + 1))
	b, _ := math.Lgamma(float64(k + 1))
	c, _ := math.Lgamma(float64(n - k + 1))
	return math.Exp(a - b - c + float64(float64(k)*math.Log(p)) + float64(float64(n-k)*math.Log1p(-p)))
}

// TestDegreeDistributions compares the degrees that are not fixed with the binomial and Poisson distributions.
func TestDegreeDistributions(t *testing.T) {
	const n = 2000
	poisson := func(mean float64) func(int) float64 {
		return func(k int) float64 {
			g, _ := math.Lgamma(float64(k + 1))
			return math.Exp(float64(float64(k)*math.Log(mean)) - mean - g)
		}
	}
	for _, test := range []struct {
		rule   Rule
		column bool // the indegrees, not the outdegrees
		chance func(k int) float64
	}{
		{Rule{Kind: FixedIndegree, Number: 20}, false, poisson(20)}, // nearly: binomial of 40 000 and 1/2000
		{Rule{Kind: FixedIndegree, Number: 20, NoMultiple: true}, false, func(k int) float64 { return binomial(n, k, 0.01) }},
		{Rule{Kind: FixedOutdegree, Number: 20}, true, poisson(20)},
		{Rule{Kind: FixedTotalNumber, Number: 20 * n}, true, poisson(20)},
		{Rule{Kind: FixedTotalNumber, Number: 20 * n, NoMultiple: true}, false, func(k int) float64 { return binomial(n, k, 0.01) }},
		{Rule{Kind: PairwiseBernoulli, Probability: 0.01}, true, func(k int) float64 { return binomial(n, k, 0.01) }},
		{Rule{Kind: PairwiseBernoulli, Probability: 0.01}, false, func(k int) float64 { return binomial(n, k, 0.01) }},
		{Rule{Kind: PairwisePoisson, Mean: 0.01}, true, poisson(20)},
	} {
		degrees := make([]int, n)
		table := build(t, n, test.rule, 5)
		for s := range n {
			for _, target := range table.Targets[table.Offsets[s]:table.Offsets[s+1]] {
				if test.column {
					degrees[target]++
				} else {
					degrees[s]++
				}
			}
		}
		const first, last = 9, 31 // the tails are one bin each
		counts, chances := make([]int, last-first+1), make([]float64, last-first+1)
		for _, d := range degrees {
			counts[min(max(d, first), last)-first]++
		}
		for k := range 100 {
			chances[min(max(k, first), last)-first] += test.chance(k)
		}
		chiSquare(t, test.rule.Kind.String(), counts, func(i int) float64 { return n * chances[i] }, 1)
	}
}

// TestRowsAreInOrder: for one source the targets come in the order of their selection, and weights follow the sources.
func TestRowsAreInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "n")
		shuffled := func(label string) []int32 {
			return rapid.Permutation(ids(n)).Draw(t, label)[:rapid.IntRange(1, n).Draw(t, "of "+label)]
		}
		ends := Ends{shuffled("sources"), shuffled("targets"), rapid.Bool().Draw(t, "same")}
		r := Rule{
			Kind:   rapid.SampledFrom([]Kind{AllToAll, FixedIndegree, FixedOutdegree, FixedTotalNumber, PairwiseBernoulli, PairwisePoisson}).Draw(t, "kind"),
			Number: 1, Probability: 0.4, Mean: 0.4, NoSelf: rapid.Bool().Draw(t, "no self"), NoMultiple: rapid.Bool().Draw(t, "no multiple"),
		}
		if r.Kind == PairwisePoisson {
			r.NoMultiple = false
		}
		plain, err := Build(Spec{Sources: n, Ends: ends, Rule: r, Weight: one(1), Delay: one(1), Seed: 3})
		if err != nil {
			t.Skip(err)
		}
		weights := make([]float64, plain.Edges())
		for i := range weights {
			weights[i] = float64(i)
		}
		if len(weights) == 0 {
			return
		}
		table, err := Build(Spec{Sources: n, Ends: ends, Rule: r, Weight: draw.List(weights), Delay: one(1), Seed: 3})
		if err != nil || !cmp.Equal(table.Targets, plain.Targets) {
			t.Fatal(err)
		}
		w := 0
		for _, s := range ends.Sources {
			last := -1
			for i := int(table.Offsets[s]); i < int(table.Offsets[s+1]); i++ {
				at := slices.Index(ends.Targets, table.Targets[i])
				if at < last || table.Weight(i) != float64(w) {
					t.Fatalf("%v: source %d, target %d, weight %v, want %d", r.Kind, s, table.Targets[i], table.Weight(i), w)
				}
				last = at
				w++
			}
		}
	})
}

// TestADrawBelongsToItsTarget: other targets do not change what one draws.
func TestADrawBelongsToItsTarget(t *testing.T) {
	for _, r := range []Rule{{Kind: FixedIndegree, Number: 5}, {Kind: PairwiseBernoulli, Probability: 0.2}, {Kind: PairwisePoisson, Mean: 0.2}} {
		whole := build(t, 30, r, 7).matrix(30)
		part, err := Build(Spec{Sources: 30, Ends: Ends{ids(30), []int32{17, 4}, true}, Rule: r, Weight: one(1), Delay: one(1), Seed: 7})
		if err != nil {
			t.Fatal(err)
		}
		alone := part.matrix(30)
		for s := range 30 {
			if alone[s][4] != whole[s][4] || alone[s][17] != whole[s][17] {
				t.Errorf("%v: source %d has other targets", r.Kind, s)
			}
		}
	}
	a, b := build(t, 30, Rule{Kind: FixedIndegree, Number: 5}, 7), build(t, 30, Rule{Kind: FixedIndegree, Number: 5}, 8)
	if cmp.Equal(a, b) {
		t.Error("the seed changes nothing")
	}
}

func TestWrongRandomRules(t *testing.T) {
	same := Ends{ids(3), ids(3), true}
	for _, test := range []struct {
		rule      Rule
		ends      Ends
		want, fix string
	}{
		{Rule{Kind: FixedIndegree, Number: -1}, same, "indegree is negative", ""},
		{Rule{Kind: FixedIndegree, Number: 4, NoMultiple: true}, same, "cannot have 4 different sources: there are 3", "lower indegree"},
		{Rule{Kind: FixedIndegree, Number: 3, NoMultiple: true, NoSelf: true}, same, "there are 2 beside itself", "lower indegree"},
		{Rule{Kind: FixedOutdegree, Number: 4, NoMultiple: true}, same, "cannot have 4 different targets: there are 3", "lower outdegree"},
		{Rule{Kind: FixedIndegree, Number: 1, NoSelf: true}, Ends{ids(1), ids(1), true}, "has no source beside itself", "self: true"},
		{Rule{Kind: FixedTotalNumber, Number: 1, NoSelf: true}, Ends{ids(1), ids(1), true}, "no pair to connect", "self: true"},
		{Rule{Kind: FixedTotalNumber, Number: 7, NoMultiple: true, NoSelf: true}, same, "no 7 different pairs to connect, only 6", "lower number"},
		{Rule{Kind: FixedTotalNumber, Number: -2}, same, "number is negative", ""},
		{Rule{Kind: FixedTotalNumber, Number: 1 << 40}, same, "makes about 1.1e+12 connections", "divide"},
		{Rule{Kind: FixedIndegree, Number: 1 << 40}, same, "the most of one rule are 2147483647", "divide"},
		{Rule{Kind: PairwiseBernoulli, Probability: 1.5}, same, "between 0 and 1, not 1.5", ""},
		{Rule{Kind: PairwiseBernoulli, Probability: math.NaN()}, same, "between 0 and 1, not NaN", ""},
		{Rule{Kind: PairwisePoisson, Mean: -1}, same, "from 0 on, not -1", ""},
		{Rule{Kind: PairwisePoisson, Mean: math.Inf(1)}, same, "from 0 on, not +Inf", ""},
		{Rule{Kind: PairwisePoisson, Mean: 1e12}, same, "connections", "divide"},
		{Rule{Kind: PairwisePoisson, Mean: 1, NoMultiple: true}, same, "multiple: false forbids", "use pairwise_bernoulli"},
		{Rule{Kind: FixedDegree, Number: 2}, same, "spikes have a direction", "use fixed_indegree"},
	} {
		_, err := Build(Spec{Sources: 3, Ends: test.ends, Rule: test.rule, Weight: one(1), Delay: one(1)})
		e, ok := err.(*Error)
		if !ok || e.Part != "rule" || !strings.Contains(err.Error(), test.want) || !strings.Contains(e.Fix, test.fix) {
			t.Errorf("%+v: error %v (%v), want one with %q", test.rule, err, e, test.want)
		}
	}
}

// TestExtremeChances: none, all, and chances so small that gaps have no end.
func TestExtremeChances(t *testing.T) {
	for p, want := range map[float64]int{0: 0, 1: 400, math.SmallestNonzeroFloat64: 0, 1e-300: 0} {
		if got := build(t, 20, Rule{Kind: PairwiseBernoulli, Probability: p}, 1).Edges(); got != want {
			t.Errorf("probability %v makes %d connections, want %d", p, got, want)
		}
		if p < 1 {
			if got := build(t, 20, Rule{Kind: PairwisePoisson, Mean: p}, 1).Edges(); got != want {
				t.Errorf("mean %v makes %d connections, want %d", p, got, want)
			}
		}
	}
}

// TestRulesKeepTheirBits guards results against changes of the streams and of what is drawn from them, on every machine.
func TestRulesKeepTheirBits(t *testing.T) {
	for _, test := range []struct {
		rule Rule
		want uint64
	}{
		{Rule{Kind: FixedIndegree, Number: 9}, 0xe738a4d0bc866e34},
		{Rule{Kind: FixedIndegree, Number: 9, NoMultiple: true, NoSelf: true}, 0x6d6da3eede7e48d2},
		{Rule{Kind: FixedOutdegree, Number: 90, NoMultiple: true}, 0xb8302cde38a2120a},
		{Rule{Kind: FixedTotalNumber, Number: 900}, 0x4f6decb72ae00019},
		{Rule{Kind: FixedTotalNumber, Number: 900, NoMultiple: true}, 0x156844060494d268},
		{Rule{Kind: PairwiseBernoulli, Probability: 0.1}, 0x5117a15739ba1af2},
		{Rule{Kind: PairwisePoisson, Mean: 0.1}, 0xb330cd480e076bc6},
	} {
		table, hash := build(t, 100, test.rule, 1), fnv.New64a()
		fmt.Fprint(hash, table.Offsets, table.Targets)
		if got := hash.Sum64(); got != test.want {
			t.Errorf("%+v makes other connections: %#x, want %#x", test.rule, got, test.want)
		}
	}
	pairs, err := Pairs(Rule{Kind: FixedDegree, Number: 4}, Ends{ids(100), ids(100), true}, 1, 0)
	hash := fnv.New64a()
	fmt.Fprint(hash, pairs)
	if got := hash.Sum64(); err != nil || got != 0x6950f0f61921365f {
		t.Errorf("other pairs: %#x, %v", got, err)
	}
}
