package portable

import (
	"math"

	"github.com/spikelet/spikelet/internal/exec/kernel"
)

// paces is the number of groups that neurons are sorted into by the number of attempts that they will need.
const paces = 16

// arrange decides the order in which the n neurons of a chunk get lanes: those with the smallest step size first, for
// they need the most attempts, and one that starts last would keep the others' lanes empty (longest processing time
// first; Graham 1969, doi:10.1137/0117039). The order has no effect on any result.
func (s *scratch) arrange(f *kernel.Frame, chunk, n int) {
	var start [paces + 1]int // of each pace among the slower ones
	for j := range n {
		start[paces-s.pace(f, chunk, j)]++
	}
	for i := range paces {
		start[i+1] += start[i]
	}
	for j := range n {
		i := paces - 1 - s.pace(f, chunk, j)
		s.order[start[i]] = j
		start[i]++
	}
}

// pace is the number of attempts that neuron j of the chunk will need if its step size stays as it is, at most paces - 1.
func (s *scratch) pace(f *kernel.Frame, chunk, j int) int {
	if s.size == nil {
		return 0
	}
	c, i := &f.Columns[s.size.column], chunk+j
	if s.size.buffered {
		c, i = &s.buffer[s.size.column], j
	}
	attempts := s.program.adaptive.Dt / math.Float64frombits(get(c, i))
	switch {
	case attempts >= paces-1:
		return paces - 1
	case attempts > 0:
		return int(attempts)
	}
	return 0
}
