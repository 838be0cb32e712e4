package netfile

import (
	"fmt"
	"strconv"

	"github.com/spikelet/spikelet"
)

// build makes the network of a description and reports what cannot be built. Parts that are broken are left out, or are made
// as far as later parts need them. It returns nil when there is no network at all.
func (r *reader) build(d *description, executor string) *spikelet.Network {
	if r.tooLarge || !d.simulation.valid {
		return nil
	}
	net, err := spikelet.NewNetwork(spikelet.Config{
		TimeStep: d.simulation.timeStep, Seed: d.simulation.seed, Executor: executor, OnError: d.simulation.onError, Gap: d.simulation.gap,
		Threads: d.simulation.threads, Limits: d.simulation.limits,
	})
	if err != nil {
		r.notBuilt(err, nil)
		return nil
	}
	for _, p := range d.populations {
		r.buildPopulation(net, p)
	}
	for _, v := range d.devices {
		r.buildDevice(net, v)
	}
	for _, c := range d.connections {
		if !c.broken && c.to.population.built != nil && c.from.exists() {
			r.notBuilt(net.Connect(c.spec()), &c.part)
		}
	}
	for _, c := range d.records {
		if !c.broken && c.from.population.built != nil {
			r.notBuilt(net.Record(spikelet.RecordSpec{
				From: c.from.text, Spikes: c.spikes, Variables: c.variables, Interval: c.interval,
			}), &c.part)
		}
	}
	return net
}

// exists reports whether what s selects is in the network.
func (s selection) exists() bool {
	return s.device != nil && s.device.added || s.population != nil && s.population.built != nil
}

// buildPopulation adds a population. A broken one is added with the defaults of its model, so that what refers to it can be
// checked.
func (r *reader) buildPopulation(net *spikelet.Network, p *population) {
	if p.model == nil || p.size == 0 {
		return
	}
	spec := spikelet.PopulationSpec{Name: p.name, Model: p.model.Model, Shape: p.shape}
	if p.broken {
		p.built, _ = net.AddPopulation(spec)
		return
	}
	full := spec
	full.Solver = p.solver
	full.Parameters, full.Initial = byName(p.parameters), byName(p.initial)
	built, err := net.AddPopulation(full)
	if err != nil {
		r.notBuilt(err, &p.part)
		built, _ = net.AddPopulation(spec)
	}
	p.built = built
}

func byName(settings []setting) map[string]spikelet.Values {
	m := map[string]spikelet.Values{}
	for _, s := range settings {
		m[s.variable] = s.values.Values
	}
	return m
}

func (r *reader) buildDevice(net *spikelet.Network, v *device) {
	if v.broken || v.model == nil {
		return
	}
	err := net.AddDevice(spikelet.DeviceSpec{Name: v.name, Model: v.model, Start: v.start, Stop: v.stop})
	r.notBuilt(err, &v.part)
	v.added = err == nil
}

// spec is c as the library wants it.
func (c *connection) spec() spikelet.ConnectionSpec {
	s := spikelet.Synapse{Model: c.synapse.model, Weight: c.synapse.weight.Values, Port: c.synapse.port}
	if s.Model != gapJunction {
		s.Delay = c.synapse.delay.Values
	}
	return spikelet.ConnectionSpec{From: c.from.text, To: c.to.text, Rule: c.rule.made(), Synapse: s}
}

// made is r as the library wants it.
func (r *rule) made() spikelet.Rule {
	made := spikelet.AllToAll()
	switch r.name {
	case "one_to_one":
		made = spikelet.OneToOne()
	case "list":
		made = spikelet.EdgeList(r.edges)
	case "fixed_indegree":
		made = spikelet.FixedIndegree(int(r.number))
	case "fixed_outdegree":
		made = spikelet.FixedOutdegree(int(r.number))
	case "fixed_total_number":
		made = spikelet.FixedTotalNumber(int(r.number))
	case "pairwise_bernoulli":
		made = spikelet.PairwiseBernoulli(r.chance)
	case "pairwise_poisson":
		made = spikelet.PairwisePoisson(r.chance)
	case "fixed_degree":
		made = spikelet.FixedDegree(int(r.number))
	}
	if !r.self {
		made = made.WithoutSelf()
	}
	if !r.multiple {
		made = made.WithoutMultiple()
	}
	return made
}

// notBuilt reports the errors of building a part of the file, each at the key that it is about.
func (r *reader) notBuilt(err error, of *part) {
	if err == nil {
		return
	}
	found := spikelet.BuildErrors(err)
	for _, e := range found {
		at := place{}
		message := e.Message
		if of != nil {
			var exact bool
			if at, exact = of.locate(e.Path); !exact {
				message = of.what + ": " + message
			}
		}
		r.report(at, "invalid", message, "", e.Fix)
	}
	if len(found) == 0 && of != nil {
		r.report(of.at, "invalid", fmt.Sprintf("%s cannot be built: %v", of.what, err), "", "")
	}
	if len(found) == 0 && of == nil {
		r.report(place{}, "invalid", err.Error(), "", "")
	}
}

// locate finds the place in a part that a path of the library means, and whether it is as exact as the path.
func (p *part) locate(path []string) (place, bool) {
	n, at := p.node, p.at
	for i, step := range path {
		if step == "shape" {
			step = "size"
		}
		next := n.child(step)
		if next == nil && i == 0 { // a path may begin inside "synapse", "rule" or "parameters"
			for _, e := range n.entries {
				if next = e.value.child(step); next != nil {
					break
				}
			}
		}
		if next == nil {
			return at, i > 0 && i == len(path)-1 && n.kind != mapping
		}
		n, at = next, orElse(next, at)
	}
	return at, len(path) > 0
}

// child is the value of a key, or an item of a list by its number; nil when there is none.
func (n *node) child(step string) *node {
	if e, ok := n.find(step); ok {
		return e.value
	}
	if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(n.items) {
		return n.items[i]
	}
	return nil
}
