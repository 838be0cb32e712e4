package sim

import (
	"slices"

	"github.com/spikelet/spikelet/internal/connect"
	"github.com/spikelet/spikelet/internal/device"
	"github.com/spikelet/spikelet/internal/grid"
	"github.com/spikelet/spikelet/internal/population"
	"github.com/spikelet/spikelet/internal/synapse"
)

// Options are the settings of a network.
type Options struct {
	Threads   int  // how many work on the neurons; at least 1
	KeepGoing bool // values that are not finite stop nothing
}

// Network is populations, devices and their connections at a grid point of time.
type Network struct {
	grid        grid.Grid
	options     Options
	step        int64
	members     []*member
	generators  []*generator
	digest      digest
	connections int64
	minDelay    int64 // between neurons
	failure     error // what stopped the network for good

	team     *team
	blocks   []*block // of all members
	window   int      // steps of the window at work
	longest  int64    // steps that a window may have
	foreseen int64    // spikes of devices that arrive until this grid point have been delivered
	tuning   tuning
}

// tuning fixes for tests what else depends on the machine; it never changes a result.
type tuning struct {
	lanes  int   // of a block
	window int64 // longest window, in steps
}

// member is a population in the network.
type member struct {
	*population.Population
	ring     *synapse.Ring
	reached  bool // by connections that deliver spikes
	driven   bool // by devices that spike
	currents []current
	out      []*synapse.Static // in the order in which they were connected
	counts   Counts

	blocks   []*block
	whole    block                 // who spiked in the window, in all blocks
	steppers []*population.Stepper // one for each worker
	saved    *population.Saved     // states at the beginning of the window
	samplers []*population.Sampler
}

// current is a continuous port that devices feed.
type current struct {
	port int
	sum  *synapse.Currents
}

// generator is a device that spikes.
type generator struct {
	device *device.Spikes
	out    []*synapse.Static
}

// New returns an empty network at time 0.
func New(g grid.Grid, o Options) *Network {
	return &Network{grid: g, options: o, digest: newDigest(g), minDelay: unlimited}
}

// Add adds a population. Spikes are delivered in the order in which populations are added.
func (n *Network) Add(p *population.Population) {
	n.members = append(n.members, &member{Population: p, ring: synapse.NewRing(p.SpikePorts(), p.Size())})
}

// Step is the grid point at which the network is.
func (n *Network) Step() int64 { return n.step }

// Time is the network's time in ms.
func (n *Network) Time() float64 { return n.grid.Time(n.step) }

// Connections is the number of connections.
func (n *Network) Connections() int64 { return n.connections }

// Threads is how many worked on the neurons in the last run: as many as were asked for, or as there is work for.
func (n *Network) Threads() int { return max(1, min(n.options.Threads, len(n.blocks))) }

// Counts are what happened in one population since time 0.
type Counts struct {
	Spikes   int64
	Attempts int64 // of integration, summed over neurons and steps
}

// Counts returns the counts of p.
func (n *Network) Counts(p *population.Population) Counts { return n.member(p).counts }

func (n *Network) member(p *population.Population) *member {
	for _, m := range n.members {
		if m.Population == p {
			return m
		}
	}
	panic("sim: " + p.Name() + " is not in the network")
}

// ConnectNeurons adds spike connections from one population to another, to the port called port or the one for the weight's
// sign. Delays go to the grid; the Shift says how far. The error is a *connect.Error.
func (n *Network) ConnectNeurons(from, to *population.Population, t *connect.Table, port string) (synapse.Shift, error) {
	s, steps, shift, err := n.static(n.member(to), t, port, false)
	if err != nil {
		return shift, err
	}
	source := n.member(from)
	source.out = append(source.out, s)
	n.minDelay = min(n.minDelay, int64(slices.Min(steps)))
	return shift, nil
}

// ConnectSpikes adds connections from a device that spikes, the only source in t.
func (n *Network) ConnectSpikes(d *device.Spikes, to *population.Population, t *connect.Table, port string) (synapse.Shift, error) {
	m := n.member(to)
	s, _, shift, err := n.static(m, t, port, d.Negative())
	if err != nil {
		return shift, err
	}
	m.drive(n.step)
	for _, g := range n.generators {
		if g.device == d {
			g.out = append(g.out, s)
			return shift, nil
		}
	}
	n.generators = append(n.generators, &generator{d, []*synapse.Static{s}})
	return shift, nil
}

// static makes the synapses of t, with delays in steps, and room for these.
func (n *Network) static(to *member, t *connect.Table, port string, negative bool) (*synapse.Static, []uint16, synapse.Shift, error) {
	steps, shift, err := synapse.Steps(t.Delays, n.grid, 1)
	if err != nil {
		return nil, nil, shift, err
	}
	target := synapse.Target{Ports: to.Model().Ports, Neurons: to.Size(), Ring: to.ring}
	s, err := synapse.NewStatic(t, steps, port, target, negative)
	if err != nil {
		return nil, nil, shift, err
	}
	to.reached = true
	to.ring.Reserve(n.step, int64(slices.Max(steps)))
	n.connections += int64(t.Edges())
	return s, steps, shift, nil
}

// ConnectCurrent feeds the current of a device, the only source in t, to the continuous port called port or the only one.
func (n *Network) ConnectCurrent(d *device.Current, to *population.Population, t *connect.Table, port string) (synapse.Shift, error) {
	steps, shift, err := synapse.Steps(t.Delays, n.grid, 0)
	if err != nil {
		return shift, err
	}
	index, err := synapse.ContinuousPort(to.Model().Ports, port)
	if err != nil {
		return shift, err
	}
	n.member(to).feed(index).Add(d, t, steps)
	n.connections += int64(t.Edges())
	return shift, nil
}

// feed returns the sum of currents into a port.
func (m *member) feed(port int) *synapse.Currents {
	for _, c := range m.currents {
		if c.port == port {
			return c.sum
		}
	}
	m.currents = append(m.currents, current{port, &synapse.Currents{}})
	return m.currents[len(m.currents)-1].sum
}

// silence tells the population which ports no connection leads to.
func (m *member) silence() {
	m.Silence(!m.reached, func(port int) bool {
		return !slices.ContainsFunc(m.currents, func(c current) bool { return c.port == port })
	})
}
