package portable

import (
	"math"

	"github.com/spikelet/spikelet/internal/ir"
)

// kind says how a node is computed.
type kind uint8

const (
	inputNode kind = iota
	constNode
	shapeNode // an operation that shapes are made of
	mathNode  // a mathematical function
)

// node is an instruction as the selection sees it.
type node struct {
	kind kind
	op   string // of a shapeNode, as in package shape
	args []ir.Value
	bits uint64 // of a constNode; the input's index; the ir.Op of a mathNode
	uses int    // operands of live nodes that it is
	kept bool   // an output: needs a register of its own
}

// graph is a Func without what costs nothing at run time: Bits and Float name the register that they read, and a
// difference with a constant is a sum.
type graph struct {
	nodes   []node
	outputs []ir.Value
}

func newGraph(f *ir.Func) *graph {
	g := &graph{nodes: make([]node, 0, len(f.Code))}
	at := make([]ir.Value, len(f.Code)) // where each instruction of f went
	for v, in := range f.Code {
		args := make([]ir.Value, in.Op.NumArgs())
		for i := range args {
			args[i] = at[in.Args[i]]
		}
		at[v] = g.add(f, in, args)
	}
	for _, r := range f.Out {
		g.outputs = append(g.outputs, at[r.Value])
	}
	g.countUses()
	return g
}

func (g *graph) add(f *ir.Func, in ir.Instr, args []ir.Value) ir.Value {
	switch {
	case in.Op == ir.Input:
		return g.push(node{kind: inputNode, bits: in.Imm})
	case in.Op == ir.Const:
		return g.constant(in)
	case in.Op == ir.Bits || in.Op == ir.Float:
		return args[0]
	case in.Op.IsMath():
		return g.push(node{kind: mathNode, bits: uint64(in.Op), args: args})
	case in.Op.IsShift():
		args = append(args, g.push(node{kind: constNode, bits: in.Imm}))
	}
	op := shapeOp(in.Op, f.TypeOf(in.Args[0]))
	if op == "sub" && g.isNumber(args[1]) { // x - c is x + (-c), the same bits
		op, args[1] = "add", g.push(node{kind: constNode, bits: g.nodes[args[1]].bits ^ 1<<63})
	}
	return g.push(node{kind: shapeNode, op: op, args: args})
}

func (g *graph) push(n node) ir.Value {
	g.nodes = append(g.nodes, n)
	return ir.Value(len(g.nodes) - 1)
}

// constant is a constant as a register holds it.
func (g *graph) constant(in ir.Instr) ir.Value {
	bits := in.Imm
	if in.Type == ir.Bool {
		bits = mask(bits != 0)
	}
	return g.push(node{kind: constNode, bits: bits})
}

// isNumber reports whether v is a float constant other than NaN.
func (g *graph) isNumber(v ir.Value) bool {
	return g.nodes[v].kind == constNode && !math.IsNaN(math.Float64frombits(g.nodes[v].bits))
}

// countUses counts operands in the nodes that outputs depend on; the others keep zero uses.
func (g *graph) countUses() {
	for _, v := range g.outputs {
		g.nodes[v].uses++
		g.nodes[v].kept = true
	}
	for v := len(g.nodes) - 1; v >= 0; v-- {
		if g.nodes[v].uses == 0 {
			continue
		}
		for _, a := range g.nodes[v].args {
			g.nodes[a].uses++
		}
	}
}

// inner reports whether v may be computed within the shape of its only user.
func (g *graph) inner(v ir.Value) bool {
	n := &g.nodes[v]
	return n.kind == shapeNode && n.uses == 1 && !n.kept
}

// shapeOp is the name that package shape gives to op on operands of type t.
func shapeOp(op ir.Op, t ir.Type) string {
	if t == ir.F64 {
		return floatNames[op]
	}
	return wordNames[op]
}

var floatNames = map[ir.Op]string{
	ir.Add: "add", ir.Sub: "sub", ir.Mul: "mul", ir.Div: "div", ir.Neg: "neg", ir.Abs: "abs", ir.FMA: "fma",
	ir.Sqrt: "sqrt", ir.Floor: "floor", ir.Ceil: "ceil", ir.Trunc: "trunc", ir.RoundEven: "rint",
	ir.Eq: "feq", ir.Ne: "fne", ir.Lt: "flt", ir.Le: "fle", ir.ToInt: "toint",
}

var wordNames = map[ir.Op]string{
	ir.Add: "iadd", ir.Sub: "isub", ir.Mul: "imul", ir.Quo: "iquo", ir.Rem: "irem", ir.Neg: "ineg",
	ir.Eq: "ieq", ir.Ne: "ine", ir.Lt: "ilt", ir.Le: "ile", ir.And: "and", ir.Or: "or", ir.Xor: "xor", ir.Not: "not",
	ir.Shl: "shl", ir.Shr: "shr", ir.Sar: "sar", ir.Select: "sel", ir.ToFloat: "tofloat",
}
