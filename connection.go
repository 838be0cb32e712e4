package spikelet

import (
	"errors"
	"fmt"
	"time"

	"github.com/spikelet/spikelet/internal/connect"
	"github.com/spikelet/spikelet/internal/device"
	"github.com/spikelet/spikelet/internal/draw"
	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/synapse"
)

// ConnectionSpec describes connections from neurons or a device to neurons.
type ConnectionSpec struct {
	From, To string // selections: "pair", "pair[3]", "pair[0:10]", "pair[0:10:2]", "pair[[1, 5, 8]]", or a device's name
	Rule     Rule
	Synapse  Synapse
}

// Rule says which neurons of two selections are connected, and in which order connections are made: that of the sources'
// positions in their selection, then of the targets', but for lists, which keep theirs. What is drawn depends on the network's
// seed, on how many rules came before, and on the id of the neuron that it is drawn for. The zero Rule is AllToAll.
type Rule struct{ rule connect.Rule }

// AllToAll connects each source to each target.
func AllToAll() Rule { return Rule{connect.Rule{Kind: connect.AllToAll}} }

// OneToOne connects the i-th source to the i-th target.
func OneToOne() Rule { return Rule{connect.Rule{Kind: connect.OneToOne}} }

// EdgeList connects what it lists: pairs of a position in the sources and one in the targets.
func EdgeList(edges [][2]int) Rule { return Rule{connect.Rule{Kind: connect.EdgeList, Edges: edges}} }

// FixedIndegree connects sources that are drawn to each target: so many, or so many times.
func FixedIndegree(indegree int) Rule {
	return Rule{connect.Rule{Kind: connect.FixedIndegree, Number: int64(indegree)}}
}

// FixedOutdegree connects each source to so many targets that are drawn.
func FixedOutdegree(outdegree int) Rule {
	return Rule{connect.Rule{Kind: connect.FixedOutdegree, Number: int64(outdegree)}}
}

// FixedTotalNumber makes so many connections between sources and targets that are drawn.
func FixedTotalNumber(number int) Rule {
	return Rule{connect.Rule{Kind: connect.FixedTotalNumber, Number: int64(number)}}
}

// PairwiseBernoulli connects each source to each target with a probability.
func PairwiseBernoulli(probability float64) Rule {
	return Rule{connect.Rule{Kind: connect.PairwiseBernoulli, Probability: probability}}
}

// PairwisePoisson connects each source to each target as often as a draw from the Poisson distribution of that mean says.
func PairwisePoisson(mean float64) Rule {
	return Rule{connect.Rule{Kind: connect.PairwisePoisson, Mean: mean}}
}

// FixedDegree joins each neuron to so many others of the same selection, drawn, by connections without direction: gap
// junctions. It is an error for spikes.
func FixedDegree(degree int) Rule {
	return Rule{connect.Rule{Kind: connect.FixedDegree, Number: int64(degree)}}
}

// WithoutSelf leaves out connections of a neuron to itself, or does not draw them; in a list such a connection is an error.
func (r Rule) WithoutSelf() Rule {
	r.rule.NoSelf = true
	return r
}

// WithoutMultiple says that no two neurons are connected twice: such a connection is not drawn, and in a list it is an error.
func (r Rule) WithoutMultiple() Rule {
	r.rule.NoMultiple = true
	return r
}

// Synapse says what a connection does.
type Synapse struct {
	// Model is "static" (spikes), the default, "current" (a device's current), or "gap_junction": then the rule's pairs are
	// unordered, and each makes one junction, through which current flows both ways.
	Model string
	// Weight is 1 unless given. Static: added to the port when a spike arrives; current: the factor; gap_junction: the
	// conductance, in the unit of the gap port per mV (nS where currents are in pA), not negative.
	Weight Values
	Delay  Values // ms. Static: 1 unless given, at least one time step; current: 0 unless given; a gap_junction has none
	Port   string // the model's port; "": the one that takes a weight of that sign, or the only continuous port
}

// Names of the synapse models.
const (
	staticSynapse  = "static"
	currentSynapse = "current"
	gapJunction    = "gap_junction"
)

var synapseModels = []string{staticSynapse, currentSynapse, gapJunction}

// Connect adds connections. A delay off the grid of time steps is rounded to it, and Notes says so. The error holds
// *BuildErrors with the paths "from", "to", "rule" and "synapse" with its parts.
func (n *Network) Connect(spec ConnectionSpec) error {
	defer n.timed(time.Now())
	c := &connecting{network: n, spec: spec, errs: &invalid.List{Object: "connection from " + spec.From + " to " + spec.To}}
	c.resolve()
	if err := c.errs.Err(); err != nil {
		return err
	}
	return c.build()
}

// connecting is a call of Connect at work.
type connecting struct {
	network *Network
	spec    ConnectionSpec
	errs    *invalid.List
	ends    connect.Ends
	sources int         // size of the population that the sources are of
	from    *Population // or
	device  any         // as in Network.devices
	name    string      // of either
	to      *Population
}

