package spikelet

import (
	"context"
	"errors"
	"time"

	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/record"
	"github.com/spikelet/spikelet/internal/sim"
)

// RunOptions says where results go and who is told of progress.
type RunOptions struct {
	// Dir is a folder to which spikes.csv, traces/ and summary.json are written while the run goes on; files become visible
	// under their names when the run is over. "": what is recorded is kept in the Result.
	Dir string
	// Progress is called from the goroutine of Run at its beginning and end, and between steps about every tenth of a second.
	Progress func(Progress)
}

// Progress is how far a run is.
type Progress struct {
	Step, Steps int64         // done and to do in this run
	Time        float64       // of the network, ms
	Spikes      int64         // in this run
	Wall        time.Duration // since Run began
}

// progressEvery is the least wall time between calls of Progress.
const progressEvery = 100 * time.Millisecond

// Run advances the network by duration ms, a whole number of steps. When ctx ends, a value is not finite or a population
// fires more than Limits.Rate, the results so far come together with the error. Running again goes on from there, unless the error is a *NumericalError.
func (n *Network) Run(ctx context.Context, duration float64, options RunOptions) (*Result, error) {
	steps, ok := n.grid.Index(duration)
	if !ok || steps < 1 {
		return nil, wrong("simulation", invalid.Path("duration"), "the duration %v ms is no whole number of time steps of %v ms",
			duration, n.grid.Dt)
	}
	r := &running{network: n, options: options, steps: steps, first: n.sim.Step(), start: time.Now()}
	recorder, err := r.recorder()
	if err != nil {
		return nil, err
	}
	r.before = n.counts()
	r.progress(r.start)
	runErr := n.sim.Run(ctx, steps, sim.Observer{
		Samplers: recorder.Samplers(),
		Observe: func(step int64) error {
			if options.Progress != nil && time.Since(r.told) >= progressEvery {
				r.progress(time.Now())
			}
			return recorder.Observe(step)
		},
	})
	r.progress(time.Now())
	result, err := r.result(runErr != nil && ctx.Err() != nil)
	return result, errors.Join(runErr, err)
}

// Step advances the network by one time step. What Record asks for is not recorded: read it with Population.Get and Spiked.
func (n *Network) Step() error {
	return n.sim.Run(context.Background(), 1, sim.Observer{})
}

// running is a call of Run at work.
type running struct {
	network *Network
	options RunOptions
	steps   int64
	first   int64        // grid point of the beginning
	before  []sim.Counts // of the populations, then
	start   time.Time
	told    time.Time // when Progress was called last
	memory  *record.Memory
	csv     *record.CSV
}

func (r *running) recorder() (*record.Recorder, error) {
	n := r.network
	var sink record.Sink
	if r.options.Dir == "" {
		r.memory = record.NewMemory(n.requests)
		sink = r.memory
	} else {
		var err error
		if r.csv, err = record.NewCSV(r.options.Dir, n.requests); err != nil {
			return nil, err
		}
		sink = r.csv
	}
	return record.New(n.requests, sink, n.grid)
}

func (r *running) progress(now time.Time) {
	if r.options.Progress == nil {
		return
	}
	r.told = now
	p := Progress{
		Step: r.network.sim.Step() - r.first, Steps: r.steps, Time: r.network.Time(), Wall: now.Sub(r.start),
	}
	for i, c := range r.network.counts() {
		p.Spikes += c.Spikes - r.before[i].Spikes
	}
	r.options.Progress(p)
}

// counts returns the counts of the populations in their order.
func (n *Network) counts() []sim.Counts {
	var all []sim.Counts
	for _, p := range n.populations {
		all = append(all, n.sim.Counts(p.population))
	}
	return all
}
