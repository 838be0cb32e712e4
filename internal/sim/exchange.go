package sim

import (
	"cmp"
	"slices"

	"github.com/spikelet/spikelet/internal/device"
	"github.com/spikelet/spikelet/internal/synapse"
)

// inlet is the connections to a population from another one or from a device.
type inlet struct {
	from     *member // or
	device   *device.Spikes
	rank     int                 // inlets deliver in the order of their ranks: devices first
	synapses [][]*synapse.Static // in the order in which they were connected; one for each part of the ring
}

// part is a part of a population's ring.
type part struct {
	member *member
	index  int
}

const (
	partNeurons  = 1024 // in a part, at least
	manyArrivals = 4096 // are worth other workers
	cellsCleared = 16   // in the time of one arrival
)

// parts is the number of parts of the ring of so many neurons.
func (n *Network) parts(neurons int) int {
	least := partNeurons
	if n.tuning.lanes > 0 {
		least = n.tuning.lanes
	}
	return max(1, min(neurons/least, n.options.Threads))
}

// inlet returns the inlet of m from the source in wanted, which is added when there is none.
func (m *member) inlet(wanted inlet) *inlet {
	for _, in := range m.inlets {
		if in.from == wanted.from && in.device == wanted.device {
			return in
		}
	}
	m.inlets = append(m.inlets, &wanted)
	slices.SortFunc(m.inlets, func(a, b *inlet) int { return cmp.Compare(a.rank, b.rank) })
	return &wanted
}

func (in *inlet) add(parts []*synapse.Static) { in.synapses = append(in.synapses, parts) }

// foresee delivers the spikes of devices that come and arrive before the end of a window, at the grid point to. They come
// after all other spikes that arrive there: those of neurons have been on their way since before the window.
func (n *Network) foresee(to int64) {
	if to <= n.foreseen {
		return
	}
	for _, m := range n.members {
		if m.driven && to > n.step+1 {
			m.foresee(n.step, n.foreseen, to)
		}
	}
	n.foreseen = to
}

// foresee delivers what devices send after the grid point now and what arrives after from, until to.
func (m *member) foresee(now, from, to int64) {
	for k := now + 1; k < to; k++ {
		for _, in := range m.inlets {
			if in.device == nil || len(in.device.At(k)) == 0 {
				continue
			}
			in.announce(k)
			for part := range m.parts {
				in.drive(part, k, from, to)
			}
		}
	}
}

// exchange sends the spikes of the window's steps on their way.
func (n *Network) exchange(steps int) {
	for s := range steps {
		for _, m := range n.members {
			n.digest.spikes(n.step+int64(s)+1, m.First(), m.spikes(s))
		}
	}
	arrivals := 0
	for _, m := range n.members {
		m.ring.Retire(n.step+1, steps)
		arrivals += (m.ring.Retired() + cellsCleared - 1) / cellsCleared
		for s := range steps {
			arrivals += m.announce(n.step, s)
		}
	}
	switch {
	case arrivals > manyArrivals || arrivals > 0 && n.tuning.lanes > 0:
		n.team.do(len(n.rings), n.tasks.deliver)
	case arrivals > 0:
		n.team.alone(len(n.rings), n.tasks.deliver)
	}
}

// announce prepares the ring of m for what was sent at the end of step s of the window that began at grid point k, and
// returns about how many connections that takes.
func (m *member) announce(k int64, s int) (arrivals int) {
	for _, in := range m.inlets {
		sent := 0
		if in.device != nil {
			sent = len(in.device.At(k + int64(s) + 1))
		} else {
			sent = len(in.from.spikes(s))
		}
		if sent > 0 {
			arrivals += 1 + sent*in.announce(k+int64(s)+1)
		}
	}
	return arrivals
}

// announce says that spikes come at grid point k, and returns the number of connections for each.
func (in *inlet) announce(k int64) (fan int) {
	for _, parts := range in.synapses {
		for _, s := range parts {
			s.Announce(k)
			fan += s.Fan()
		}
	}
	return fan
}

// deliver is a worker's task: a part of a ring takes all spikes of the window.
func (n *Network) deliver(_, task int) {
	m, part := n.rings[task].member, n.rings[task].index
	m.ring.Clear(synapse.Bound(part, m.Size(), m.parts), synapse.Bound(part+1, m.Size(), m.parts))
	for s := range n.window {
		k := n.step + int64(s) + 1
		for _, in := range m.inlets {
			if in.device != nil {
				in.drive(part, k, n.foreseen, unlimited)
			} else {
				in.deliver(part, k, in.from.spikes(s))
			}
		}
	}
}

// drive delivers the device's spikes of grid point k that arrive after from, until to.
func (in *inlet) drive(part int, k, from, to int64) {
	for _, factor := range in.device.At(k) {
		for _, s := range in.synapses {
			s[part].DeliverWithin(from, to, k, 0, factor)
		}
	}
}

// deliver delivers the spikes of neurons at grid point k.
func (in *inlet) deliver(part int, k int64, neurons []int32) {
	for _, neuron := range neurons {
		for _, s := range in.synapses {
			s[part].Deliver(k, neuron, 1)
		}
	}
}
