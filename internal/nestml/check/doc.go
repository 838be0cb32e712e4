// Package check gives meaning to a syntax tree: it resolves names, infers types and units, and reports every violation of
// the language's rules, one file per rule. Package lower reads the resulting Model.
package check
