package sim

import (
	"math"
	"slices"

	"github.com/spikelet/spikelet/internal/connect"
	"github.com/spikelet/spikelet/internal/device"
	"github.com/spikelet/spikelet/internal/grid"
	"github.com/spikelet/spikelet/internal/population"
	"github.com/spikelet/spikelet/internal/synapse"
)

// Options are the settings of a network.
type Options struct {
	Threads   int     // how many work on the neurons; at least 1
	KeepGoing bool    // values that are not finite stop nothing
	RateLimit float64 // Hz: populations that fire more end a run; 0: they may
	RateSpan  float64 // ms over which rates are averaged
}

// Network is populations, devices and their connections at a grid point of time.
type Network struct {
	grid        grid.Grid
	options     Options
	step        int64
	members     []*member
	devices     []any // *device.Spikes and *device.Poisson, in the order in which they deliver
	digest      digest
	connections int64
	minDelay    int64 // between neurons
	failure     error // what stopped the network for good

	team     *team
	blocks   []*block // of all members
	rings    []part   // likewise
	tasks    tasks
	window   int   // steps of the window at work
	longest  int64 // steps that a window may have
	perStep  int64 // operations of a step, about
	span     int64 // steps over which rates are averaged; 0 without a limit
	foreseen int64 // spikes of devices that arrive until this grid point have been delivered
	horizon  int64 // the end of the window for which they are foreseen now
	tuning   tuning
	gaps     coupling
}

// tasks are the methods for a team, bound once.
type tasks struct {
	take, draw, foresee, deliver                             func(worker, task int)
	hear, predict, guess, integrate, listen, roughen, finish func(worker, task int) // gap junctions
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
	parts    int      // of the ring, to which spikes can be delivered at the same time
	inlets   []*inlet // in the order in which they deliver
	driven   bool     // by devices that spike
	currents []current
	taken    map[any][]int32 // connections to each neuron from a device that gives each its own
	counts   Counts
	fired    []uint32 // spikes of each neuron in the span at work; nil without a limit of the rate
	earlier  int64    // spikes before it
	coupled  bool     // by gap junctions, as
	cell     int      // of its first neuron

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

// New returns an empty network at time 0.
func New(g grid.Grid, o Options) *Network {
	n := &Network{grid: g, options: o, digest: newDigest(g), minDelay: unlimited}
	n.tasks = tasks{
		n.take, n.draw, n.drive, n.deliver,
		n.hear, n.predict, n.guess, n.integrateDue, n.listen, n.roughen, n.finish,
	}
	return n
}

// Add adds a population. Spikes are delivered in the order in which populations are added.
func (n *Network) Add(p *population.Population) {
	m := &member{Population: p, ring: synapse.NewRing(p.SpikePorts(), p.Size()), parts: n.parts(p.Size())}
	n.members = append(n.members, m)
	for i := range m.parts {
		n.rings = append(n.rings, part{m, i})
	}
}

// Step is the grid point at which the network is.
func (n *Network) Step() int64 { return n.step }

// Time is the network's time in ms.
func (n *Network) Time() float64 { return n.grid.Time(n.step) }

// Connections is the number of connections.
func (n *Network) Connections() int64 { return n.connections }

// Threads is how many there was work for in the last run, of those that were asked for.
func (n *Network) Threads() int {
	if n.team == nil {
		return 1
	}
	return n.team.most
}

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
	target := n.member(to)
	statics, steps, shift, err := target.static(n, t, port, false)
	if err != nil {
		return shift, err
	}
	source := n.member(from)
	target.inlet(inlet{from: source, rank: slices.Index(n.members, source)}).add(statics)
	n.minDelay = min(n.minDelay, int64(slices.Min(steps)))
	return shift, nil
}

