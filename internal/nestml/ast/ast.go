package ast

import "github.com/spikelet/spikelet/internal/diag"

// Node is anything with a place.
type Node interface{ Range() diag.Span }

// File is one source file.
type File struct {
	diag.Span
	Source *diag.Source
	Models []*Model
}

// Model is "model NAME:" with its blocks. Each block but Functions, OnReceive and OnCondition occurs at most once; the
// parser reports a second one and keeps the first. A block that is absent is nil.
type Model struct {
	diag.Span
	Name    *Ident
	Doc     string // the comment block directly before, without '#'
	Options []*Option

	State, Parameters, Internals *VarBlock
	Equations                    *Equations
	Input                        *Input
	Output                       *Output
	Update                       *Update
	Functions                    []*Function
	OnReceive                    []*OnReceive
	OnCondition                  []*OnCondition
}

// Option is a comment "#@ key: value" before or inside a model: what NESTML itself cannot say.
type Option struct {
	diag.Span
	Key   *Ident
	Value string // trimmed; its place is ValueSpan
	Place diag.Span
}

// VarBlock is state, parameters or internals.
type VarBlock struct {
	diag.Span
	Decls []*Decl
}

// Decl declares one or several variables of a type: in a block, or local in code.
type Decl struct {
	diag.Span
	Doc        string // comments directly before or beside it
	Recordable bool   // "recordable"
	Inline     bool   // "inline": only in equations
	Vars       []*Ident
	Type       *TypeExpr
	Value      Expr // nil when absent
	Guard      Expr // [[ … ]], nil when absent
	Decorators []*Decorator
}

// Decorator is "@homogeneous", "@heterogeneous" or "@namespace::name".
type Decorator struct {
	diag.Span
	Namespace, Name string // Namespace is "" for the first two
}

// TypeExpr is a type: Basic is real, integer, boolean, string or void; or it is a unit.
type TypeExpr struct {
	diag.Span
	Basic string // "" when Unit is set
	Unit  *UnitExpr
}

// UnitExpr is a unit as written: Text can be read by unit.Parse ("nS/ms", "ms**-1"). Unless backslashes divide it into lines,
// it is the source at the unit's place, so that an offset in it is one from Start.
type UnitExpr struct {
	diag.Span
	Text string
}

// Equations is the equations block; Inlines, ODEs and Kernels are each in the order of the file.
type Equations struct {
	diag.Span
	Inlines []*Decl
	ODEs    []*ODE
	Kernels []*Kernel
}

// ODE is "x' = expr".
type ODE struct {
	diag.Span
	Var        *Ident // Primes ≥ 1
	Value      Expr
	Decorators []*Decorator
}

// Kernel is "kernel k = expr": of order 0 a function of t, else a system of ODEs.
type Kernel struct {
	diag.Span
	Parts []*ODE // Var.Primes is 0 for a function of t
}

// Input is the input block.
type Input struct {
	diag.Span
	Ports []*Port
}

// Port is "NAME <- excitatory spike" or "NAME type <- continuous".
type Port struct {
	diag.Span
	Doc                    string
	Name                   *Ident
	Type                   *TypeExpr // continuous ports
	Continuous             bool
	Excitatory, Inhibitory bool
	Size                   Expr // vector port, nil when absent
}

// Output is "output: spike".
type Output struct {
	diag.Span
	Continuous bool
}

// Update is the update block.
type Update struct {
	diag.Span
	Body []Stmt
}

// OnReceive is an event handler of a port.
type OnReceive struct {
	diag.Span
	Port     *Ident
	Priority *Number // nil when absent
	Body     []Stmt
}

// OnCondition is run at the end of each step in which its condition holds.
type OnCondition struct {
	diag.Span
	Cond     Expr
	Priority *Number
	Body     []Stmt
}

// Function is a user's function.
type Function struct {
	diag.Span
	Name   *Ident
	Params []*Param
	Result *TypeExpr // nil: void
	Body   []Stmt
}

// Param is a parameter of a function.
type Param struct {
	diag.Span
	Name *Ident
	Type *TypeExpr
}
