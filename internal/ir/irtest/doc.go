// Package irtest makes random well-formed Funcs for the property tests of everything that reads or runs the IR: the text
// form, the passes, the executors.
package irtest
