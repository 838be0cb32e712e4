package jit

import "github.com/spikelet/spikelet/internal/ir"

// What schedule assumes of a processor. The numbers need not be true of any: they only decide the order of instructions.
const (
	lookahead     = 40 // operations among which it chooses: more would need more registers than there are
	sumLatency    = 5  // operations that can be placed until the result of a sum or a product is there
	otherLatency  = 2
	divideLatency = 14
)

// schedule returns the instructions that need code in the order in which they get it. Of the oldest ones that have no place yet
// it takes one whose operands are there, or will be first; of several the one with the longest way to the outputs. So
// dependent operations, such as those of a polynomial, lie apart with others between them, and what all wait for comes early.
// Processors do the same, but see few of the operations of a neuron's step at a time.
func (g *generator) schedule() []int32 {
	s := newScheduler(g)
	for len(s.waiting) > 0 {
		s.place(s.choose())
	}
	return s.order
}

// scheduler places one instruction after the other. Time is counted in instructions.
type scheduler struct {
	g       *generator
	order   []int32
	waiting []int32 // not yet placed, in the order of the IR
	way     []int   // of each value that is needed: how long the outputs take from its operands on; -1 for others
	there   []int   // when the value is there; not yet placed: never
	now     int
}

const never = 1 << 30

func newScheduler(g *generator) *scheduler {
	n := len(g.f.Code)
	s := &scheduler{g: g, way: make([]int, n), there: make([]int, n)}
	for v := range n {
		s.way[v] = -1
	}
	for _, out := range g.f.Out {
		s.way[g.same[out.Value]] = 0
	}
	for v := n - 1; v >= 0; v-- {
		if !g.needsCode(ir.Value(v)) || s.way[v] < 0 {
			continue
		}
		s.way[v] += latency(g.f.Code[v].Op)
		for _, arg := range g.operands(g.f.Code[v]) {
			x := g.same[arg]
			s.way[x] = max(s.way[x], s.way[v])
		}
	}
	for v := range n {
		if g.needsCode(ir.Value(v)) && s.way[v] >= 0 {
			s.waiting = append(s.waiting, int32(v))
			s.there[v] = never
		}
	}
	return s
}

// needsCode reports whether v is computed, not loaded where it is needed.
func (g *generator) needsCode(v ir.Value) bool {
	op := g.f.Code[v].Op
	return op != ir.Const && op != ir.Input && g.same[v] == v
}

// choose returns the index in waiting of the next instruction.
func (s *scheduler) choose() int {
	best, start, way := 0, never, -1
	for i, v := range s.waiting[:min(lookahead, len(s.waiting))] {
		ready := max(s.now, s.ready(v))
		if ready < start || ready == start && ready < never && s.way[v] > way {
			best, start, way = i, ready, s.way[v]
		}
	}
	return best
}

// ready is when all operands of v are there.
func (s *scheduler) ready(v int32) int {
	ready := 0
	for _, arg := range s.g.operands(s.g.f.Code[v]) {
		ready = max(ready, s.there[s.g.same[arg]])
	}
	return ready
}

// place appends an instruction to the order.
func (s *scheduler) place(i int) {
	v := s.waiting[i]
	s.waiting = append(s.waiting[:i], s.waiting[i+1:]...)
	s.order = append(s.order, v)
	start := max(s.now, s.ready(v))
	s.there[v] = start + latency(s.g.f.Code[v].Op)
	s.now = start + 1
}

func latency(op ir.Op) int {
	switch op {
	case ir.Add, ir.Sub, ir.Mul, ir.FMA:
		return sumLatency
	case ir.Div, ir.Sqrt, ir.Quo, ir.Rem:
		return divideLatency
	}
	return otherLatency
}
