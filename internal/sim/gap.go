package sim

import (
	"slices"

	"github.com/spikelet/spikelet/internal/gap"
	"github.com/spikelet/spikelet/internal/population"
)

// GapCounts are what the relaxation of gap junctions did since time 0.
type GapCounts struct {
	Windows     int64
	Iterations  int64   // sweeps, over all windows
	Most        int64   // sweeps over one window
	Unconverged int64   // windows whose last sweep changed a potential by more than the tolerance
	Residual    float64 // mV: the largest change of a potential in the last sweep over a window
	Divisions   int64   // parts into which time steps were divided, at most
}

// coupling is the gap junctions of a network at work.
type coupling struct {
	options   gap.Options
	number    int64      // of gap junctions, and
	junctions []junction // those that conduct
	table     *gap.Table // nil when it is to be made anew
	members   []*member
	waves     *gap.Waves
	step      *gap.StepWaves // with dense interpolation
	divisible bool           // all members choose their steps
	divisions int            // of a time step
	telling   []int32        // cells whose waves changed
	sweep     int            // over the window at work, from 0 on
	counts    GapCounts
}

// junction joins neuron a of from to neuron b of to.
type junction struct {
	from, to    *member
	a, b        int32
	conductance float64
}

// SetGap sets how gap junctions are treated.
func (n *Network) SetGap(o gap.Options) {
	switch {
	case o.Dense():
		o.Interval = 1
	case o.Interval == 0 && o.Method == gap.Lagged:
		o.Interval = 1
	case o.Interval == 0:
		o.Interval = max(1, n.grid.Nearest(gap.DefaultInterval))
	}
	n.gaps.options = o
}

// ConnectGap joins neurons of two populations: pairs of their numbers, with a conductance each. The error says why neurons of
// such a model cannot have gap junctions.
func (n *Network) ConnectGap(from, to *population.Population, pairs [][2]int32, conductance []float64) error {
	for _, p := range []*population.Population{from, to} {
		if err := p.CheckCoupling(); err != nil {
			return err
		}
	}
	a, b := n.member(from), n.member(to)
	n.gaps.number += int64(len(pairs))
	for i, pair := range pairs {
		if g := conductance[i%len(conductance)]; g != 0 {
			n.gaps.junctions = append(n.gaps.junctions, junction{a, b, pair[0], pair[1], g})
			n.gaps.table = nil
		}
	}
	return nil
}

// GapJunctions is the number of gap junctions, and what their relaxation did.
func (n *Network) GapJunctions() (int64, GapCounts) {
	return n.gaps.number, n.gaps.counts
}

// couple tells populations of their gap junctions when there are new ones.
func (n *Network) couple() {
	g := &n.gaps
	if g.table != nil || len(g.junctions) == 0 {
		return
	}
	g.members = nil
	cells := 0
	for _, m := range n.members {
		m.coupled = slices.ContainsFunc(g.junctions, func(j junction) bool { return j.from == m || j.to == m })
		if m.coupled {
			m.cell = cells
			cells += m.Size()
			g.members = append(g.members, m)
		}
	}
	joined := make([]gap.Junction, len(g.junctions))
	for i, j := range g.junctions {
		joined[i] = gap.Junction{A: int32(j.from.cell) + j.a, B: int32(j.to.cell) + j.b, Conductance: j.conductance}
	}
	g.table = gap.NewTable(cells, joined)
	sums := g.table.Sums()
	for _, m := range g.members {
		m.Couple(sums[m.cell:][:m.Size()])
	}
	adaptive := !slices.ContainsFunc(g.members, func(m *member) bool { return !m.Adaptive() })
	g.divisible, g.divisions = g.options.Dense() && adaptive, 1
	if g.divisible {
		g.divisions = leastDivisions
	}
	for _, m := range g.members {
		m.Divide(g.divisions)
	}
	if g.options.Dense() {
		g.step = gap.NewStepWaves(g.table, g.options)
		g.step.Divide(g.divisions)
		g.waves = g.step.Waves
	} else {
		g.waves = gap.NewWaves(g.table, g.options)
	}
}

// relax takes all neurons through a window, sweep by sweep, until their potentials agree with what their partners saw of
// them. Spikes and samples are those of the last sweep.
func (n *Network) relax(steps int) {
	g := &n.gaps
	residual, sweeps := 0.0, 0
	if g.step != nil {
		residual, sweeps = n.track()
	} else {
		residual, sweeps = n.sweep(steps)
	}
	if n.failed() {
		return
	}
	g.counts.Windows++
	g.counts.Iterations += int64(sweeps)
	g.counts.Most = max(g.counts.Most, int64(sweeps))
	g.counts.Divisions = max(g.counts.Divisions, int64(g.divisions))
	if g.options.Method == gap.Waveform {
		g.counts.Residual = max(g.counts.Residual, residual)
		if residual > g.options.Tolerance {
			g.counts.Unconverged++
		}
	}
}

// sweep repeats the window until nothing changes, and, as NEST does, once more.
func (n *Network) sweep(steps int) (residual float64, sweeps int) {
	g := &n.gaps
	g.sweep = 0
	g.waves.Begin(steps)
	for _, m := range g.members {
		g.waves.Hold(m.cell, m.Potential())
	}
	for last := false; ; {
		n.team.do(len(n.blocks), n.tasks.hear)
		n.team.do(len(n.blocks), n.tasks.take)
		sweeps, g.sweep = sweeps+1, g.sweep+1
		residual = 0
		for _, b := range n.blocks {
			residual = max(residual, b.residual)
		}
		if last || n.failed() || g.options.Method == gap.Lagged {
			return residual, sweeps
		}
		last = residual <= g.options.Tolerance || sweeps+1 >= g.options.MaxIterations
	}
}

// failed reports whether a neuron failed in the window at work.
func (n *Network) failed() bool {
	return slices.ContainsFunc(n.blocks, func(b *block) bool { return b.done < n.window })
}

// hear is a worker's task: the coupled neurons of a block are told what their partners do.
func (n *Network) hear(_, task int) {
	if b := n.blocks[task]; b.member.coupled {
		n.gaps.waves.Drive(b.member.cell+b.lo, b.member.cell+b.hi)
	}
}

// begin prepares a block for a sweep, and reports whether it takes part.
func (n *Network) begin(b *block) bool {
	m := b.member
	switch {
	case n.gaps.sweep > 0 && !m.coupled:
		return false
	case n.gaps.sweep > 0:
		m.saved.Restore(b.lo, b.hi)
	case m.coupled || n.window > 1 && !n.options.KeepGoing:
		m.saved.Save(b.lo, b.hi)
	}
	return true
}

// integrate advances the coupled neurons lo ≤ i < hi by step s of the window that begins at grid point k.
func (b *block) integrate(g *coupling, stepper *population.Stepper, k int64, s, lo, hi int) (failed int) {
	m := b.member
	k += int64(s)
	stepper.Enter(k, lo, hi)
	b.waves = b.waves[:0]
	for d := range g.divisions {
		b.waves = append(b.waves, g.waves.Of(s*g.divisions+d, m.cell, m.Size()))
		b.attempts += stepper.Integrate(k, d, &b.waves[d], lo, hi).Attempts
	}
	return stepper.Leave(k, b.waves, lo, hi)
}
