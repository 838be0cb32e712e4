package synapse

import (
	"fmt"
	"strings"

	"github.com/spikelet/spikelet/internal/ir"
)

// Router says at which spiking port a weight ends. Ports are counted among the spiking ones.
type Router struct {
	ports              []ir.Port
	positive, negative int // the port for weights of that sign, or -1
}

// NewRouter finds the ports among those of a model: the one called name, or, for "", the only one for each sign.
func NewRouter(all []ir.Port, name string) (Router, error) {
	r := Router{positive: -1, negative: -1}
	var names []string
	for _, p := range all {
		if p.Kind == ir.SpikePort {
			r.ports = append(r.ports, p)
			names = append(names, p.Name)
		}
	}
	if len(names) == 0 {
		return r, fmt.Errorf("the model takes no spikes: it has no spiking port")
	}
	found := false
	for i, p := range r.ports {
		if name != "" && p.Name != name {
			continue
		}
		found = true
		if p.Sign != ir.Inhibitory {
			r.positive = claim(r.positive, i)
		}
		if p.Sign != ir.Excitatory {
			r.negative = claim(r.negative, i)
		}
	}
	if !found {
		return r, fmt.Errorf("the model has no spiking port %q; it has %s", name, strings.Join(names, ", "))
	}
	if r.positive == several || r.negative == several {
		return r, fmt.Errorf("several ports take such spikes; name one: %s", strings.Join(names, ", "))
	}
	return r, nil
}

// several stands for more than one port where there may be one.
const several = -2

func claim(taken, port int) int {
	if taken == -1 {
		return port
	}
	return several
}

// Route returns the port of a weight and the weight as the port takes it: an inhibitory port takes magnitudes.
func (r Router) Route(weight float64) (port int, stored float64, err error) {
	port = r.positive
	if weight < 0 {
		port = r.negative
	}
	if port < 0 {
		sign := map[bool]string{true: "negative", false: "positive"}[weight < 0]
		return 0, 0, fmt.Errorf("no port takes %s weights such as %v", sign, weight)
	}
	if r.ports[port].Sign == ir.Inhibitory {
		weight = -weight
	}
	return port, weight, nil
}
