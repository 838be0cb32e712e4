package amd64

func (a *Asm) shift(name string, digit byte, dst GPR, n uint8) {
	if n == 1 {
		a.integer(wide(name, mByte, 0xd1, digit), "m", 1, 0, dst.arg())
		return
	}
	a.integer(wide(name, mByte, 0xc1, digit), "m", int64(n), 1, dst.arg())
}

// Shl shifts left.
func (a *Asm) Shl(dst GPR, n uint8) { a.shift("shl", 4, dst, n) }

// Shr shifts right, zeros come in.
func (a *Asm) Shr(dst GPR, n uint8) { a.shift("shr", 5, dst, n) }

// Sar shifts right, the sign comes in.
func (a *Asm) Sar(dst GPR, n uint8) { a.shift("sar", 7, dst, n) }

func (a *Asm) count(name string, opcode byte, dst, src GPR) {
	r := wide(name, m0F, opcode, 0)
	r.prefix = pF3
	a.integer(r, "rm", 0, 0, dst.arg(), src.arg())
}

// Popcnt counts the ones of src.
func (a *Asm) Popcnt(dst, src GPR) { a.count("popcnt", 0xb8, dst, src) }

// Tzcnt counts the zeros below the lowest one of src, 64 if there is none.
func (a *Asm) Tzcnt(dst, src GPR) { a.count("tzcnt", 0xbc, dst, src) }

// Lzcnt counts the zeros above the highest one of src, 64 if there is none.
func (a *Asm) Lzcnt(dst, src GPR) { a.count("lzcnt", 0xbd, dst, src) }

var (
	pdep = row{"pdep", op3, VEX, pF2, m0F38, w1, 0xf5, 0, noMemory, W128}
	pext = row{"pext", op3, VEX, pF3, m0F38, w1, 0xf5, 0, noMemory, W128}
	blsr = row{"blsr", shift, VEX, pNone, m0F38, w1, 0xf3, 1, noMemory, W128}
)

func (a *Asm) bmi(r *row, args ...arg) {
	i := inst{row: r, form: classes[r.class].form, enc: VEX, opcode: r.opcode, digit: r.alt}
	copy(i.args[:], args)
	a.emit(&i)
}

// PDEP puts the low bits of src at the ones of mask.
func (a *Asm) PDEP(dst, src, mask GPR) { a.bmi(&pdep, dst.arg(), src.arg(), mask.arg()) }

// PEXT collects the bits of src at the ones of mask.
func (a *Asm) PEXT(dst, src, mask GPR) { a.bmi(&pext, dst.arg(), src.arg(), mask.arg()) }

// Blsr clears the lowest one of src.
func (a *Asm) Blsr(dst, src GPR) { a.bmi(&blsr, dst.arg(), src.arg()) }
