package check

import (
	"errors"

	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/unit"
)

// expr finds the type of e at p and keeps it in the model.
func (c *checker) expr(e ast.Expr, p place) Type {
	t := c.infer(e, p)
	c.model.Types[e] = t
	return t
}

func (c *checker) infer(e ast.Expr, p place) Type {
	switch e := e.(type) {
	case *ast.Paren:
		return c.expr(e.X, p)
	case *ast.Number:
		return c.number(e)
	case *ast.Bool:
		return boolean
	case *ast.Inf:
		return plain
	case *ast.String:
		return c.unsupported(e, "texts as values", "use numbers")
	case *ast.Ident:
		return c.name(e, p)
	case *ast.Unary:
		return c.unary(e, p)
	case *ast.Binary:
		return c.binary(e, p)
	case *ast.Ternary:
		return c.ternary(e, p)
	case *ast.Call:
		t := c.call(e, p)
		c.ruleVoid(e, t)
		if t.Kind == Void {
			return invalid
		}
		return t
	}
	return invalid // the parser reported what it could not read
}

// number is the type of a literal: of its unit, as written.
func (c *checker) number(n *ast.Number) Type {
	t := plain
	switch {
	case n.Unit != nil:
		u, ok := c.unit(n.Unit)
		if !ok {
			return invalid
		}
		t = in(u)
	case n.Integer:
		t = integer
	}
	return c.ruleNumber(n, t)
}

// unit reads the text of a unit and reports what is wrong with it.
func (c *checker) unit(e *ast.UnitExpr) (unit.Unit, bool) {
	if u, ok := c.parsed[e.Text]; ok {
		return u, u.Valid()
	}
	u, err := unit.Parse(e.Text)
	if err == nil && !u.Internal().Valid() {
		err = errRange
	}
	if err != nil {
		var cut *unit.ParseError
		if !errors.As(err, &cut) || cut.Offset < len(e.Text) {
			c.ruleUnit(e, err) // else the parser reported where the unit breaks off
		}
		c.parsed[e.Text] = overflown
		return overflown, false
	}
	c.parsed[e.Text] = u
	return u, true
}

// overflown is a unit that is not valid.
var overflown = unit.One.Pow(1, 0)

// errRange is what is wrong with a unit that can be read, but not in internal units.
var errRange = errors.New("the powers in this unit are too large")

// name is the type of a variable, port or bare unit that is read at p.
func (c *checker) name(id *ast.Ident, p place) Type {
	if id.Name == "" {
		return invalid // the parser reported what stands here
	}
	s := c.lookup(id, p)
	if s == nil {
		if s = c.bareUnit(id); s == nil {
			c.ruleUndefined(id, p)
			return invalid
		}
		c.bareUnits = append(c.bareUnits, id)
	}
	c.model.Uses[id] = s
	if p.function != nil && s.Kind != LocalSymbol && predefined[s.Name] != s && s.Kind != UnitSymbol {
		body := c.bodies[p.function]
		body.reads = append(body.reads, s)
	}
	switch {
	case !c.ruleVector(id), !c.ruleVisible(id, s, p), !c.ruleKernelUse(id, s), !c.rulePortInEquation(id, s, p):
		return invalid
	}
	return s.Type
}

// lookup finds the variable that id names at p, or nil.
func (c *checker) lookup(id *ast.Ident, p place) *Symbol {
	name := id.Full()
	if s := p.locals.find(name); s != nil {
		return s
	}
	if s := c.variables[name]; s != nil {
		return s
	}
	return predefined[name]
}

// bareUnit is the symbol of a name that is only a unit, or nil.
func (c *checker) bareUnit(id *ast.Ident) *Symbol {
	if id.Primes > 0 {
		return nil
	}
	if s := c.units[id.Name]; s != nil {
		return s
	}
	u, ok := unit.Lookup(id.Name)
	if !ok {
		return nil
	}
	s := &Symbol{Kind: UnitSymbol, Name: id.Name, Type: in(u), Declared: in(u)}
	c.units[id.Name] = s
	return s
}

// ternary is the type in which the branches meet.
func (c *checker) ternary(e *ast.Ternary, p place) Type {
	c.expr(e.Cond, p)
	c.ruleCondition(e.Cond, "the condition before ?")
	c.expr(e.Then, p)
	c.expr(e.Else, p)
	return c.ruleTernary(e)
}
