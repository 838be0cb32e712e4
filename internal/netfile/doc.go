// Package netfile reads network files: the YAML description of a network that docs/network-file.md explains.
//
// In comes the path of a file, out comes a Simulation, a spikelet.Network that is ready to run with the duration of the run,
// or diagnostics: all that is wrong with the file, each with its place. The text is parsed by github.com/goccy/go-yaml;
// its tree becomes one of this package's own nodes, whose places are bytes of the text (tree.go); overrides of the command
// line change that tree (override.go); then each part of the file is read into a plain description with every number in
// internal units (simulation.go, population.go, device.go, connection.go, record.go); and the description is built
// (build.go) and can be written as a file again, complete with all defaults (write.go).
//
// Package cli calls it.
package netfile
