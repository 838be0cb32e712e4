// Package check gives meaning to a syntax tree: it resolves names, infers types and units, and reports every violation of
// the language's rules. In goes an ast.File from package parser, out comes a Model for package lower, and the diagnostics
// for whoever reads the file.
//
// A model is read in this order: its names are declared (declare.go), then every expression gets a type where it stands
// (place.go, infer*.go, statements.go). The rules of the language are files of their own, rule_*.go, called where what they
// judge is at hand, or over the whole model at the end (check.go); each has a legal and an illegal model in testdata. An
// expression with a reported error has type Invalid, and no rule says anything about Invalid, so one mistake gives one
// diagnostic.
//
// What the language is: NESTML 9, with the bare units of NESTML 8 (docs of https://nestml.readthedocs.io, version 9.0.0).
package check
