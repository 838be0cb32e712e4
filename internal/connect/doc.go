// Package connect says who is connected to whom. In come selections ("pair[0:10]"), a rule, weights and delays; out comes a
// Table: for each source the targets, weights and delays of its connections, in a fixed order. The root package builds with
// it; package synapse delivers through the tables.
//
// Rules are NEST's (Eppler et al. 2009, doi:10.3389/neuro.11.012.2008): one_to_one, all_to_all, and lists.
package connect