// ConnectSpikes adds connections from a device that spikes, the only source in t.
func (n *Network) ConnectSpikes(d *device.Spikes, to *population.Population, t *connect.Table, port string) (synapse.Shift, error) {
	target := n.member(to)
	statics, _, shift, err := target.static(n, t, port, d.Negative())
	if err != nil {
		return shift, err
	}
	target.drive(n.step)
	target.inlet(inlet{spikes: d, rank: n.rank(d)}).add(statics)
	return shift, nil
}

// ConnectPoisson adds connections from a device that gives each its own spikes, the only source in t.
func (n *Network) ConnectPoisson(d *device.Poisson, to *population.Population, t *connect.Table, port string) (synapse.Shift, error) {
	target := n.member(to)
	statics, _, shift, err := target.static(n, t, port, false)
	if err != nil {
		return shift, err
	}
	target.drive(n.step)
	target.inlet(inlet{poisson: d, rank: n.rank(d)}).own(statics, target)
	return shift, nil
}

// rank is the place of a device in the order of delivery, before all neurons.
func (n *Network) rank(d any) int {
	i := slices.Index(n.devices, d)
	if i < 0 {
		i = len(n.devices)
		n.devices = append(n.devices, d)
	}
	return i - math.MaxInt32
}

// static makes the synapses of t, one Static for each part of the ring, with delays in steps, and room for these.
func (m *member) static(n *Network, t *connect.Table, port string, negative bool) ([]*synapse.Static, []uint16, synapse.Shift, error) {
	steps, shift, err := synapse.Steps(t.Delays, n.grid, 1)
	if err != nil {
		return nil, nil, shift, err
	}
	target := synapse.Target{Ports: m.Model().Ports, Neurons: m.Size(), Ring: m.ring}
	var statics []*synapse.Static
	tables, delays := synapse.Parts(t, steps, m.Size(), m.parts)
	for i, table := range tables {
		s, err := synapse.NewStatic(table, delays[i], port, target, negative)
		if err != nil {
			return nil, nil, shift, err
		}
		statics = append(statics, s)
	}
	m.ring.Reserve(n.step, int64(slices.Max(steps)))
	n.connections += int64(t.Edges())
	return statics, steps, shift, nil
}

// ConnectCurrent feeds the current of a device, the only source in t, to the continuous port called port or the only one.
func (n *Network) ConnectCurrent(d synapse.Signal, to *population.Population, t *connect.Table, port string) (synapse.Shift, error) {
	return n.connectCurrent(to, t, port, func(sum *synapse.Currents, delays []uint16) { sum.Add(d, t, delays) })
}

// ConnectNoise is ConnectCurrent for a device that gives each connection its own current.
func (n *Network) ConnectNoise(d *device.Noise, to *population.Population, t *connect.Table, port string) (synapse.Shift, error) {
	return n.connectCurrent(to, t, port, func(sum *synapse.Currents, delays []uint16) {
		sum.AddNoise(d, t, delays, to.First(), n.member(to).takenBy(d))
	})
}

func (n *Network) connectCurrent(to *population.Population, t *connect.Table, port string, add func(*synapse.Currents, []uint16)) (synapse.Shift, error) {
	steps, shift, err := synapse.Steps(t.Delays, n.grid, 0)
	if err != nil {
		return shift, err
	}
	index, err := synapse.ContinuousPort(to.Model().Ports, port)
	if err != nil {
		return shift, err
	}
	add(n.member(to).feed(index), steps)
	n.connections += int64(t.Edges())
	return shift, nil
}

// takenBy counts the connections to each neuron of m from a device that gives each its own.
func (m *member) takenBy(d any) []int32 {
	if m.taken == nil {
		m.taken = map[any][]int32{}
	}
	if m.taken[d] == nil {
		m.taken[d] = make([]int32, m.Size())
	}
	return m.taken[d]
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
	m.Silence(len(m.inlets) == 0, func(port int) bool {
		return !slices.ContainsFunc(m.currents, func(c current) bool { return c.port == port })
	})
}
