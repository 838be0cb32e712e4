package sim

// Divisions of a time step. Two are the least with which the error of the interpolation can be seen.
const (
	leastDivisions = 2
	mostDivisions  = 64
	groupLanes     = 8 // neurons that are integrated together, as many as a vector has
)

// stretch is neurons of a block that follow each other.
type stretch struct{ lo, hi int }

// track takes the neurons through a single step, with dense interpolation: those first whose course is uncertain, then all
// others, then again those for whom the partners' news matter. It returns by how much a further sweep would change a potential.
func (n *Network) track() (residual float64, sweeps int) {
	g := &n.gaps
	g.sweep = 0
	for n.foretell(); ; {
		residual, sweeps = n.settle(sweeps)
		if n.failed() {
			break
		}
		rough := n.roughness() / g.options.Tolerance
		if rough > 1 && g.divisible && g.divisions < mostDivisions {
			n.divide(2 * g.divisions)
			n.foretell()
			continue
		}
		n.team.do(len(n.blocks), n.tasks.finish)
		const rest = 1.0 / 32 // half as many parts have 16 times the error
		if rough < rest && g.divisible && g.divisions > leastDivisions {
			n.divide(g.divisions / 2)
		}
		break
	}
	return residual, sweeps
}

// divide divides the steps of all coupled populations.
func (n *Network) divide(divisions int) {
	n.gaps.divisions = divisions
	n.gaps.step.Divide(divisions)
	for _, m := range n.gaps.members {
		m.Divide(divisions)
		for _, s := range m.steppers {
			s.Follow()
		}
	}
}

// foretell guesses the course of coupled neurons, whose states it saves or, when the step is begun anew, restores; those that are
// not coupled make their step.
func (n *Network) foretell() {
	n.team.do(len(n.blocks), n.tasks.predict)
	n.team.do(len(n.blocks), n.tasks.guess)
}

// predict is a worker's task: a block begins a step, or begins it anew.
func (n *Network) predict(worker, task int) {
	b := n.blocks[task]
	m := b.member
	if !m.coupled {
		if n.gaps.sweep == 0 {
			n.take(worker, task)
		}
		return
	}
	if n.gaps.sweep == 0 {
		m.saved.Save(b.lo, b.hi)
		b.attempts, b.done = 0, 1
		b.fill(0)
	} else {
		m.saved.Restore(b.lo, b.hi)
	}
	b.fresh = true
	n.gaps.step.Predict(m.cell+b.lo, m.Potential()[b.lo:b.hi])
}

// guess is a worker's task: a block hears its partners' guesses, and finds who is to be integrated first.
func (n *Network) guess(_, task int) {
	b := n.blocks[task]
	if !b.member.coupled {
		return
	}
	first := b.member.cell
	n.gaps.step.HearGuess(first+b.lo, first+b.hi)
	b.choose(func(i int) bool { return n.gaps.step.Uncertain(first + i) })
}

// choose makes the stretches of the block that hold the neurons which are to be integrated, in whole groups.
func (b *block) choose(wanted func(i int) bool) {
	b.due = b.due[:0]
	for lo := b.lo; lo < b.hi; lo += groupLanes {
		hi := min(lo+groupLanes, b.hi)
		for i := lo; i < hi; i++ {
			if !wanted(i) {
				continue
			}
			if k := len(b.due); k > 0 && b.due[k-1].hi == lo {
				b.due[k-1].hi = hi
			} else {
				b.due = append(b.due, stretch{lo, hi})
			}
			break
		}
	}
}

// settle integrates neurons until nobody's news matter, or as often as is allowed; everyone is integrated in the second sweep at
// the latest.
func (n *Network) settle(sweeps int) (residual float64, total int) {
	g := &n.gaps
	most := sweeps + max(2, g.options.MaxIterations)
	g.telling = g.telling[:0]
	for first := true; ; first = false {
		due := 0
		for _, b := range n.blocks {
			if b.member.coupled {
				due += len(b.due)
			}
		}
		if due == 0 && !first {
			return n.residual(), sweeps
		}
		if due > 0 {
			sweeps, g.sweep = sweeps+1, g.sweep+1
			n.team.do(len(n.blocks), n.tasks.integrate)
			if n.failed() {
				return 0, sweeps
			}
			n.gather()
		}
		n.team.do(len(n.blocks), n.tasks.listen)
		if sweeps >= most {
			return n.residual(), sweeps
		}
	}
}

// gather puts together who tells, and how sensitive neurons were seen to be.
func (n *Network) gather() {
	g, seen := &n.gaps, 0.0
	g.telling = g.telling[:0]
	for _, b := range n.blocks {
		if b.member.coupled {
			g.telling = append(g.telling, b.telling...)
			seen, b.seen = max(seen, b.seen), 0
		}
	}
	switch s := &n.gaps.step.Sensitivity; {
	case seen == 0:
	case *s > 1e300: // nothing was known
		*s = seen
	default:
		*s = max(*s, seen)
	}
}

// residual is by how much a potential would change in a further sweep.
func (n *Network) residual() (residual float64) {
	for _, b := range n.blocks {
		residual = max(residual, b.residual)
	}
	return residual
}

// roughness is by how much the errors of the interpolation change a potential.
func (n *Network) roughness() (worst float64) {
	if !n.gaps.divisible {
		return 0
	}
	n.team.do(len(n.blocks), n.tasks.roughen)
	for _, b := range n.blocks {
		worst = max(worst, b.rough)
	}
	return worst
}

// integrateDue is a worker's task: the stretches of a block that are due make the step, for the first time or again.
func (n *Network) integrateDue(worker, task int) {
	b := n.blocks[task]
	m, g := b.member, &n.gaps
	if !m.coupled {
		return
	}
	stepper := m.steppers[worker]
	b.telling = b.telling[:0]
	stepper.SetSpikes(m.ring.At(n.step + 1))
	for _, s := range b.due {
		if !b.fresh {
			m.saved.Restore(s.lo, s.hi)
		}
		failed := b.integrate(g, stepper, n.step, 0, s.lo, s.hi)
		if failed > 0 && !n.options.KeepGoing {
			b.done = 0
		}
		seen := 0.0
		seen, b.telling = g.step.Integrated(m.cell+s.lo, m.cell+s.hi, b.telling)
		b.seen = max(b.seen, seen)
	}
}

// listen is a worker's task: a block hears the news, and finds who is to be integrated next.
func (n *Network) listen(_, task int) {
	b := n.blocks[task]
	if !b.member.coupled {
		return
	}
	b.fresh = false
	first, step := b.member.cell, n.gaps.step
	step.Hear(first+b.lo, first+b.hi, n.gaps.telling)
	b.residual = 0
	for i := b.lo; i < b.hi; i++ {
		b.residual = max(b.residual, step.Effect(first+i))
	}
	b.choose(func(i int) bool { return step.Stale(first + i) })
}

// roughen is a worker's task: the errors of the interpolation that a block suffers.
func (n *Network) roughen(_, task int) {
	if b := n.blocks[task]; b.member.coupled {
		b.rough = n.gaps.step.Roughness(b.member.cell+b.lo, b.member.cell+b.hi)
	}
}

// finish is a worker's task: a block's step is done.
func (n *Network) finish(worker, task int) {
	b := n.blocks[task]
	if !b.member.coupled {
		return
	}
	b.spiked, b.ends = b.spiked[:0], b.ends[:0]
	b.note(b.member.steppers[worker], n.step+1)
	n.gaps.step.Keep(b.member.cell+b.lo, b.member.cell+b.hi)
}
