package sim

import (
	"github.com/spikelet/spikelet/internal/population"
)

// A block is a stretch of a population, small enough that its columns stay in the second-level cache while one worker takes
// it through all steps of a window.
const (
	blockBytes = 256 << 10
	leastLanes = 64    // of a block; all but the last of a population have a multiple
	leastWork  = 60000 // operations in a step of a block, some microseconds: a call of a kernel costs a third of one
	blocksEach = 4     // of a population for a worker, so that workers who are slower leave some to others
)

// block is what a worker does, and the outcome.
type block struct {
	member   *member
	lo, hi   int
	spiked   []int32 // in the window, step by step
	ends     []int   // where the spikes of each step end in spiked
	attempts int64
	done     int               // steps after which a neuron failed, else those of the window
	residual float64           // of the sweep over coupled neurons, mV
	waves    []population.Wave // of a step
	due      []stretch         // to be integrated in the next sweep of a step
	fresh    bool              // nobody was integrated in this step yet
	telling  []int32           // cells whose waves changed in the sweep
	seen     float64           // how sensitive neurons were seen to be
	rough    float64           // by how much errors of interpolation change potentials, mV
}

// layOut divides the populations into blocks and makes what the workers need.
func (n *Network) layOut() {
	var blocks []*block
	for _, m := range n.members {
		blocks = m.divide(n.lanes(m.Population), blocks)
	}
	n.blocks = blocks
	workers := max(1, min(n.options.Threads, max(len(blocks), len(n.rings))))
	if n.team == nil || n.team.helpers != nil || len(n.team.shares) != workers {
		n.team = newTeam(workers)
	}
	for _, m := range n.members {
		for len(m.steppers) < workers {
			m.steppers = append(m.steppers, m.Stepper())
		}
		for _, s := range m.steppers {
			s.Follow()
		}
		if m.saved == nil && (m.coupled || !n.options.KeepGoing) {
			m.saved = m.NewSaved()
		}
	}
}

// lanes is the number of neurons in a block of p: as many as the cache holds, fewer where that gives every worker some, but
// enough to be worth a call.
func (n *Network) lanes(p *population.Population) int {
	if n.tuning.lanes > 0 {
		return n.tuning.lanes
	}
	lanes := blockBytes / p.LaneBytes()
	if threads := n.options.Threads; threads > 1 {
		lanes = min(lanes, max(p.Size()/(blocksEach*threads), int(leastWork/p.Work())))
	}
	return max(1, (lanes+leastLanes-1)/leastLanes) * leastLanes
}

// divide adds the blocks of m to list.
func (m *member) divide(lanes int, list []*block) []*block {
	if len(m.blocks) == 0 || m.blocks[0].hi != min(lanes, m.Size()) {
		m.blocks = nil
		for lo := 0; lo < m.Size(); lo += lanes {
			m.blocks = append(m.blocks, &block{member: m, lo: lo, hi: min(lo+lanes, m.Size())})
		}
	}
	return append(list, m.blocks...)
}

// take is a worker's task: a block goes through the window.
func (n *Network) take(worker, task int) {
	b := n.blocks[task]
	m := b.member
	if !n.begin(b) {
		return
	}
	b.spiked, b.ends = b.spiked[:0], b.ends[:0]
	if n.gaps.sweep == 0 {
		b.attempts = 0
	}
	for b.done = 0; b.done < n.window; b.done++ {
		if failed := b.step(n, m.steppers[worker], b.done); failed > 0 && !n.options.KeepGoing {
			return
		}
	}
	if m.coupled {
		b.residual = n.gaps.waves.Shape(m.cell+b.lo, m.cell+b.hi)
	}
}

// step advances the block by step s of the window, and returns how many neurons failed.
func (b *block) step(n *Network, stepper *population.Stepper, s int) (failed int) {
	m, k := b.member, n.step+int64(s)
	b.fill(s)
	stepper.SetSpikes(m.ring.At(k + 1))
	if m.coupled {
		failed = b.integrate(&n.gaps, stepper, n.step, s, b.lo, b.hi)
	} else {
		stats := stepper.Step(k, b.lo, b.hi)
		b.attempts += stats.Attempts
		failed = stats.Failed
	}
	b.note(stepper, k+1)
	return failed
}

// fill gives the block the currents of step s of the window.
func (b *block) fill(s int) {
	for _, c := range b.member.currents {
		c.sum.Fill(b.member.Current(c.port), s, b.lo, b.hi)
	}
}

// note takes down who spiked at grid point k, and the samples of it.
func (b *block) note(stepper *population.Stepper, k int64) {
	b.spiked = stepper.AppendSpiked(b.spiked, b.lo, b.hi)
	b.ends = append(b.ends, len(b.spiked))
	for _, sampler := range b.member.samplers {
		if sampler.Due(k) {
			sampler.Take(k, b.lo, b.hi)
		}
	}
}

// of is who spiked in step s of the window.
func (b *block) of(s int) []int32 {
	first := 0
	if s > 0 {
		first = b.ends[s-1]
	}
	return b.spiked[first:b.ends[s]]
}

// collect puts together what the blocks did in a window.
func (m *member) collect(steps int) {
	for _, b := range m.blocks {
		m.counts.Attempts += b.attempts
		m.counts.Spikes += int64(len(b.spiked))
	}
	if len(m.blocks) == 1 {
		return
	}
	m.whole.spiked, m.whole.ends = m.whole.spiked[:0], m.whole.ends[:0]
	for s := range steps {
		for _, b := range m.blocks {
			m.whole.spiked = append(m.whole.spiked, b.of(s)...)
		}
		m.whole.ends = append(m.whole.ends, len(m.whole.spiked))
	}
}

// spikes is who spiked in step s of the window that was collected, ascending.
func (m *member) spikes(s int) []int32 {
	if len(m.blocks) == 1 {
		return m.blocks[0].of(s)
	}
	return m.whole.of(s)
}

// done is the number of steps after which a neuron of m failed.
func (m *member) done() int {
	done := m.blocks[0].done
	for _, b := range m.blocks {
		done = min(done, b.done)
	}
	return done
}
