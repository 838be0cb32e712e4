package amd64

import "math"

// Mov emits dst = src.
func (a *Asm) Mov(dst, src GPR) {
	a.integer(wide("mov", mByte, 0x89, 0), "mr", 0, 0, dst.arg(), src.arg())
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
	a.integer(wide("mov", mByte, 0x8b, 0), "rm", 0, 0, dst.arg(), m.arg(0))
}

// Store64 writes 8 bytes.
func (a *Asm) Store64(m Mem, src GPR) {
	a.integer(wide("mov", mByte, 0x89, 0), "mr", 0, 0, m.arg(0), src.arg())
}

// Store64Imm writes imm as 8 bytes.
func (a *Asm) Store64Imm(m Mem, imm int32) {
	a.integer(wide("mov", mByte, 0xc7, 0), "m", int64(imm), 4, m.arg(0))
}

// Load32 reads 4 bytes, the rest of dst becomes 0.
func (a *Asm) Load32(dst GPR, m Mem) {
	a.integer(row{name: "mov", enc: legacy, opcode: 0x8b, size: m32}, "rm", 0, 0, dst.arg32(), m.arg(0))
}

// Store32 writes the low 4 bytes of src.
func (a *Asm) Store32(m Mem, src GPR) {
	a.integer(row{name: "mov", enc: legacy, opcode: 0x89, size: m32}, "mr", 0, 0, m.arg(0), src.arg32())
}

// Load8 reads a byte, the rest of dst becomes 0.
func (a *Asm) Load8(dst GPR, m Mem) {
	a.integer(row{name: "movzx", enc: legacy, opMap: m0F, opcode: 0xb6, size: m8}, "rm", 0, 0, dst.arg32(), m.arg(0))
}

// Store8 writes the low byte of src.
func (a *Asm) Store8(m Mem, src GPR) {
	a.integer(row{name: "mov", enc: legacy, opcode: 0x88, size: m8}, "mr", 0, 0, m.arg(0), src.arg8())
}

// Lea computes the address of m.
func (a *Asm) Lea(dst GPR, m Mem) {
	r := wide("lea", mByte, 0x8d, 0)
	r.size = unnamed
	a.integer(r, "rm", 0, 0, dst.arg(), m.arg(0))
}
