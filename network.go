package spikelet

import (
	"fmt"
	"math"
	"regexp"
	"runtime"
	"slices"
	"time"

	"github.com/spikelet/spikelet/internal/grid"
	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/population"
	"github.com/spikelet/spikelet/internal/record"
	"github.com/spikelet/spikelet/internal/sim"
)

// Version is the version of spikelet.
const Version = "0.1.0"

// Config holds the settings of a network that are fixed when it is made.
type Config struct {
	TimeStep float64     // ms
	Seed     uint64      // of every draw; 0 stands for 1
	Executor string      // what runs the models: "portable"; "" is the best that this processor has
	OnError  ErrorPolicy // what a value that is not finite does
	Threads  int         // how many work on the neurons; 0: as many as there are cores. It never changes a result
	Gap      GapJunctions
	Limits   Limits
}

// Limits end a run that goes astray. The zero value has none.
type Limits struct {
	// Rate in Hz: a population whose neurons fire more, on average over all of them and over a span of 10 ms, ends the run with
	// a *RateLimitError where the span ends. Spans begin at multiples of 10 ms, rounded to time steps and, with gap junctions,
	// up to a multiple of GapJunctions.Interval. A run that does not end so has the results that it has without a limit.
	Rate float64
}

// rateSpan is what rates are averaged over, in ms.
const rateSpan = 10

// ErrorPolicy says what happens when a value is not finite.
type ErrorPolicy uint8

// The policies.
const (
	Stop   ErrorPolicy = iota // the run ends with a *NumericalError
	Ignore                    // the run goes on with the value
)

// Network is a network of populations, devices and connections, at a point of time. It is not safe for concurrent use.
type Network struct {
	config      Config
	grid        grid.Grid
	sim         *sim.Network
	populations []*Population
	devices     map[string]any // *device.Spikes, *device.Poisson, *device.Noise or a synapse.Signal
	deviceNames []string
	connected   map[string]bool // names of what connections come from
	rules       int64           // calls of Connect: they name the draws
	requests    []record.Request
	notes       []string
	neurons     int64
	building    time.Duration // spent in building
}

// NewNetwork returns an empty network at time 0. The error holds *BuildErrors.
func NewNetwork(config Config) (*Network, error) {
	g, err := grid.New(config.TimeStep)
	if err != nil {
		return nil, wrong("simulation", invalid.Path("time_step"), "%v", err)
	}
	if err := population.CheckExecutor(config.Executor); err != nil {
		return nil, err
	}
	if config.Threads < 0 {
		return nil, wrong("simulation", invalid.Path("threads"), "%d threads cannot work", config.Threads)
	}
	if rate := config.Limits.Rate; !(rate >= 0) || math.IsInf(rate, 0) {
		return nil, wrong("simulation", invalid.Path("limits", "rate"), "the limit of the rate is %v Hz; it must be positive", rate)
	}
	if config.Seed == 0 {
		config.Seed = 1
	}
	if config.Threads == 0 {
		config.Threads = runtime.GOMAXPROCS(0)
	}
	simulation := sim.New(g, sim.Options{
		Threads: config.Threads, KeepGoing: config.OnError == Ignore, RateLimit: config.Limits.Rate, RateSpan: rateSpan,
	})
	n := &Network{config: config, grid: g, sim: simulation, devices: map[string]any{}, connected: map[string]bool{}}
	return n, n.setGap(config.Gap)
}

// Time is the network's time in ms.
func (n *Network) Time() float64 { return n.sim.Time() }

// Seed is the seed of every draw.
func (n *Network) Seed() uint64 { return n.config.Seed }

// Populations returns the populations in the order in which they were added.
func (n *Network) Populations() []*Population { return n.populations }

// Population returns the population called name, or nil.
func (n *Network) Population(name string) *Population {
	for _, p := range n.populations {
		if p.Name() == name {
			return p
		}
	}
	return nil
}

// Notes returns what was rounded or looks unintended while building: no errors, but worth telling.
func (n *Network) Notes() []string {
	notes := slices.Clone(n.notes)
	for _, name := range n.deviceNames {
		if !n.connected[name] {
			notes = append(notes, fmt.Sprintf("device %s is connected to nothing", name))
		}
	}
	return notes
}

// Connections is the number of connections.
func (n *Network) Connections() int64 { return n.sim.Connections() }

var identifier = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*$`)

// checkName reports a name that cannot be given to an object of that kind.
func (n *Network) checkName(kind, name string) error {
	object := kind + " " + name
	_, isDevice := n.devices[name]
	switch {
	case !identifier.MatchString(name):
		return wrong(kind, nil, "%q is no name: it must begin with a letter and go on with letters, digits, _ and -", name)
	case isDevice:
		return wrong(object, nil, "there is a device of that name")
	case n.Population(name) != nil:
		return wrong(object, nil, "there is a population of that name")
	}
	return nil
}

// timed adds the time since start to what building took.
func (n *Network) timed(start time.Time) { n.building += time.Since(start) }
