// Package statefile writes and reads files of states: variables with all their bits, and what they belong to. In comes a
// File, out come bytes, and back. The root package makes of it what Neurons.SaveStates and LoadStates do.
//
// A file is, all numbers little-endian:
//
//	bytes 0-7    89 53 50 4b 4c 0d 0a 1a, in letters ·SPKL····
//	bytes 8-11   the version of the format, 1
//	bytes 12-15  the length n of the header
//	n bytes      the header, JSON: {"parts": [Part…], "variables": [{"path", "type": "f64"|"i64"|"bool", "count"}…]}
//	the values   of the variables in that order: 8 bytes each, a Boolean one byte, 0 or 1
//	32 bytes     SHA-256 of everything before
package statefile
