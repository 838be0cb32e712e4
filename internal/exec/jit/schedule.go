package jit

import "github.com/spikelet/spikelet/internal/ir"

// What schedule assumes of a processor. The numbers need not be true of any: they only decide the order of instructions.
const (
	lookahead     = 96 // operations ahead of the oldest one that has not been placed
	sumLatency    = 5  // operations that can be placed until the result of a sum or a product is there
	otherLatency  = 2
	divideLatency = 14
)

// schedule returns the instructions that need code in the order in which they get it: an operation is placed when its operands
// are there, as a processor with a wide window would start it, so that dependent operations, such as those of a polynomial, lie
// apart with others between them. Processors do the same, but for far fewer operations than a neuron's step has. The order of
// the IR decides between operations that are ready, and which may be placed at all: the oldest ones, and only those that
// make registers free when too few are left.
func (g *generator) schedule(registers int) []int32 {
	s := newScheduler(g, registers)
	for len(s.waiting) > 0 {
		s.place(s.choose())
	}
	return s.order
}

// scheduler places one instruction after the other. Time is counted in instructions.
type scheduler struct {
	g         *generator
	registers int
	order     []int32
	waiting   []int32 // not yet placed, in the order of the IR
	readers   []int   // of each value: the instructions still to be placed that read it, and 1 for an output
	there     []int   // when the value is there; not yet placed: never
	now       int
	live      int // values in registers
}

const never = 1 << 30

func newScheduler(g *generator, registers int) *scheduler {
	n := len(g.f.Code)
	s := &scheduler{g: g, registers: registers, readers: make([]int, n), there: make([]int, n)}
	for _, out := range g.f.Out {
		s.readers[g.same[out.Value]]++
	}
	for v := n - 1; v >= 0; v-- { // what nothing reads needs no code
		if g.needsCode(ir.Value(v)) && s.readers[v] > 0 {
			for _, arg := range g.operands(g.f.Code[v]) {
				s.readers[g.same[arg]]++
			}
		}
	}
	for v := range n {
		if g.needsCode(ir.Value(v)) && s.readers[v] > 0 {
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

// choose returns the index in waiting of the next instruction: of those within the lookahead the first that can start now, or
// else the one that can start first.
func (s *scheduler) choose() int {
	best, start := 0, never
	full := s.live >= s.registers
	for i, v := range s.waiting[:min(lookahead, len(s.waiting))] {
		ready := s.ready(v)
		if ready == never || full && i > 0 && s.freed(v) == 0 {
			continue
		}
		if ready <= s.now {
			return i
		}
		if ready < start {
			best, start = i, ready
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

// freed is the number of registers that are free after v because nothing else reads its operands.
func (s *scheduler) freed(v int32) (n int) {
	for _, arg := range s.g.operands(s.g.f.Code[v]) {
		if x := s.g.same[arg]; s.readers[x] == 1 && s.g.needsCode(x) {
			n++
		}
	}
	return n
}

// place appends an instruction to the order.
func (s *scheduler) place(i int) {
	v := s.waiting[i]
	s.waiting = append(s.waiting[:i], s.waiting[i+1:]...)
	s.order = append(s.order, v)
	s.now = max(s.now, s.ready(v)) + 1
	s.live += 1 - s.freed(v)
	in := s.g.f.Code[v]
	for _, arg := range s.g.operands(in) {
		s.readers[s.g.same[arg]]--
	}
	s.there[v] = s.now - 1 + latency(in)
}

func latency(in ir.Instr) int {
	switch in.Op {
	case ir.Add, ir.Sub, ir.Mul, ir.FMA:
		return sumLatency
	case ir.Div, ir.Sqrt, ir.Quo, ir.Rem:
		return divideLatency
	}
	return otherLatency
}
