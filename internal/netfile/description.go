package netfile

import (
	"slices"

	"github.com/spikelet/spikelet"
	"github.com/spikelet/spikelet/unit"
)

// description is a network file with every name resolved and every number in internal units. What could not be read is left
// out or, where later parts refer to it, marked broken.
type description struct {
	simulation  simulation
	populations []*population
	devices     []*device
	connections []*connection
	records     []*record
}

// simulation is the section of that name.
type simulation struct {
	timeStep, duration float64 // ms
	seed               uint64
	threads            int // 0: as many as there are cores
	onError            spikelet.ErrorPolicy
	gap                spikelet.GapJunctions
	limits             spikelet.Limits
	valid              bool // timeStep can be used
}

// part is what every named or listed part of a file has.
type part struct {
	node   *node // the mapping, or what stands in its place
	at     place // its name, or the node where it has none
	what   string
	broken bool // something in it is wrong and was reported
}

// population is a population of neurons.
type population struct {
	part
	name                string
	model               *model // nil: wrong
	shape               []int
	size                int // 0: wrong
	solver              spikelet.Solver
	parameters, initial []setting
	built               *spikelet.Population // nil until it is built
}

// setting is a variable with the values that the file gives it.
type setting struct {
	variable string // by its own name, where the file may use an alias
	values   values
}

// model is a model as the file refers to it.
type model struct {
	*spikelet.Model
	reference string // what a network file writes: the name of a built-in model, or a path

	parameters, states, recordables []spikelet.Variable
	ports                           []spikelet.Port
}

func newModel(m *spikelet.Model, reference string) *model {
	return &model{m, reference, m.Parameters(), m.States(), m.Recordables(), m.Ports()}
}

// device is a source of spikes or currents.
type device struct {
	part
	name     string
	kind     string          // "spike_generator"
	model    spikelet.Device // nil: wrong
	settings []setting       // in the order in which they are written
	start    float64         // ms
	stop     float64         // ms, 0: for ever
	unit     unit.Unit       // of a current; invalid where the file does not tell
	hasUnit  bool
	added    bool // to the network
}

// current reports whether d gives a current, not spikes.
func (d *device) current() bool {
	switch d.kind {
	case "dc_generator", "step_current_generator", "ac_generator", "noise_generator":
		return true
	}
	return false
}

// connection is an item of connections.
type connection struct {
	part
	from, to selection
	rule     rule
	synapse  synapse
}

// rule says which neurons are connected.
type rule struct {
	name           string
	at             place // of the name
	edges          [][2]int
	number         int64   // indegree, outdegree, number or degree
	chance         float64 // probability or mean
	options        string  // those that only this rule has, as a network file writes them
	self, multiple bool
}

// synapse says what a connection does.
type synapse struct {
	model         string
	weight, delay values
	port          string
}

// gaps reports whether the network has gap junctions.
func (d *description) gaps() bool {
	return slices.ContainsFunc(d.connections, func(c *connection) bool { return c.synapse.model == gapJunction })
}

// selection names some neurons or a device.
type selection struct {
	text       string
	population *population // or nil
	device     *device     // or nil
	neurons    int         // of the population; 0 where that is not known
}

// known reports whether it is clear what s selects from.
func (s selection) known() bool {
	return s.population != nil || s.device != nil && s.device.model != nil
}

// count is the number of sources or targets, 0 where that is not known.
func (s selection) count() int {
	if s.device != nil {
		return 1
	}
	return s.neurons
}

// record is an item of record.
type record struct {
	part
	from      selection
	spikes    bool
	variables []string
	interval  float64 // ms, 0: every step
}
