package connect

import (
	"iter"
	"slices"

	"github.com/spikelet/spikelet/internal/draw"
	"github.com/spikelet/spikelet/internal/rng"
)

// What a neuron draws comes from the stream of its id, what a connection draws from that of its number.

func (r Rule) fixedIndegree(ends Ends, key rng.Key) iter.Seq2[int32, int32] {
	return func(yield func(int32, int32) bool) {
		s := r.sampler(ends.Sources, ends.Same)
		for target, id := range ends.Targets {
			stream := key.Stream(int64(id), 0)
			for _, source := range s.draw(&stream, int(r.Number), id) {
				if !yield(source, int32(target)) {
					return
				}
			}
		}
	}
}

func (r Rule) fixedOutdegree(ends Ends, key rng.Key) iter.Seq2[int32, int32] {
	return func(yield func(int32, int32) bool) {
		s := r.sampler(ends.Targets, ends.Same)
		for source, id := range ends.Sources {
			stream := key.Stream(int64(id), 0)
			targets := s.draw(&stream, int(r.Number), id)
			slices.Sort(targets)
			for _, target := range targets {
				if !yield(int32(source), target) {
					return
				}
			}
		}
	}
}

// anyPairs draws pairs that may repeat.
func (r Rule) anyPairs(ends Ends, key rng.Key) iter.Seq2[int32, int32] {
	return func(yield func(int32, int32) bool) {
		for i := range r.Number {
			if source, target := r.pair(ends, key, i); !yield(source, target) {
				return
			}
		}
	}
}

// pair draws the i-th pair.
func (r Rule) pair(ends Ends, key rng.Key, i int64) (source, target int32) {
	stream := key.Stream(i, 0)
	for {
		source = int32(stream.Below(uint32(len(ends.Sources))))
		target = int32(stream.Below(uint32(len(ends.Targets))))
		if !r.skips(ends, source, target) {
			return source, target
		}
	}
}

// distinctPairs draws pairs none of which repeats: those to be connected or, where these are most of all, the others.
func (r Rule) distinctPairs(ends Ends, key rng.Key) iter.Seq2[int32, int32] {
	targets, candidates := int64(len(ends.Targets)), r.candidates(ends)
	if others := candidates - r.Number; others < r.Number {
		left := r.pairSet(ends, key, others)
		return func(yield func(int32, int32) bool) {
			rest := left
			for source, target := range r.allToAll(ends) {
				if len(rest) > 0 && rest[0] == int64(source)*targets+int64(target) {
					rest = rest[1:]
				} else if !yield(source, target) {
					return
				}
			}
		}
	}
	chosen := r.pairSet(ends, key, r.Number)
	return func(yield func(int32, int32) bool) {
		for _, at := range chosen {
			if !yield(int32(at/targets), int32(at%targets)) {
				return
			}
		}
	}
}

// pairSet draws pairs until there are n different ones. They are source·targets + target, ascending.
func (r Rule) pairSet(ends Ends, key rng.Key, n int64) []int64 {
	set := make([]int64, 0, n)
	for drawn := int64(0); int64(len(set)) < n; {
		for range n - int64(len(set)) {
			source, target := r.pair(ends, key, drawn)
			set = append(set, int64(source)*int64(len(ends.Targets))+int64(target))
			drawn++
		}
		slices.Sort(set)
		set = slices.Compact(set)
	}
	return set
}

// pairwise walks along the sources of each target by the gaps of a Poisson process: a source is connected by each event, or
// by any, that falls between its position and the next.
func (r Rule) pairwise(ends Ends, key rng.Key) iter.Seq2[int32, int32] {
	once, rate := r.Kind == PairwiseBernoulli, r.Mean
	if once {
		rate = draw.Hazard(r.Probability)
	}
	sources := float64(len(ends.Sources))
	return func(yield func(int32, int32) bool) {
		if rate == 0 {
			return
		}
		gaps := draw.NewGaps()
		for target, id := range ends.Targets {
			gaps.Begin(key.Stream(int64(id), 0), sources*max(r.Probability, r.Mean)*1.1)
			for x := gaps.Next() / rate; x < sources; x += gaps.Next() / rate {
				source := int32(x)
				if !r.skips(ends, source, int32(target)) && !yield(source, int32(target)) {
					return
				}
				if once {
					x = float64(source + 1)
				}
			}
		}
	}
}
