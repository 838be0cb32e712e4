// Package lower turns a checked NESTML model into an ir.Model: straight-line code for defaults, initial values, equations
// and the parts of a time step.
//
// Control flow becomes selection: both branches of an if are evaluated and merged by the condition. Functions are inlined,
// loops unrolled, kernels become chains of linear ODEs. The update block is cut at integrate_odes: what precedes it on a
// path is ir.Model.Before, what follows is ir.Model.After, together with onReceive and onCondition.
//
// The order of a step is NESTML's (version 9): update, onReceive, spikes into convolutions, onCondition. Different on
// purpose: a continuous port holds its value during the step instead of one step later, see docs/nestml.md.
package lower
