package portable

import (
	"github.com/spikelet/spikelet/internal/ir"
)

// allocation gives the values of a graph registers by linear scan over the steps: a register is free again after the last
// step that reads it. A step may write the register that it reads last: loops go lane by lane.
type allocation struct {
	f     *ir.Func
	g     *graph
	steps []step
	usage usage

	lastUse  []int // of each value: the last step that reads it; never, forever
	register []int // of each value, or -1
	free     []int
	count    int

	out routine
}

const (
	never   = -1
	forever = int(^uint(0) >> 1)
)

func newAllocation(f *ir.Func, g *graph, steps []step, u usage) *allocation {
	a := &allocation{f: f, g: g, steps: steps, usage: u, out: routine{f: f}}
	a.separateSwaps()
	a.lastUse = make([]int, len(g.nodes))
	a.register = make([]int, len(g.nodes))
	for v := range g.nodes {
		a.lastUse[v], a.register[v] = never, -1
	}
	for i, s := range a.steps {
		for _, r := range s.regs {
			a.lastUse[r] = i
		}
	}
	return a
}

// separateSwaps copies the inputs that are outputs of a loop under another name, so that none is overwritten before it
// was read.
func (a *allocation) separateSwaps() {
	if !a.usage.loop {
		return
	}
	for i, v := range a.g.outputs {
		n := a.g.nodes[v]
		if n.kind != inputNode || a.f.In[n.bits].Name == a.f.Out[i].Name {
			continue
		}
		a.g.outputs[i] = a.g.push(node{kind: shapeNode, op: "mov", args: []ir.Value{v}, kept: true})
		a.steps = append(a.steps, step{run: movWLoop, d: a.g.outputs[i], regs: []ir.Value{v}})
	}
}

func (a *allocation) routine() *routine {
	a.placeInputs()
	homes := a.placeOutputs()
	for i, s := range a.steps {
		a.place(i, s, homes)
	}
	a.finish()
	a.out.registers = a.count
	return &a.out
}

func (a *allocation) fresh() int {
	if n := len(a.free); n > 0 {
		r := a.free[n-1]
		a.free = a.free[:n-1]
		return r
	}
	a.count++
	return a.count - 1
}

// placeInputs gives a register to every input that is read.
func (a *allocation) placeInputs() {
	a.out.inputs = make([]int, len(a.f.In))
	for i := range a.out.inputs {
		a.out.inputs[i] = -1
	}
	for v, n := range a.g.nodes {
		if n.kind != inputNode || n.uses == 0 {
			continue
		}
		a.register[v] = a.fresh()
		a.out.inputs[n.bits] = a.register[v]
		if a.usage.loop || a.usage.fixed != nil && a.usage.fixed(int(n.bits)) {
			a.keep(ir.Value(v))
		}
	}
}

// keep prevents the register of v from being used again.
func (a *allocation) keep(v ir.Value) { a.lastUse[v] = forever }

// placeOutputs keeps outputs to the end and finds, for each value that a loop writes back, the input it replaces.
func (a *allocation) placeOutputs() map[ir.Value]ir.Value {
	homes := map[ir.Value]ir.Value{}
	reads := a.lastReads()
	for i, v := range a.g.outputs {
		a.keep(v)
		input := a.inputNamed(a.f.Out[i].Name)
		if !a.usage.loop || input == ir.None || input == v {
			continue
		}
		if _, taken := homes[v]; taken || a.g.nodes[v].kind == constNode || a.g.nodes[v].kind == inputNode {
			continue
		}
		if a.defined(v) >= reads[input] {
			homes[v] = input
		}
	}
	return homes
}

// lastReads is the last step that reads each value, also of those that are kept.
func (a *allocation) lastReads() []int {
	reads := make([]int, len(a.g.nodes))
	for v := range reads {
		reads[v] = never
	}
	for i, s := range a.steps {
		for _, r := range s.regs {
			reads[r] = i
		}
	}
	return reads
}

// defined is the step that computes v.
func (a *allocation) defined(v ir.Value) int {
	for i := range a.steps {
		if a.steps[i].d == v {
			return i
		}
	}
	return never
}

// inputNamed is the value of the input called name if it has a register, else None.
func (a *allocation) inputNamed(name string) ir.Value {
	for v, n := range a.g.nodes {
		if n.kind == inputNode && a.register[v] >= 0 && a.f.In[n.bits].Name == name {
			return ir.Value(v)
		}
	}
	return ir.None
}

// place gives step i registers and releases those that it reads last.
func (a *allocation) place(i int, s step, homes map[ir.Value]ir.Value) {
	b := boundStep{run: s.run, consts: s.consts, math: s.math, regs: make([]int, len(s.regs))}
	for j, r := range s.regs {
		b.regs[j] = a.operand(r)
	}
	for j, r := range s.regs {
		if a.lastUse[r] == i {
			a.free = append(a.free, b.regs[j])
			a.lastUse[r] = never // an operand read twice is released once
		}
	}
	if home, ok := homes[s.d]; ok {
		b.d = a.register[home]
	} else {
		b.d = a.fresh()
	}
	a.register[s.d] = b.d
	a.out.steps = append(a.out.steps, b)
}

// operand is the register of v; a constant gets its own when it is first read.
func (a *allocation) operand(v ir.Value) int {
	if a.register[v] < 0 {
		if a.g.nodes[v].kind != constNode {
			panic("portable: a value is read before it is computed")
		}
		a.register[v] = a.count
		a.count++
		a.keep(v)
		a.out.constants = append(a.out.constants, constant{a.register[v], a.g.nodes[v].bits})
	}
	return a.register[v]
}

// finish names the registers of outputs and writes back what a loop could not compute in place.
func (a *allocation) finish() {
	for i, v := range a.g.outputs {
		r := a.operand(v)
		if home := a.inputNamed(a.f.Out[i].Name); a.usage.loop && home != ir.None && a.register[home] != r {
			a.out.steps = append(a.out.steps, boundStep{run: movWLoop, d: a.register[home], regs: []int{r}})
			r = a.register[home]
		}
		a.out.outputs = append(a.out.outputs, r)
	}
}
