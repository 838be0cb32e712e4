package sim

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

const (
	mostActive  = 5 // neurons that a RateLimitError names
	namedInText = 3 // of them in its text
	perSecond   = 1000
)

// RateLimitError ends a run in which a population fired more than the limit allows. What was done until Time is complete.
type RateLimitError struct {
	Population  string
	Rate        float64          // Hz, the mean of the population's neurons over the span
	Limit       float64          // Hz
	Time        float64          // ms, the end of the span
	Span        float64          // ms
	Neurons     []NeuronSpikes   // of the population, those that fired most in the span, at most five
	Populations []PopulationRate // all, the highest rate first
}

// NeuronSpikes is how often a neuron fired.
type NeuronSpikes struct {
	Neuron int   `json:"neuron"`
	Spikes int64 `json:"spikes"`
}

// PopulationRate is a population's mean rate.
type PopulationRate struct {
	Population string  `json:"population"`
	Rate       float64 `json:"rate_hz"`
}

func (e *RateLimitError) Error() string {
	var most []string
	for _, c := range e.Neurons[:min(namedInText, len(e.Neurons))] {
		most = append(most, fmt.Sprintf("neuron %d with %d spikes", c.Neuron, c.Spikes))
	}
	return fmt.Sprintf("population %s fired at %.6g Hz in the %.12g ms until %.12g ms, more than the limit of %.12g Hz; most active: %s",
		e.Population, e.Rate, e.Span, e.Time, e.Limit, strings.Join(most, ", "))
}

// guard finds the span of steps over which rates are averaged: that of the options on the grid, or the least longer one of
// whole intervals of gap junctions, since results depend on where these end. When the span changes, counting begins anew.
func (n *Network) guard() {
	if n.options.RateLimit == 0 {
		return
	}
	span := max(1, n.grid.Nearest(n.options.RateSpan))
	if len(n.gaps.junctions) > 0 {
		interval := n.gaps.options.Interval
		span = (span + interval - 1) / interval * interval
	}
	for _, m := range n.members {
		if m.fired == nil {
			m.fired = make([]uint32, m.Size())
		}
		if span != n.span {
			m.forget()
		}
	}
	n.span = span
}

// forget begins a span of m.
func (m *member) forget() {
	if m.counts.Spikes > m.earlier {
		clear(m.fired)
	}
	m.earlier = m.counts.Spikes
}

// tally counts the spikes of the window's steps.
func (n *Network) tally(steps int) {
	if n.span == 0 {
		return
	}
	for _, m := range n.members {
		for s := range steps {
			for _, neuron := range m.spikes(s) {
				m.fired[neuron]++
			}
		}
	}
}

// checkRates compares the rates with the limit where a span ends.
func (n *Network) checkRates() error {
	if n.span == 0 || n.step%n.span != 0 {
		return nil
	}
	var err error
	for _, m := range n.members {
		if n.rate(m) > n.options.RateLimit {
			err = n.rateLimitError()
			break
		}
	}
	for _, m := range n.members {
		m.forget()
	}
	return err
}

// rate is the mean rate of m's neurons over the span, in Hz.
func (n *Network) rate(m *member) float64 {
	return float64(m.counts.Spikes-m.earlier) * perSecond / (float64(m.Size()) * n.grid.Time(n.span))
}

// rateLimitError tells who fired how much in the span.
func (n *Network) rateLimitError() error {
	byRate := slices.Clone(n.members)
	slices.SortStableFunc(byRate, func(a, b *member) int { return cmp.Compare(n.rate(b), n.rate(a)) })
	e := &RateLimitError{
		Population: byRate[0].Name(), Rate: n.rate(byRate[0]), Limit: n.options.RateLimit, Time: n.Time(), Span: n.grid.Time(n.span),
		Neurons: byRate[0].active(),
	}
	for _, m := range byRate {
		e.Populations = append(e.Populations, PopulationRate{m.Name(), n.rate(m)})
	}
	return e
}

// active is who fired most in the span.
func (m *member) active() []NeuronSpikes {
	var all []NeuronSpikes
	for i, count := range m.fired {
		if count > 0 {
			all = append(all, NeuronSpikes{i, int64(count)})
		}
	}
	slices.SortStableFunc(all, func(a, b NeuronSpikes) int { return cmp.Compare(b.Spikes, a.Spikes) })
	return slices.Clone(all[:min(mostActive, len(all))])
}
