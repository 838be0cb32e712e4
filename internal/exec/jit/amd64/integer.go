package amd64

import "math"

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
	a.integer(wide(arithNames[op], mByte, byte(op)<<3|1, 0), formMR, 0, 0, dst.arg(), src.arg())
}

func (a *Asm) arithMem(op arith, dst GPR, m Mem) {
	a.integer(wide(arithNames[op], mByte, byte(op)<<3|3, 0), formRM, 0, 0, dst.arg(), m.arg(0))
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

// Add emits dst += src; it and the others below set the flags.
func (a *Asm) Add(dst, src GPR)           { a.arith(arithAdd, dst, src) }
func (a *Asm) AddImm(dst GPR, imm int32)  { a.arithImm(arithAdd, dst.arg(), imm) }
func (a *Asm) AddMem(dst GPR, m Mem)      { a.arithMem(arithAdd, dst, m) }
func (a *Asm) AddMemImm(m Mem, imm int32) { a.arithImm(arithAdd, m.arg(0), imm) }
func (a *Asm) Sub(dst, src GPR)           { a.arith(arithSub, dst, src) }
func (a *Asm) SubImm(dst GPR, imm int32)  { a.arithImm(arithSub, dst.arg(), imm) }
func (a *Asm) And(dst, src GPR)           { a.arith(arithAnd, dst, src) }
func (a *Asm) AndImm(dst GPR, imm int32)  { a.arithImm(arithAnd, dst.arg(), imm) }
func (a *Asm) Or(dst, src GPR)            { a.arith(arithOr, dst, src) }
func (a *Asm) OrMem(dst GPR, m Mem)       { a.arithMem(arithOr, dst, m) }
func (a *Asm) Xor(dst, src GPR)           { a.arith(arithXor, dst, src) }
func (a *Asm) XorImm(dst GPR, imm int32)  { a.arithImm(arithXor, dst.arg(), imm) }
func (a *Asm) Cmp(x, y GPR)               { a.arith(arithCmp, x, y) }
func (a *Asm) CmpImm(x GPR, imm int32)    { a.arithImm(arithCmp, x.arg(), imm) }
func (a *Asm) CmpMem(x GPR, m Mem)        { a.arithMem(arithCmp, x, m) }
func (a *Asm) CmpMemImm(m Mem, imm int32) { a.arithImm(arithCmp, m.arg(0), imm) }
func (a *Asm) OrMemImm(m Mem, imm int32)  { a.arithImm(arithOr, m.arg(0), imm) }

// Test sets the flags of x and y.
func (a *Asm) Test(x, y GPR) {
	a.integer(wide("test", mByte, 0x85, 0), formMR, 0, 0, x.arg(), y.arg())
}

// Mov emits dst = src.
func (a *Asm) Mov(dst, src GPR) {
	a.integer(wide("mov", mByte, 0x89, 0), formMR, 0, 0, dst.arg(), src.arg())
}

// MovImm emits dst = imm, in the shortest form; it leaves the flags.
func (a *Asm) MovImm(dst GPR, imm int64) {
	switch {
	case imm >= 0 && imm <= math.MaxUint32:
		r := wide("mov", mByte, 0xb8, 0)
		r.w = w0
		a.integer(r, "o", imm, 4, dst.arg32())
	case imm == int64(int32(imm)):
		a.integer(wide("mov", mByte, 0xc7, 0), "m", imm, 4, dst.arg())
	default:
		a.integer(wide("movabs", mByte, 0xb8, 0), "o", imm, 8, dst.arg())
	}
}

// Load64 reads 8 bytes.
func (a *Asm) Load64(dst GPR, m Mem) {
	a.integer(wide("mov", mByte, 0x8b, 0), formRM, 0, 0, dst.arg(), m.arg(0))
}

// Store64 writes 8 bytes.
func (a *Asm) Store64(m Mem, src GPR) {
	a.integer(wide("mov", mByte, 0x89, 0), formMR, 0, 0, m.arg(0), src.arg())
}

// Store64Imm writes imm as 8 bytes.
func (a *Asm) Store64Imm(m Mem, imm int32) {
	a.integer(wide("mov", mByte, 0xc7, 0), "m", int64(imm), 4, m.arg(0))
}

// Load32 reads 4 bytes, the rest of dst becomes 0.
func (a *Asm) Load32(dst GPR, m Mem) {
	a.integer(row{name: "mov", enc: legacy, opcode: 0x8b, size: m32}, formRM, 0, 0, dst.arg32(), m.arg(0))
}

// Store32 writes the low 4 bytes of src.
func (a *Asm) Store32(m Mem, src GPR) {
	a.integer(row{name: "mov", enc: legacy, opcode: 0x89, size: m32}, formMR, 0, 0, m.arg(0), src.arg32())
}

// Load8 reads a byte, the rest of dst becomes 0.
func (a *Asm) Load8(dst GPR, m Mem) {
	a.integer(row{name: "movzx", enc: legacy, opMap: m0F, opcode: 0xb6, size: m8}, formRM, 0, 0, dst.arg32(), m.arg(0))
}

// Store8 writes the low byte of src.
func (a *Asm) Store8(m Mem, src GPR) {
	a.integer(row{name: "mov", enc: legacy, opcode: 0x88, size: m8}, formMR, 0, 0, m.arg(0), src.arg8())
}

// Lea computes the address of m.
func (a *Asm) Lea(dst GPR, m Mem) {
	r := wide("lea", mByte, 0x8d, 0)
	r.size = unnamed
	a.integer(r, formRM, 0, 0, dst.arg(), m.arg(0))
}

func (a *Asm) shift(name string, digit byte, dst GPR, n uint8) {
	if n == 1 {
		a.integer(wide(name, mByte, 0xd1, digit), "m", 1, 0, dst.arg())
		return
	}
	a.integer(wide(name, mByte, 0xc1, digit), "m", int64(n), 1, dst.arg())
}

// Shl shifts left by n, Shr right, Sar right with the sign.
func (a *Asm) Shl(dst GPR, n uint8) { a.shift("shl", 4, dst, n) }
func (a *Asm) Shr(dst GPR, n uint8) { a.shift("shr", 5, dst, n) }
func (a *Asm) Sar(dst GPR, n uint8) { a.shift("sar", 7, dst, n) }

// Neg, Not, Inc and Dec change dst in place; Not leaves the flags, Inc and Dec leave the carry.
func (a *Asm) Neg(dst GPR) { a.integer(wide("neg", mByte, 0xf7, 3), "m", 0, 0, dst.arg()) }
func (a *Asm) Not(dst GPR) { a.integer(wide("not", mByte, 0xf7, 2), "m", 0, 0, dst.arg()) }
func (a *Asm) Inc(dst GPR) { a.integer(wide("inc", mByte, 0xff, 0), "m", 0, 0, dst.arg()) }
func (a *Asm) Dec(dst GPR) { a.integer(wide("dec", mByte, 0xff, 1), "m", 0, 0, dst.arg()) }

// IMul emits dst *= src.
func (a *Asm) IMul(dst, src GPR) {
	a.integer(wide("imul", m0F, 0xaf, 0), formRM, 0, 0, dst.arg(), src.arg())
}

func (a *Asm) count(name string, opcode byte, dst, src GPR) {
	r := wide(name, m0F, opcode, 0)
	r.prefix = pF3
	a.integer(r, formRM, 0, 0, dst.arg(), src.arg())
}

// Popcnt counts the ones of src, Tzcnt the zeros below the lowest one, Lzcnt those above the highest.
func (a *Asm) Popcnt(dst, src GPR) { a.count("popcnt", 0xb8, dst, src) }
func (a *Asm) Tzcnt(dst, src GPR)  { a.count("tzcnt", 0xbc, dst, src) }
func (a *Asm) Lzcnt(dst, src GPR)  { a.count("lzcnt", 0xbd, dst, src) }

var (
	pdep = row{"pdep", formRVM, VEX, pF2, m0F38, w1, 0xf5, 0, noMemory, W128}
	pext = row{"pext", formRVM, VEX, pF3, m0F38, w1, 0xf5, 0, noMemory, W128}
	blsr = row{"blsr", formVM, VEX, pNone, m0F38, w1, 0xf3, 1, noMemory, W128}
)

func (a *Asm) bmi(r *row, args ...arg) {
	i := inst{row: r, form: r.form, enc: VEX, opcode: r.opcode, digit: r.alt}
	copy(i.args[:], args)
	a.emit(&i)
}

// PDEP puts the low bits of src at the ones of mask, PEXT collects them from there.
func (a *Asm) PDEP(dst, src, mask GPR) { a.bmi(&pdep, dst.arg(), src.arg(), mask.arg()) }
func (a *Asm) PEXT(dst, src, mask GPR) { a.bmi(&pext, dst.arg(), src.arg(), mask.arg()) }

// Blsr clears the lowest one of src.
func (a *Asm) Blsr(dst, src GPR) { a.bmi(&blsr, dst.arg(), src.arg()) }

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
