package lower

import (
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/nestml/check"
)

// scope is a point in the code being lowered: the current value of every variable read or written so far. Branches fork
// it and are merged by their condition, so that a variable always has one value and no assignment needs a mask.
type scope struct {
	l    *lowering
	b    *ir.Builder
	time string // the input that NESTML's t is here

	order  []*check.Symbol // keys of values, in the order of their first use: output must not depend on map order
	values map[*check.Symbol]ir.Value

	// outside gives the value of a local variable that this scope does not hold: one declared before integrate_odes and
	// read after it.
	outside func(*check.Symbol) ir.Value

	reached map[int]ir.Value // for each integrate_odes call: Bool, whether this path has come by it
	spike   ir.Value         // Bool: emit_spike was called; None: not on any path

	function *check.Symbol // the function being inlined
	result   ir.Value      // of it; None: no return yet
	done     ir.Value      // Bool: it has returned on this path; None: on no path
}

func (l *lowering) scope(name, time string) *scope {
	return &scope{
		l: l, b: ir.NewBuilder(name), time: time,
		values: map[*check.Symbol]ir.Value{}, reached: map[int]ir.Value{},
		spike: ir.None, result: ir.None, done: ir.None,
	}
}

func (s *scope) set(sym *check.Symbol, v ir.Value) {
	if _, ok := s.values[sym]; !ok {
		s.order = append(s.order, sym)
	}
	s.values[sym] = v
}

// read returns the current value of a variable; parameters, internals, states and ports become inputs at first use.
func (s *scope) read(sym *check.Symbol) ir.Value {
	if v, ok := s.values[sym]; ok {
		return v
	}
	var v ir.Value
	if sym.Kind == check.LocalSymbol {
		v = s.outside(sym)
	} else {
		v = s.b.Input(sym.Name, typeOf(sym.Type))
	}
	s.set(sym, v)
	return v
}

// fork starts a branch.
func (s *scope) fork() *scope {
	f := *s
	f.order = append([]*check.Symbol(nil), s.order...)
	f.values = make(map[*check.Symbol]ir.Value, len(s.values))
	for sym, v := range s.values {
		f.values[sym] = v
	}
	f.reached = make(map[int]ir.Value, len(s.reached))
	for k, v := range s.reached {
		f.reached[k] = v
	}
	return &f
}

// branch lowers both sides of a condition and goes on with what either left.
func (s *scope) branch(cond ir.Value, then, otherwise func(*scope)) {
	x, y := s.fork(), s.fork()
	then(x)
	otherwise(y)
	s.merge(cond, x, y)
}

func (s *scope) merge(cond ir.Value, x, y *scope) {
	for _, sym := range append(append([]*check.Symbol(nil), x.order...), y.order...) {
		s.set(sym, s.phi(cond, x.at(sym, y), y.at(sym, x)))
	}
	for k := range s.l.calls {
		if v := s.mask(cond, lookup(x.reached, k), lookup(y.reached, k)); v != ir.None {
			s.reached[k] = v
		}
	}
	s.spike = s.mask(cond, x.spike, y.spike)
	s.done = s.mask(cond, x.done, y.done)
	switch {
	case x.result == ir.None:
		s.result = y.result
	case y.result == ir.None:
		s.result = x.result
	default:
		s.result = s.phi(cond, x.result, y.result)
	}
}

// at is the value of sym at the end of this branch; a local of the other branch alone has that branch's value, which
// nothing reads.
func (s *scope) at(sym *check.Symbol, other *scope) ir.Value {
	if v, ok := s.values[sym]; ok {
		return v
	}
	if sym.Kind == check.LocalSymbol {
		return other.values[sym]
	}
	return s.read(sym)
}

func (s *scope) phi(cond, x, y ir.Value) ir.Value {
	if x == y {
		return x
	}
	return s.b.Select(cond, x, y)
}

// mask merges Bools of which None means false.
func (s *scope) mask(cond, x, y ir.Value) ir.Value {
	switch {
	case x == y:
		return x
	case y == ir.None && s.isTrue(x):
		return cond
	case x == ir.None && s.isTrue(y):
		return s.b.Op(ir.Not, cond)
	case y == ir.None:
		return s.b.Op(ir.And, cond, x)
	case x == ir.None:
		return s.b.Op(ir.And, s.b.Op(ir.Not, cond), y)
	}
	return s.b.Select(cond, x, y)
}

func (s *scope) isTrue(v ir.Value) bool {
	in := s.b.Instr(v)
	return in.Op == ir.Const && in.Imm == 1
}

func lookup(m map[int]ir.Value, k int) ir.Value {
	if v, ok := m[k]; ok {
		return v
	}
	return ir.None
}

// outputStates names the states that the code changed as outputs.
func (s *scope) outputStates() {
	for _, sym := range s.order {
		if sym.Kind != check.StateSymbol {
			continue
		}
		if in := s.b.Instr(s.values[sym]); in.Op == ir.Input && s.b.Func().In[in.Imm].Name == sym.Name {
			continue
		}
		s.b.Output(sym.Name, s.values[sym])
	}
}
