package check

import (
	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/unit"
)

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
	LocalSymbol    // declared in code (without a value it is 0 or false), or a parameter of a function
	ConstantSymbol // e, pi
	TimeSymbol     // t
	UnitSymbol     // a bare unit, "mV" for "1 mV" (NESTML 8)
)

// Symbol is what a name in the source stands for.
type Symbol struct {
	Kind SymbolKind
	Name string // with primes: "x'" is a symbol of its own
	// Type is the type as seen in expressions: of the internal unit. Of a function it is that of the result, of a bare unit
	// and a spiking port the unit itself.
	Type Type
	// Declared is the type as written. A bare number given to the symbol (by declaration, assignment, as argument or as
	// result) is a number of this unit.
	Declared Type

	Decl     *ast.Decl     // variables and inlines
	Port     *ast.Port     // ports
	Function *ast.Function // functions
	Param    *ast.Param    // parameters of functions
	Kernel   *ast.Kernel   // kernels
	Const    float64       // ConstantSymbol

	Params        []*Symbol // of a function
	Aliases       []string  // by decorators @alias::NAME: states, parameters, recordable inlines
	WeightUnit    unit.Unit // spiking ports: the unit of weights, by the option weight
	HasWeightUnit bool      // false: weights are plain numbers

	place int // among the declarations of its block, from 0
}

// Options is what the comments "#@ key: value" of a model say.
type Options struct {
	Solver            string  // the name of a method, not looked at here; "" when not given
	AbsoluteTolerance float64 // 0 when not given
	RelativeTolerance float64
	Potential         *Symbol // a state; these three are nil when not given
	GapPort           *Symbol // a continuous port
	SpikeSignal       *Symbol // a state
}

// Loop holds the bounds of a for statement: its variable takes From, From+Step, … while it is before To.
type Loop struct{ From, To, Step int64 }

// Count is the number of rounds.
func (l Loop) Count() int64 {
	if l.Step < 0 {
		return Loop{-l.From, -l.To, -l.Step}.Count()
	}
	if l.Step == 0 || l.From >= l.To {
		return 0
	}
	return (l.To-l.From-1)/l.Step + 1
}

// Model is a checked model: the tree and what its nodes mean. All maps are total over the model's nodes when the
// diagnostics have no error.
type Model struct {
	AST     *ast.Model
	Options Options

	Parameters, Internals, States []*Symbol // in declaration order
	Inlines                       []*Symbol
	Ports                         []*Symbol
	Kernels                       []*Symbol
	Functions                     []*Symbol

	Types map[ast.Expr]Type      // of every expression
	Uses  map[*ast.Ident]*Symbol // what every name refers to, declarations included; not names of built-in functions
	// Integrate holds for each call of integrate_odes the ODE variables it advances (all when it names none), x' with x.
	Integrate map[*ast.Call][]*Symbol
	Loops     map[*ast.For]Loop

	// OnReceive and OnCondition are the handlers in the order in which they run: larger priority first, else as written.
	OnReceive   []*ast.OnReceive
	OnCondition []*ast.OnCondition
}
