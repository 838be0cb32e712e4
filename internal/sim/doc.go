// Package sim runs a network: the loop over time steps. In come populations, which advance their neurons with kernels,
// connections with delay rings, and devices; it fills the inputs, advances, guards against values that are not finite, and
// delivers the spikes. An Observer is told of every step: what is recorded, and who is told of progress, hangs on that. The root
// package builds and runs networks with it.
//
// A step from grid point k to k+1 has two phases. Update: every population advances with the currents of k and the spikes
// that arrive at k+1; populations do not see each other. Exchange: the spikes stamped k+1 go into the delay rings, those of
// devices first, then those of populations, each in the order of its neurons and of their connections. So sums have one
// order, (step, source, connection), whoever advances what when.
//
// Within the least delay between neurons nobody can influence anybody, so both phases are done for a window of that many steps
// at once (Morrison et al. 2005, doi:10.1162/0899766054026648). Neurons are divided into blocks; a worker takes a block through
// all steps of the window while it is in his cache, sampling on the way what is recorded. Then each worker delivers all spikes
// to his part of the targets. Neither the number of workers, nor blocks, nor the length of windows change any bit of what can
// be seen, also not where a neuron fails: states at the beginning of a window of several steps are kept, and it is done again
// up to that step.
package sim
