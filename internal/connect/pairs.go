package connect

import (
	"fmt"
	"iter"
	"slices"

	"github.com/spikelet/spikelet/internal/draw"
	"github.com/spikelet/spikelet/internal/rng"
)

// Pairs returns the pairs of neurons that r joins when a junction has no direction: each pair once, no neuron with itself,
// whatever NoSelf and NoMultiple say. Where both ends are of one population the lower id of a pair stands first, else that
// of the source. Pairs are in the order of their ids; those of an EdgeList in that in which they are listed first.
//
// The rules are AllToAll, OneToOne, EdgeList, PairwiseBernoulli (a chance for each pair, not for each direction) and
// FixedDegree. A list may name each junction in one direction or each in both. A rule that draws may make no pair. Seed and
// index are those of a Spec. An error is an *Error.
func Pairs(r Rule, ends Ends, seed uint64, index int64) ([][2]int32, error) {
	r.NoSelf, r.NoMultiple = true, r.Kind == EdgeList
	key := ruleKey(seed, index)
	var found [][2]int32
	var err error
	switch r.Kind {
	case AllToAll, OneToOne, PairwiseBernoulli:
		found, err = r.undirected(ends, key)
	case EdgeList:
		found, err = r.listed(ends)
	case FixedDegree:
		found, err = r.fixedDegree(ends, key)
	default:
		err = mistake("use pairwise_bernoulli or fixed_degree", "%v makes connections with a direction; a gap junction has none", r.Kind)
	}
	if err != nil {
		return nil, ruleError(err)
	}
	if len(found) == 0 && !r.random() {
		return nil, ruleError(fmt.Errorf("%v makes no junction between two neurons", r.Kind))
	}
	return found, nil
}

// Weights draws the weights of n pairs, or one for all, as Build draws those of connections. An error is an *Error.
func Weights(source draw.Source, n int, seed uint64, index int64) ([]float64, error) {
	return (&Spec{Seed: seed, Index: index}).numbers("weight", source, n)
}

// undirected makes the pairs of a rule that knows no direction by itself.
func (r Rule) undirected(ends Ends, key rng.Key) ([][2]int32, error) {
	edges, err := r.edges(ends, key)
	if err != nil {
		return nil, err
	}
	if r.Kind != OneToOne && ends.Same {
		edges = once(edges, ends)
	}
	var found [][2]int32
	for source, target := range edges {
		if len(found) == MaxEdges {
			return nil, fmt.Errorf("more than %d junctions", MaxEdges)
		}
		found = append(found, ends.pair(source, target))
	}
	sortPairs(found)
	return slices.Compact(found), nil
}

// once leaves out one of two edges between the same neurons, where both are possible.
func once(edges iter.Seq2[int32, int32], ends Ends) iter.Seq2[int32, int32] {
	asSource, asTarget := positions(ends.Sources), positions(ends.Targets)
	return func(yield func(int32, int32) bool) {
		for source, target := range edges {
			s, t := ends.Sources[source], ends.Targets[target]
			if s > t && asSource.of(t) >= 0 && asTarget.of(s) >= 0 {
				continue
			}
			if !yield(source, target) {
				return
			}
		}
	}
}

// pair is the pair of the neurons at two positions.
func (e Ends) pair(source, target int32) [2]int32 {
	s, t := e.Sources[source], e.Targets[target]
	if e.Same && s > t {
		return [2]int32{t, s}
	}
	return [2]int32{s, t}
}

func sortPairs(pairs [][2]int32) {
	slices.SortFunc(pairs, func(a, b [2]int32) int { return slices.Compare(a[:], b[:]) })
}

// listed makes the pairs of an EdgeList.
func (r Rule) listed(ends Ends) ([][2]int32, error) {
	if err := r.checkList(ends); err != nil {
		return nil, err
	}
	var found [][2]int32
	both := map[[2]int32]bool{} // whether a pair was listed in both directions
	for source, target := range r.list() {
		pair := ends.pair(source, target)
		if _, known := both[pair]; known {
			both[pair] = true
			continue
		}
		both[pair] = false
		found = append(found, pair)
	}
	twice := slices.IndexFunc(found, func(p [2]int32) bool { return both[p] })
	single := slices.IndexFunc(found, func(p [2]int32) bool { return !both[p] })
	if twice >= 0 && single >= 0 {
		return nil, mistake("list every junction once, or every one in both directions",
			"the list is one-sided: it joins the neurons %d and %d in both directions, %d and %d in one",
			found[twice][0], found[twice][1], found[single][0], found[single][1])
	}
	return found, nil
}
