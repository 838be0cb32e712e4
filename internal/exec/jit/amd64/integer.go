package amd64

// arith describes add, or, and, sub, xor and cmp by their digit; the opcodes follow from it.
type arith byte

const (
	arithAdd arith = 0
	arithOr  arith = 1
	arithAnd arith = 4
	arithSub arith = 5
	arithXor arith = 6
	arithCmp arith = 7
)

var arithNames = [8]string{arithAdd: "add", arithOr: "or", arithAnd: "and", arithSub: "sub", arithXor: "xor", arithCmp: "cmp"}

// integer emits an instruction on 64-bit registers.
func (a *Asm) integer(r row, f form, imm int64, immLen int, args ...arg) {
	i := inst{row: &r, form: f, enc: legacy, opcode: r.opcode, digit: r.alt, imm: imm, immLen: immLen}
	copy(i.args[:], args)
	a.emit(&i)
}

func wide(name string, m opMap, opcode, digit byte) row {
	return row{name: name, enc: legacy, opMap: m, w: w1, opcode: opcode, alt: digit, size: m64}
}

func (a *Asm) arith(op arith, dst, src GPR) {
	a.integer(wide(arithNames[op], mByte, byte(op)<<3|1, 0), "mr", 0, 0, dst.arg(), src.arg())
}

func (a *Asm) arithMem(op arith, dst GPR, m Mem) {
	a.integer(wide(arithNames[op], mByte, byte(op)<<3|3, 0), "rm", 0, 0, dst.arg(), m.arg(0))
}

// arithImm chooses among an immediate of 8 bits, the form that implies RAX, and an immediate of 32 bits.
func (a *Asm) arithImm(op arith, dst arg, imm int32) {
	switch {
	case imm == int32(int8(imm)):
		a.integer(wide(arithNames[op], mByte, 0x83, byte(op)), "m", int64(imm), 1, dst)
	case dst.kind == gpr64Arg && dst.n == uint8(RAX):
		a.integer(wide(arithNames[op], mByte, byte(op)<<3|5, 0), "o", int64(imm), 4, dst)
	default:
		a.integer(wide(arithNames[op], mByte, 0x81, byte(op)), "m", int64(imm), 4, dst)
	}
}

// The operations on 64 bits set the flags. Imm: with an immediate, extended by its sign; Mem: with memory.

// Add emits dst += src.
func (a *Asm) Add(dst, src GPR) { a.arith(arithAdd, dst, src) }

// AddImm emits dst += imm.
func (a *Asm) AddImm(dst GPR, imm int32) { a.arithImm(arithAdd, dst.arg(), imm) }

// AddMem emits dst += m.
func (a *Asm) AddMem(dst GPR, m Mem) { a.arithMem(arithAdd, dst, m) }

// AddMemImm emits m += imm.
func (a *Asm) AddMemImm(m Mem, imm int32) { a.arithImm(arithAdd, m.arg(0), imm) }

// Sub emits dst -= src.
func (a *Asm) Sub(dst, src GPR) { a.arith(arithSub, dst, src) }

// SubImm emits dst -= imm.
func (a *Asm) SubImm(dst GPR, imm int32) { a.arithImm(arithSub, dst.arg(), imm) }

// And emits dst &= src.
func (a *Asm) And(dst, src GPR) { a.arith(arithAnd, dst, src) }

// AndImm emits dst &= imm.
func (a *Asm) AndImm(dst GPR, imm int32) { a.arithImm(arithAnd, dst.arg(), imm) }

// Or emits dst |= src.
func (a *Asm) Or(dst, src GPR) { a.arith(arithOr, dst, src) }

// OrMem emits dst |= m.
func (a *Asm) OrMem(dst GPR, m Mem) { a.arithMem(arithOr, dst, m) }

// OrMemImm emits m |= imm.
func (a *Asm) OrMemImm(m Mem, imm int32) { a.arithImm(arithOr, m.arg(0), imm) }

// Xor emits dst ^= src.
func (a *Asm) Xor(dst, src GPR) { a.arith(arithXor, dst, src) }

// XorImm emits dst ^= imm.
func (a *Asm) XorImm(dst GPR, imm int32) { a.arithImm(arithXor, dst.arg(), imm) }

// Cmp sets the flags of x - y.
func (a *Asm) Cmp(x, y GPR) { a.arith(arithCmp, x, y) }

// CmpImm sets the flags of x - imm.
func (a *Asm) CmpImm(x GPR, imm int32) { a.arithImm(arithCmp, x.arg(), imm) }

// CmpMem sets the flags of x - m.
func (a *Asm) CmpMem(x GPR, m Mem) { a.arithMem(arithCmp, x, m) }

// CmpMemImm sets the flags of m - imm.
func (a *Asm) CmpMemImm(m Mem, imm int32) { a.arithImm(arithCmp, m.arg(0), imm) }

// Test sets the flags of x and y.
func (a *Asm) Test(x, y GPR) {
	a.integer(wide("test", mByte, 0x85, 0), "mr", 0, 0, x.arg(), y.arg())
}

// Neg emits dst = -dst.
func (a *Asm) Neg(dst GPR) { a.unary("neg", 0xf7, 3, dst) }

// Not emits dst = ^dst; it leaves the flags.
func (a *Asm) Not(dst GPR) { a.unary("not", 0xf7, 2, dst) }

// Inc emits dst++; it leaves the carry flag.
func (a *Asm) Inc(dst GPR) { a.unary("inc", 0xff, 0, dst) }

// Dec emits dst--; it leaves the carry flag.
func (a *Asm) Dec(dst GPR) { a.unary("dec", 0xff, 1, dst) }

func (a *Asm) unary(name string, opcode, digit byte, x GPR) {
	a.integer(wide(name, mByte, opcode, digit), "m", 0, 0, x.arg())
}

// IMul emits dst *= y.
func (a *Asm) IMul(dst GPR, y Mem) {
	a.integer(wide("imul", m0F, 0xaf, 0), "rm", 0, 0, dst.arg(), y.arg(0))
}

// IDiv divides RDX:RAX by x: quotient in RAX, remainder in RDX. It traps where x is 0 or the quotient does not fit.
func (a *Asm) IDiv(x GPR) { a.unary("idiv", 0xf7, 7, x) }

// Cqo extends the sign of RAX to RDX.
func (a *Asm) Cqo() { a.fixed("cqo", 0x48, 0x99) }

// XorZero emits dst = 0; it sets the flags.
func (a *Asm) XorZero(dst GPR) {
	a.integer(row{name: "xor", enc: legacy, opcode: 0x31}, "mr", 0, 0, dst.arg32(), dst.arg32())
}

// Ret returns to the caller.
func (a *Asm) Ret() { a.fixed("ret", 0xc3) }

// VZeroUpper clears the upper parts of all vector registers.
func (a *Asm) VZeroUpper() { a.fixed("vzeroupper", 0xc5, 0xf8, 0x77) }

func (a *Asm) fixed(name string, code ...byte) {
	a.code = append(a.code, code...)
	if a.recording {
		a.list(name)
	}
}
