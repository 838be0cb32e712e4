package jit

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/exec/jit/amd64"
	"github.com/spikelet/spikelet/internal/ir"
)

const (
	signBit = 1 << 63
	allOnes = ^uint64(0)
)

// instr writes the code of one instruction. Its operands stay where they are; its result gets a register.
func (g *generator) instr(v ir.Value, in ir.Instr) {
	integer := in.Op != ir.Select && g.f.TypeOf(in.Args[0]) == ir.I64
	for i := range in.Op.NumArgs() {
		in.Args[i] = g.same[in.Args[i]]
	}
	x, y := in.Args[0], in.Args[1]
	switch in.Op {
	case ir.Add, ir.Sub, ir.Div:
		g.binary(v, in, arithmetic(in.Op, integer), x, y)
	case ir.Mul:
		g.multiply(v, in)
	case ir.Quo, ir.Rem:
		g.perLane(v, in)
	case ir.FMA:
		g.fma(v, in)
	case ir.Neg:
		g.negate(v, in)
	case ir.Abs:
		r := g.in(x)
		g.a.Op3(g.enc, g.width, amd64.VANDPD, g.result(v, in), r, g.constMem(allOnes>>1))
	case ir.Sqrt:
		m := g.operand(x)
		g.a.Op2(g.enc, g.width, amd64.VSQRTPD, g.result(v, in), m)
	case ir.Floor, ir.Ceil, ir.Trunc, ir.RoundEven:
		g.round(v, in)
	case ir.Eq, ir.Ne, ir.Lt, ir.Le:
		g.compare(v, in, integer)
	case ir.And, ir.Or, ir.Xor, ir.Not:
		g.logic(v, in)
	case ir.Shl, ir.Shr, ir.Sar:
		g.shift(v, in)
	case ir.Select:
		g.choose(v, in)
	case ir.ToInt, ir.ToFloat:
		g.convert(v, in)
	default:
		panic(fmt.Sprintf("jit: %v has no machine code: math functions are expanded before", in.Op))
	}
}

func arithmetic(op ir.Op, integer bool) amd64.VOp {
	switch {
	case op == ir.Add && integer:
		return amd64.VPADDQ
	case op == ir.Sub && integer:
		return amd64.VPSUBQ
	case op == ir.Add:
		return amd64.VADDPD
	case op == ir.Sub:
		return amd64.VSUBPD
	}
	return amd64.VDIVPD
}

// binary writes op with y from register or memory. Where the order does not matter the operand in memory is made the second.
func (g *generator) binary(v ir.Value, in ir.Instr, op amd64.VOp, x, y ir.Value) {
	if commutes(in.Op) && g.reg[x] < 0 && g.reg[y] >= 0 {
		x, y = y, x
	}
	r := g.in(x)
	m := g.operand(y)
	g.a.Op3(g.enc, g.width, op, g.result(v, in), r, m)
}

func commutes(op ir.Op) bool {
	return op == ir.Add || op == ir.Mul || op == ir.And || op == ir.Or || op == ir.Xor || op == ir.Eq || op == ir.Ne
}

func (g *generator) multiply(v ir.Value, in ir.Instr) {
	switch {
	case in.Type == ir.F64:
		g.binary(v, in, amd64.VMULPD, in.Args[0], in.Args[1])
	case g.enc == amd64.EVEX:
		g.binary(v, in, amd64.VPMULLQ, in.Args[0], in.Args[1])
	default:
		g.perLane(v, in)
	}
}

func (g *generator) negate(v ir.Value, in ir.Instr) {
	if in.Type == ir.F64 {
		r := g.in(in.Args[0])
		g.a.Op3(g.enc, g.width, amd64.VXORPD, g.result(v, in), r, g.constMem(signBit))
		return
	}
	zero, m := g.temp(), g.operand(in.Args[0])
	g.constant(zero, 0)
	g.a.Op3(g.enc, g.width, amd64.VPSUBQ, g.result(v, in), zero, m)
}

// fma destroys one of its operands. That is one which is needed no more; or a constant or a value in memory, whose load is
// then the copy; or else a copy.
func (g *generator) fma(v ir.Value, in ir.Instr) {
	x, y, z := in.Args[0], in.Args[1], in.Args[2]
	expendable := func(u ir.Value) bool { return g.reg[u] >= 0 && g.dies(u) }
	inMemory := func(u ir.Value) bool { return g.reg[u] < 0 }
	switch {
	case expendable(z) && !(x == z || y == z):
		if inMemory(x) {
			x, y = y, x
		}
		r, q := g.in(z), g.in(x)
		m := g.operand(y)
		g.destroy(v, in, r)
		g.a.Op3(g.enc, g.width, amd64.VFMADD231PD, r, q, m)
	case expendable(x) && x != y && x != z, expendable(y) && x != y && y != z:
		if !(expendable(x) && x != z) {
			x, y = y, x
		}
		g.productInPlace(v, in, x, y, z)
	default:
		g.fmaOfCopy(v, in, x, y, z)
	}
}

