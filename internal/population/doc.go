// Package population holds the neurons of one model as columns: states, parameters and internals by name, one value per
// neuron or one for all. In come a lowered model (package ir) with values; it computes defaults, internals and initial
// values, checks the model's guards, has the step compiled (packages solver, ir/pass, exec) and advances the neurons: all
// by a step, or stretches of them, by Steppers, through many steps each. Package sim drives it; the root package reads and
// writes states through it.
package population
