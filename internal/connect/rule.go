package connect

import (
	"fmt"
	"iter"
)

// Kind names a rule.
type Kind uint8

// The kinds of rule.
const (
	AllToAll Kind = iota // each source to each target
	OneToOne             // the i-th source to the i-th target
	EdgeList             // what Edges lists
)

func (k Kind) String() string { return [...]string{"all_to_all", "one_to_one", "list"}[k] }

// Rule says which pairs of sources and targets are connected.
type Rule struct {
	Kind       Kind
	Edges      [][2]int // EdgeList: positions in the sources and in the targets
	NoSelf     bool     // no connection of a neuron to itself: left out, in an EdgeList an error
	NoMultiple bool     // no two connections of one neuron to another: an error in an EdgeList
}

// Ends are the neurons that a rule connects.
type Ends struct {
	Sources, Targets []int32 // ids within their populations, each once
	Same             bool    // both are of one population
}

// Edges returns the pairs of source and target ids that r makes, or what is wrong with r for these ends. The order is that
// of the sources' positions and, for one source, of the targets'; an EdgeList keeps its own order.
func (r Rule) edges(ends Ends) (iter.Seq2[int32, int32], error) {
	switch r.Kind {
	case OneToOne:
		if len(ends.Sources) != len(ends.Targets) {
			return nil, fmt.Errorf("one_to_one needs as many sources as targets: there are %d and %d",
				len(ends.Sources), len(ends.Targets))
		}
		return r.oneToOne(ends), nil
	case EdgeList:
		if err := r.checkList(ends); err != nil {
			return nil, err
		}
		return r.list(ends), nil
	}
	return r.allToAll(ends), nil
}

func (r Rule) skips(ends Ends, source, target int32) bool {
	return r.NoSelf && ends.Same && source == target
}

func (r Rule) allToAll(ends Ends) iter.Seq2[int32, int32] {
	return func(yield func(int32, int32) bool) {
		for _, source := range ends.Sources {
			for _, target := range ends.Targets {
				if !r.skips(ends, source, target) && !yield(source, target) {
					return
				}
			}
		}
	}
}

func (r Rule) oneToOne(ends Ends) iter.Seq2[int32, int32] {
	return func(yield func(int32, int32) bool) {
		for i, source := range ends.Sources {
			if !r.skips(ends, source, ends.Targets[i]) && !yield(source, ends.Targets[i]) {
				return
			}
		}
	}
}

func (r Rule) list(ends Ends) iter.Seq2[int32, int32] {
	return func(yield func(int32, int32) bool) {
		for _, edge := range r.Edges {
			if !yield(ends.Sources[edge[0]], ends.Targets[edge[1]]) {
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
		if r.skips(ends, ends.Sources[edge[0]], ends.Targets[edge[1]]) {
			return fmt.Errorf("connection %d of the list joins neuron %d to itself", i, ends.Sources[edge[0]])
		}
		if first, found := seen[edge]; found && r.NoMultiple {
			return fmt.Errorf("connections %d and %d of the list are the same", first, i)
		}
		seen[edge] = i
	}
	return nil
}
