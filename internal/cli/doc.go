// Package cli is the command line: it reads flags, calls package netfile and the library, and writes for people or, with
// --json, for programs. In come arguments, out go text and an exit code. Command spikelet calls it; docs/network-file.md says
// what each command does.
package cli
