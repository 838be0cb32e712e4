package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// rulePort reports vectors of ports.
func (c *checker) rulePort(p *ast.Port) {
	if p.Size != nil {
		c.unsupported(p, "vectors of ports", "declare a port for each")
	}
}

// rulePortInEquation reports a spiking port that equations read without convolve.
func (c *checker) rulePortInEquation(id *ast.Ident, s *Symbol, p place) bool {
	if s.Kind != SpikePortSymbol || p.block != inEquations {
		return true
	}
	c.unsupported(id, "spiking ports in equations outside convolve()",
		fmt.Sprintf("write convolve(kernel, %s), or let a spike act at once in onReceive(%s)", s.Name, s.Name))
	return false
}

// synapsePorts are the names by which a model is known to be one of a synapse.
var synapsePorts = map[string]bool{"pre_spikes": true, "post_spikes": true, "mod_spikes": true}

// ruleSynapse reports a model of a synapse, of which nothing else is to be said.
func (c *checker) ruleSynapse() bool {
	if c.model.AST.Input == nil {
		return true
	}
	for _, p := range c.model.AST.Input.Ports {
		if !p.Continuous && synapsePorts[p.Name.Name] {
			c.unsupported(p, "models of synapses", "connect neurons by static connections with weight and delay")
			return false
		}
	}
	return true
}

// ruleNoUpdate reports a model without an update block.
func (c *checker) ruleNoUpdate() {
	if c.model.AST.Update == nil && c.model.AST.Name != nil {
		c.unsupported(c.model.AST.Name, "models without an update block",
			"add update: with integrate_odes(), or what a step does")
	}
}

// ruleOutput reports output other than spikes.
func (c *checker) ruleOutput() {
	if o := c.model.AST.Output; o != nil && o.Continuous {
		c.unsupported(o, "continuous output", "record a state, or make it the potential of gap junctions: #@ potential: V_m")
	}
}
