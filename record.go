package spikelet

import (
	"github.com/spikelet/spikelet/internal/connect"
	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/record"
)

// RecordSpec says what is recorded of a selection of neurons while Run runs.
type RecordSpec struct {
	From      string   // a selection: "pair", "pair[0:10]"
	Spikes    bool     // when they fire
	Variables []string // states and recordables, by name or alias; the name given here is the one in the results
	Interval  float64  // ms between samples of Variables, on the grid of time steps; 0: every step
}

// Record adds to what is recorded. The error holds *BuildErrors with the paths "from", "variables" and "interval".
func (n *Network) Record(spec RecordSpec) error {
	errs := &invalid.List{Object: "recording from " + spec.From}
	request := record.Request{Spikes: spec.Spikes, Variables: spec.Variables, Interval: n.interval(spec.Interval, errs)}
	s, err := connect.ParseSelection(spec.From)
	if err != nil {
		errs.Addf(invalid.Path("from"), "%v", err)
		return errs.Err()
	}
	p := n.Population(s.Name)
	if p == nil {
		errs.Append(unknown(errs.Object, []string{"from"}, "population", s.Name, n.names(false)))
		return errs.Err()
	}
	request.Population = p.population
	if request.Neurons, err = s.Resolve(p.Size()); err != nil {
		errs.Addf(invalid.Path("from"), "%v", err)
	}
	for _, name := range spec.Variables {
		if _, err := p.population.Probe(name); err != nil {
			for _, e := range invalid.All(err) {
				errs.Addf(invalid.Path("variables", name), "%s", e.Message).Fix = e.Fix
			}
		}
	}
	if !spec.Spikes && len(spec.Variables) == 0 {
		errs.Addf(nil, "nothing is recorded: ask for spikes or variables")
	}
	if !errs.Empty() {
		return errs.Err()
	}
	n.requests = append(n.requests, request)
	return nil
}

// interval turns the interval between samples into steps.
func (n *Network) interval(interval float64, errs *invalid.List) int64 {
	if interval == 0 {
		return 1
	}
	k, ok := n.grid.Index(interval)
	if !ok || k < 1 {
		errs.Addf(invalid.Path("interval"), "the interval %v ms is no whole number of time steps of %v ms", interval, n.grid.Dt)
	}
	return k
}
