// Package synapse carries signals into the ports of a population: spikes with a weight and a delay through a Ring, currents
// through Currents. In come connection tables (package connect), out come the columns that a kernel reads as its inputs.
// Package sim drives both, a window of steps at a time.
//
// Sums have a fixed order: spikes of an earlier step first, then by source, then by connection; currents by connection.
package synapse
