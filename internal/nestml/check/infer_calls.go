package check

import "github.com/spikelet/spikelet/internal/nestml/ast"

// shape says how a predefined function takes its arguments and what it gives.
type shape uint8

const (
	ofNumber    shape = iota // real → real
	generic                  // alike → the same
	power                    // like **
	ofDuration               // a time → integer
	duration                 // → ms
	convolution              // kernel, port → real
	integration              // integrate_odes
	emission                 // emit_spike
	impulse                  // delta
	random
	output // print and its like
)

// builtin is a predefined function.
type builtin struct {
	shape    shape
	min, max int // number of arguments; max < 0: any
}

var builtins = map[string]builtin{
	"exp": {ofNumber, 1, 1}, "ln": {ofNumber, 1, 1}, "log10": {ofNumber, 1, 1}, "expm1": {ofNumber, 1, 1},
	"sin": {ofNumber, 1, 1}, "cos": {ofNumber, 1, 1}, "tan": {ofNumber, 1, 1},
	"sinh": {ofNumber, 1, 1}, "cosh": {ofNumber, 1, 1}, "tanh": {ofNumber, 1, 1},
	"erf": {ofNumber, 1, 1}, "erfc": {ofNumber, 1, 1},
	"min": {generic, 2, 2}, "max": {generic, 2, 2}, "clip": {generic, 3, 3}, "abs": {generic, 1, 1},
	"ceil": {generic, 1, 1}, "floor": {generic, 1, 1}, "round": {generic, 1, 1},
	"pow":            {power, 2, 2},
	"steps":          {ofDuration, 1, 1},
	"resolution":     {duration, 0, 0},
	"timestep":       {duration, 0, 0},
	"convolve":       {convolution, 2, 2},
	"integrate_odes": {integration, 0, -1},
	"emit_spike":     {emission, 0, 1},
	"delta":          {impulse, 1, 1},
	"random_normal":  {random, 2, 2},
	"random_uniform": {random, 2, 2},
	"random_poisson": {random, 1, 1},
	"print":          {output, 0, -1},
	"println":        {output, 0, -1},
	"info":           {output, 0, -1},
	"warning":        {output, 0, -1},
}

// call is the type of a call's result, Void for one without.
func (c *checker) call(e *ast.Call, p place) Type {
	if f := c.functions[e.Name.Name]; f != nil {
		return c.userCall(e, f, p)
	}
	b, ok := builtins[e.Name.Name]
	if !ok {
		return c.ruleUndefinedFunction(e, p)
	}
	c.calls[e.Name.Name] = append(c.calls[e.Name.Name], e)
	switch b.shape {
	case convolution:
		return c.ruleConvolve(e, p)
	case integration:
		return c.ruleIntegrate(e, p)
	case impulse:
		return c.ruleDelta(e)
	case random:
		return c.ruleRandom(e)
	case output:
		return c.ruleOutputCall(e)
	}
	for _, a := range e.Args {
		c.expr(a, p)
	}
	if !c.ruleArgumentCount(e, b.min, b.max) {
		return invalid
	}
	switch b.shape {
	case generic:
		return c.ruleGeneric(e)
	case power:
		return c.rulePower(e, e.Args[0], e.Args[1])
	case ofDuration:
		return c.ruleSteps(e, p)
	case duration:
		return c.ruleStepLength(e, p)
	case emission:
		return c.ruleEmitPlace(e, p)
	}
	return c.ruleArgumentNumber(e)
}

func (c *checker) userCall(e *ast.Call, f *Symbol, p place) Type {
	c.model.Uses[e.Name] = f
	if p.function != nil {
		body := c.bodies[p.function]
		body.calls, body.sites = append(body.calls, f), append(body.sites, e)
	}
	for _, a := range e.Args {
		c.expr(a, p)
	}
	if !c.ruleArgumentCount(e, len(f.Params), len(f.Params)) {
		return f.Type
	}
	for i, a := range e.Args {
		c.ruleConvert(a, f.Params[i], "argument")
	}
	c.ruleFunctionReads(e, f, p)
	return f.Type
}
