// Package scalar evaluates the mathematical functions of the IR outside kernels, with the same bits: for draws and for devices.
package scalar
