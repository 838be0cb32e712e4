package device

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/rng"
)

// Train names one of the connections from a device that gives each its own: the global id of its target, and how many
// connections from the device to that target were made before it.
type Train struct {
	Target  int64
	Ordinal int32
}

// Origin names a device among the draws of a network.
type Origin struct {
	Seed uint64
	Name string
}

// own are the random streams of a device's connections.
type own struct {
	origin Origin
	keys   []rng.Key // by ordinal
}

// Reserve makes room for trains whose ordinal is below ordinals. Others must not be drawn.
func (o *own) Reserve(ordinals int) {
	for i := len(o.keys); i < ordinals; i++ {
		o.keys = append(o.keys, rng.NewKey(o.origin.Seed, fmt.Sprintf("device %s, connection %d", o.origin.Name, i)))
	}
}

// stream is the random numbers of a train in a stretch of time.
func (o *own) stream(t Train, stretch int64) rng.Stream {
	return o.keys[t.Ordinal].Stream(t.Target, stretch)
}
