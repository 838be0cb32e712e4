// Package solver turns a model's differential equations into the code of one time step.
//
// In go an ir.Model (from package lower) and Options, out comes an ir.Program, which executors compile. A method is an
// IR → IR transformation: it takes the right-hand sides as a Func and writes the Func of a step, so every model works with
// every method on every executor. Methods returns the list of them; each has its place in a table:
//
//	explicit.go, pairs.go   Runge-Kutta methods and embedded pairs as coefficients
//	fixed.go, adaptive.go   a Runge-Kutta step of given size; an attempt with control of the step size
//	expauto.go              exponential Euler with the model's own derivative
//	exact.go                the exact solution of linear equations, by matrix exponential
//
// The methods' names are those of BrainPy; the controller is the one of GSL's odeiv (see adaptive.go).
package solver
