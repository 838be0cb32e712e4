// Package layout holds the tests of how this repository is laid out: which package may import which, how long files and
// functions may be, where a package's documentation stands, and what code that makes results may not call. It has no code
// of its own. The rules and their reasons: docs/architecture.md and CONTRIBUTING.md.
package layout
