package jit

import (
	"github.com/spikelet/spikelet/internal/exec/jit/amd64"
	"github.com/spikelet/spikelet/internal/ir"
)

// inMask reports whether v lives in a mask register.
func (g *generator) inMask(v ir.Value) bool { return g.masks && g.f.TypeOf(v) == ir.Bool }

func (g *generator) file(v ir.Value) *file {
	if g.inMask(v) {
		return g.mask
	}
	return g.vec
}

// take gives a register of the file to v, which loses nothing that is needed: its former value goes to a slot unless it can
// be had again without.
func (g *generator) take(f *file, v ir.Value) int {
	r := f.victim(g.nextUse)
	if old := f.owner[r]; old != ir.None {
		g.evict(old, r)
	}
	f.owner[r], f.locked[r] = v, true
	if v >= 0 {
		g.reg[v] = r
	}
	return r
}

// evict takes its register from v.
func (g *generator) evict(v ir.Value, r int) {
	if g.slot[v] < 0 && !g.repeatable(v) && g.nextUse(v) < 1<<30 {
		g.slot[v] = g.spill.take()
		if g.inMask(v) {
			g.a.StoreMask(g.slotMem(g.slot[v]), maskRegister(r))
		} else {
			g.a.Store(g.enc, g.width, amd64.VMOVUPD, g.slotMem(g.slot[v]), amd64.Vec(r))
		}
	}
	g.reg[v] = -1
}

// repeatable reports whether v can be loaded again from where it came.
func (g *generator) repeatable(v ir.Value) bool {
	op := g.f.Code[v].Op
	return op == ir.Const || op == ir.Input
}

// forget releases the places of operands that nothing reads any more.
func (g *generator) forget(in ir.Instr) {
	for _, arg := range g.operands(in) {
		if v := g.same[arg]; g.dies(v) {
			g.release(v)
		}
	}
}

func (g *generator) release(v ir.Value) {
	if r := g.reg[v]; r >= 0 {
		g.file(v).owner[r], g.file(v).locked[r] = ir.None, false
		g.reg[v] = -1
	}
	if g.slot[v] >= 0 {
		g.spill.give(g.slot[v])
		g.slot[v] = -1
	}
}

// in returns the vector register that holds v, loading it if need be, and keeps it there for this instruction.
func (g *generator) in(v ir.Value) amd64.Vec {
	if g.reg[v] < 0 {
		g.load(v, amd64.Vec(g.take(g.vec, v)))
	}
	g.vec.locked[g.reg[v]] = true
	return amd64.Vec(g.reg[v])
}

// load brings v into a register that it does not have yet.
func (g *generator) load(v ir.Value, r amd64.Vec) {
	switch in := g.f.Code[v]; {
	case g.slot[v] >= 0:
		g.a.Op2(g.enc, g.width, amd64.VMOVUPD, r, g.slotMem(g.slot[v]))
	case in.Op == ir.Const:
		g.constant(r, constantBits(in))
	default:
		g.input(r, in)
	}
}

// constantBits is the vector form of a constant: a Bool is all ones or zeros.
func constantBits(in ir.Instr) uint64 {
	if in.Type == ir.Bool {
		return -in.Imm
	}
	return in.Imm
}

// constant sets all lanes of r.
func (g *generator) constant(r amd64.Vec, bits uint64) {
	switch {
	case bits == 0:
		g.a.Op3(g.enc, g.width, amd64.VXORPD, r, r, r)
	case g.enc == amd64.EVEX:
		g.a.Op2(g.enc, g.width, amd64.VBROADCASTSD, r, g.a.ConstMem(g.a.Const([]uint64{bits})))
	default:
		g.a.Op2(g.enc, g.width, amd64.VMOVUPD, r, g.constMem(bits))
	}
}

