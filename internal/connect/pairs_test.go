package connect

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestPairs(t *testing.T) {
	same := Ends{ids(3), ids(3), true}
	overlapping := Ends{[]int32{2, 0, 1}, []int32{3, 1, 2}, true}
	other := Ends{[]int32{2, 0}, ids(2), false}
	for _, test := range []struct {
		name string
		rule Rule
		ends Ends
		want [][2]int32
	}{
		{"all to all", Rule{Kind: AllToAll}, same, [][2]int32{{0, 1}, {0, 2}, {1, 2}}},
		{"overlapping", Rule{Kind: AllToAll}, overlapping, [][2]int32{{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}}},
		{"two populations", Rule{Kind: AllToAll}, other, [][2]int32{{0, 0}, {0, 1}, {2, 0}, {2, 1}}},
		{"one to one", Rule{Kind: OneToOne}, overlapping, [][2]int32{{0, 1}, {1, 2}, {2, 3}}},
		{"a swap", Rule{Kind: OneToOne}, Ends{[]int32{0, 1}, []int32{1, 0}, true}, [][2]int32{{0, 1}}},
		{"a list", Rule{Kind: EdgeList, Edges: [][2]int{{2, 1}, {0, 1}}}, same, [][2]int32{{1, 2}, {0, 1}}},
		{"both directions", Rule{Kind: EdgeList, Edges: [][2]int{{2, 1}, {0, 1}, {1, 0}, {1, 2}}}, same, [][2]int32{{1, 2}, {0, 1}}},
		{"a list of two populations", Rule{Kind: EdgeList, Edges: [][2]int{{0, 1}, {1, 0}}}, other, [][2]int32{{2, 1}, {0, 0}}},
		{"surely", Rule{Kind: PairwiseBernoulli, Probability: 1}, overlapping, [][2]int32{{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}}},
		{"never", Rule{Kind: PairwiseBernoulli}, same, nil},
		{"complete", Rule{Kind: FixedDegree, Number: 2}, same, [][2]int32{{0, 1}, {0, 2}, {1, 2}}},
		{"no partner", Rule{Kind: FixedDegree}, same, [][2]int32{}},
	} {
		got, err := Pairs(test.rule, test.ends, 1, 0)
		if diff := cmp.Diff(test.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", test.name, err, diff)
		}
	}
}

func TestWrongPairs(t *testing.T) {
	same := Ends{ids(4), ids(4), true}
	for _, test := range []struct {
		rule Rule
		ends Ends
		want string
	}{
		{Rule{Kind: EdgeList, Edges: [][2]int{{1, 1}}}, same, "joins neuron 1 to itself"},
		{Rule{Kind: EdgeList, Edges: [][2]int{{0, 1}, {0, 1}}}, same, "0 and 1 of the list are the same"},
		{Rule{Kind: EdgeList, Edges: [][2]int{{0, 1}, {2, 3}, {1, 0}}}, same, "one-sided: it joins the neurons 0 and 1 in both directions, 2 and 3 in one"},
		{Rule{Kind: EdgeList, Edges: [][2]int{{0, 4}}}, same, "no target 4"},
		{Rule{Kind: EdgeList}, same, "is empty"},
		{Rule{Kind: OneToOne}, same, "one_to_one makes no junction"},
		{Rule{Kind: AllToAll}, Ends{ids(1), ids(1), true}, "all_to_all makes no junction"},
		{Rule{Kind: FixedIndegree, Number: 1}, same, "with a direction"},
		{Rule{Kind: PairwiseBernoulli, Probability: 2}, same, "between 0 and 1"},
		{Rule{Kind: FixedDegree, Number: 4}, same, "cannot have 4 partners: there are 3 others"},
		{Rule{Kind: FixedDegree, Number: -1}, same, "negative"},
		{Rule{Kind: FixedDegree, Number: 1}, Ends{ids(3), ids(3), true}, "3 neurons cannot have 1 partners each"},
		{Rule{Kind: FixedDegree, Number: 1}, Ends{ids(4), ids(4), false}, "are not the same"},
		{Rule{Kind: FixedDegree, Number: 1}, Ends{ids(4), []int32{0, 1, 2, 4}, true}, "are not the same"},
	} {
		_, err := Pairs(test.rule, test.ends, 1, 0)
		if e, ok := err.(*Error); !ok || e.Part != "rule" || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%+v: error %v, want one with %q", test.rule, err, test.want)
		}
	}
}

