// Package mathfn defines the mathematical operations of package ir (exp, log, pow, sin, …) as sequences of the exact
// ones, so that they have the same bits on every machine. Body gives the sequence of one operation, Expand rewrites a
// Func; executors call either, and may run the operation as a whole when the bits agree.
//
// Every function is within 1 ulp of the true value over its whole range, subnormal arguments and results included, and
// keeps the sign of zero. The bound in each doc comment is the largest error measured on millions of points against
// math/big (go test -long); 0.5 would be correct rounding. A NaN result has no defined sign or payload.
//
// Sequences are made for SIMD: fused multiply-adds, rounding by adding 1.5·2^52, exponents by shifts, no tables. Where a
// value is needed to more than 53 bits it is a pair of floats (Dekker 1971, doi:10.1007/BF01397083). Polynomials are
// minimax (Remez exchange), their coefficients rounded to float64 one after another, the rest fitted anew each time.
package mathfn
