package portable

import (
	"math"

	"github.com/spikelet/spikelet/internal/exec/kernel"
)

// integrate repeats the attempt for each of the n neurons of the chunk from chunk on until it has reached the end of the
// step, and counts attempts. A lane whose neuron is done takes the next neuron; when there is none left the last lane
// moves into the gap, so that the lanes in use are always the first ones.
func (s *scratch) integrate(f *kernel.Frame, chunk, n int) (attempts int64) {
	s.arrange(f, chunk, n)
	active := min(n, blockLanes)
	for l := range active {
		s.seat(f, chunk, l, s.order[l])
	}
	for next := active; active > 0; {
		s.attempt.run(active)
		attempts += int64(active)
		for l := 0; l < active; {
			s.tries[l]++
			if !s.finished(l) {
				l++
				continue
			}
			s.leave(l)
			if next < n {
				s.seat(f, chunk, l, s.order[next])
				next++
				l++
				continue
			}
			active--
			s.move(l, active)
		}
	}
	return attempts
}

// seat gives lane l the neuron j of the chunk.
func (s *scratch) seat(f *kernel.Frame, chunk, l, j int) {
	s.neuron[l], s.tries[l] = j, 0
	for _, t := range s.attempt.reads {
		if t.buffered {
			flat(t.register)[l] = get(&s.buffer[t.column], j)
		} else {
			flat(t.register)[l] = get(&f.Columns[t.column], chunk+j)
		}
	}
}

// finished reports whether the neuron of lane l makes no further attempt: it has reached the end of the step, it has
// failed, now or before integration, or it has tried too often, which fails it.
func (s *scratch) finished(l int) bool {
	a := s.program.adaptive
	if s.fail.B[s.neuron[l]] != 0 || s.attempt.fail != nil && flat(s.attempt.fail)[l] != 0 {
		return true
	}
	return math.Float64frombits(flat(s.elapsed)[l]) == a.Dt || s.tries[l] >= a.MaxAttempts
}

// leave writes what the neuron of lane l ended with to the buffer.
func (s *scratch) leave(l int) {
	j := s.neuron[l]
	failed := s.fail.B[j]
	for _, t := range s.attempt.writes {
		set(&s.buffer[t.column], j, flat(t.register)[l])
	}
	if math.Float64frombits(flat(s.elapsed)[l]) != s.program.adaptive.Dt {
		failed = 1
	}
	s.fail.B[j] |= failed
}

// move gives lane l the neuron of lane from, as it is.
func (s *scratch) move(l, from int) {
	s.neuron[l], s.tries[l] = s.neuron[from], s.tries[from]
	for _, r := range s.mobile {
		flat(r)[l] = flat(r)[from]
	}
}
