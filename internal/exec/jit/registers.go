package jit

import "github.com/spikelet/spikelet/internal/ir"

// temporary marks a register that an instruction holds for itself.
const temporary ir.Value = -2

// file is the registers of one class: which value is in which.
type file struct {
	owner  []ir.Value // by register; ir.None when free
	locked []bool     // operands and results of the instruction being generated
}

func newFile(n int) *file {
	f := &file{owner: make([]ir.Value, n), locked: make([]bool, n)}
	for r := range f.owner {
		f.owner[r] = ir.None
	}
	return f
}

// unlock ends an instruction.
func (f *file) unlock() {
	for r, v := range f.owner {
		f.locked[r] = false
		if v == temporary {
			f.owner[r] = ir.None
		}
	}
}

// victim is a register for a new value: a free one, or that of the value whose next use is farthest.
func (f *file) victim(nextUse func(ir.Value) int32) int {
	best, farthest := -1, int32(-1)
	for r, v := range f.owner {
		if v == ir.None {
			if !f.locked[r] {
				return r
			}
			continue
		}
		if f.locked[r] {
			continue
		}
		if use := nextUse(v); use > farthest {
			best, farthest = r, use
		}
	}
	if best < 0 {
		panic("jit: an instruction with more operands than registers")
	}
	return best
}

// slots hands out places in the scratch area, numbered from 0.
type slots struct {
	free  []int
	given []int // by the instruction being generated, which may still read them
	n     int
}

func (s *slots) take() int {
	if k := len(s.free); k > 0 {
		slot := s.free[k-1]
		s.free = s.free[:k-1]
		return slot
	}
	s.n++
	return s.n - 1
}

// give returns a place, from the next instruction on: an operand in memory may lie in it.
func (s *slots) give(slot int) { s.given = append(s.given, slot) }

// settle ends an instruction.
func (s *slots) settle() {
	s.free = append(s.free, s.given...)
	s.given = s.given[:0]
}
