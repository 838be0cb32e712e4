package amd64

// GPR is a general-purpose register.
type GPR uint8

// The general-purpose registers.
const (
	RAX GPR = iota
	RCX
	RDX
	RBX
	RSP
	RBP
	RSI
	RDI
	R8
	R9
	R10
	R11
	R12
	R13
	R14
	R15
)

// Vec is vector register 0 … 31: xmm, ymm or zmm by the Width of the instruction. VEX reaches 0 … 15.
type Vec uint8

// Mask is a mask register.
type Mask uint8

// The mask registers. K0 cannot predicate an instruction.
const (
	K0 Mask = iota
	K1
	K2
	K3
	K4
	K5
	K6
	K7
)

// Width is the length of the vectors that an instruction works on.
type Width uint8

// The widths: 2, 4 and 8 lanes of 64 bits.
const (
	W128 Width = iota
	W256
	W512
)

// Bytes is the size of a vector.
func (w Width) Bytes() int { return 16 << w }

// Lanes is the number of 64-bit lanes of a vector.
func (w Width) Lanes() int { return 2 << w }

// Enc is the encoding of a vector instruction.
type Enc uint8

// The encodings.
const (
	VEX  Enc = 1 << iota // AVX, AVX2, FMA
	EVEX                 // AVX-512
	legacy
)

// Mem is memory at Base + Index·Scale + Disp, or at Disp within a constant of the pool.
type Mem struct {
	Base      GPR
	Index     GPR
	Scale     uint8 // 1, 2, 4, 8; 0: no index
	Disp      int32 // bytes
	Const     ConstID
	IsConst   bool // at Const; Base and Index do not count
	Broadcast bool // EVEX: one value of 64 bits for all lanes
}

// At is memory at base + disp.
func At(base GPR, disp int32) Mem { return Mem{Base: base, Disp: disp} }

// AtIndex is memory at base + index·scale + disp.
func AtIndex(base, index GPR, scale uint8, disp int32) Mem {
	return Mem{Base: base, Index: index, Scale: scale, Disp: disp}
}

// ToAll is m with Broadcast set.
func (m Mem) ToAll() Mem {
	m.Broadcast = true
	return m
}

// Operand is what an instruction takes from a register or from memory: a Vec or a Mem.
type Operand interface{ arg(Width) arg }

// Masking predicates the destination lanes of an EVEX instruction: lanes whose bit in K is 0 keep their value, or become
// zero. The zero Masking predicates nothing.
type Masking struct {
	K    Mask
	Zero bool
}

// argKind says what an arg is.
type argKind uint8

const (
	vecArg argKind = iota
	maskArg
	gpr64Arg
	gpr32Arg
	gpr8Arg
	memArg
)

// arg is one operand of an instruction.
type arg struct {
	kind argKind
	n    uint8 // number of the register
	w    Width // of a vecArg
	mem  Mem   // of a memArg
}

func (v Vec) arg(w Width) arg { return arg{kind: vecArg, n: uint8(v), w: w} }
func (m Mem) arg(Width) arg   { return arg{kind: memArg, mem: m} }
func (k Mask) arg() arg       { return arg{kind: maskArg, n: uint8(k)} }
func (r GPR) arg() arg        { return arg{kind: gpr64Arg, n: uint8(r)} }
func (r GPR) arg32() arg      { return arg{kind: gpr32Arg, n: uint8(r)} }
func (r GPR) arg8() arg       { return arg{kind: gpr8Arg, n: uint8(r)} }
