package ir

// Type is the type of a Value.
type Type uint8

// The types. A Bool is a lane mask: true or false, nothing in between.
const (
	F64 Type = iota + 1
	I64
	Bool
)

func (t Type) String() string {
	switch t {
	case F64:
		return "f64"
	case I64:
		return "i64"
	case Bool:
		return "bool"
	}
	return "invalid"
}

// Op is an operation. The comment of each gives its operands and result; T is F64 or I64, both operands alike.
type Op uint8

// The operations.
const (
	Invalid Op = iota

	Const // () → any; Imm holds the bits (a Bool is 0 or 1)
	Input // () → any; Imm is the index into Func.In

	Add // (T, T) → T; I64 wraps
	Sub // (T, T) → T
	Mul // (T, T) → T
	Div // (F64, F64) → F64
	Quo // (I64, I64) → I64, truncated; x quo 0 = 0, MinInt64 quo -1 = MinInt64
	Rem // (I64, I64) → I64, sign of the dividend; x rem 0 = x
	Neg // (T) → T; F64 flips the sign bit, also of NaN
	Abs // (F64) → F64, clears the sign bit
	FMA // (F64 a, F64 b, F64 c) → a*b+c with one rounding
	Sqrt
	Floor     // (F64) → F64
	Ceil      // (F64) → F64
	Trunc     // (F64) → F64
	RoundEven // (F64) → F64, halves to even

	Eq // (T, T) → Bool; ordered for F64: false when an operand is NaN
	Ne // (T, T) → Bool; true when an operand is NaN
	Lt // (T, T) → Bool; ordered
	Le // (T, T) → Bool; ordered

	And // (Bool, Bool) → Bool, (I64, I64) → I64
	Or
	Xor
	Not // (Bool) → Bool, (I64) → I64
	Shl // (I64) → I64, by Imm in 0..63
	Shr // (I64) → I64, logical, by Imm
	Sar // (I64) → I64, arithmetic, by Imm

	Select // (Bool c, U a, U b) → U: a where c, else b; U is any type

	ToInt   // (F64) → I64, truncated; NaN and what does not fit give MinInt64, as x86 does
	ToFloat // (I64) → F64, rounded to nearest even
	Bits    // (F64) → I64, the same 64 bits
	Float   // (I64) → F64, the same 64 bits

	// Mathematical functions, defined as sequences of the operations above by package mathfn.
	Exp   // (F64) → F64
	Expm1 // (F64) → F64
	Log   // (F64) → F64
	Log1p // (F64) → F64
	Log10 // (F64) → F64
	Pow   // (F64, F64) → F64
	Sin   // (F64) → F64
	Cos   // (F64) → F64
	Tan   // (F64) → F64
	Sinh  // (F64) → F64
	Cosh  // (F64) → F64
	Tanh  // (F64) → F64
	Erf   // (F64) → F64
	Erfc  // (F64) → F64

	numOps
)

type opInfo struct {
	name string
	args int
}

var opTable = [numOps]opInfo{
	Const: {"const", 0}, Input: {"input", 0},
	Add: {"add", 2}, Sub: {"sub", 2}, Mul: {"mul", 2}, Div: {"div", 2}, Quo: {"quo", 2}, Rem: {"rem", 2},
	Neg: {"neg", 1}, Abs: {"abs", 1}, FMA: {"fma", 3}, Sqrt: {"sqrt", 1},
	Floor: {"floor", 1}, Ceil: {"ceil", 1}, Trunc: {"trunc", 1}, RoundEven: {"roundeven", 1},
	Eq: {"eq", 2}, Ne: {"ne", 2}, Lt: {"lt", 2}, Le: {"le", 2},
	And: {"and", 2}, Or: {"or", 2}, Xor: {"xor", 2}, Not: {"not", 1},
	Shl: {"shl", 1}, Shr: {"shr", 1}, Sar: {"sar", 1}, Select: {"select", 3},
	ToInt: {"toint", 1}, ToFloat: {"tofloat", 1}, Bits: {"bits", 1}, Float: {"float", 1},
	Exp: {"exp", 1}, Expm1: {"expm1", 1}, Log: {"log", 1}, Log1p: {"log1p", 1}, Log10: {"log10", 1}, Pow: {"pow", 2},
	Sin: {"sin", 1}, Cos: {"cos", 1}, Tan: {"tan", 1}, Sinh: {"sinh", 1}, Cosh: {"cosh", 1}, Tanh: {"tanh", 1},
	Erf: {"erf", 1}, Erfc: {"erfc", 1},
}

func (op Op) String() string {
	if op < numOps && opTable[op].name != "" {
		return opTable[op].name
	}
	return "invalid"
}

// NumArgs is the number of operands.
func (op Op) NumArgs() int { return opTable[op].args }

// IsMath reports whether op is a mathematical function that package mathfn defines.
func (op Op) IsMath() bool { return op >= Exp && op <= Erfc }

// IsShift reports whether op takes a shift count in Imm.
func (op Op) IsShift() bool { return op >= Shl && op <= Sar }
