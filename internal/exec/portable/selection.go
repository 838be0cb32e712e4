package portable

import (
	"fmt"
	"slices"

	"github.com/spikelet/spikelet/internal/ir"
)

// step is an instruction before it is bound to registers: it computes value d from the values regs.
type step struct {
	run    func(in *instr, n int)
	d      ir.Value
	regs   []ir.Value
	consts []uint64
	math   bool // a mathematical function
}

// selectSteps covers the live nodes of g with shapes, from the outputs backwards: each node that needs a register takes
// the largest shape that ends in it.
func selectSteps(g *graph) []step {
	needed := make([]bool, len(g.nodes))
	for _, v := range g.outputs {
		needed[v] = true
	}
	var steps []step
	m := match{g: g}
	for v := len(g.nodes) - 1; v >= 0; v-- {
		n := &g.nodes[v]
		if !needed[v] || n.kind == inputNode || n.kind == constNode {
			continue
		}
		s := step{d: ir.Value(v)}
		if n.kind == mathNode {
			s.run, s.regs, s.consts, s.math = mathLoop(ir.Op(n.bits)), n.args, []uint64{mathOp: n.bits}, true
		} else {
			s.run = m.largest(ir.Value(v))
			s.regs, s.consts = slices.Clone(m.regs), slices.Clone(m.consts)
		}
		for _, r := range s.regs {
			needed[r] = true
		}
		steps = append(steps, s)
	}
	slices.Reverse(steps)
	return steps
}

// largest finds the first shape that matches at v and leaves its leaves in m. Every operation has a shape that takes
// registers alone, so with constants in registers something always matches.
func (m *match) largest(v ir.Value) func(*instr, int) {
	candidates := patterns()[m.g.nodes[v].op]
	for _, m.splat = range []bool{false, true} {
		for i := range candidates {
			if m.root(candidates[i].tree, v) {
				return candidates[i].run
			}
		}
	}
	panic(fmt.Sprintf("portable: no loop for %q", m.g.nodes[v].op))
}

// What the constants of a mathematical function's instruction hold.
const (
	mathOp    = iota // its ir.Op
	mathLanes        // the number of lanes
)

// mathLoop is the loop of a mathematical function.
func mathLoop(op ir.Op) func(*instr, int) {
	if op == ir.Pow {
		return powLoop
	}
	return unaryMathLoop
}

func unaryMathLoop(in *instr, _ int) {
	n := in.k[mathLanes]
	mathBlocks[in.k[mathOp]](flatFloats(in.d)[:n], flatFloats(in.r[0])[:n])
}

func powLoop(in *instr, _ int) {
	n := in.k[mathLanes]
	powBlock(flatFloats(in.d)[:n], flatFloats(in.r[0])[:n], flatFloats(in.r[1])[:n])
}
