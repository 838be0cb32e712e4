package spikelet

import (
	"time"

	"github.com/spikelet/spikelet/internal/record"
	"github.com/spikelet/spikelet/unit"
)

// Result is what a run gave.
type Result struct {
	Spikes  []Spike // ordered by time, population's name, neuron
	Traces  []Trace // one for each RecordSpec with variables
	Summary Summary
}

// Spike is one recorded spike: Population, Neuron, Time (ms, the end of the step in which the neuron fired).
type Spike = record.Spike

// Trace holds samples: Values[variable][sample·len(Neurons) + i] is the value of Variables[variable] in neuron Neurons[i] of
// Population at Times[sample].
type Trace = record.Trace

// Summary is what summary.json says: sizes, spike counts and rates, times, executor and the digest. Counts are those of the
// run; the digest is of everything since time 0.
type Summary = record.Summary

// result closes what was recorded and sums up.
func (r *running) result(interrupted bool) (*Result, error) {
	result := &Result{Summary: r.summary(interrupted)}
	if r.memory != nil {
		result.Spikes, result.Traces = r.memory.Spiked, r.memory.Traces()
		return result, nil
	}
	if err := r.csv.Close(); err != nil {
		return result, err
	}
	return result, record.WriteSummary(r.options.Dir, &result.Summary)
}

func (r *running) summary(interrupted bool) Summary {
	n := r.network
	s := Summary{
		Spikelet: Version, Seed: n.config.Seed, TimeStep: n.grid.Dt, Steps: n.sim.Step() - r.first, Threads: n.sim.Threads(),
		Neurons: n.neurons, Connections: n.Connections(), Build: n.building.Seconds(), Wall: time.Since(r.start).Seconds(),
		Spikes: map[string]int64{}, Rates: map[string]float64{}, Interrupted: interrupted, Digest: n.sim.Digest(),
	}
	s.Start, s.Sizes, s.Units = n.grid.Time(r.first), map[string]int{}, n.recordedUnits()
	s.GapJunctions, s.Gap = n.gap()
	seconds := n.grid.Time(s.Steps) / 1000
	for i, after := range n.counts() {
		p := n.populations[i]
		spikes := after.Spikes - r.before[i].Spikes
		s.ISA = p.population.Executor()
		s.Sizes[p.Name()] = p.Size()
		s.Spikes[p.Name()] = spikes
		if s.Steps == 0 {
			continue
		}
		s.Rates[p.Name()] = float64(spikes) / (float64(p.Size()) * seconds)
		if p.population.Adaptive() {
			if s.Attempts == nil {
				s.Attempts = map[string]float64{}
			}
			s.Attempts[p.Name()] = float64(after.Attempts-r.before[i].Attempts) / float64(int64(p.Size())*s.Steps)
		}
	}
	if s.Steps > 0 {
		s.RealTimeFactor = s.Wall / seconds
	}
	return s
}

// gap describes the gap junctions since time 0; nil when there are none.
func (n *Network) gap() (junctions int64, gap *record.Gap) {
	junctions, c := n.sim.GapJunctions()
	if junctions == 0 || c.Windows == 0 {
		return junctions, nil
	}
	return junctions, &record.Gap{
		Windows: c.Windows, Iterations: float64(c.Iterations) / float64(c.Windows), Most: c.Most, Unconverged: c.Unconverged,
		Residual: c.Residual, Divisions: c.Divisions,
	}
}

// recordedUnits gives for each population the units of the recorded variables that have one.
func (n *Network) recordedUnits() map[string]map[string]string {
	units := map[string]map[string]string{}
	for _, request := range n.requests {
		name := request.Population.Name()
		for _, variable := range request.Variables {
			v, ok := request.Population.Model().Recordable(variable)
			if !ok || v.Unit == "" {
				continue
			}
			u, err := unit.Parse(v.Unit)
			if err != nil {
				panic("spikelet: the unit of " + v.Name + ": " + err.Error())
			}
			if units[name] == nil {
				units[name] = map[string]string{}
			}
			units[name][variable] = u.Internal().String()
		}
	}
	return units
}
