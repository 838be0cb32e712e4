package sim

import (
	"math"

	"github.com/spikelet/spikelet/internal/population"
)

// A window is a stretch of steps that populations take without seeing each other: it is at most as long as the least delay
// between neurons. Other bounds keep it short enough for those who wait for its end.
const (
	longestWindow = 32       // steps; longer ones are no faster
	leastWindow   = 4        // shorter ones are slower than single steps, of which no state has to be saved
	longestWork   = 5e8      // operations, less than a second: a signal or progress waits as long
	sampleBytes   = 16 << 20 // of what a Sampler keeps
	aheadBytes    = 64 << 20 // of spikes of devices on their way to a population
	worthSharing  = 1e6      // operations of a window, some ten microseconds: a worker who must be woken costs as much
)

// unlimited is the least delay of a network without connections between neurons.
const unlimited = math.MaxInt64

// length is the number of steps of the next window of a run that goes to the grid point end.
func (n *Network) length(end int64) int {
	if interval := n.gaps.options.Interval; len(n.gaps.junctions) > 0 {
		return int(min(end-n.step, n.minDelay, interval-n.step%interval))
	}
	if n.span > 0 {
		end = min(end, n.step+n.span-n.step%n.span)
	}
	steps := int(min(end-n.step, n.minDelay, n.longest))
	if steps < leastWindow && !n.options.KeepGoing && n.tuning.window == 0 {
		return 1
	}
	return steps
}

// drive makes room for the spikes of devices during a long window, where that is not too much.
func (m *member) drive(now int64) {
	m.driven = true
	const cellBytes = 9
	m.ring.Reserve(now, min(longestWindow, aheadBytes/int64(cellBytes*m.ring.Cells())))
}

// sample gives the samplers of a run to their populations.
func (n *Network) sample(samplers []*population.Sampler) {
	for _, m := range n.members {
		m.samplers = m.samplers[:0]
	}
	for _, s := range samplers {
		m := n.member(s.Population())
		m.samplers = append(m.samplers, s)
	}
}

// bound finds how long windows may be, as the places allow where spikes and samples wait.
func (n *Network) bound() {
	n.perStep = n.work()
	n.longest = max(1, min(longestWindow, longestWork/n.perStep))
	if n.tuning.window > 0 {
		n.longest = n.tuning.window
	}
	for _, m := range n.members {
		if m.driven {
			n.longest = min(n.longest, m.ring.Reach())
		}
		for _, s := range m.samplers {
			n.longest = min(n.longest, max(1, sampleBytes/max(1, s.Bytes()))*s.Interval())
		}
	}
	if len(n.gaps.junctions) > 0 {
		n.longest = max(n.longest, n.gaps.options.Interval)
		for _, m := range n.members {
			if m.driven {
				m.ring.Reserve(n.step, n.gaps.options.Interval)
			}
		}
	}
	for _, m := range n.members {
		for _, s := range m.samplers {
			s.Reserve(n.longest)
		}
	}
}

// work is about how many operations a step takes.
func (n *Network) work() int64 {
	total := int64(1)
	for _, m := range n.members {
		total += m.Work() * int64(m.Size())
	}
	return total
}

// update takes all neurons through a window and returns after how many of its steps the first of them failed: all when none
// did. What comes out of it is still to be collected.
func (n *Network) update(steps int) int {
	n.foresee(n.step + int64(steps))
	for _, m := range n.members {
		for _, c := range m.currents {
			c.sum.Begin(n.step, steps)
		}
	}
	n.window = steps
	if len(n.gaps.junctions) > 0 {
		n.relax(steps)
	} else if n.perStep*int64(steps) > worthSharing || n.tuning.lanes > 0 {
		n.team.do(len(n.blocks), n.tasks.take)
	} else {
		n.team.alone(len(n.blocks), n.tasks.take)
	}
	done := steps
	for _, b := range n.blocks {
		done = min(done, b.done)
	}
	return done
}

// undo gives all neurons the states that they had before the last window, of more than one step.
func (n *Network) undo() {
	for _, b := range n.blocks {
		b.member.saved.Restore(b.lo, b.hi)
	}
	for _, m := range n.members {
		for _, c := range m.currents {
			c.sum.Forget()
		}
	}
}
