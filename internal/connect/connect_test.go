package connect

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/spikelet/spikelet/internal/draw"
)

func TestSelections(t *testing.T) {
	tests := []struct {
		text string
		want []int32
	}{
		{"pair", []int32{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}},
		{" pair ", []int32{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}},
		{"pair[3]", []int32{3}},
		{"pair[ 2 : 5 ]", []int32{2, 3, 4}},
		{"pair[0:10:4]", []int32{0, 4, 8}},
		{"pair[7:]", []int32{7, 8, 9}},
		{"pair[:2]", []int32{0, 1}},
		{"pair[[1, 5, 8]]", []int32{1, 5, 8}},
		{"pair[[8, 1]]", []int32{8, 1}},
	}
	for _, test := range tests {
		s, err := ParseSelection(test.text)
		if err != nil {
			t.Errorf("ParseSelection(%q): %v", test.text, err)
			continue
		}
		ids, err := s.Resolve(10)
		if err != nil || s.Name != "pair" || !cmp.Equal(ids, test.want) {
			t.Errorf("%q: name %q, ids %v, error %v; want %v", test.text, s.Name, ids, err, test.want)
		}
	}
}

func TestBrokenSelections(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", "names no population"},
		{"[3]", "names no population"},
		{"pair[3", "closing bracket"},
		{"pair]", "no selection"},
		{"a b", "no selection"},
		{"pair[x]", "no neuron id"},
		{"pair[-1]", "no neuron id"},
		{"pair[]", "no neuron id"},
		{"pair[0:1:2:3]", "start:stop:step"},
		{"pair[0:9:0]", "at least 1"},
		{"pair[[1, 2]", "closing bracket"},
		{"pair[99999999999]", "no neuron id"},
		{"pair[12]", "ids of pair are 0 to 9"},
		{"pair[0:11]", "has 10 neurons"},
		{"pair[5:5]", "selects no neuron"},
		{"pair[[1, 1]]", "neuron 1 twice"},
	}
	for _, test := range tests {
		s, err := ParseSelection(test.text)
		if err == nil {
			_, err = s.Resolve(10)
		}
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: error %v, want one with %q", test.text, err, test.want)
		}
	}
}

func FuzzParseSelection(f *testing.F) {
	for _, text := range []string{"pair", "pair[3]", "pair[0:10:2]", "pair[[1, 5, 8]]", "pair[:", "[["} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ParseSelection(text)
		if err != nil {
			return
		}
		ids, err := s.Resolve(100)
		for _, id := range ids {
			if err == nil && (id < 0 || id >= 100) {
				t.Errorf("%q selects %d of 100", text, id)
			}
		}
	})
}

func ids(n int) []int32 {
	all := make([]int32, n)
	for i := range all {
		all[i] = int32(i)
	}
	return all
}

func one(x float64) draw.Source { return draw.Constant(x) }

func TestRules(t *testing.T) {
	same := Ends{Sources: ids(3), Targets: ids(3), Same: true}
	other := Ends{Sources: []int32{2, 0}, Targets: ids(2)}
	tests := []struct {
		name             string
		rule             Rule
		ends             Ends
		offsets, targets []int32
	}{
		{"all to all", Rule{Kind: AllToAll}, same, []int32{0, 3, 6, 9}, []int32{0, 1, 2, 0, 1, 2, 0, 1, 2}},
		{"without self", Rule{Kind: AllToAll, NoSelf: true}, same, []int32{0, 2, 4, 6}, []int32{1, 2, 0, 2, 0, 1}},
		{"self of another population", Rule{Kind: AllToAll, NoSelf: true}, other, []int32{0, 2, 2, 4}, []int32{0, 1, 0, 1}},
		{"one to one", Rule{Kind: OneToOne}, other, []int32{0, 1, 1, 2}, []int32{1, 0}},
		{
			"list keeps its order in a row", Rule{Kind: EdgeList, Edges: [][2]int{{1, 1}, {0, 0}, {1, 0}, {1, 1}}}, other,
			[]int32{0, 3, 3, 4}, []int32{1, 0, 1, 0},
		},
	}
	for _, test := range tests {
		table, err := Build(Spec{Sources: 3, Ends: test.ends, Rule: test.rule, Weight: one(2), Delay: one(1)})
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if diff := cmp.Diff(&Table{test.offsets, test.targets, []float64{2}, []float64{1}}, table); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestWrongRules(t *testing.T) {
	same := Ends{Sources: ids(3), Targets: ids(3), Same: true}
	tests := []struct {
		rule   Rule
		ends   Ends
		weight draw.Source
		want   string
	}{
		{Rule{Kind: OneToOne}, Ends{Sources: ids(3), Targets: ids(2)}, one(1), "rule: one_to_one needs as many"},
		{Rule{Kind: EdgeList}, same, one(1), "rule: the list of connections is empty"},
		{Rule{Kind: EdgeList, Edges: [][2]int{{0, 3}}}, same, one(1), "no target 3 among 3"},
		{Rule{Kind: EdgeList, Edges: [][2]int{{-1, 0}}}, same, one(1), "no source -1"},
		{Rule{Kind: EdgeList, Edges: [][2]int{{1, 1}}, NoSelf: true}, same, one(1), "joins neuron 1 to itself"},
		{Rule{Kind: EdgeList, Edges: [][2]int{{0, 1}, {1, 0}, {0, 1}}, NoMultiple: true}, same, one(1), "connections 0 and 2"},
		{Rule{Kind: AllToAll, NoSelf: true}, Ends{Sources: ids(1), Targets: ids(1), Same: true}, one(1), "makes no connection"},
		{Rule{Kind: AllToAll}, same, draw.List{1, 2}, "weight: the list has 2 values for 9"},
	}
	for _, test := range tests {
		_, err := Build(Spec{Sources: 3, Ends: test.ends, Rule: test.rule, Weight: test.weight, Delay: one(1)})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v: error %v, want one with %q", test.rule, err, test.want)
		}
	}
}

// TestValuesFollowTheirConnection checks that sorting by source moves weight and delay along with the target.
func TestValuesFollowTheirConnection(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sources, targets := rapid.IntRange(1, 6).Draw(t, "sources"), rapid.IntRange(1, 6).Draw(t, "targets")
		n := rapid.IntRange(1, 30).Draw(t, "edges")
		edges, weights, delays := make([][2]int, n), make(draw.List, n), make(draw.List, n)
		for i := range edges {
			edges[i] = [2]int{rapid.IntRange(0, sources-1).Draw(t, "source"), rapid.IntRange(0, targets-1).Draw(t, "target")}
			weights[i], delays[i] = float64(i), float64(-i)
		}
		table, err := Build(Spec{
			Sources: sources, Ends: Ends{Sources: ids(sources), Targets: ids(targets)},
			Rule: Rule{Kind: EdgeList, Edges: edges}, Weight: weights, Delay: delays,
		})
		if err != nil {
			t.Fatal(err)
		}
		for s := range sources {
			last := -1.0
			for i := int(table.Offsets[s]); i < int(table.Offsets[s+1]); i++ {
				w := table.Weight(i)
				if edges[int(w)] != [2]int{s, int(table.Targets[i])} || table.Delay(i) != -w || w <= last {
					t.Fatalf("connection %d of source %d has weight %v", i, s, w)
				}
				last = w
			}
		}
	})
}
