// Package ast is the syntax tree of NESTML: what package parser makes of text and package check gives meaning to.
// Every node knows its place in the source. Inspect walks over a tree, Text writes an expression as NESTML, Dump shows a tree.
//
// Where the parser reported an error, an *Ident with an empty Name stands for what could not be read.
package ast
