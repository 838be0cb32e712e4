package connect

import (
	"iter"
	"math"
	"slices"

	"github.com/spikelet/spikelet/internal/draw"
	"github.com/spikelet/spikelet/internal/rng"
)

// drawn holds for each neuron of one side, by position, the partners at the other that were drawn for it.
type drawn struct {
	ends     []int // those of neuron i end here in partners
	partners []int32
	flipped  bool // the neurons are targets
}

// edges walks through what was drawn.
func (d *drawn) edges() iter.Seq2[int32, int32] {
	return func(yield func(int32, int32) bool) {
		first := 0
		for i, end := range d.ends {
			for _, partner := range d.partners[first:end] {
				source, target := int32(i), partner
				if d.flipped {
					source, target = target, source
				}
				if !yield(source, target) {
					return
				}
			}
			first = end
		}
	}
}

// fixedDegrees draws the sources of each target, or the targets of each source. A neuron's draws come from the stream of its id.
func (r Rule) fixedDegrees(ends Ends, key rng.Key) *drawn {
	of, among, in := ends.Targets, ends.Sources, r.Kind == FixedIndegree
	if !in {
		of, among = among, of
	}
	d := &drawn{ends: make([]int, len(of)), partners: make([]int32, 0, int(r.Number)*len(of)), flipped: in}
	s := r.sampler(among, ends.Same)
	for i, id := range of {
		stream := key.Stream(int64(id), 0)
		chosen := s.draw(&stream, int(r.Number), id)
		if !in {
			slices.Sort(chosen)
		}
		d.partners = append(d.partners, chosen...)
		d.ends[i] = len(d.partners)
	}
	return d
}

// pairwise walks along the sources of each target by the gaps of a Poisson process: a source is connected by each event, or
// by any, that falls between its position and the next. A target's draws come from the stream of its id.
func (r Rule) pairwise(ends Ends, key rng.Key) (*drawn, error) {
	once, rate, mean := r.Kind == PairwiseBernoulli, r.Mean, r.Mean
	if once {
		rate, mean = draw.Hazard(r.Probability), r.Probability
	}
	sources := float64(len(ends.Sources))
	total := mean * pairs(ends)
	d := &drawn{ends: make([]int, len(ends.Targets)), flipped: true}
	if rate == 0 {
		return d, nil
	}
	d.partners = make([]int32, 0, int(min(math.FMA(6, math.Sqrt(total), total), MaxEdges)))
	gaps := draw.NewGaps()
	for target, id := range ends.Targets {
		gaps.Begin(key.Stream(int64(id), 0), sources*mean*1.1)
		for x := gaps.Next() / rate; x < sources; x += gaps.Next() / rate {
			source := int32(x)
			if !r.skips(ends, source, int32(target)) {
				d.partners = append(d.partners, source)
			}
			if once {
				x = float64(source + 1)
			}
		}
		d.ends[target] = len(d.partners)
		if err := r.checkMost(float64(len(d.partners))); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// pairStream draws pairs, one after the other.
type pairStream struct {
	rule   Rule
	ends   Ends
	stream rng.Stream
}

func (p *pairStream) next() (source, target int32) {
	for {
		source = int32(p.stream.Below(uint32(len(p.ends.Sources))))
		target = int32(p.stream.Below(uint32(len(p.ends.Targets))))
		if !p.rule.skips(p.ends, source, target) {
			return source, target
		}
	}
}

// anyPairs draws pairs that may repeat, twice: to count those of each target, and to sort them by it.
func (r Rule) anyPairs(ends Ends, key rng.Key) *drawn {
	d := &drawn{ends: make([]int, len(ends.Targets)+1), partners: make([]int32, r.Number), flipped: true}
	p := pairStream{r, ends, key.Stream(0, 0)}
	for range r.Number {
		_, target := p.next()
		d.ends[target+1]++
	}
	for i := range ends.Targets {
		d.ends[i+1] += d.ends[i]
	}
	p.stream = key.Stream(0, 0)
	for range r.Number {
		source, target := p.next()
		d.partners[d.ends[target]] = source
		d.ends[target]++
	}
	d.ends = d.ends[:len(ends.Targets)]
	return d
}

// distinctPairs draws pairs none of which repeats: those to be connected or, where these are most of all, the others.
func (r Rule) distinctPairs(ends Ends, key rng.Key) iter.Seq2[int32, int32] {
	targets, candidates := uint64(len(ends.Targets)), r.candidates(ends)
	if others := candidates - r.Number; others < r.Number {
		left := r.pairSet(ends, key, others)
		return func(yield func(int32, int32) bool) {
			rest := left
			for source, target := range r.allToAll(ends) {
				if len(rest) > 0 && rest[0] == uint64(source)*targets+uint64(target) {
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
func (r Rule) pairSet(ends Ends, key rng.Key, n int64) []uint64 {
	targets := uint64(len(ends.Targets))
	p := pairStream{r, ends, key.Stream(0, 0)}
	set, spare := make([]uint64, 0, n), make([]uint64, n)
	for int64(len(set)) < n {
		for range n - int64(len(set)) {
			source, target := p.next()
			set = append(set, uint64(source)*targets+uint64(target))
		}
		set, spare = radixSort(set, spare, uint64(len(ends.Sources))*targets)
		set = slices.Compact(set)
	}
	return set
}

// radixSort sorts numbers below limit, digit by digit. It returns them in the memory of keys or of spare, which is as large,
// and what is left over.
func radixSort(keys, spare []uint64, limit uint64) (sorted, other []uint64) {
	const digit = 11
	spare = spare[:len(keys)]
	for shift := 0; (limit-1)>>shift > 0; shift += digit {
		var next [1<<digit + 1]int
		for _, k := range keys {
			next[k>>shift%(1<<digit)+1]++
		}
		for i := range 1 << digit {
			next[i+1] += next[i]
		}
		for _, k := range keys {
			at := &next[k>>shift%(1<<digit)]
			spare[*at] = k
			*at++
		}
		keys, spare = spare, keys
	}
	return keys, spare
}
