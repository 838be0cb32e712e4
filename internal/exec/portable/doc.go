// Package portable runs Programs and Funcs in plain Go on every GOARCH: the reference for all executors and the one that
// is always there. Package exec calls it.
//
// It is an interpreter over blocks of lanes. A Func is covered by shapes, small expressions that each have a generated Go
// loop (package loopgen; the mathematical functions come from package mathfn/gen); the values between them live in
// registers, blocks of lanes small enough to stay in the first-level cache, given out by linear scan (Poletto and Sarkar
// 1999, doi:10.1145/330249.330250). So the cost of interpreting is shared by all lanes of a block.
//
// Neurons of an adaptive Program do not wait for each other: a lane that has reached the end of its step is given the
// next neuron.
package portable
