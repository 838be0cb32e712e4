// Package fuse writes the parts of an ir.Program one after the other into one Func, so that what one part writes the next
// reads from a register. Executors call it before they compile.
package fuse
