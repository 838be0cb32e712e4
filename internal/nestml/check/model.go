package check

import (
	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/unit"
)

// Kind is the kind of a Type.
type Kind uint8

// The kinds. A Quantity has a unit with a dimension; Real is a plain number.
const (
	Invalid Kind = iota // an expression with an error that was reported
	Void
	Real
	Integer
	Boolean
	String
	Quantity
)

// Type is the type of an expression or symbol. The value of an expression of kind Quantity is a number of Unit: the
// scale is part of the type, so "1 V" has the value 1 and type V, and meets mV by an exact conversion where the two are
// added, compared or assigned. A variable read in an expression has the internal unit of its dimension (see package unit),
// whatever unit it was declared with. A Real may carry a scale too (Unit dimensionless, as in ms/s): lower
// converts it to scale 1 where it meets a plain number.
type Type struct {
	Kind Kind
	Unit unit.Unit // Quantity, and Real with a scale
}

// SymbolKind says what a name stands for.
type SymbolKind uint8

// The kinds of symbol.
const (
	ParameterSymbol SymbolKind = iota
	InternalSymbol
	StateSymbol
	InlineSymbol
	KernelSymbol
	SpikePortSymbol      // read in code: the sum of weights that arrived in this step, of type 1/s
	ContinuousPortSymbol //
	FunctionSymbol
	LocalSymbol    // declared in code, or a parameter of a function
	ConstantSymbol // e, pi
	TimeSymbol     // t
	UnitSymbol     // a bare unit, "mV" for "1 mV" (NESTML 8)
)

// Symbol is what a name in the source stands for.
type Symbol struct {
	Kind SymbolKind
	Name string // with primes: "x'" is a symbol of its own
	Type Type   // as seen in expressions: of the internal unit
	// Declared is the type as written, for messages and for showing units to people.
	Declared Type

	Decl     *ast.Decl     // variables and inlines
	Port     *ast.Port     // ports
	Function *ast.Function // functions; Param for their parameters
	Kernel   *ast.Kernel   // kernels
	Const    float64       // ConstantSymbol
}

// Model is a checked model: the tree and what its nodes mean. All maps are total over the model's nodes when the
// diagnostics have no error.
type Model struct {
	AST *ast.Model

	Parameters, Internals, States []*Symbol // in declaration order
	Inlines                       []*Symbol
	Ports                         []*Symbol
	Kernels                       []*Symbol
	Functions                     []*Symbol

	Types map[ast.Expr]Type      // of every expression
	Uses  map[*ast.Ident]*Symbol // what every name refers to, declarations included; not names of built-in functions
	// Integrate holds for each call of integrate_odes the ODE variables it advances (all when it names none).
	Integrate map[*ast.Call][]*Symbol
}