// TestFixedDegree: every neuron has its partners, each once.
func TestFixedDegree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "n")
		degree := rapid.IntRange(0, n-1).Draw(t, "degree")
		if n*degree%2 != 0 {
			return
		}
		found, err := Pairs(Rule{Kind: FixedDegree, Number: int64(degree)}, Ends{ids(n), ids(n), true}, rapid.Uint64().Draw(t, "seed"), 0)
		if err != nil {
			t.Fatal(err)
		}
		degrees := make([]int, n)
		for i, p := range found {
			degrees[p[0]]++
			degrees[p[1]]++
			if p[0] >= p[1] || i > 0 && slices.Compare(found[i-1][:], p[:]) >= 0 {
				t.Fatalf("pair %d is %v", i, p)
			}
		}
		if slices.ContainsFunc(degrees, func(d int) bool { return d != degree }) {
			t.Errorf("the degrees are %v", degrees)
		}
	})
}

// TestGraphsAreEquallyLikely: six nodes with two neighbours each make 60 hexagons and 10 pairs of triangles.
func TestGraphsAreEquallyLikely(t *testing.T) {
	const seeds = 2800
	for _, degree := range []int64{2, 3} { // the complements of the graphs of degree 3 are those of degree 2
		index, counts := map[string]int{}, make([]int, 70)
		for seed := range uint64(seeds) {
			found, err := Pairs(Rule{Kind: FixedDegree, Number: degree}, Ends{ids(6), ids(6), true}, seed+1, 0)
			if err != nil {
				t.Fatal(err)
			}
			name := fmt.Sprint(found)
			if _, known := index[name]; !known {
				index[name] = len(index)
			}
			counts[index[name]]++
		}
		if len(index) != 70 {
			t.Fatalf("%d graphs", len(index))
		}
		chiSquare(t, "graphs", counts, func(int) float64 { return seeds / 70.0 }, 1)
	}
}

// TestRegularGraphsHaveFewTriangles: in a large graph of degree d their number is Poisson with the mean (d-1)³/6, where
// neighbours on a ring make n d/4 and more (B. Bollobás, European Journal of Combinatorics 1 (1980)).
func TestRegularGraphsHaveFewTriangles(t *testing.T) {
	const n, degree, graphs = 500, 6, 40
	total := 0
	for seed := range uint64(graphs) {
		found, err := Pairs(Rule{Kind: FixedDegree, Number: degree}, Ends{ids(n), ids(n), true}, seed+1, 0)
		if err != nil {
			t.Fatal(err)
		}
		g := newGraph(found)
		for i, p := range found {
			for _, q := range found[i+1:] {
				if p[0] == q[0] && g.has(p[1], q[1]) {
					total++
				}
			}
		}
	}
	mean := graphs * 125 / 6.0
	if math.Abs(float64(total)-mean) > 4*math.Sqrt(mean) {
		t.Errorf("%d triangles, want %.0f", total, mean)
	}
}

// TestBernoulliPairsAreEquallyLikely adds up what many seeds make, of selections that overlap.
func TestBernoulliPairsAreEquallyLikely(t *testing.T) {
	const seeds, p = 3000, 0.2
	ends := Ends{[]int32{4, 0, 1, 2, 3}, []int32{3, 4, 5, 6}, true}
	counts := map[[2]int32]int{}
	for seed := range uint64(seeds) {
		found, err := Pairs(Rule{Kind: PairwiseBernoulli, Probability: p}, ends, seed+1, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, pair := range found {
			counts[pair]++
		}
	}
	if len(counts) != 17 { // 5·4, without two of a neuron with itself and one that is there twice
		t.Errorf("%d pairs", len(counts))
	}
	for pair, count := range counts {
		if math.Abs(float64(count)-seeds*p) > 4*math.Sqrt(seeds*p*(1-p)) {
			t.Errorf("%v is there %d times, want %v", pair, count, seeds*p)
		}
	}
}
