package jit

import (
	"github.com/spikelet/spikelet/internal/exec/jit/amd64"
	"github.com/spikelet/spikelet/internal/ir"
)

// Predicates of VCMPPD that raise nothing; an operand that is NaN makes them false, but for ne.
const (
	floatEq = 0
	floatNe = 4
	floatLt = 17
	floatLe = 18
)

// Predicates of VPCMPQ.
const (
	intEq = 0
	intLt = 1
	intLe = 2
	intNe = 4
)

func predicate(op ir.Op, integer bool) uint8 {
	if integer {
		return map[ir.Op]uint8{ir.Eq: intEq, ir.Ne: intNe, ir.Lt: intLt, ir.Le: intLe}[op]
	}
	return map[ir.Op]uint8{ir.Eq: floatEq, ir.Ne: floatNe, ir.Lt: floatLt, ir.Le: floatLe}[op]
}

func (g *generator) compare(v ir.Value, in ir.Instr, integer bool) {
	x, y := in.Args[0], in.Args[1]
	if commutes(in.Op) && g.reg[x] < 0 && g.reg[y] >= 0 {
		x, y = y, x
	}
	switch {
	case g.masks:
		op := amd64.VCMPPD
		if integer {
			op = amd64.VPCMPQ
		}
		r := g.in(x)
		m := g.operand(y)
		g.a.CmpM(g.width, op, g.resultMask(v, in), r, m, predicate(in.Op, integer))
	case integer:
		g.compareIntegers(v, in, x, y)
	default:
		r := g.in(x)
		m := g.operand(y)
		g.a.Op3I(g.enc, g.width, amd64.VCMPPD, g.result(v, in), r, m, predicate(in.Op, false))
	}
}

// compareIntegers makes do with = and >, which is all that AVX2 has.
func (g *generator) compareIntegers(v ir.Value, in ir.Instr, x, y ir.Value) {
	op := amd64.VPCMPGTQ
	if in.Op == ir.Eq || in.Op == ir.Ne {
		op = amd64.VPCMPEQQ
	}
	if in.Op == ir.Lt { // x < y is y > x
		x, y = y, x
	}
	r := g.in(x)
	m := g.operand(y)
	d := g.result(v, in)
	g.a.Op3(g.enc, g.width, op, d, r, m)
	if in.Op == ir.Ne || in.Op == ir.Le { // the opposite of = and >
		g.a.Op3(g.enc, g.width, amd64.VPXOR, d, d, g.constMem(allOnes))
	}
}

func (g *generator) logic(v ir.Value, in ir.Instr) {
	if g.inMask(v) {
		g.logicMask(v, in)
		return
	}
	if in.Op == ir.Not {
		r := g.in(in.Args[0])
		g.a.Op3(g.enc, g.width, amd64.VXORPD, g.result(v, in), r, g.constMem(allOnes))
		return
	}
	op := map[ir.Op]amd64.VOp{ir.And: amd64.VANDPD, ir.Or: amd64.VORPD, ir.Xor: amd64.VXORPD}[in.Op]
	g.binary(v, in, op, in.Args[0], in.Args[1])
}

func (g *generator) logicMask(v ir.Value, in ir.Instr) {
	x := g.k(in.Args[0])
	if in.Op == ir.Not {
		g.a.MaskOp1(amd64.KNOT, g.resultMask(v, in), x)
		return
	}
	y := g.k(in.Args[1])
	op := map[ir.Op]amd64.KOp{ir.And: amd64.KAND, ir.Or: amd64.KOR, ir.Xor: amd64.KXOR}[in.Op]
	g.a.MaskOp(op, g.resultMask(v, in), x, y)
}
