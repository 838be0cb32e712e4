package sim

// foresee delivers the spikes of devices that come and arrive before the end of a window, at the grid point to. They come
// after all other spikes that arrive there: those of neurons have been on their way since before the window.
func (n *Network) foresee(to int64) {
	if to <= n.foreseen {
		return
	}
	for _, g := range n.generators {
		for k := g.device.Next(n.step); k < to; k = g.device.Next(k) {
			g.deliver(k, n.foreseen, to)
		}
	}
	n.foreseen = to
}

// deliver sends the spikes of grid point k that arrive after from, until to, on their way.
func (g *generator) deliver(k, from, to int64) {
	for _, factor := range g.device.At(k) {
		for _, s := range g.out {
			s.DeliverWithin(from, to, k, 0, factor)
		}
	}
}

// exchange sends the spikes of the window's steps on their way.
func (n *Network) exchange(steps int) {
	for s := range steps {
		step := n.step + int64(s) + 1
		for _, m := range n.members {
			m.ring.Clear(step)
		}
		for _, g := range n.generators {
			g.deliver(step, n.foreseen, unlimited)
		}
		for _, m := range n.members {
			spiked := m.spikes(s)
			n.digest.spikes(step, m.First(), spiked)
			for _, neuron := range spiked {
				for _, out := range m.out {
					out.Deliver(step, neuron, 1)
				}
			}
		}
	}
}
