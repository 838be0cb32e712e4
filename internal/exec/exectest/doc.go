// Package exectest is the one suite that every executor must pass: a test of an executor calls Run. Results are held bit
// for bit against package eval and a plain driver on top of it, except that one NaN is as good as another. A Trial is a random
// program made of any bytes, for fuzzers; it holds executors against each other.
package exectest
