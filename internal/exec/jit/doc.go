// Package jit compiles Programs to x86-64 machine code in this process, for AVX2 with FMA and for AVX-512.
//
// A Func, its mathematical functions expanded, is straight-line code; it becomes the body of one loop over vectors of
// neurons. Its values are put into registers in one pass (generator.go, registers.go), its operations into instructions one by
// one (select.go, logic.go, scalar.go), with the bits that package eval defines: nothing is fused, reordered or approximated.
// The code is entered through a few lines of assembly, uses no stack, calls nothing, and lies in memory that was writable
// before and is executable after (memory_*.go). What package kernel promises of a step is built around it in Go: neurons that
// need further attempts of adaptive integration are gathered side by side (adaptive.go).
//
// Package exec chooses between this and the portable executor, which is the reference: package exectest holds both to the
// same bits.
package jit
