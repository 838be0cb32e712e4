// Package record keeps what a run gives: spikes, and samples of states and recordables at regular times. In come requests;
// for each step a Recorder reads who spiked and what its samplers have taken, and hands it to a Sink, which keeps it in memory or
// writes it to files while the run goes on. The root package connects it to package sim.
package record
