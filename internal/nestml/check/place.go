package check

import "github.com/spikelet/spikelet/internal/nestml/ast"

// block says in which part of a model an expression stands.
type block uint8

const (
	inParameters block = iota
	inInternals
	inState
	inParameterGuard
	inInternalGuard
	inStateGuard
	inEquations
	inKernel
	inFunction
	inUpdate
	inOnReceive
	inOnCondition
	inCondition // of an onCondition
)

// kinds is a set of SymbolKind.
type kinds uint16

func setOf(list ...SymbolKind) (set kinds) {
	for _, k := range list {
		set |= 1 << k
	}
	return set
}

func (set kinds) has(k SymbolKind) bool { return set>>k&1 != 0 }

// known are visible everywhere.
var known = setOf(ConstantSymbol, UnitSymbol, LocalSymbol)

// running is what code that runs in a step sees.
var running = known | setOf(ParameterSymbol, InternalSymbol, StateSymbol, InlineSymbol, KernelSymbol, SpikePortSymbol,
	ContinuousPortSymbol, TimeSymbol)

// blocks describes each block: how messages call it, what its expressions may read, in words too, and for blocks of
// declarations the kind of which only earlier ones can be read.
var blocks = [...]struct {
	name    string
	sees    kinds
	may     string
	ordered bool
	own     SymbolKind
}{
	inParameters: {"parameters", known | setOf(ParameterSymbol),
		"the value of a parameter may use earlier parameters", true, ParameterSymbol},
	inInternals: {"internals", known | setOf(ParameterSymbol, InternalSymbol),
		"internals may use parameters and earlier internals", true, InternalSymbol},
	inState: {"state", known | setOf(ParameterSymbol, InternalSymbol, StateSymbol),
		"initial values may use parameters, internals and earlier states", true, StateSymbol},
	inParameterGuard: {name: "a guard of parameters", sees: known | setOf(ParameterSymbol, InternalSymbol),
		may: "guards of parameters may use parameters and internals"},
	inInternalGuard: {name: "a guard of internals", sees: known | setOf(ParameterSymbol, InternalSymbol),
		may: "guards of internals may use parameters and internals"},
	inStateGuard: {name: "a guard of states", sees: known | setOf(ParameterSymbol, InternalSymbol, StateSymbol),
		may: "guards of states may use parameters, internals and states"},
	inEquations: {name: "equations", sees: running, may: "equations may use all variables"},
	inKernel: {name: "a kernel", sees: known | setOf(ParameterSymbol, InternalSymbol, TimeSymbol),
		may: "kernels may use t, parameters and internals, which do not change during a run"},
	inFunction: {name: "a function", sees: known | setOf(ParameterSymbol, InternalSymbol, StateSymbol),
		may: "functions may use their arguments, parameters, internals and states"},
	inUpdate:      {name: "update", sees: running},
	inOnReceive:   {name: "onReceive", sees: running},
	inOnCondition: {name: "onCondition", sees: running},
	inCondition:   {name: "the condition of onCondition", sees: running},
}

// place is where an expression or statement stands.
type place struct {
	block    block
	order    int     // in blocks of declarations: the place of this declaration
	locals   *scope  // nil outside code
	function *Symbol // in a function: that
}

// sees reports whether s may be read at p.
func (p place) sees(s *Symbol) bool {
	b := &blocks[p.block]
	return b.sees.has(s.Kind) && !(b.ordered && s.Kind == b.own && s.place >= p.order)
}

// inner is p in a block of statements within it.
func (p place) inner() place {
	p.locals = &scope{outer: p.locals}
	return p
}

// scope holds the local variables of a block of statements, few as a rule.
type scope struct {
	outer *scope
	names []*Symbol
	body  []ast.Stmt // the statements of the block
	loop  *Symbol    // the variable of the for statement whose body this is
}

// find looks name up in s and the scopes around it.
func (s *scope) find(name string) *Symbol {
	for ; s != nil; s = s.outer {
		if found := s.own(name); found != nil {
			return found
		}
	}
	return nil
}

// own looks name up in s alone.
func (s *scope) own(name string) *Symbol {
	for _, local := range s.names {
		if local.Name == name {
			return local
		}
	}
	return nil
}

// loops reports whether v is the variable of a for statement around s.
func (s *scope) loops(v *Symbol) bool {
	for ; s != nil; s = s.outer {
		if s.loop == v {
			return true
		}
	}
	return false
}

// body is what a user's function reads and calls.
type body struct {
	reads []*Symbol // variables of the model
	calls []*Symbol
	sites []*ast.Call // of calls
}

// reads are the variables of the model that f reads, itself and through the functions it calls.
func (c *checker) reads(f *Symbol) []*Symbol {
	var all []*Symbol
	seen := map[*Symbol]bool{}
	var visit func(*Symbol)
	visit = func(s *Symbol) {
		if seen[s] || c.bodies[s] == nil {
			return
		}
		seen[s] = true
		all = append(all, c.bodies[s].reads...)
		for _, callee := range c.bodies[s].calls {
			visit(callee)
		}
	}
	visit(f)
	return all
}
