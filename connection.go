package spikelet

import (
	"errors"

	"github.com/spikelet/spikelet/internal/connect"
)

// ConnectionSpec describes connections from neurons or a device to neurons.
type ConnectionSpec struct {
	From, To string // selections: "pair", "pair[3]", "pair[0:10]", "pair[0:10:2]", "pair[[1, 5, 8]]", or a device's name
	Rule     Rule
	Synapse  Synapse
}

// Rule says which neurons of two selections are connected, and in which order connections are made: that of the sources'
// positions in their selection, then of the targets'.
type Rule struct{ rule connect.Rule }

// AllToAll connects each source to each target.
func AllToAll() Rule { return Rule{connect.Rule{Kind: connect.AllToAll}} }

// OneToOne connects the i-th source to the i-th target.
func OneToOne() Rule { return Rule{connect.Rule{Kind: connect.OneToOne}} }

// EdgeList connects what it lists: pairs of a position in the sources and one in the targets.
func EdgeList(edges [][2]int) Rule { return Rule{connect.Rule{Kind: connect.EdgeList, Edges: edges}} }

// WithoutSelf leaves out connections of a neuron to itself.
func (r Rule) WithoutSelf() Rule {
	r.rule.NoSelf = true
	return r
}

// WithoutMultiple makes it an error that a list connects the same two neurons twice.
func (r Rule) WithoutMultiple() Rule {
	r.rule.NoMultiple = true
	return r
}

// Synapse says what a connection does.
type Synapse struct {
	Model  string // "static" (spikes), the default, or "current" (a device's current)
	Weight Values // 1 unless given. Static: added to the port when a spike arrives; current: the factor
	Delay  Values // ms. Static: 1 unless given, at least one time step; current: 0 unless given
	Port   string // the model's port; "": the one that takes a weight of that sign, or the only continuous port
}

// Connect adds connections. A delay off the grid of time steps is rounded to it; Notes says so.
func (n *Network) Connect(spec ConnectionSpec) error { return errors.ErrUnsupported }

// Notes returns what was rounded or looks unintended while building: no errors, but worth telling.
func (n *Network) Notes() []string { return nil }

// Connections is the number of connections.
func (n *Network) Connections() int64 { return 0 }
