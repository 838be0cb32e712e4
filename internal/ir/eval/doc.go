// Package eval computes Funcs one lane at a time, plainly: the meaning of the IR in executable form. Passes fold
// constants with it, tests hold every executor against it. In go Funcs and the bits of their inputs, out come the bits
// of their outputs; an F64 is its IEEE-754 bits, an I64 its two's complement, a Bool 0 or 1.
//
// Mathematical functions run the bodies of package mathfn. Nothing is fused or reordered, so the results are the same
// bits on every machine, but for the sign and payload of a NaN, which IEEE-754 leaves open.
package eval
