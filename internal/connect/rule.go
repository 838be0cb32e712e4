package connect

import (
	"fmt"
	"iter"

	"github.com/spikelet/spikelet/internal/rng"
)

// Kind names a rule.
type Kind uint8

// The kinds of rule.
const (
	AllToAll          Kind = iota // each source to each target
	OneToOne                      // the i-th source to the i-th target
	EdgeList                      // what Edges lists
	FixedIndegree                 // Number sources, drawn, to each target
	FixedOutdegree                // each source to Number targets, drawn
	FixedTotalNumber              // Number pairs, drawn
	PairwiseBernoulli             // each pair with the chance Probability
	PairwisePoisson               // each pair as often as a Poisson draw of that Mean says
	FixedDegree                   // Number partners to each neuron of one population: for Pairs alone
)

func (k Kind) String() string {
	return [...]string{
		"all_to_all", "one_to_one", "list", "fixed_indegree", "fixed_outdegree", "fixed_total_number",
		"pairwise_bernoulli", "pairwise_poisson", "fixed_degree",
	}[k]
}

// Rule says which pairs of sources and targets are connected.
type Rule struct {
	Kind        Kind
	Edges       [][2]int // EdgeList: positions in the sources and in the targets
	Number      int64    // FixedIndegree, FixedOutdegree, FixedTotalNumber, FixedDegree
	Probability float64  // PairwiseBernoulli
	Mean        float64  // PairwisePoisson
	NoSelf      bool     // no connection of a neuron to itself: left out or not drawn, in an EdgeList an error
	NoMultiple  bool     // no two connections of one neuron to another: not drawn, in an EdgeList an error
}

// Ends are the neurons that a rule connects.
type Ends struct {
	Sources, Targets []int32 // ids within their populations, each once
	Same             bool    // both are of one population
}

// edges returns the pairs that r makes, as positions among the sources and among the targets, or what is wrong with r for
// these ends. For one source they come in the order of the targets' positions, but for lists, which keep theirs. Each walk
// gives the same.
func (r Rule) edges(ends Ends, key rng.Key) (iter.Seq2[int32, int32], error) {
	if err := r.check(ends); err != nil {
		return nil, err
	}
	switch r.Kind {
	case OneToOne:
		return r.oneToOne(ends), nil
	case EdgeList:
		return r.list(), nil
	case FixedIndegree, FixedOutdegree:
		return r.fixedDegrees(ends, key).edges(), nil
	case FixedTotalNumber:
		if r.NoMultiple {
			return r.distinctPairs(ends, key), nil
		}
		return r.anyPairs(ends, key).edges(), nil
	case PairwiseBernoulli, PairwisePoisson:
		d, err := r.pairwise(ends, key)
		if err != nil {
			return nil, err
		}
		return d.edges(), nil
	}
	return r.allToAll(ends), nil
}

// random reports whether r draws, so that it may make no connection at all.
func (r Rule) random() bool { return r.Kind >= FixedIndegree }

func (r Rule) skips(ends Ends, source, target int32) bool {
	return r.NoSelf && ends.Same && ends.Sources[source] == ends.Targets[target]
}

func (r Rule) allToAll(ends Ends) iter.Seq2[int32, int32] {
	return func(yield func(int32, int32) bool) {
		for source := range int32(len(ends.Sources)) {
			for target := range int32(len(ends.Targets)) {
				if !r.skips(ends, source, target) && !yield(source, target) {
					return
				}
			}
		}
	}
}

func (r Rule) oneToOne(ends Ends) iter.Seq2[int32, int32] {
	return func(yield func(int32, int32) bool) {
		for i := range int32(len(ends.Sources)) {
			if !r.skips(ends, i, i) && !yield(i, i) {
				return
			}
		}
	}
}

func (r Rule) list() iter.Seq2[int32, int32] {
	return func(yield func(int32, int32) bool) {
		for _, edge := range r.Edges {
			if !yield(int32(edge[0]), int32(edge[1])) {
				return
			}
		}
	}
}

func (r Rule) checkList(ends Ends) error {
	if len(r.Edges) == 0 {
		return fmt.Errorf("the list of connections is empty")
	}
	seen := map[[2]int]int{}
	for i, edge := range r.Edges {
		if edge[0] < 0 || edge[0] >= len(ends.Sources) {
			return fmt.Errorf("connection %d of the list: there is no source %d among %d", i, edge[0], len(ends.Sources))
		}
		if edge[1] < 0 || edge[1] >= len(ends.Targets) {
			return fmt.Errorf("connection %d of the list: there is no target %d among %d", i, edge[1], len(ends.Targets))
		}
		if r.skips(ends, int32(edge[0]), int32(edge[1])) {
			return fmt.Errorf("connection %d of the list joins neuron %d to itself", i, ends.Sources[edge[0]])
		}
		if !r.NoMultiple {
			continue
		}
		if first, found := seen[edge]; found {
			return fmt.Errorf("connections %d and %d of the list are the same", first, i)
		}
		seen[edge] = i
	}
	return nil
}
