// Package ad differentiates IR.
//
// A Func goes in, a Func with the derivatives as further outputs comes out. Solvers call it (exp_auto needs the derivative
// of each equation with respect to its own variable, exact needs the coefficients of linear equations); the rules are
// those of any text book, e.g. A. Griewank and A. Walther, Evaluating Derivatives, 2nd ed., SIAM 2008,
// doi:10.1137/1.9780898717761, chapter 3.
package ad
