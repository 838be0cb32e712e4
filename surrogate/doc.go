// Package surrogate has the spike functions of neurons: steps, 1 from 0 on and 0 below, with the name and the numbers of
// the slope that learning puts in the place of the step's own, which is 0 wherever it exists. In comes a number that says
// how far a neuron is above its threshold, out comes its spike signal. Neurons of the root package call it, as
// spikelet.NeuronsSpec.SpikeFunction.
//
// Names and forms are those of braintools.surrogate. Neftci, Mostafa and Zenke (2019), doi:10.1109/MSP.2019.2931595, explain
// the idea.
package surrogate
