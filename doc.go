// Package spikelet simulates networks of spiking neurons.
//
// A network is made of populations of neurons whose model is a NESTML text, of devices that stimulate them, and of
// connections. It is built piece by piece and then run, or advanced step by step:
//
//	model, err := spikelet.BuiltinModel("hh_psc_alpha_gap")
//	…
//	net, err := spikelet.NewNetwork(spikelet.Config{TimeStep: 0.1})
//	…
//	cells, err := net.AddPopulation(spikelet.PopulationSpec{
//		Name: "cells", Model: model, Shape: []int{8},
//		Parameters: map[string]spikelet.Values{"I_e": spikelet.Linspace(0, 700)},
//	})
//	…
//	err = net.Record(spikelet.RecordSpec{From: "cells", Spikes: true, Variables: []string{"V_m"}})
//	…
//	result, err := net.Run(ctx, 100, spikelet.RunOptions{})
//
// Neurons are the other way: neurons of one model that are advanced by hand, a step at a time, as objects of BrainPy are. They
// give the same bits.
//
//	cells, err := spikelet.NewNeurons(spikelet.NeuronsSpec{Builtin: "hh_psc_alpha_gap", Shape: []int{8}})
//	…
//	signal, err := cells.Update(500)
//
// Units: every number is in ms, mV, pA, nS, pF, GOhm, mM and their products.
//
// Time runs in whole steps of Config.TimeStep. A spike is stamped with the end of the step in which the neuron fired; a
// sample at time t is the state after the step that ends at t. Results have the same bits on every machine: Summary.Digest
// proves it.
//
// Errors: what cannot be built is reported as one or several *BuildError (see BuildErrors), all of them at once; a text
// that cannot be read as *DiagnosticsError; a value that is not finite while running as *NumericalError, a population that
// fires more than Config.Limits allows as *RateLimitError.
package spikelet
