package shape

import (
	"fmt"
	"strings"
)

// Type is what the bits of a value mean to an operation.
type Type uint8

// The types.
const (
	Word  Type = iota // 64 bits of any type, and masks
	Float             // float64
	Int               // int64
)

// The leaves.
const (
	Reg   = "r" // a register of floats
	Same  = "x" // a register of floats, the same wherever it occurs in a shape
	Const = "k" // a float constant
	IReg  = "i" // a register of integers
	WReg  = "w" // a register of any type
	WBits = "c" // a constant of any type
	Count = "n" // a shift count
)

// Tree is a parsed shape: an operation with its operands, or a leaf.
type Tree struct {
	Op       string
	Args     []*Tree
	Commutes bool // as in Ops
}

// Op is what there is to know of an operation.
type Op struct {
	Result   Type
	Operands []Type
	Commutes bool // the first two operands may change places
}

var (
	floatOp   = Op{Result: Float, Operands: []Type{Float}}
	floatOp2  = Op{Result: Float, Operands: []Type{Float, Float}}
	floatSum  = Op{Result: Float, Operands: []Type{Float, Float}, Commutes: true}
	compare   = Op{Result: Word, Operands: []Type{Float, Float}}
	equal     = Op{Result: Word, Operands: []Type{Float, Float}, Commutes: true}
	intOp2    = Op{Result: Int, Operands: []Type{Int, Int}}
	intSum    = Op{Result: Int, Operands: []Type{Int, Int}, Commutes: true}
	icompare  = Op{Result: Word, Operands: []Type{Int, Int}}
	iequal    = Op{Result: Word, Operands: []Type{Int, Int}, Commutes: true}
	wordOp2   = Op{Result: Word, Operands: []Type{Word, Word}, Commutes: true}
	shiftWord = Op{Result: Word, Operands: []Type{Word, Word}}
)

// Ops are the operations by name.
var Ops = map[string]Op{
	"add": floatSum, "sub": floatOp2, "mul": floatSum, "div": floatOp2,
	"neg": floatOp, "abs": floatOp, "sqrt": floatOp,
	"floor": floatOp, "ceil": floatOp, "trunc": floatOp, "rint": floatOp,
	"fma": {Result: Float, Operands: []Type{Float, Float, Float}, Commutes: true},
	"feq": equal, "fne": equal, "flt": compare, "fle": compare,
	"iadd": intSum, "isub": intOp2, "imul": intSum, "iquo": intOp2, "irem": intOp2,
	"ineg": {Result: Int, Operands: []Type{Int}},
	"ieq":  iequal, "ine": iequal, "ilt": icompare, "ile": icompare,
	"and": wordOp2, "or": wordOp2, "xor": wordOp2,
	"not": {Result: Word, Operands: []Type{Word}},
	"shl": shiftWord, "shr": shiftWord,
	"sar": {Result: Int, Operands: []Type{Int, Word}},
	"sel": {Result: Word, Operands: []Type{Word, Word, Word}}, "mov": {Result: Word, Operands: []Type{Word}},
	"toint":   {Result: Int, Operands: []Type{Float}},
	"tofloat": {Result: Float, Operands: []Type{Int}},
}

var leaves = map[string]Type{
	Reg: Float, Same: Float, Const: Float, IReg: Int, WReg: Word, WBits: Word, Count: Word,
}

// IsLeaf reports whether t is a leaf.
func (t *Tree) IsLeaf() bool { return t.Args == nil }

// IsConst reports whether t is a leaf that stands for a constant.
func (t *Tree) IsConst() bool { return t.Op == Const || t.Op == WBits || t.Op == Count }

// Type is the type of the result of t.
func (t *Tree) Type() Type {
	if t.IsLeaf() {
		return leaves[t.Op]
	}
	return Ops[t.Op].Result
}

// Size counts the operations of t.
func (t *Tree) Size() int {
	if t.IsLeaf() {
		return 0
	}
	n := 1
	for _, a := range t.Args {
		n += a.Size()
	}
	return n
}

// Walk calls f for every node of t, operands in order and before their operation.
func (t *Tree) Walk(f func(*Tree)) {
	for _, a := range t.Args {
		a.Walk(f)
	}
	f(t)
}

// Parse reads a shape: operations in front of their operands, parentheses around every operation but the outermost. A
// shape that is not well formed panics: shapes are part of the program.
func Parse(s string) *Tree {
	p := parser{words: strings.Fields(spaced.Replace(s))}
	t := p.operation()
	if p.at != len(p.words) {
		panic(fmt.Sprintf("shape: %q goes on after its end", s))
	}
	return t
}

var spaced = strings.NewReplacer("(", " ( ", ")", " ) ")

type parser struct {
	words []string
	at    int
}

func (p *parser) next() string {
	if p.at == len(p.words) {
		panic(fmt.Sprintf("shape: %q ends early", p.words))
	}
	p.at++
	return p.words[p.at-1]
}

func (p *parser) operation() *Tree {
	t := &Tree{Op: p.next()}
	op, ok := Ops[t.Op]
	t.Commutes = op.Commutes
	if !ok {
		panic(fmt.Sprintf("shape: no operation %q in %q", t.Op, p.words))
	}
	for range op.Operands {
		t.Args = append(t.Args, p.operand())
	}
	return t
}

func (p *parser) operand() *Tree {
	word := p.next()
	if word == "(" {
		t := p.operation()
		if end := p.next(); end != ")" {
			panic(fmt.Sprintf("shape: %q instead of ) in %q", end, p.words))
		}
		return t
	}
	if _, ok := leaves[word]; !ok {
		panic(fmt.Sprintf("shape: no operand %q in %q", word, p.words))
	}
	return &Tree{Op: word}
}
