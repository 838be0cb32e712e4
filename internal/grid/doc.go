// Package grid is the time grid of a simulation: integer steps of one length. Times come in as ms and are turned into steps
// once, while a network is built; from then on time is counted, and t = k·dt is one multiplication. Every package that
// knows time uses it.
package grid
