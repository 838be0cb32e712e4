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
	junctions []junction
	table     *gap.Table // nil when it is to be made anew
	waves     *gap.Waves
	members   []*member
	divisible bool // all members choose their steps
	divisions int  // of a time step
	sweep     int  // over the window at work, from 0 on
	counts    GapCounts
}

// junction joins neuron a of from to neuron b of to.
type junction struct {
	from, to    *member
	a, b        int32
	conductance float64
}

// Divisions of a time step. Two are the least with which the error of the interpolation can be seen.
const (
	leastDivisions = 2
	mostDivisions  = 64
	// roughFactor times the tolerance is the error that the interpolation may have: it acts on other potentials weakened by the
	// conductance times the time step over the capacitance.
	roughFactor = 50
)

// SetGap sets how gap junctions are treated.
func (n *Network) SetGap(o gap.Options) {
	if o.Interval == 0 {
		o.Interval = 1
		if o.Method == gap.Waveform && o.Interpolation != gap.Dense {
			o.Interval = max(1, n.grid.Nearest(gap.DefaultInterval))
		}
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
	for i, pair := range pairs {
		n.gaps.junctions = append(n.gaps.junctions, junction{a, b, pair[0], pair[1], conductance[i%len(conductance)]})
	}
	n.gaps.table = nil
	return nil
}

// GapJunctions is the number of gap junctions, and what their relaxation did.
func (n *Network) GapJunctions() (int64, GapCounts) {
	return int64(len(n.gaps.junctions)), n.gaps.counts
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
	g.waves = gap.NewWaves(g.table, g.options)
	sums := g.table.Sums()
	for _, m := range g.members {
		m.Couple(sums[m.cell:][:m.Size()])
	}
	adaptive := !slices.ContainsFunc(g.members, func(m *member) bool { return !m.Adaptive() })
	g.divisible, g.divisions = g.dense() && adaptive, 1
	if g.divisible {
		g.divisions = leastDivisions
	}
	for _, m := range g.members {
		m.Divide(g.divisions)
	}
}

func (g *coupling) dense() bool {
	return g.options.Method == gap.Waveform && g.options.Interpolation == gap.Dense
}

// divide divides the steps of all populations that choose their own.
func (n *Network) divide(divisions int) {
	n.gaps.divisions = divisions
	for _, m := range n.gaps.members {
		m.Divide(divisions)
		for _, s := range m.steppers {
			s.Follow()
		}
	}
}

// relax takes all neurons through a window, sweep by sweep, until their potentials agree with what their partners saw of
// them. Spikes and samples are those of the last sweep.
func (n *Network) relax(steps int) {
	g := &n.gaps
	g.sweep = 0
	for {
		misfit, sweeps := n.sweep(steps)
		if n.failed() {
			return
		}
		g.counts.Iterations += int64(sweeps)
		g.counts.Most = max(g.counts.Most, int64(sweeps))
		rough := misfit.Interpolation / (roughFactor * g.options.Tolerance)
		if g.divisible && rough > 1 && g.divisions < mostDivisions {
			n.divide(2 * g.divisions)
			continue
		}
		g.counts.Windows++
		g.counts.Divisions = max(g.counts.Divisions, int64(g.divisions))
		if g.options.Method == gap.Waveform {
			g.counts.Residual = max(g.counts.Residual, misfit.Residual)
			if misfit.Residual > g.options.Tolerance {
				g.counts.Unconverged++
			}
		}
		for _, m := range g.members {
			g.waves.End(m.cell, m.cell+m.Size(), n.grid.Dt/float64(g.divisions))
		}
		const rest = 1.0 / 32 // half as many parts have 16 times the error
		if g.divisible && rough < rest && g.divisions > leastDivisions {
			n.divide(g.divisions / 2)
		}
		return
	}
}

// sweep repeats the window until nothing changes, with the present divisions. The interpolations of NEST have its rule: one more
// sweep follows.
func (n *Network) sweep(steps int) (misfit gap.Misfit, sweeps int) {
	g := &n.gaps
	n.restore()
	g.waves.Begin(steps * g.divisions)
	for _, m := range g.members {
		g.waves.Guess(m.cell, m.Potential(), n.grid.Dt/float64(g.divisions))
	}
	for last := false; ; {
		n.team.do(len(n.blocks), n.tasks.hear)
		n.team.do(len(n.blocks), n.tasks.take)
		sweeps, g.sweep = sweeps+1, g.sweep+1
		misfit = gap.Misfit{}
		for _, b := range n.blocks {
			misfit = misfit.Join(b.misfit)
		}
		converged := misfit.Residual <= g.options.Tolerance
		if last || n.failed() || g.options.Method == gap.Lagged || converged && g.dense() {
			return misfit, sweeps
		}
		last = converged || sweeps >= g.options.MaxIterations
		if last && g.dense() {
			return misfit, sweeps
		}
	}
}

// restore gives coupled neurons the states that the window began with, before it is begun anew.
func (n *Network) restore() {
	if n.gaps.sweep == 0 {
		return
	}
	for _, b := range n.blocks {
		if b.member.coupled {
			b.member.saved.Restore(b.lo, b.hi)
		}
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

// integrate advances a block of coupled neurons by step s of the window that begins at grid point k.
func (b *block) integrate(g *coupling, stepper *population.Stepper, k int64, s int) (failed int) {
	m := b.member
	k += int64(s)
	stepper.Enter(k, b.lo, b.hi)
	b.waves = b.waves[:0]
	for d := range g.divisions {
		b.waves = append(b.waves, g.waves.Of(s*g.divisions+d, m.cell, m.Size()))
		b.attempts += stepper.Integrate(k, d, &b.waves[d], b.lo, b.hi).Attempts
	}
	return stepper.Leave(k, b.waves, b.lo, b.hi)
}
