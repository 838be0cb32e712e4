package ast

import (
	"fmt"
	"strings"
)

// Text writes an expression as NESTML. Brackets that the tree has are kept; where the order of operators needs more, as it
// may in a tree that no parser made, they are added.
func Text(e Expr) string {
	var b strings.Builder
	writeExpr(&b, e, 0)
	return b.String()
}

// ranks are those of the operators in the parser: higher binds tighter.
var ranks = map[string]int{
	"?": 1, "or": 2, "and": 3, "not": 4, "<": 5, "<=": 5, "==": 5, "!=": 5, ">=": 5, ">": 5, "&": 6, "^": 6, "|": 6, "<<": 6, ">>": 6,
	"+": 7, "-": 7, "*": 8, "/": 8, "%": 8, "//": 8, "**": 10,
}

const signRank = 9

// writeExpr writes e where operators below the rank least need brackets.
func writeExpr(b *strings.Builder, e Expr, least int) {
	if rank := rankOf(e); rank < least {
		b.WriteByte('(')
		defer b.WriteByte(')')
	}
	switch e := e.(type) {
	case *Ident:
		writeIdent(b, e)
	case *Number:
		b.WriteString(e.Text)
		if e.Unit != nil {
			b.WriteString(" " + e.Unit.Text)
		}
	case *Bool:
		fmt.Fprint(b, e.Value)
	case *String:
		b.WriteString(`"` + e.Value + `"`)
	case *Inf:
		b.WriteString("inf")
	case *Paren:
		b.WriteByte('(')
		writeExpr(b, e.X, 0)
		b.WriteByte(')')
	case *Call:
		writeCall(b, e)
	case *Unary:
		writeUnary(b, e)
	case *Binary:
		writeBinary(b, e)
	case *Ternary:
		writeExpr(b, e.Cond, ranks["?"])
		b.WriteString(" ? ")
		writeExpr(b, e.Then, 0)
		b.WriteString(" : ")
		writeExpr(b, e.Else, ranks["?"]+1)
	}
}

// rankOf is the rank of e's outermost operator.
func rankOf(e Expr) int {
	switch e := e.(type) {
	case *Binary:
		return ranks[e.Op]
	case *Ternary:
		return ranks["?"]
	case *Unary:
		if e.Op == "not" {
			return ranks["not"]
		}
		return signRank
	}
	return 100
}

func writeIdent(b *strings.Builder, id *Ident) {
	b.WriteString(id.Name)
	if id.Index != nil {
		b.WriteByte('[')
		writeExpr(b, id.Index, 0)
		b.WriteByte(']')
	}
	b.WriteString(strings.Repeat("'", id.Primes))
}

func writeCall(b *strings.Builder, c *Call) {
	writeIdent(b, c.Name)
	b.WriteByte('(')
	for i, a := range c.Args {
		if i > 0 {
			b.WriteString(", ")
		}
		writeExpr(b, a, 0)
	}
	b.WriteByte(')')
}

func writeUnary(b *strings.Builder, u *Unary) {
	b.WriteString(u.Op)
	if u.Op == "not" {
		b.WriteByte(' ')
	}
	writeExpr(b, u.X, rankOf(u))
}

func writeBinary(b *strings.Builder, e *Binary) {
	rank, space := ranks[e.Op], " "
	left, right := rank, rank+1
	if e.Op == "**" { // right associative, and -x may be an exponent
		left, right, space = rank+1, signRank, ""
	}
	if n, ok := e.X.(*Number); ok && n.Unit != nil && e.Op == "**" {
		left = 101 // 2 mV**2 would be 2 units of mV**2
	}
	writeExpr(b, e.X, left)
	b.WriteString(space + e.Op + space)
	writeExpr(b, e.Y, right)
}
