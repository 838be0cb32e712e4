package jit

import (
	"github.com/spikelet/spikelet/internal/exec/jit/amd64"
	"github.com/spikelet/spikelet/internal/ir"
)

// store writes the outputs. An output that is an input of another name is read before anything is written: its column may be
// that of another output.
func (g *generator) store() {
	for _, out := range g.f.Out {
		if v := g.same[out.Value]; g.f.Code[v].Op == ir.Input && g.slot[v] < 0 {
			g.keep(v)
			g.unlock()
		}
	}
	for i, out := range g.f.Out {
		g.storeOutput(len(g.f.In)+i, g.same[out.Value], g.f.TypeOf(out.Value))
		g.unlock()
	}
	for _, out := range g.f.Out {
		g.release(g.same[out.Value])
	}
}

// keep copies v to a slot.
func (g *generator) keep(v ir.Value) {
	if g.inMask(v) {
		k := g.k(v)
		g.slot[v] = g.spill.take()
		g.a.StoreMask(g.slotMem(g.slot[v]), k)
		return
	}
	r := g.in(v)
	g.slot[v] = g.spill.take()
	g.a.Store(g.enc, g.width, amd64.VMOVUPD, g.slotMem(g.slot[v]), r)
}

func (g *generator) storeOutput(word int, v ir.Value, t ir.Type) {
	switch {
	case t != ir.Bool:
		r := g.in(v)
		g.a.Store(g.enc, g.width, amd64.VMOVUPD, g.column(word, t, false), r)
	case g.masks:
		r := g.temp()
		g.a.MaskToVec(g.width, r, g.k(v))
		g.a.Op2I(g.enc, g.width, amd64.VPSRLQ, r, r, 63)
		g.a.Narrow(g.width, amd64.VPMOVQB, g.column(word, t, false), r)
	default:
		g.storeBytes(word, g.in(v))
	}
}

// storeBytes writes four Bools as bytes, by a table of the 16 possibilities.
func (g *generator) storeBytes(word int, r amd64.Vec) {
	var table [8]uint64
	for i := range 16 {
		for bit := range 4 {
			table[i/2] |= uint64(i>>bit&1) << (32*(i%2) + 8*bit)
		}
	}
	g.a.MovMask(g.width, general, r)
	g.a.Lea(pointer, g.a.ConstMem(g.a.Const(table[:])))
	g.a.Load32(general, amd64.AtIndex(pointer, general, 4, 0))
	g.a.Store32(g.column(word, ir.Bool, false), general)
}
