// Package kernel is the contract between compiled code and its callers: the columns that a kernel reads and writes, and
// what it promises. Package exec makes kernels, packages population and sim run them.
package kernel
