// Package loopgen writes the loops of the portable executor: one Go function for each shape of the lists in shapes.go.
// Its test compares the files loops_*_gen.go of package portable with what it writes; go generate (or the test with
// -update) writes them anew.
package loopgen
