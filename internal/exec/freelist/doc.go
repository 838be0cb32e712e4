// Package freelist keeps what kernels work with between calls, so that a step allocates nothing.
package freelist
