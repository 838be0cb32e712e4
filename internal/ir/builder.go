package ir

import (
	"fmt"
	"math"
)

// Builder writes a Func instruction by instruction. Equal instructions are made once (value numbering), operands of
// commutative operations included as they stand: the builder never reorders arithmetic. Operands of the wrong type panic:
// they are mistakes of the caller, not of a user's model.
type Builder struct {
	f     *Func
	known map[Instr]Value
}

// NewBuilder starts a Func.
func NewBuilder(name string) *Builder {
	return &Builder{f: &Func{Name: name}, known: map[Instr]Value{}}
}

// Func ends building and returns what was built.
func (b *Builder) Func() *Func { return b.f }

// TypeOf is the type of v.
func (b *Builder) TypeOf(v Value) Type { return b.f.Code[v].Type }

// Instr returns the instruction that computes v.
func (b *Builder) Instr(v Value) Instr { return b.f.Code[v] }

// Input returns the input called name, declaring it at its first use.
func (b *Builder) Input(name string, t Type) Value {
	i := b.f.Input(name)
	if i < 0 {
		i = len(b.f.In)
		b.f.In = append(b.f.In, Slot{name, t})
	} else if b.f.In[i].Type != t {
		panic(fmt.Sprintf("ir: input %s is %v and %v", name, b.f.In[i].Type, t))
	}
	return b.emit(Instr{Op: Input, Type: t, Args: noArgs, Imm: uint64(i)})
}

// Output names v as an output; a later call with the same name replaces it.
func (b *Builder) Output(name string, v Value) {
	for i := range b.f.Out {
		if b.f.Out[i].Name == name {
			b.f.Out[i].Value = v
			return
		}
	}
	b.f.Out = append(b.f.Out, Result{name, v})
}

// F is a float constant.
func (b *Builder) F(x float64) Value { return b.constant(F64, math.Float64bits(x)) }

// I is an integer constant.
func (b *Builder) I(x int64) Value { return b.constant(I64, uint64(x)) }

// Bool is a boolean constant.
func (b *Builder) Bool(x bool) Value {
	if x {
		return b.constant(Bool, 1)
	}
	return b.constant(Bool, 0)
}

func (b *Builder) constant(t Type, bits uint64) Value {
	return b.emit(Instr{Op: Const, Type: t, Args: noArgs, Imm: bits})
}

// Op emits an operation that takes no immediate. Its result type follows from its operands.
func (b *Builder) Op(op Op, args ...Value) Value {
	in := Instr{Op: op, Args: noArgs}
	copy(in.Args[:], args)
	if len(args) != op.NumArgs() || op.IsShift() || op == Const || op == Input {
		panic(fmt.Sprintf("ir: %v with %d operands", op, len(args)))
	}
	var types [3]Type
	for i, a := range args {
		types[i] = b.TypeOf(a)
	}
	t, ok := resultType(op, types)
	if !ok {
		panic(fmt.Sprintf("ir: %v of %v", op, types[:len(args)]))
	}
	in.Type = t
	return b.emit(in)
}

// Shift emits Shl, Shr or Sar by a constant count.
func (b *Builder) Shift(op Op, x Value, count uint) Value {
	if !op.IsShift() || count > 63 || b.TypeOf(x) != I64 {
		panic(fmt.Sprintf("ir: %v of %v by %d", op, b.TypeOf(x), count))
	}
	return b.emit(Instr{Op: op, Type: I64, Args: [3]Value{x, None, None}, Imm: uint64(count)})
}

// The commonest operations, by name.

// Add is x + y.
func (b *Builder) Add(x, y Value) Value { return b.Op(Add, x, y) }

// Sub is x - y.
func (b *Builder) Sub(x, y Value) Value { return b.Op(Sub, x, y) }

// Mul is x * y.
func (b *Builder) Mul(x, y Value) Value { return b.Op(Mul, x, y) }

// Div is x / y.
func (b *Builder) Div(x, y Value) Value { return b.Op(Div, x, y) }

// FMA is x*y + z with one rounding.
func (b *Builder) FMA(x, y, z Value) Value { return b.Op(FMA, x, y, z) }

// Select is x where c, else y.
func (b *Builder) Select(c, x, y Value) Value { return b.Op(Select, c, x, y) }

// Inline copies the code of g with its inputs bound to the given values (by name; all must be bound, types alike) and
// returns g's outputs by name.
func (b *Builder) Inline(g *Func, inputs map[string]Value) map[string]Value {
	at := b.Copy(g, inputs)
	out := make(map[string]Value, len(g.Out))
	for _, r := range g.Out {
		out[r.Name] = at[r.Value]
	}
	return out
}

// Copy is Inline for a caller that needs every value: it returns where the result of each instruction of g went.
func (b *Builder) Copy(g *Func, inputs map[string]Value) []Value {
	at := make([]Value, len(g.Code))
	for v, in := range g.Code {
		if in.Op == Input {
			slot := g.In[in.Imm]
			x, ok := inputs[slot.Name]
			if !ok || b.TypeOf(x) != slot.Type {
				panic(fmt.Sprintf("ir: inlining %s: input %s is not bound to a %v", g.Name, slot.Name, slot.Type))
			}
			at[v] = x
			continue
		}
		for i := range in.Op.NumArgs() {
			in.Args[i] = at[in.Args[i]]
		}
		at[v] = b.emit(in)
	}
	return at
}

var noArgs = [3]Value{None, None, None}

func (b *Builder) emit(in Instr) Value {
	if v, ok := b.known[in]; ok {
		return v
	}
	v := Value(len(b.f.Code))
	b.f.Code = append(b.f.Code, in)
	b.known[in] = v
	return v
}
