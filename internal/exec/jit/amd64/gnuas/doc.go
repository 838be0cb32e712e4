// Package gnuas is for the tests of package amd64 and of its callers: it has the GNU assembler, where there is one, turn a
// listing into bytes, to be compared with what package amd64 made.
package gnuas
