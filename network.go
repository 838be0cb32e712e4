package spikelet

import "errors"

// Config holds the settings of a network that are fixed when it is made.
type Config struct {
	TimeStep float64     // ms
	Seed     uint64      // of every draw; 0 stands for 1
	Executor string      // what runs the models: "portable"; "" is the best that this processor has
	OnError  ErrorPolicy // what a value that is not finite does
}

// ErrorPolicy says what happens when a value is not finite.
type ErrorPolicy uint8

// The policies.
const (
	Stop   ErrorPolicy = iota // the run ends with a *NumericalError
	Ignore                    // the run goes on with the value
)

// Network is a network of populations, devices and connections, at a point of time. It is not safe for concurrent use.
type Network struct {
	config Config
}

// NewNetwork returns an empty network at time 0.
func NewNetwork(config Config) (*Network, error) { return nil, errors.ErrUnsupported }

// Time is the network's time in ms.
func (n *Network) Time() float64 { return 0 }

// Seed is the seed of every draw.
func (n *Network) Seed() uint64 { return n.config.Seed }

// Populations returns the populations in the order in which they were added.
func (n *Network) Populations() []*Population { return nil }

// Population returns the population called name, or nil.
func (n *Network) Population(name string) *Population { return nil }
