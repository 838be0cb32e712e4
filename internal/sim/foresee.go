package sim

// drawing is how many arrivals a connection takes as long as for which spikes are drawn.
const drawing = 20

// foresee draws the spikes of devices until the end of a window, at the grid point to, and delivers those that come and arrive
// before. They come after all other spikes that arrive there: those of neurons have been on their way since before the window.
func (n *Network) foresee(to int64) {
	n.horizon = to
	missing := 0
	for _, m := range n.members {
		missing += m.missing(n.step+1, to)
	}
	n.share(drawing*missing, n.tasks.draw)
	if to <= n.foreseen {
		return
	}
	arrivals := 0
	for _, m := range n.members {
		for k := n.step + 1; k < to && m.driven; k++ {
			arrivals += m.foretell(k)
		}
	}
	n.share(arrivals, n.tasks.foresee)
	n.foreseen = to
}

// missing is the number of connections for which spikes at the grid points from to to are to be drawn.
func (m *member) missing(from, to int64) (connections int) {
	for _, in := range m.inlets {
		for _, parts := range in.trains {
			for _, t := range parts {
				connections += t.Missing(from, to)
			}
		}
	}
	return connections
}

// draw is a worker's task: spikes to a part of a ring are drawn.
func (n *Network) draw(_, task int) {
	m, part := n.rings[task].member, n.rings[task].index
	for _, in := range m.inlets {
		for _, t := range in.trains {
			t[part].Draw(n.step+1, n.horizon)
		}
	}
}

// foretell prepares the ring of m for the spikes of devices at grid point k, and returns about how many connections they take.
func (m *member) foretell(k int64) (arrivals int) {
	for _, in := range m.inlets {
		arrivals += in.foretell(k)
	}
	return arrivals
}

func (in *inlet) foretell(k int64) (arrivals int) {
	if in.spikes != nil {
		if sent := len(in.spikes.At(k)); sent > 0 {
			arrivals = 1 + sent*in.announce(k)
		}
	}
	for _, parts := range in.trains {
		for _, t := range parts {
			arrivals += t.Announce(k)
		}
	}
	return arrivals
}

// drive is a worker's task: a part of a ring takes what devices send and what arrives before the end of the window.
func (n *Network) drive(_, task int) {
	m, part := n.rings[task].member, n.rings[task].index
	for k := n.step + 1; k < n.horizon && m.driven; k++ {
		for _, in := range m.inlets {
			in.drive(part, k, n.foreseen, n.horizon)
		}
	}
}

// drive delivers the device's spikes of grid point k that arrive after from, until to.
func (in *inlet) drive(part int, k, from, to int64) {
	if in.spikes != nil {
		for _, factor := range in.spikes.At(k) {
			for _, s := range in.synapses {
				s[part].DeliverWithin(from, to, k, 0, factor)
			}
		}
	}
	for _, t := range in.trains {
		t[part].DeliverWithin(from, to, k)
	}
}
