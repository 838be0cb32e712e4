// Package gen prints the bodies of package mathfn as Go code: for each mathematical operation a function that applies it
// to a block of lanes. Package portable contains what it prints, mathfn_gen.go. The test of this package makes the file
// anew in memory and compares; go generate (go test -update) writes it.
package gen

//go:generate go test -run TestGenerated -update
