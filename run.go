package spikelet

import (
	"context"
	"errors"
	"time"
)

// RunOptions says where results go and who is told of progress.
type RunOptions struct {
	// Dir is a folder to which spikes.csv, traces/ and summary.json are written while the run goes on; files become visible
	// under their names when the run is over. "": what is recorded is kept in the Result.
	Dir string
	// Progress is called now and then, at least at the beginning and the end, from the goroutine of Run.
	Progress func(Progress)
}

// Progress is how far a run is.
type Progress struct {
	Step, Steps int64 // done and to do in this run
	Time        float64
	Spikes      int64         // in this run
	Wall        time.Duration // since Run began
}

// Run advances the network by duration ms, a whole number of steps. When ctx is cancelled, or a value is not finite, it
// returns the results so far together with the error. Running again goes on from there.
func (n *Network) Run(ctx context.Context, duration float64, options RunOptions) (*Result, error) {
	return nil, errors.ErrUnsupported
}

// Step advances the network by one time step. What Record asks for is not recorded: read it with Population.Get and Spiked.
func (n *Network) Step() error { return errors.ErrUnsupported }
