// Package rng makes random numbers that depend on nothing but their name: seed, purpose, global id and step. There is no
// hidden state, so a draw is the same whoever makes it, wherever, in any order.
//
// The generator is Philox4x32-10 of J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as
// 1, 2, 3", SC '11, doi:10.1145/2063384.2063405. Distributions other than the uniform one need functions of the IR and live
// in package draw.
package rng