// resolve finds both ends and checks that the synapse fits the source.
func (c *connecting) resolve() {
	n := c.network
	if s, ok := c.selection("from", c.spec.From); ok {
		c.from = n.Population(s.Name)
		c.device, c.name = n.devices[s.Name], s.Name
		switch {
		case c.from != nil:
			c.sources = c.from.Size()
			c.ends.Sources = c.resolveIn("from", s, c.sources)
		case c.device != nil:
			c.sources = 1
			c.ends.Sources = c.resolveIn("from", s, 1)
		default:
			c.errs.Append(unknown(c.errs.Object, []string{"from"}, "population or device", s.Name, n.names(true)))
		}
	}
	if s, ok := c.selection("to", c.spec.To); ok {
		if c.to = n.Population(s.Name); c.to != nil {
			c.ends.Targets = c.resolveIn("to", s, c.to.Size())
		} else {
			c.errs.Append(unknown(c.errs.Object, []string{"to"}, "population", s.Name, n.names(false)))
		}
	}
	c.ends.Same = c.from != nil && c.from == c.to
	c.checkModel()
}

func (c *connecting) selection(part, text string) (connect.Selection, bool) {
	s, err := connect.ParseSelection(text)
	if err != nil {
		c.errs.Addf(invalid.Path(part), "%v", err)
	}
	return s, err == nil
}

func (c *connecting) resolveIn(part string, s connect.Selection, size int) []int32 {
	ids, err := s.Resolve(size)
	if err != nil {
		c.errs.Addf(invalid.Path(part), "%v", err)
	}
	return ids
}

// names lists the populations and, with devices, these too.
func (n *Network) names(devices bool) []string {
	var names []string
	for _, p := range n.populations {
		names = append(names, p.Name())
	}
	if devices {
		names = append(names, n.deviceNames...)
	}
	return names
}

// checkModel checks that the synapse exists and carries what the source gives.
func (c *connecting) checkModel() {
	path := invalid.Path("synapse", "model")
	isCurrent := false
	switch c.device.(type) {
	case *device.Noise, synapse.Signal:
		isCurrent = true
	}
	switch c.spec.Synapse.Model {
	case "":
		c.spec.Synapse.Model = staticSynapse
		if isCurrent {
			c.spec.Synapse.Model = currentSynapse
		}
	case staticSynapse:
		if isCurrent {
			c.errs.Addf(path, "a static synapse carries spikes, but %s gives a current", c.spec.From).Fix = "use the synapse model current"
		}
	case currentSynapse:
		if !isCurrent && (c.device != nil || c.from != nil) {
			c.errs.Addf(path, "a current connection carries a current, but %s gives spikes", c.spec.From).Fix = "use the synapse model static"
		}
	case gapJunction:
		c.checkGap(path)
	default:
		c.errs.Append(unknown(c.errs.Object, path, "synapse model", c.spec.Synapse.Model, synapseModels))
	}
}

// build makes the connections.
func (c *connecting) build() error {
	n, s := c.network, c.spec.Synapse
	if s.Model == gapJunction {
		return c.buildGap()
	}
	delay := draw.Constant(1)
	if s.Model == currentSynapse {
		delay = 0
	}
	table, err := connect.Build(connect.Spec{
		Sources: c.sources, Ends: c.ends, Rule: c.spec.Rule.rule, Seed: n.config.Seed, Index: n.rules,
		Weight: s.Weight.or(draw.Constant(1)), Delay: s.Delay.or(delay),
	})
	if err != nil {
		return c.located(err)
	}
	if table.Edges() == 0 {
		n.rules++
		n.notes = append(n.notes, c.errs.Object+": the rule made no connection")
		return nil
	}
	shift, err := c.add(table)
	if err != nil {
		return c.located(err)
	}
	if shift.Count > 0 {
		n.notes = append(n.notes, fmt.Sprintf("%s: %d delays were rounded to the grid of time steps of %v ms, by at most %.2g ms",
			c.errs.Object, shift.Count, n.grid.Dt, shift.Largest))
	}
	n.connected[c.name] = true
	n.rules++
	return nil
}

func (c *connecting) add(table *connect.Table) (synapse.Shift, error) {
	target, port := c.to.population, c.spec.Synapse.Port
	switch source := c.device.(type) {
	case *device.Spikes:
		return c.network.sim.ConnectSpikes(source, target, table, port)
	case *device.Poisson:
		return c.network.sim.ConnectPoisson(source, target, table, port)
	case *device.Noise:
		return c.network.sim.ConnectNoise(source, target, table, port)
	case synapse.Signal:
		return c.network.sim.ConnectCurrent(source, target, table, port)
	}
	return c.network.sim.ConnectNeurons(c.from.population, target, table, port)
}

// located says where in the connection's description err belongs.
func (c *connecting) located(err error) error {
	var part *connect.Error
	if !errors.As(err, &part) {
		return err
	}
	path := invalid.Path("synapse", part.Part)
	if part.Part == "rule" {
		path = invalid.Path("rule")
	}
	return &BuildError{Object: c.errs.Object, Path: path, Message: part.Err.Error(), Fix: part.Fix}
}

// or returns what v gives, or else fallback.
func (v Values) or(fallback draw.Source) draw.Source {
	if v.Given() {
		return v.source
	}
	return fallback
}
