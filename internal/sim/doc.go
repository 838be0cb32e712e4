// Package sim runs a network: the loop over time steps. In come populations, which advance their neurons with kernels,
// connections with delay rings, and devices; each step it fills the inputs, advances, guards against values that are not
// finite, and delivers the spikes. What is recorded, and who is told of progress, hangs on a callback per step. The root
// package builds and runs networks with it.
//
// A step from grid point k to k+1 has two phases. Update: every population advances with the currents of k and the spikes
// that arrive at k+1; populations do not see each other. Exchange: the spikes stamped k+1 go into the delay rings, those of
// devices first, then those of populations, each in the order of its neurons and of their connections. So sums have one
// order, (step, source, connection), whoever advances what when.
package sim
