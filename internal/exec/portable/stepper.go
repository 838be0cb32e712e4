package portable

import (
	"github.com/spikelet/spikelet/internal/exec/freelist"
	"github.com/spikelet/spikelet/internal/exec/kernel"
)

// Name is what the kernels of this package call themselves.
const Name = "portable"

// stepper is the Kernel of a program.
type stepper struct {
	program *program
	pool    *freelist.List[scratch]
}

// Executor implements kernel.Kernel.
func (k *stepper) Executor() string { return Name }

// Close implements kernel.Kernel; all memory is the garbage collector's.
func (k *stepper) Close() { k.pool.Close(func() {}) }

// Step implements kernel.Kernel.
func (k *stepper) Step(f *kernel.Frame, lo, hi int) kernel.Stats {
	s := k.pool.Get()
	if s == nil {
		panic("portable: a step of a kernel that is closed")
	}
	defer k.pool.Put(s)
	s.last.begin(f)
	var stats kernel.Stats
	if s.attempt == nil {
		for at := lo; at < hi; at += blockLanes {
			stats.Failed += s.conclude(f, at, at, min(blockLanes, hi-at))
		}
		stats.Attempts = int64(max(hi-lo, 0))
		return stats
	}
	if s.before != nil {
		s.before.begin(f)
	}
	s.attempt.begin(f)
	for at := lo; at < hi; at += chunkLanes {
		n := min(chunkLanes, hi-at)
		s.prepare(f, at, n)
		stats.Attempts += s.integrate(f, at, n)
		for b := 0; b < n; b += blockLanes {
			stats.Failed += s.conclude(f, at, at+b, min(blockLanes, n-b))
		}
	}
	return stats
}

// prepare runs the part before integration for the n neurons of the chunk from chunk on, into the buffer.
func (s *scratch) prepare(f *kernel.Frame, chunk, n int) {
	clear(s.time.F[:n])
	clear(s.fail.B[:n])
	if s.before == nil {
		return
	}
	for b := 0; b < n; b += blockLanes {
		lanes := min(blockLanes, n-b)
		for _, t := range s.before.reads {
			load(t.register, &f.Columns[t.column], chunk+b, lanes)
		}
		s.before.run(lanes)
		for _, t := range s.before.writes {
			store(&s.buffer[t.column], t.register, b, lanes)
		}
	}
}

// conclude runs the last part for n neurons from at on, stores what they end with, and counts those that failed. The
// neurons belong to the chunk that begins at chunk.
func (s *scratch) conclude(f *kernel.Frame, chunk, at, n int) (failed int) {
	for _, t := range s.last.reads {
		if t.buffered {
			load(t.register, &s.buffer[t.column], at-chunk, n)
		} else {
			load(t.register, &f.Columns[t.column], at, n)
		}
	}
	s.last.run(n)
	if s.last.fail != nil {
		for _, m := range flat(s.last.fail)[:n] {
			failed += int(m & 1)
		}
	}
	for _, t := range s.last.writes {
		switch c := &f.Columns[t.column]; {
		case failed > 0 && t.state && !s.program.storeFailed:
			storeWhere(c, t.register, s.last.fail, at, n)
		default:
			store(c, t.register, at, n)
		}
	}
	return failed
}
