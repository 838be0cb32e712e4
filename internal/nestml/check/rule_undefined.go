package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// ruleUndefined reports a name that nothing declares, once in a model.
func (c *checker) ruleUndefined(id *ast.Ident, p place) {
	name := id.Full()
	if c.undefined[name] || id.Name == "" {
		return
	}
	c.undefined[name] = true
	d := diag.Diagnostic{Span: id.Span, Code: "undefined-name", Message: fmt.Sprintf("%s is not defined", name)}
	base := c.variables[id.Name]
	_, isBuiltin := builtins[name]
	switch {
	case id.Primes > 0 && base != nil:
		d.Why = fmt.Sprintf("a derivative is a variable only where %s has an equation of higher order and state declares %s", id.Name, name)
		d.Fix = fmt.Sprintf("write out the right-hand side of %s', or name it with an inline", id.Name)
	case isBuiltin || c.functions[name] != nil:
		d.Why, d.Fix = name+" is a function", fmt.Sprintf("call it: %s(…)", name)
	default:
		if d.Why = c.declaredLater(name, p.locals); d.Why != "" {
			d.Fix = "move the declaration before this line"
			break
		}
		d.Fix = c.nearest(name, c.visibleNames(p), undefinedAdvice(name, p))
	}
	c.add(d)
}

func undefinedAdvice(name string, p place) string {
	if p.locals == nil {
		return "declare it in parameters, internals or state"
	}
	return fmt.Sprintf("declare it before (%s real = 0), or in parameters, internals or state", name)
}

// declaredLater tells of a local variable that is declared after its use.
func (c *checker) declaredLater(name string, s *scope) string {
	for ; s != nil; s = s.outer {
		for _, statement := range s.body {
			d, ok := statement.(*ast.Decl)
			if !ok {
				continue
			}
			for _, id := range d.Vars {
				if id.Full() == name {
					return fmt.Sprintf("it is declared later, in line %d", c.line(d))
				}
			}
		}
	}
	return ""
}

// nearest is advice for an unknown name.
func (c *checker) nearest(name string, known []string, otherwise string) string {
	near, ok := diag.Nearest(name, known)
	for _, candidate := range known {
		if !ok && strings.HasPrefix(candidate, name+"_") {
			near, ok = candidate, true
		}
	}
	if ok {
		return "did you mean " + near + "?"
	}
	return otherwise
}

// visibleNames are the variables that can be read at p.
func (c *checker) visibleNames(p place) (names []string) {
	for s := p.locals; s != nil; s = s.outer {
		names = appendNames(names, s.names, p)
	}
	m := c.model
	for _, list := range [][]*Symbol{m.States, m.Parameters, m.Internals, m.Inlines, m.Ports, m.Kernels} {
		names = appendNames(names, list, p)
	}
	return names
}

func appendNames(names []string, list []*Symbol, p place) []string {
	for _, s := range list {
		if p.sees(s) {
			names = append(names, s.Name)
		}
	}
	return names
}

// elsewhere are names of functions in other languages, and what to write here.
var elsewhere = map[string]string{
	"sqrt": "write x ** 0.5", "log": "write ln(x), or log10(x)", "log2": "write ln(x) / ln(2)", "fabs": "write abs(x)",
	"power": "write x ** y", "square": "write x ** 2", "ceiling": "write ceil(x)", "exp2": "write 2 ** x",
	"heaviside": "write x >= 0 ? 1 : 0", "sign": "write x > 0 ? 1 : (x < 0 ? -1 : 0)", "sigmoid": "write 1 / (1 + exp(-x))",
	"fmin": "write min(x, y)", "fmax": "write max(x, y)", "int": "write floor(x)",
}

// ruleUndefinedFunction reports a call of what is no function.
func (c *checker) ruleUndefinedFunction(e *ast.Call, p place) Type {
	name := e.Name.Name
	if s := c.lookup(e.Name, p); s != nil {
		return c.ruleDelay(e, s)
	}
	if c.undefined[name+"()"] || name == "" {
		return invalid
	}
	c.undefined[name+"()"] = true
	advice, ok := elsewhere[strings.ToLower(name)]
	if !ok {
		advice = c.nearest(name, c.functionNames(), "define it: function "+name+"(…)")
	}
	c.add(diag.Diagnostic{
		Span: e.Name.Span, Code: "undefined-function",
		Message: fmt.Sprintf("there is no function %s", name), Fix: advice,
	})
	return invalid
}

// functionNames are all functions that can be called, in alphabetic order.
func (c *checker) functionNames() []string {
	var names []string
	for name := range builtins {
		names = append(names, name)
	}
	for name := range c.functions {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
