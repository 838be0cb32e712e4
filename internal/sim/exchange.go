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
	spikes   *device.Spikes
	poisson  *device.Poisson
	rank     int                 // inlets deliver in the order of their ranks: devices first
	synapses [][]*synapse.Static // in the order in which they were connected; one for each part of the ring
	trains   [][]*synapse.Trains // of poisson, likewise
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
		if in.from == wanted.from && in.spikes == wanted.spikes && in.poisson == wanted.poisson {
			return in
		}
	}
	m.inlets = append(m.inlets, &wanted)
	slices.SortFunc(m.inlets, func(a, b *inlet) int { return cmp.Compare(a.rank, b.rank) })
	return &wanted
}

func (in *inlet) add(parts []*synapse.Static) { in.synapses = append(in.synapses, parts) }

// own adds connections to m from a device that gives each its own spikes.
func (in *inlet) own(parts []*synapse.Static, m *member) {
	var trains []*synapse.Trains
	for _, s := range parts {
		trains = append(trains, synapse.NewTrains(s, in.poisson, m.First(), m.takenBy(in.poisson)))
	}
	in.trains = append(in.trains, trains)
}

// share lets workers do a task for each part of the rings, as many workers as so many arrivals are worth.
func (n *Network) share(arrivals int, task func(worker, task int)) {
	switch {
	case arrivals > manyArrivals || arrivals > 0 && n.tuning.lanes > 0:
		n.team.do(len(n.rings), task)
	case arrivals > 0:
		n.team.alone(len(n.rings), task)
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
	n.share(arrivals, n.tasks.deliver)
}

// announce prepares the ring of m for what was sent at the end of step s of the window that began at grid point k, and
// returns about how many connections that takes.
func (m *member) announce(k int64, s int) (arrivals int) {
	for _, in := range m.inlets {
		if in.from == nil {
			arrivals += in.foretell(k + int64(s) + 1)
		} else if sent := len(in.from.spikes(s)); sent > 0 {
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
			if in.from == nil {
				in.drive(part, k, n.foreseen, unlimited)
			} else {
				in.deliver(part, k, in.from.spikes(s))
			}
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
