// Package models holds the built-in neuron models, NESTML files that are embedded in the program. A file NAME.nestml here
// is the built-in model NAME; nothing else needs to be written. README.md lists them with their sources. The root package
// reads them by the same path as a user's own files.
package models
