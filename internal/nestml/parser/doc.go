// Package parser reads NESTML: a text goes in; its syntax tree (package ast) and all its errors come out. Whoever loads a model
// calls it, and hands the tree to package check, which gives it its meaning.
//
// The language is NESTML 9 (its documentation and the NESTML tool's behaviour are the sources of facts), with these
// differences: "and" binds tighter than "or"; where the tool's reading of operators without brackets would surprise, there
// is a warning. Older forms of the language are recognised and refused with the new form as the remedy.
//
// The way through the package: lexer.go and indent.go make tokens, comments.go keeps the comments apart; parser.go has the
// machinery of reading and recovery; model.go, declaration.go, equations.go, ports.go and statement.go read blocks; expression.go
// and units.go what stands in them; options.go the "#@" comments; old.go knows the former spellings.
//
// A file is read twice. "42 pA/foo" is a number of unit pA/foo or a quotient, and only the declarations, which may follow,
// tell which: the first pass finds the declared names, the second takes for units only what is not declared.
package parser
