package jit

import (
	"github.com/spikelet/spikelet/internal/exec/jit/amd64"
	"github.com/spikelet/spikelet/internal/ir"
)

// perLane writes an operation that the instruction set has not for vectors: through memory, one lane after the other. Models
// divide and convert integers once in a step, if at all.
func (g *generator) perLane(v ir.Value, in ir.Instr) {
	var slots [2]int
	for i, arg := range in.Args[:in.Op.NumArgs()] {
		r := g.in(arg)
		slots[i] = g.spill.take()
		g.a.Store(g.enc, g.width, amd64.VMOVUPD, g.slotMem(slots[i]), r)
	}
	x, y, t := g.slotMem(slots[0]), g.slotMem(slots[1]), g.temp()
	for range g.lanes {
		g.oneLane(in, x, y, t)
		x.Disp += 8
		y.Disp += 8
	}
	g.a.Op2(g.enc, g.width, amd64.VMOVUPD, g.result(v, in), g.slotMem(slots[0]))
	for i := range in.Op.NumArgs() {
		g.spill.give(slots[i])
	}
}

// oneLane replaces the value at x by the result; t is free.
func (g *generator) oneLane(in ir.Instr, x, y amd64.Mem, t amd64.Vec) {
	a := g.a
	switch in.Op {
	case ir.ToInt:
		a.Truncate(pointer, x)
	case ir.ToFloat:
		a.FromInt(t, x)
		a.Store(amd64.VEX, amd64.W128, amd64.VMOVSD, x, t)
		return
	case ir.Mul:
		a.Load64(pointer, x)
		a.IMul(pointer, y)
	default:
		g.divide(in.Op, x, y)
	}
	a.Store64(x, pointer)
}

// divide leaves x quo y or x rem y in pointer. IDIV traps where y = 0 and where the quotient of MinInt64 and -1 overflows.
func (g *generator) divide(op ir.Op, x, y amd64.Mem) {
	a := g.a
	zero, minus, done := a.NewLabel(), a.NewLabel(), a.NewLabel()
	a.Load64(pointer, x) // RAX, as IDIV wants it
	a.Load64(amd64.RCX, y)
	a.Test(amd64.RCX, amd64.RCX)
	a.Jcc(amd64.CondE, zero)
	a.CmpImm(amd64.RCX, -1)
	a.Jcc(amd64.CondE, minus)
	a.Cqo()
	a.IDiv(amd64.RCX)
	if op == ir.Rem {
		a.Mov(pointer, amd64.RDX)
	}
	a.Jmp(done)
	a.Bind(zero) // quotient 0, remainder x
	if op == ir.Quo {
		a.Xor(pointer, pointer)
	}
	a.Jmp(done)
	a.Bind(minus) // quotient -x, remainder 0
	if op == ir.Quo {
		a.Neg(pointer)
	} else {
		a.Xor(pointer, pointer)
	}
	a.Bind(done)
}

func (g *generator) convert(v ir.Value, in ir.Instr) {
	if g.enc != amd64.EVEX {
		g.perLane(v, in)
		return
	}
	op := amd64.VCVTTPD2QQ
	if in.Op == ir.ToFloat {
		op = amd64.VCVTQQ2PD
	}
	m := g.operand(in.Args[0])
	g.a.Op2(g.enc, g.width, op, g.result(v, in), m)
}
