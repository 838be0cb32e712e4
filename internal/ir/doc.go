// Package ir is the intermediate representation that every model is lowered to and every executor runs.
//
// A Func is straight-line code in SSA form: no branches, no loops, no memory. Its operations are those that IEEE-754
// (or two's complement arithmetic) defines exactly, so that a Func means the same bits on every machine. Mathematical
// functions (exp, log, …) are single operations here; package mathfn defines each as a sequence of exact operations,
// and an executor may run either form because both give the same bits.
//
// A Model is a neuron model as Funcs over named variables: what package lower makes of NESTML text. A Program is what
// an executor compiles: one time step of a population, made by package solver from a Model.
package ir
