package ir

import "math"

// Value names the result of one instruction: an index into Func.Code.
type Value int32

// None is the absence of a Value.
const None Value = -1

// Instr is one instruction. Args beyond Op.NumArgs are None.
type Instr struct {
	Op   Op
	Type Type // of the result
	Args [3]Value
	Imm  uint64 // Const: the bits; Input: index into In; shifts: the count
}

// Slot is a named input of a Func.
type Slot struct {
	Name string
	Type Type
}

// Result is a named output of a Func.
type Result struct {
	Name  string
	Value Value
}

// Func is straight-line code: Code[v] computes Value v from values before it. Inputs and outputs are known by name;
// an output may bear the name of an input (a state variable before and after). No name occurs twice in In, or in Out.
type Func struct {
	Name string
	In   []Slot
	Code []Instr
	Out  []Result
}

// TypeOf is the type of v.
func (f *Func) TypeOf(v Value) Type { return f.Code[v].Type }

// Input returns the index in In of name, or -1.
func (f *Func) Input(name string) int {
	for i, s := range f.In {
		if s.Name == name {
			return i
		}
	}
	return -1
}

// Output returns the value of the output called name, or None.
func (f *Func) Output(name string) Value {
	for _, r := range f.Out {
		if r.Name == name {
			return r.Value
		}
	}
	return None
}

// ConstF64 reports whether v is a float constant, and which.
func (f *Func) ConstF64(v Value) (float64, bool) {
	in := f.Code[v]
	if in.Op != Const || in.Type != F64 {
		return 0, false
	}
	return math.Float64frombits(in.Imm), true
}
