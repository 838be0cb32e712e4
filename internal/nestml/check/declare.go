package check

import (
	"cmp"
	"math"
	"slices"

	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// predefined are the variables that every model has.
var predefined = map[string]*Symbol{
	"t":  {Kind: TimeSymbol, Name: "t", Type: in(millisecond), Declared: in(millisecond)},
	"e":  {Kind: ConstantSymbol, Name: "e", Type: plain, Declared: plain, Const: math.E},
	"pi": {Kind: ConstantSymbol, Name: "pi", Type: plain, Declared: plain, Const: math.Pi},
}

// declare makes the symbols of all names that are visible in the whole model.
func (c *checker) declare() {
	m, tree := c.model, c.model.AST
	for _, block := range inSourceOrder(tree) {
		switch b := block.(type) {
		case *ast.Input:
			for _, p := range b.Ports {
				m.Ports = append(m.Ports, c.declarePort(p))
			}
		case *ast.Equations:
			c.declareEquations(b)
		case *ast.VarBlock:
			switch b {
			case tree.Parameters:
				m.Parameters = c.declareBlock(b, ParameterSymbol)
			case tree.Internals:
				m.Internals = c.declareBlock(b, InternalSymbol)
			default:
				m.States = c.declareBlock(b, StateSymbol)
			}
		}
	}
	for _, f := range tree.Functions {
		m.Functions = append(m.Functions, c.declareFunction(f))
	}
	c.decorators()
}

// inSourceOrder are the blocks of m that declare names: of two declarations of a name the later is the wrong one.
func inSourceOrder(m *ast.Model) (list []ast.Node) {
	for _, b := range []*ast.VarBlock{m.State, m.Parameters, m.Internals} {
		if b != nil {
			list = append(list, b)
		}
	}
	if m.Equations != nil {
		list = append(list, m.Equations)
	}
	if m.Input != nil {
		list = append(list, m.Input)
	}
	slices.SortStableFunc(list, func(a, b ast.Node) int { return cmp.Compare(a.Range().Start, b.Range().Start) })
	return list
}

func (c *checker) declareEquations(b *ast.Equations) {
	for i, d := range b.Inlines {
		c.model.Inlines = append(c.model.Inlines, c.declareAll(d, InlineSymbol, i)...)
		c.ruleInlineForm(d)
	}
	for _, k := range b.Kernels {
		c.model.Kernels = append(c.model.Kernels, c.declareKernel(k)...)
	}
}

func (c *checker) declareBlock(b *ast.VarBlock, kind SymbolKind) (list []*Symbol) {
	for i, d := range b.Decls {
		list = append(list, c.declareAll(d, kind, i)...)
		c.ruleModifiers(d, kind)
		c.ruleMissingValue(d, kind)
	}
	return list
}

// declareAll makes the symbols of d, the place-th declaration of its block.
func (c *checker) declareAll(d *ast.Decl, kind SymbolKind, place int) (list []*Symbol) {
	t := c.typeOf(d.Type)
	for _, id := range d.Vars {
		s := &Symbol{Kind: kind, Name: id.Full(), Type: t.internal(), Declared: t, Decl: d, place: place}
		c.ruleVector(id)
		c.enter(id, s)
		list = append(list, s)
	}
	return list
}

// enter makes s known by its name, unless that is taken.
func (c *checker) enter(id *ast.Ident, s *Symbol) {
	c.model.Uses[id], c.model.Types[id] = s, s.Type
	if s.Name != "" && c.ruleRedeclared(id, s) {
		c.variables[s.Name] = s
	}
}

func (c *checker) declarePort(p *ast.Port) *Symbol {
	s := &Symbol{Kind: SpikePortSymbol, Name: p.Name.Full(), Type: in(perSecond), Declared: in(perSecond), Port: p}
	if p.Continuous {
		t := invalid
		if p.Type != nil {
			t = c.typeOf(p.Type)
		}
		s.Kind, s.Type, s.Declared = ContinuousPortSymbol, t.internal(), t
	}
	c.rulePort(p)
	c.enter(p.Name, s)
	return s
}

func (c *checker) declareKernel(k *ast.Kernel) (list []*Symbol) {
	supported := c.ruleKernelForm(k)
	for _, part := range k.Parts {
		s := &Symbol{Kind: KernelSymbol, Name: part.Var.Name, Type: plain, Declared: plain, Kernel: k}
		c.model.Uses[part.Var], c.model.Types[part.Var] = s, s.Type
		if c.variables[s.Name] != nil && !supported {
			continue // the states of a kernel given as a system of ODEs bear its name
		}
		c.enter(part.Var, s)
		list = append(list, s)
	}
	return list
}

func (c *checker) declareFunction(f *ast.Function) *Symbol {
	s := &Symbol{Kind: FunctionSymbol, Name: f.Name.Full(), Function: f, Type: void, Declared: void}
	if f.Result != nil {
		s.Declared = c.resultType(f.Result)
		s.Type = s.Declared.internal()
	}
	for _, p := range f.Params {
		t := c.typeOf(p.Type)
		param := &Symbol{Kind: LocalSymbol, Name: p.Name.Full(), Type: t.internal(), Declared: t, Param: p}
		c.model.Uses[p.Name], c.model.Types[p.Name] = param, param.Type
		s.Params = append(s.Params, param)
	}
	c.model.Uses[f.Name] = s
	if s.Name != "" && c.ruleFunctionName(f) {
		c.functions[s.Name] = s
	}
	return s
}

// declarations gives types to the values and guards of all blocks of declarations.
func (c *checker) declarations() {
	tree := c.model.AST
	c.values(tree.Parameters, inParameters, inParameterGuard)
	c.values(tree.Internals, inInternals, inInternalGuard)
	c.values(tree.State, inState, inStateGuard)
}

func (c *checker) values(b *ast.VarBlock, value, guard block) {
	if b == nil {
		return
	}
	for i, d := range b.Decls {
		if d.Value != nil {
			c.value(d, place{block: value, order: i})
		}
		if d.Guard != nil {
			c.expr(d.Guard, place{block: guard})
			c.ruleCondition(d.Guard, "a guard")
		}
	}
}

// value gives a type to the value of d, which must fit its variables.
func (c *checker) value(d *ast.Decl, p place) {
	if d.Type != nil && d.Type.Basic == "string" {
		return // reported where the type is
	}
	c.expr(d.Value, p)
	c.ruleConvert(d.Value, c.declared(d), "")
}

// declared is the symbol of the first variable of d, nil when it has none.
func (c *checker) declared(d *ast.Decl) *Symbol {
	if len(d.Vars) == 0 {
		return nil
	}
	return c.model.Uses[d.Vars[0]]
}
