// Package connect says who is connected to whom. In come selections ("pair[0:10]"), a rule, weights and delays; out comes a
// Table: for each source the targets, weights and delays of its connections, in a fixed order. The root package builds with
// it; package synapse delivers through the tables.
//
// Rules are NEST's (Eppler et al. 2009, doi:10.3389/neuro.11.012.2008; Senk et al. 2022, doi:10.1371/journal.pcbi.1010086): all
// pairs, lists, and draws. A draw depends on the seed, on which of the network's rules it is for, and on the id of the neuron or
// the number of the connection that it is for; on nothing else. Pairs does the same for gap junctions, which have no direction.
package connect
