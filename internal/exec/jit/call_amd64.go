package jit

import "unsafe"

// enter runs machine code on lanes 0 ≤ i < lanes: text is its address, block that of its argument. The code neither calls nor
// touches the stack; the Go runtime takes it for foreign code and does not interrupt it, so that calls must be short.
//
//go:noescape
func enter(text, block unsafe.Pointer, lanes int)
