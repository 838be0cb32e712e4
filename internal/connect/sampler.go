package connect

import "github.com/spikelet/spikelet/internal/rng"

// sampler draws some of the neurons of a selection, by their positions.
type sampler struct {
	count  int
	at     places   // where a neuron is that must not draw itself; nil: it may
	taken  []uint64 // a bit for each position; nil: a position may be drawn again
	chosen []int32
}

func (r Rule) sampler(ids []int32, same bool) *sampler {
	s := &sampler{count: len(ids)}
	if r.NoSelf && same {
		s.at = positions(ids)
	}
	if r.NoMultiple {
		s.taken = make([]uint64, (len(ids)+63)/64)
	}
	return s
}

// draw returns n positions for the neuron id, in no order. They are good until the next draw.
func (s *sampler) draw(stream *rng.Stream, n int, id int32) []int32 {
	count, self := s.count, int32(-1)
	if s.at != nil {
		self = s.at.of(id)
	}
	if self >= 0 {
		count--
	}
	s.chosen = s.chosen[:0]
	if s.taken == nil {
		for range n {
			s.chosen = append(s.chosen, beside(self, stream.Below(uint32(count))))
		}
		return s.chosen
	}
	if n > count/2 {
		return s.others(stream, count, count-n, self)
	}
	s.distinct(stream, count, n, self)
	s.release()
	return s.chosen
}

// beside is the x-th position when self, unless negative, is none.
func beside(self int32, x uint32) int32 {
	if self >= 0 && int32(x) >= self {
		return int32(x) + 1
	}
	return int32(x)
}

// distinct chooses n of count positions by drawing again what is taken.
func (s *sampler) distinct(stream *rng.Stream, count, n int, self int32) {
	for len(s.chosen) < n {
		x := beside(self, stream.Below(uint32(count)))
		if word, bit := &s.taken[x/64], uint64(1)<<(x%64); *word&bit == 0 {
			*word |= bit
			s.chosen = append(s.chosen, x)
		}
	}
}

// others chooses all of count positions but n, which are drawn.
func (s *sampler) others(stream *rng.Stream, count, n int, self int32) []int32 {
	s.distinct(stream, count, n, self)
	left := len(s.chosen)
	for x := range int32(s.count) {
		if x != self && s.taken[x/64]>>(x%64)&1 == 0 {
			s.chosen = append(s.chosen, x)
		}
	}
	drawn := s.chosen
	s.chosen = drawn[:left]
	s.release()
	return drawn[left:]
}

// release gives back what was chosen.
func (s *sampler) release() {
	for _, x := range s.chosen {
		s.taken[x/64] = 0
	}
}
