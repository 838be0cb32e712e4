package ast

import (
	"strings"

	"github.com/spikelet/spikelet/internal/diag"
)

// Expr is an expression: *Ident, *Number, *Bool, *String, *Inf, *Call, *Unary, *Binary, *Ternary or *Paren.
type Expr interface {
	Node
	expr()
}

// Ident is a name: of a variable, function, port, unit. A second derivative of x is Name "x", Primes 2.
type Ident struct {
	diag.Span
	Name   string
	Primes int
	Index  Expr // x[i], nil when absent
}

// Full is the name with its primes.
func (id *Ident) Full() string { return id.Name + strings.Repeat("'", id.Primes) }

// Number is an unsigned literal, with the unit that follows it, if one does.
type Number struct {
	diag.Span
	Text    string // digits as written: "1.e3", ".5", "42"
	Integer bool   // no point and no exponent
	Unit    *UnitExpr
}

// Bool is true or false.
type Bool struct {
	diag.Span
	Value bool
}

// String is a quoted text, without its quotes.
type String struct {
	diag.Span
	Value string
}

// Inf is the literal inf.
type Inf struct{ diag.Span }

// Call is "name(args)".
type Call struct {
	diag.Span
	Name *Ident
	Args []Expr
}

// Unary is "op x", Op one of "+", "-", "~", "not".
type Unary struct {
	diag.Span
	Op string
	X  Expr
}

// Binary is "x op y", Op as in the language ("<>" is given as "!=").
type Binary struct {
	diag.Span
	Op   string
	X, Y Expr
	// OpSpan is the place of the operator.
	OpSpan diag.Span
}

// Ternary is "cond ? then : else".
type Ternary struct {
	diag.Span
	Cond, Then, Else Expr
}

// Paren is "(x)".
type Paren struct {
	diag.Span
	X Expr
}

func (*Ident) expr()   {}
func (*Number) expr()  {}
func (*Bool) expr()    {}
func (*String) expr()  {}
func (*Inf) expr()     {}
func (*Call) expr()    {}
func (*Unary) expr()   {}
func (*Binary) expr()  {}
func (*Ternary) expr() {}
func (*Paren) expr()   {}
