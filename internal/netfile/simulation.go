package netfile

import (
	"fmt"
	"math"

	"github.com/spikelet/spikelet"
	"github.com/spikelet/spikelet/internal/grid"
)

// defaultTimeStep is what a file gets that gives none, in ms.
const defaultTimeStep = 0.1

// simulation reads the section of that name.
func (r *reader) simulation(file fields) simulation {
	s := simulation{timeStep: defaultTimeStep, seed: 1}
	n := r.must(file, "simulation", "{time_step: 0.1 ms, duration: 100 ms}")
	if n == nil {
		return s
	}
	f, ok := r.fields(n, file.at, "simulation", "time_step", "duration", "seed", "threads", "gap_junctions", "on_error", "limits")
	if !ok {
		return s
	}
	if e, ok := file.mapping.find("simulation"); ok {
		f.at = e.key.place
	}
	r.time(f, &s)
	if seed := r.get(f, "seed"); seed != nil {
		if value, ok := r.integer(seed, "seed", 1, math.MaxInt64); ok {
			s.seed = uint64(value)
		}
	}
	if threads := r.get(f, "threads"); threads != nil {
		if count, ok := r.integer(threads, "threads", 1, 1<<10); ok {
			s.threads = int(count)
		}
	}
	if policy := r.get(f, "on_error"); policy != nil {
		if word, ok := r.choice(policy, "policy on_error called", "stop", "ignore"); ok && word == "ignore" {
			s.onError = spikelet.Ignore
		}
	}
	if gaps := r.get(f, "gap_junctions"); gaps != nil {
		s.gap = r.gapJunctions(gaps)
	}
	if limits := r.get(f, "limits"); limits != nil {
		s.limits = r.runLimits(limits)
	}
	return s
}

// rateLimit is kept in Hz.
var rateLimit = inHertz(number("rate of limits", "Hz"))

// runLimits reads what ends a run that goes astray.
func (r *reader) runLimits(n *node) (l spikelet.Limits) {
	f, ok := r.fields(n, n.place, "limits", "rate")
	if !ok {
		return l
	}
	rate := r.get(f, "rate")
	x, ok := r.quantity(rate, rateLimit)
	if ok && x <= 0 {
		r.report(rate.place, "out-of-range", fmt.Sprintf("the rate of limits is positive, not %v Hz", x), "",
			"for a run without a limit leave it out")
		return l
	}
	l.Rate = x
	return l
}

// time reads time_step and duration.
func (r *reader) time(f fields, s *simulation) {
	s.valid = true
	n := r.get(f, "time_step")
	if n != nil {
		var ok bool
		s.timeStep, ok = r.quantity(n, number("time_step", "ms"))
		if _, err := grid.New(s.timeStep); ok && err != nil {
			r.report(n.place, "out-of-range", err.Error(), "", "")
			ok = false
		}
		s.valid = ok
	}
	if s.valid {
		r.grid, _ = grid.New(s.timeStep)
		r.hasGrid = true
	}
	n = r.must(f, "duration", "100 ms")
	duration, ok := r.quantity(n, number("duration", "ms"))
	if !ok {
		return
	}
	s.duration = duration
	if duration <= 0 {
		r.report(n.place, "out-of-range", fmt.Sprintf("the duration is positive, not %v ms", duration), "", "")
		return
	}
	r.onGrid(n, "the duration", duration)
}

// onGrid reports a time in ms that is not on the grid of time steps.
func (r *reader) onGrid(n *node, what string, t float64) {
	if !r.hasGrid {
		return
	}
	k, ok := r.grid.Index(t)
	switch {
	case k >= grid.MaxStep:
		r.report(n.place, "too-large", fmt.Sprintf("%s, %v ms, is more than 2^44 time steps of %v ms", what, t, r.grid.Dt), "",
			"take a longer time step or a shorter time")
	case !ok:
		after := r.grid.Ceil(t)
		r.report(n.place, "off-grid", fmt.Sprintf("%s, %v ms, is not a whole number of time steps of %v ms", what, t, r.grid.Dt), "",
			fmt.Sprintf("the nearest are %.12g ms and %.12g ms", r.grid.Time(after-1), r.grid.Time(after)))
	}
}
