// Package exec is the door to the executors: it compiles a Program or a Func of package ir with the best of them that this
// processor can run, or with the one that is asked for. Each executor is one file of this package that registers it,
// behind build constraints where it is not for every GOARCH. All give the same bits.
package exec
