package synapse

import (
	"github.com/spikelet/spikelet/internal/device"
)

// Trains delivers the spikes of a device that gives each connection its own, with constant weights and delays, to the Ring of
// one target population. Spikes are drawn before they are announced and delivered, and kept as long as others are not drawn;
// when they are drawn changes nothing. Trains that end at different neurons may draw and deliver at the same time.
type Trains struct {
	static *Static
	source *device.Poisson
	names  []device.Train // of the connections
	chunks []chunk        // chunk c has the place c modulo their number
	room   []device.Burst
}

// chunk is the spikes of all connections in a chunk of the device's.
type chunk struct {
	number int64     // -1: none
	steps  [][]event // in the order of the connections
}

// event is the spikes of a connection at a grid point.
type event struct{ connection, count int32 }

// NewTrains makes trains of static's connections, all from source. First is the global id of neuron 0; taken counts the
// connections from the source to each neuron and is brought up to date.
func NewTrains(static *Static, source *device.Poisson, first int64, taken []int32) *Trains {
	targets := make([]int32, len(static.positive.cells))
	for i := range targets {
		cell, _ := static.positive.at(i)
		targets[i] = int32(cell % static.ring.neurons)
	}
	t := &Trains{static: static, source: source, names: nameTrains(targets, first, taken)}
	for _, name := range t.names {
		source.Reserve(int(name.Ordinal) + 1)
	}
	return t
}

// nameTrains names the connections to targets from one device.
func nameTrains(targets []int32, first int64, taken []int32) []device.Train {
	names := make([]device.Train, len(targets))
	for i, id := range targets {
		names[i] = device.Train{Target: first + int64(id), Ordinal: taken[id]}
		taken[id]++
	}
	return names
}

// Missing is the number of connections for which spikes at the grid points from to to are to be drawn.
func (t *Trains) Missing(from, to int64) int {
	missing := 0
	for c := from >> t.source.Shift(); c <= to>>t.source.Shift(); c++ {
		if len(t.chunks) == 0 || t.place(c).number != c {
			missing += len(t.names)
		}
	}
	return missing
}

// place is where the chunk c is kept.
func (t *Trains) place(c int64) *chunk { return &t.chunks[c%int64(len(t.chunks))] }

// Draw draws the spikes at the grid points from to to, as far as that has not been done.
func (t *Trains) Draw(from, to int64) {
	shift := t.source.Shift()
	first, last := from>>shift, to>>shift
	for int64(len(t.chunks)) < last-first+1 {
		t.chunks = append(t.chunks, chunk{steps: make([][]event, 1<<shift)})
		for i := range t.chunks {
			t.chunks[i].number = -1
		}
	}
	for c := first; c <= last; c++ {
		if kept := t.place(c); kept.number != c {
			t.draw(kept, c)
		}
	}
}

// draw draws the spikes of chunk c.
func (t *Trains) draw(into *chunk, c int64) {
	into.number = c
	for at := range into.steps {
		into.steps[at] = into.steps[at][:0]
	}
	for i, name := range t.names {
		t.room = t.source.Append(t.room[:0], name, c)
		for _, b := range t.room {
			events := into.steps[b.At]
			if last := len(events) - 1; last >= 0 && events[last].connection == int32(i) {
				events[last].count += b.Count
				continue
			}
			into.steps[b.At] = append(events, event{int32(i), b.Count})
		}
	}
}

// at is the events at grid point k, which have been drawn.
func (t *Trains) at(k int64) []event {
	shift := t.source.Shift()
	return t.place(k >> shift).steps[k&(1<<shift-1)]
}

// Announce says that the spikes of grid point k will be delivered, and returns for how many connections. Not at the same time
// as anything else on the Ring.
func (t *Trains) Announce(k int64) int {
	n := len(t.at(k))
	if n > 0 {
		t.static.Announce(k)
	}
	return n
}

// DeliverWithin sends those spikes of grid point k on their way that arrive after the step from, until the step to. Several of
// a connection arrive as one with that many times the weight. The spikes of k must have been announced, and steps that are
// over cleared.
func (t *Trains) DeliverWithin(from, to, k int64) {
	rows, ring := &t.static.positive, t.static.ring
	each := 0 // 1 where every connection has its own weight
	if len(rows.weights) > 1 {
		each = 1
	}
	if rows.one {
		if step := k + rows.least; step <= from || step > to {
			return
		}
	}
	for _, e := range t.at(k) {
		cell, delay := rows.at(int(e.connection))
		step := k + delay
		if step <= from || step > to {
			continue
		}
		cells := ring.slot(step)
		cells.sums[cell] += float64(rows.weights[int(e.connection)*each] * float64(e.count))
		cells.arrived[cell] = 1
	}
}
