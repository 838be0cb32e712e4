// Package draw gives numbers to many at once: one for all, a list, an even spacing, or draws from a distribution. Parameters,
// initial values, weights and delays are made with it, while a network is built. Random bits come from package rng; the
// logarithm and the exponential are the IR's, so that a draw has the same bits on every machine.
package draw
