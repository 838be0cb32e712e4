// Package pass improves Funcs and Programs without changing a bit of what they compute.
//
// Each pass is a function from a Func to a new Func, leaves its argument alone, and applied twice gives what it gives
// once; the result is verified. "The same bits" is meant for all inputs, infinities and both zeros included, but for the
// sign and payload of a NaN, which IEEE-754 leaves open. Lowering and the solvers call Standard on what they build, a
// population calls Program when it knows which parameters are equal for all its neurons.
package pass
