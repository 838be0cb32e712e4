package lower

import (
	"fmt"
	"slices"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/internal/nestml/check"
)

// convolution is one kernel * port that the model uses. A kernel is a sum of terms c·t^k·exp(-r·t); the terms of one rate r
// share a chain of states y_0 … y_k with
//
//	y_0' = -r y_0,   y_j' = -r y_j + j y_(j-1)
//
// A spike of weight w adds w to y_0, so that y_j(t) = w·t^j·exp(-r·t), and the convolution is the sum of c·y_k.
type convolution struct {
	kernel, port *check.Symbol
	terms        []term
	chains       []chain
}

// chain is the states of one rate.
type chain struct {
	rate   []factor // the exponent's coefficient of t: -r
	states []*check.Symbol
}

// convolutions finds every kernel * port of the model.
func (l *lowering) convolutions() {
	seen := map[[2]*check.Symbol]bool{}
	for _, call := range l.convolveCalls() {
		kernel, port := l.convolved(call)
		if kernel == nil || seen[[2]*check.Symbol{kernel, port}] {
			continue
		}
		seen[[2]*check.Symbol{kernel, port}] = true
		if c := l.convolution(kernel, port); c != nil {
			l.conv = append(l.conv, c)
		}
	}
}

// convolveCalls returns the calls in the order of the text.
func (l *lowering) convolveCalls() []*ast.Call {
	var calls []*ast.Call
	for e := range l.cm.Types {
		if call, ok := e.(*ast.Call); ok && call.Name.Name == "convolve" {
			calls = append(calls, call)
		}
	}
	slices.SortFunc(calls, func(a, b *ast.Call) int { return a.Start - b.Start })
	return calls
}

// convolved returns the kernel and port of a call; they may stand in either order.
func (l *lowering) convolved(call *ast.Call) (kernel, port *check.Symbol) {
	for _, arg := range call.Args {
		id, ok := arg.(*ast.Ident)
		if !ok {
			continue
		}
		switch sym := l.cm.Uses[id]; sym.Kind {
		case check.KernelSymbol:
			kernel = sym
		case check.SpikePortSymbol:
			port = sym
		}
	}
	return kernel, port
}

func (l *lowering) convolution(kernel, port *check.Symbol) *convolution {
	value := kernel.Kernel.Parts[0].Value
	terms, ok := (&normalizer{l: l}).terms(value)
	if ok {
		for _, t := range terms {
			ok = ok && t.rate != nil
		}
	}
	if !ok {
		l.errorf(value, "unsupported-kernel", "the kernel "+kernel.Name+" is not a sum of terms c*t**k*exp(-t/tau)",
			"only such kernels follow a linear ODE that is solved exactly", "for example: (e/tau) * t * exp(-t/tau)")
		return nil
	}
	c := &convolution{kernel: kernel, port: port, terms: terms}
	for i := range c.terms {
		c.place(l, &c.terms[i])
	}
	return c
}

// place assigns a term to the chain of its rate.
func (c *convolution) place(l *lowering, t *term) {
	at := slices.IndexFunc(c.chains, func(ch chain) bool { return l.sameFactors(ch.rate, t.rate) })
	if at < 0 {
		at = len(c.chains)
		c.chains = append(c.chains, chain{rate: t.rate})
	}
	ch := &c.chains[at]
	for j := len(ch.states); j <= t.power; j++ {
		name := fmt.Sprintf("%s*%s.%d.%d", c.kernel.Name, c.port.Name, at, j)
		ch.states = append(ch.states, &check.Symbol{Kind: check.StateSymbol, Name: name, Type: realType})
	}
	t.chain = at
}

func (c *convolution) names() []string {
	var names []string
	for _, ch := range c.chains {
		for _, state := range ch.states {
			names = append(names, state.Name)
		}
	}
	return names
}

func (c *convolution) variables() []ir.Variable {
	var list []ir.Variable
	for _, name := range c.names() {
		list = append(list, ir.Variable{Name: name, Type: ir.F64, Hidden: true})
	}
	return list
}

func (c *convolution) initial() []*ir.Func {
	var list []*ir.Func
	for _, name := range c.names() {
		b := ir.NewBuilder("initial " + name)
		b.Output(name, b.F(0))
		list = append(list, b.Func())
	}
	return list
}

// equations adds the chains' derivatives.
func (c *convolution) equations(s *scope) {
	for _, ch := range c.chains {
		for j, state := range ch.states {
			d := s.scaled(s.read(state), ch.rate)
			if j > 0 {
				below := s.read(ch.states[j-1])
				if j > 1 {
					below = s.b.Mul(s.b.F(float64(j)), below)
				}
				d = s.b.Add(d, below)
			}
			s.b.Output(ir.Derivative(state.Name), d)
		}
	}
}

// convolve is the current value of a convolution.
func (s *scope) convolve(e *ast.Call) ir.Value {
	kernel, port := s.l.convolved(e)
	for _, c := range s.l.conv {
		if c.kernel == kernel && c.port == port {
			return c.value(s)
		}
	}
	return s.b.F(0) // the kernel was refused with a diagnostic
}

func (c *convolution) value(s *scope) ir.Value {
	sum := ir.None
	for _, t := range c.terms {
		v := s.scaled(s.read(c.chains[t.chain].states[t.power]), t.factors)
		if sum == ir.None {
			sum = v
		} else {
			sum = s.b.Add(sum, v)
		}
	}
	return sum
}

// jumps adds the spikes that arrived in this step to the chains.
func (l *lowering) jumps(s *scope) {
	for _, c := range l.conv {
		w := s.read(c.port)
		for _, ch := range c.chains {
			s.set(ch.states[0], s.b.Add(s.read(ch.states[0]), w))
		}
	}
}
