// Package ast is the syntax tree of NESTML: what package parser makes of text and package check gives meaning to.
// Every node knows its place in the source.
package ast
