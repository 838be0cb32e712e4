package amd64

// KOp is an instruction on 8 bits of mask registers; the upper bits of the result are 0.
type KOp uint8

// MaskOp: dst = x op y. KANDN: not x and y.
const (
	KAND KOp = iota
	KANDN
	KOR
	KXOR
	KXNOR
	KADD

	// MaskOp1: dst = op x.

	KNOT
	KMOV

	// MaskTest: flags.

	KORTEST // ZF: x or y is 0; CF: it is all ones
	KTEST   // ZF: x and y is 0; CF: not x and y is 0

	numKOps
)

// kops describes them; the least width is that of the encoding: VEX.L is set for three operands.
var kops = [numKOps]row{
	KAND:    {"kandb", op3, VEX, p66, m0F, w0, 0x41, 0, noMemory, W256},
	KANDN:   {"kandnb", op3, VEX, p66, m0F, w0, 0x42, 0, noMemory, W256},
	KOR:     {"korb", op3, VEX, p66, m0F, w0, 0x45, 0, noMemory, W256},
	KXOR:    {"kxorb", op3, VEX, p66, m0F, w0, 0x47, 0, noMemory, W256},
	KXNOR:   {"kxnorb", op3, VEX, p66, m0F, w0, 0x46, 0, noMemory, W256},
	KADD:    {"kaddb", op3, VEX, p66, m0F, w0, 0x4a, 0, noMemory, W256},
	KNOT:    {"knotb", op2, VEX, p66, m0F, w0, 0x44, 0, noMemory, W128},
	KMOV:    {"kmovb", op2, VEX, p66, m0F, w0, 0x90, 0x91, m8, W128},
	KORTEST: {"kortestb", op2, VEX, p66, m0F, w0, 0x98, 0, noMemory, W128},
	KTEST:   {"ktestb", op2, VEX, p66, m0F, w0, 0x99, 0, noMemory, W128},
}

// Moves between kinds of registers, and what else has a method of its own.
var (
	kmovFromGPR = row{"kmovb", op2, VEX, p66, m0F, w0, 0x92, 0, noMemory, W128}
	kmovToGPR   = row{"kmovb", op2, VEX, p66, m0F, w0, 0x93, 0, noMemory, W128}
	vpmovm2q    = row{"vpmovm2q", op2, EVEX, pF3, m0F38, w1, 0x38, 0, noMemory, W128}
	vpmovq2m    = row{"vpmovq2m", op2, EVEX, pF3, m0F38, w1, 0x39, 0, noMemory, W128}
	vblendvpd   = row{"vblendvpd", blendv, VEX, p66, m0F3A, w0, 0x4b, 0, whole, W128}
)

// move emits the instruction r of width r.min with two operands.
func (a *Asm) move(e Enc, r *row, dst, src arg) {
	a.moveWide(e, r.min, r, r.opcode, classes[r.class].form, dst, src)
}

func (a *Asm) moveWide(e Enc, w Width, r *row, opcode byte, f form, dst, src arg) {
	a.emit(&inst{row: r, form: f, enc: e, w: w, opcode: opcode, args: [4]arg{dst, src}})
}

// MaskOp emits dst = x op y.
func (a *Asm) MaskOp(op KOp, dst, x, y Mask) {
	r := &kops[op]
	a.emit(&inst{row: r, form: classes[r.class].form, enc: VEX, w: r.min, opcode: r.opcode,
		args: [4]arg{dst.arg(), x.arg(), y.arg()}})
}

// MaskOp1 emits dst = op x.
func (a *Asm) MaskOp1(op KOp, dst, x Mask) { a.move(VEX, &kops[op], dst.arg(), x.arg()) }

// MaskTest sets flags, as op tells.
func (a *Asm) MaskTest(op KOp, x, y Mask) { a.move(VEX, &kops[op], x.arg(), y.arg()) }

// MaskFromGPR copies the low 8 bits of src.
func (a *Asm) MaskFromGPR(dst Mask, src GPR) { a.move(VEX, &kmovFromGPR, dst.arg(), src.arg32()) }

// MaskToGPR copies 8 bits of src, the rest of dst becomes 0.
func (a *Asm) MaskToGPR(dst GPR, src Mask) { a.move(VEX, &kmovToGPR, dst.arg32(), src.arg()) }

// LoadMask reads 8 bits.
func (a *Asm) LoadMask(dst Mask, m Mem) { a.move(VEX, &kops[KMOV], dst.arg(), m.arg(W128)) }

// StoreMask writes 8 bits.
func (a *Asm) StoreMask(m Mem, src Mask) {
	r := &kops[KMOV]
	a.moveWide(VEX, W128, r, r.alt, "mr", m.arg(W128), src.arg())
}

// MaskToVec sets the lanes of dst to all ones or zero.
func (a *Asm) MaskToVec(w Width, dst Vec, k Mask) {
	a.moveWide(EVEX, w, &vpmovm2q, vpmovm2q.opcode, "rm", dst.arg(w), k.arg())
}

// VecToMask collects the sign bits of the lanes of x.
func (a *Asm) VecToMask(w Width, dst Mask, x Vec) {
	a.moveWide(EVEX, w, &vpmovq2m, vpmovq2m.opcode, "rm", dst.arg(), x.arg(w))
}