// productInPlace is x ← x*y + z.
func (g *generator) productInPlace(v ir.Value, in ir.Instr, x, y, z ir.Value) {
	r := g.in(x)
	if g.reg[y] < 0 && g.reg[z] >= 0 {
		q, m := g.in(z), g.operand(y)
		g.destroy(v, in, r)
		g.a.Op3(g.enc, g.width, amd64.VFMADD132PD, r, q, m)
		return
	}
	q, m := g.in(y), g.operand(z)
	g.destroy(v, in, r)
	g.a.Op3(g.enc, g.width, amd64.VFMADD213PD, r, q, m)
}

// fmaOfCopy works on a copy of z.
func (g *generator) fmaOfCopy(v ir.Value, in ir.Instr, x, y, z ir.Value) {
	if g.reg[x] < 0 {
		x, y = y, x
	}
	r := g.temp()
	if g.reg[z] >= 0 {
		g.a.Op2(g.enc, g.width, amd64.VMOVAPD, r, g.in(z))
	} else {
		g.load(z, r)
	}
	q, m := g.in(x), g.operand(y)
	g.forget(in)
	g.rename(int(r), v)
	g.a.Op3(g.enc, g.width, amd64.VFMADD231PD, r, q, m)
}

// destroy makes r, which held an operand that dies, the register of v.
func (g *generator) destroy(v ir.Value, in ir.Instr, r amd64.Vec) {
	g.forget(in)
	g.rename(int(r), v)
}

func (g *generator) rename(r int, v ir.Value) {
	g.vec.owner[r], g.vec.locked[r] = v, true
	g.reg[v] = r
}

func (g *generator) round(v ir.Value, in ir.Instr) {
	const quiet = 8 // no precision exception
	mode := map[ir.Op]uint8{ir.RoundEven: 0, ir.Floor: 1, ir.Ceil: 2, ir.Trunc: 3}[in.Op] | quiet
	op := amd64.VROUNDPD
	if g.enc == amd64.EVEX {
		op = amd64.VRNDSCALEPD
	}
	m := g.operand(in.Args[0])
	g.a.Op2I(g.enc, g.width, op, g.result(v, in), m, mode)
}

func (g *generator) shift(v ir.Value, in ir.Instr) {
	n := uint8(in.Imm)
	r := g.in(in.Args[0])
	switch {
	case in.Op == ir.Shl:
		g.a.Op2I(g.enc, g.width, amd64.VPSLLQ, g.result(v, in), r, n)
	case in.Op == ir.Shr:
		g.a.Op2I(g.enc, g.width, amd64.VPSRLQ, g.result(v, in), r, n)
	case g.enc == amd64.EVEX:
		g.a.Op2I(g.enc, g.width, amd64.VPSRAQ, g.result(v, in), r, n)
	default: // the sign's new place s: (x >>> n ^ s) - s
		s := g.constMem(signBit >> n)
		d := g.result(v, in)
		g.a.Op2I(g.enc, g.width, amd64.VPSRLQ, d, r, n)
		g.a.Op3(g.enc, g.width, amd64.VPXOR, d, d, s)
		g.a.Op3(g.enc, g.width, amd64.VPSUBQ, d, d, s)
	}
}

// choose is select: the first value where the condition holds.
func (g *generator) choose(v ir.Value, in ir.Instr) {
	c, x, y := in.Args[0], in.Args[1], in.Args[2]
	if op, ok := g.extremum(in); ok {
		g.binary(v, in, op, x, y)
		return
	}
	switch {
	case g.inMask(v):
		g.chooseMask(v, in)
	case g.masks:
		k, r := g.k(c), g.in(y)
		m := g.operand(x)
		g.a.BlendM(g.width, g.result(v, in), k, r, m)
	default:
		k, r := g.in(c), g.in(y)
		m := g.operand(x)
		g.a.Blendv(g.width, g.result(v, in), r, m, k)
	}
}

// chooseMask is c&x | y&^c.
func (g *generator) chooseMask(v ir.Value, in ir.Instr) {
	c, x, y := g.k(in.Args[0]), g.k(in.Args[1]), g.k(in.Args[2])
	t := maskRegister(g.take(g.mask, temporary))
	g.a.MaskOp(amd64.KANDN, t, c, y)
	u := maskRegister(g.take(g.mask, temporary))
	g.a.MaskOp(amd64.KAND, u, c, x)
	g.a.MaskOp(amd64.KOR, g.resultMask(v, in), t, u)
}
