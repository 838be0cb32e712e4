package jit

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/spikelet/spikelet/internal/ir"
)

// sayValue puts the instruction that computes v into the listing, as in the text form of the IR but with inputs and constants
// in their places.
func (g *generator) sayValue(v ir.Value) {
	if !g.explain {
		return
	}
	in := g.f.Code[v]
	var operands []string
	for _, arg := range in.Args[:in.Op.NumArgs()] {
		operands = append(operands, g.name(arg))
	}
	if in.Op.IsShift() {
		operands = append(operands, strconv.FormatUint(in.Imm, 10))
	}
	g.a.Comment(fmt.Sprintf("%%%d = %v %s", v, in.Op, strings.Join(operands, ", ")))
}

// sayColumn puts the name of the column that is read or written next into the listing.
func (g *generator) sayColumn(word int) {
	switch n := len(g.f.In); {
	case !g.explain:
	case word < n:
		g.a.Comment("read " + g.f.In[word].Name)
	default:
		out := g.f.Out[word-n]
		g.a.Comment("write " + out.Name + " = " + g.name(out.Value))
	}
}

// name is v as people know it.
func (g *generator) name(v ir.Value) string {
	v = g.same[v]
	switch in := g.f.Code[v]; {
	case in.Op == ir.Input:
		return g.f.In[in.Imm].Name
	case in.Op == ir.Const && in.Type == ir.F64:
		return strconv.FormatFloat(math.Float64frombits(in.Imm), 'g', -1, 64)
	case in.Op == ir.Const && in.Type == ir.Bool:
		return strconv.FormatBool(in.Imm != 0)
	case in.Op == ir.Const:
		return strconv.FormatInt(int64(in.Imm), 10)
	}
	return fmt.Sprintf("%%%d", v)
}
