package synapse

import (
	"math/bits"
	"slices"

	"github.com/spikelet/spikelet/internal/connect"
)

// rows are connections by source, as in connect.Table, with what delivery needs. A connection has four bytes for its cell, and
// for its delay where that differs and both fit, as they do up to 2^20 cells and 4096 delays; eight more for a weight of its own.
type rows struct {
	offsets []int32
	cells   []int32   // of the ring, less base, without sign; above the lowest shift bits the delay, less least
	weights []float64 // one for each connection, or one for all
	delays  []uint16  // steps, where they do not fit into cells; else nil
	base    uint32
	least   int64 // steps
	shift   uint8
	one     bool // least is the delay of all
}

// newRows routes the weights of t times sign, which is 1 or -1. What can stay as it is shares its memory with t.
func newRows(t *connect.Table, delays []uint16, r Router, neurons int, sign float64) (rows, error) {
	out := rows{offsets: t.Offsets, cells: t.Targets, weights: t.Weights}
	if len(t.Weights) != 1 {
		return out, out.routeEach(t, delays, r, neurons, sign)
	}
	port, weight, err := r.Route(sign * t.Weights[0])
	if err != nil {
		return out, err
	}
	out.weights, out.base = []float64{weight}, uint32(port*neurons)
	if out.pack(delays, neurons); out.packed() {
		out.cells = make([]int32, t.Edges())
		for i, id := range t.Targets {
			out.cells[i] = int32(uint32(id) | out.lag(delays[i]))
		}
	}
	return out, nil
}

// routeEach routes weights that differ.
func (r *rows) routeEach(t *connect.Table, delays []uint16, to Router, neurons int, sign float64) error {
	r.pack(delays, (max(to.positive, to.negative)+1)*neurons)
	r.cells = make([]int32, t.Edges())
	for i, id := range t.Targets {
		port, weight, err := to.Route(sign * t.Weights[i])
		if err != nil {
			return err
		}
		if weight != t.Weights[i] {
			if &r.weights[0] == &t.Weights[0] {
				r.weights = slices.Clone(t.Weights)
			}
			r.weights[i] = weight
		}
		cell := uint32(port*neurons) + uint32(id)
		if r.packed() {
			cell |= r.lag(delays[i])
		}
		r.cells[i] = int32(cell)
	}
	return nil
}

// pack decides where the delays of connections to so many cells are kept.
func (r *rows) pack(delays []uint16, cells int) {
	r.shift = 32
	if len(delays) == 0 {
		r.one = true
		return
	}
	least, most := slices.Min(delays), slices.Max(delays)
	r.least, r.one = int64(least), least == most
	if r.one {
		return
	}
	if width := bits.Len32(uint32(cells - 1)); width+bits.Len16(most-least) <= 32 {
		r.shift = uint8(width)
		return
	}
	r.delays = delays
}

// packed reports whether cells hold delays.
func (r *rows) packed() bool { return r.shift < 32 }

// lag is a delay as cells hold it.
func (r *rows) lag(delay uint16) uint32 { return uint32(int64(delay)-r.least) << r.shift }

// of is the stretch of the connections from a source.
func (r *rows) of(source int32) (lo, hi int) { return int(r.offsets[source]), int(r.offsets[source+1]) }

// at is the cell of connection i and its delay.
func (r *rows) at(i int) (cell int, delay int64) {
	c := uint32(r.cells[i])
	if r.delays != nil {
		return int(c + r.base), int64(r.delays[i])
	}
	return int(c&(1<<r.shift-1) + r.base), r.least + int64(c>>r.shift)
}

func (r *rows) deliver(ring *Ring, now int64, source int32, factor float64) {
	lo, hi := r.of(source)
	if lo == hi {
		return
	}
	if r.one {
		r.deliverAtOnce(ring.slot(now+r.least), lo, hi, factor)
		return
	}
	each := 0 // 1 where every connection has its own weight
	if len(r.weights) > 1 {
		each = 1
	}
	first := int(now % ring.slots)
	for i := lo; i < hi; i++ {
		cell, delay := r.at(i)
		slot := first + int(delay)
		if slot >= int(ring.slots) {
			slot -= int(ring.slots)
		}
		cell += slot * ring.cells
		ring.sums[cell] += float64(r.weights[i*each] * factor)
		ring.arrived[cell] = 1
	}
}

// deliverAtOnce sends the connections lo ≤ i < hi to one step.
func (r *rows) deliverAtOnce(to slot, lo, hi int, factor float64) {
	sums, arrived := to.sums[r.base:], to.arrived[r.base:]
	if len(r.weights) == 1 {
		weight := float64(r.weights[0] * factor)
		for _, cell := range r.cells[lo:hi] {
			sums[uint32(cell)] += weight
			arrived[uint32(cell)] = 1
		}
		return
	}
	weights := r.weights[lo:hi]
	for i, cell := range r.cells[lo:hi] {
		sums[uint32(cell)] += float64(weights[i] * factor)
		arrived[uint32(cell)] = 1
	}
}