// constMem is a constant as the memory operand of an instruction.
func (g *generator) constMem(bits uint64) amd64.Mem {
	if g.enc == amd64.EVEX {
		return g.a.ConstMem(g.a.Const([]uint64{bits})).ToAll()
	}
	return g.a.ConstMem(g.a.Const([]uint64{bits, bits, bits, bits}))
}

// input loads an input from its column.
func (g *generator) input(r amd64.Vec, in ir.Instr) {
	m := g.column(int(in.Imm), in.Type, g.uniform[in.Imm])
	switch {
	case in.Type == ir.Bool && g.uniform[in.Imm]:
		g.a.Load8(general, m)
		g.a.VecFromGPR(g.enc, r, general)
		g.a.Op2(g.enc, g.width, amd64.VPBROADCASTQ, r, r)
		g.negated(r)
	case in.Type == ir.Bool:
		g.a.Op2(g.enc, g.width, amd64.VPMOVZXBQ, r, m)
		g.negated(r)
	case g.uniform[in.Imm]:
		g.a.Op2(g.enc, g.width, amd64.VBROADCASTSD, r, m)
	default:
		g.a.Op2(g.enc, g.width, amd64.VMOVUPD, r, m)
	}
}

// negated turns lanes of 1 into all ones.
func (g *generator) negated(r amd64.Vec) {
	if g.masks {
		return // a mask is made of it
	}
	zero := amd64.Vec(g.take(g.vec, temporary))
	g.constant(zero, 0)
	g.a.Op3(g.enc, g.width, amd64.VPSUBQ, r, zero, r)
}

// operand is v as the last operand of an instruction, which may be in memory: a constant, or a value in a slot that no later
// instruction reads.
func (g *generator) operand(v ir.Value) amd64.Operand {
	in := g.f.Code[v]
	switch {
	case g.reg[v] >= 0:
	case in.Op == ir.Const && in.Type != ir.Bool:
		return g.constMem(in.Imm)
	case g.slot[v] >= 0 && g.dies(v):
		return g.slotMem(g.slot[v])
	case in.Op == ir.Input && in.Type != ir.Bool && g.dies(v) && !g.uniform[in.Imm]:
		return g.column(int(in.Imm), in.Type, false)
	}
	return g.in(v)
}

// maskRegister is register r of the mask file: K0 is left out, it cannot select lanes.
func maskRegister(r int) amd64.Mask { return amd64.Mask(r + 1) }

// k returns the mask register that holds v, loading it if need be, and keeps it there for this instruction.
func (g *generator) k(v ir.Value) amd64.Mask {
	if g.reg[v] < 0 {
		g.loadMask(v, maskRegister(g.take(g.mask, v)))
	}
	g.mask.locked[g.reg[v]] = true
	return maskRegister(g.reg[v])
}

func (g *generator) loadMask(v ir.Value, k amd64.Mask) {
	in := g.f.Code[v]
	switch {
	case g.slot[v] >= 0:
		g.a.LoadMask(k, g.slotMem(g.slot[v]))
	case in.Op == ir.Const && in.Imm == 1:
		g.a.MaskOp(amd64.KXNOR, k, k, k)
	case in.Op == ir.Const:
		g.a.MaskOp(amd64.KXOR, k, k, k)
	default:
		r := amd64.Vec(g.take(g.vec, temporary))
		g.input(r, in)
		g.a.TestM(g.width, k, r, r)
	}
}

// result takes a register for the value of the current instruction, after its operands were read: it may be one of theirs.
func (g *generator) result(v ir.Value, in ir.Instr) amd64.Vec {
	g.forget(in)
	return amd64.Vec(g.take(g.vec, v))
}

func (g *generator) resultMask(v ir.Value, in ir.Instr) amd64.Mask {
	g.forget(in)
	return maskRegister(g.take(g.mask, v))
}

// temp is a vector register for the current instruction alone.
func (g *generator) temp() amd64.Vec { return amd64.Vec(g.take(g.vec, temporary)) }
