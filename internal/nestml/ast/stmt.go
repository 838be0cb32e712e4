package ast

import "github.com/spikelet/spikelet/internal/diag"

// Stmt is a statement: *Decl, *Assign, *CallStmt, *Return, *If, *For or *While.
type Stmt interface {
	Node
	stmt()
}

// Assign is "x op expr", Op one of "=", "+=", "-=", "*=", "/=", "//=".
type Assign struct {
	diag.Span
	Var   *Ident
	Op    string
	Value Expr
}

// CallStmt is a call for its effect: integrate_odes(…), emit_spike(), print(…).
type CallStmt struct {
	diag.Span
	Call *Call
}

// Return is "return [expr]".
type Return struct {
	diag.Span
	Value Expr // nil when absent
}

// If is "if … elif … else"; Conds and Bodies correspond, Else is nil when absent.
type If struct {
	diag.Span
	Conds  []Expr
	Bodies [][]Stmt
	Else   []Stmt
}

// For is "for NAME in From ... To step Step", half open.
type For struct {
	diag.Span
	Var            *Ident
	From, To, Step Expr
	Body           []Stmt
}

// While is "while Cond".
type While struct {
	diag.Span
	Cond Expr
	Body []Stmt
}

func (*Decl) stmt()     {}
func (*Assign) stmt()   {}
func (*CallStmt) stmt() {}
func (*Return) stmt()   {}
func (*If) stmt()       {}
func (*For) stmt()      {}
func (*While) stmt()    {}
