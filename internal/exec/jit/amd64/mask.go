package amd64

// KOp is an instruction on mask registers, of 8 bits (B, AVX-512DQ) or 16 bits (W); the upper bits of the result are 0.
type KOp uint8

// The operations. KANDN: not x and y.
const (
	KANDB KOp = iota
	KANDW
	KANDNB
	KANDNW
	KORB
	KORW
	KXORB
	KXORW
	KXNORB
	KXNORW
	KADDB
	KADDW
	KNOTB // one operand, as those below
	KNOTW
	KMOVB
	KMOVW
	KORTESTB // flags: ZF if x or y is 0, CF if it is all ones
	KORTESTW
	KTESTB // flags: ZF if x and y is 0, CF if not x and y is 0
	KTESTW

	numKOps
)

// kops describes them; min is VEX.L, 1 for three operands.
var kops = [numKOps]row{
	KANDB:    {"kandb", formRVM, VEX, p66, m0F, w0, 0x41, 0, noMemory, W256},
	KANDW:    {"kandw", formRVM, VEX, pNone, m0F, w0, 0x41, 0, noMemory, W256},
	KANDNB:   {"kandnb", formRVM, VEX, p66, m0F, w0, 0x42, 0, noMemory, W256},
	KANDNW:   {"kandnw", formRVM, VEX, pNone, m0F, w0, 0x42, 0, noMemory, W256},
	KORB:     {"korb", formRVM, VEX, p66, m0F, w0, 0x45, 0, noMemory, W256},
	KORW:     {"korw", formRVM, VEX, pNone, m0F, w0, 0x45, 0, noMemory, W256},
	KXORB:    {"kxorb", formRVM, VEX, p66, m0F, w0, 0x47, 0, noMemory, W256},
	KXORW:    {"kxorw", formRVM, VEX, pNone, m0F, w0, 0x47, 0, noMemory, W256},
	KXNORB:   {"kxnorb", formRVM, VEX, p66, m0F, w0, 0x46, 0, noMemory, W256},
	KXNORW:   {"kxnorw", formRVM, VEX, pNone, m0F, w0, 0x46, 0, noMemory, W256},
	KADDB:    {"kaddb", formRVM, VEX, p66, m0F, w0, 0x4a, 0, noMemory, W256},
	KADDW:    {"kaddw", formRVM, VEX, pNone, m0F, w0, 0x4a, 0, noMemory, W256},
	KNOTB:    {"knotb", formRM, VEX, p66, m0F, w0, 0x44, 0, noMemory, W128},
	KNOTW:    {"knotw", formRM, VEX, pNone, m0F, w0, 0x44, 0, noMemory, W128},
	KMOVB:    {"kmovb", formRM, VEX, p66, m0F, w0, 0x90, 0x91, m8, W128},
	KMOVW:    {"kmovw", formRM, VEX, pNone, m0F, w0, 0x90, 0x91, noMemory, W128},
	KORTESTB: {"kortestb", formRM, VEX, p66, m0F, w0, 0x98, 0, noMemory, W128},
	KORTESTW: {"kortestw", formRM, VEX, pNone, m0F, w0, 0x98, 0, noMemory, W128},
	KTESTB:   {"ktestb", formRM, VEX, p66, m0F, w0, 0x99, 0, noMemory, W128},
	KTESTW:   {"ktestw", formRM, VEX, pNone, m0F, w0, 0x99, 0, noMemory, W128},
}

// Moves between kinds of registers, and what else has a method of its own.
var (
	kmovFromGPR   = row{"kmovb", formRM, VEX, p66, m0F, w0, 0x92, 0, noMemory, W128}
	kmovToGPR     = row{"kmovb", formRM, VEX, p66, m0F, w0, 0x93, 0, noMemory, W128}
	vpmovm2q      = row{"vpmovm2q", formRM, EVEX, pF3, m0F38, w1, 0x38, 0, noMemory, W128}
	vpmovq2m      = row{"vpmovq2m", formRM, EVEX, pF3, m0F38, w1, 0x39, 0, noMemory, W128}
	vmovmskpd     = row{"vmovmskpd", formRM, VEX, p66, m0F, w0, 0x50, 0, noMemory, W128}
	vmovqFromGPR  = row{"vmovq", formRM, both, p66, m0F, w1, 0x6e, 0, noMemory, W128}
	vmovqToGPR    = row{"vmovq", formMR, both, p66, m0F, w1, 0x7e, 0, noMemory, W128}
	vmovqStore    = row{"vmovq", formMR, both, p66, m0F, w01, 0xd6, 0, m64, W128}
	vpbroadcastqG = row{"vpbroadcastq", formRM, EVEX, p66, m0F38, w1, 0x7c, 0, noMemory, W128}
	vblendvpd     = row{"vblendvpd", "rvmi", VEX, p66, m0F3A, w0, 0x4b, 0, whole, W128}
)

// move emits the instruction r of width r.min with two operands.
func (a *Asm) move(e Enc, r row, dst, src arg) { a.moveWide(e, r.min, &r, r.opcode, r.form, dst, src) }

func (a *Asm) moveWide(e Enc, w Width, r *row, opcode byte, f form, dst, src arg) {
	a.emit(&inst{row: r, form: f, enc: e, w: w, opcode: opcode, args: [4]arg{dst, src}})
}

// MaskOp emits dst = x op y on masks. KNOT and KMOV ignore y; KORTEST and KTEST ignore dst.
func (a *Asm) MaskOp(op KOp, dst, x, y Mask) {
	r := &kops[op]
	i := inst{row: r, form: r.form, enc: VEX, w: r.min, opcode: r.opcode}
	switch {
	case r.form == formRVM:
		i.args = [4]arg{dst.arg(), x.arg(), y.arg()}
	case op >= KORTESTB:
		i.args = [4]arg{x.arg(), y.arg()}
	default:
		i.args = [4]arg{dst.arg(), x.arg()}
	}
	a.emit(&i)
}

// MaskFromGPR copies the low 8 bits of src.
func (a *Asm) MaskFromGPR(dst Mask, src GPR) { a.move(VEX, kmovFromGPR, dst.arg(), src.arg32()) }

// MaskToGPR copies 8 bits of src, the rest of dst becomes 0.
func (a *Asm) MaskToGPR(dst GPR, src Mask) { a.move(VEX, kmovToGPR, dst.arg32(), src.arg()) }

// MaskLoad reads 8 bits.
func (a *Asm) MaskLoad(dst Mask, m Mem) { a.move(VEX, kops[KMOVB], dst.arg(), m.arg(W128)) }

// MaskStore writes 8 bits.
func (a *Asm) MaskStore(m Mem, src Mask) {
	r := &kops[KMOVB]
	a.moveWide(VEX, W128, r, r.alt, formMR, m.arg(W128), src.arg())
}

// MaskToVec sets the lanes of dst to all ones or zero.
func (a *Asm) MaskToVec(w Width, dst Vec, k Mask) {
	a.moveWide(EVEX, w, &vpmovm2q, vpmovm2q.opcode, formRM, dst.arg(w), k.arg())
}

// VecToMask collects the sign bits of the lanes of x.
func (a *Asm) VecToMask(w Width, dst Mask, x Vec) {
	a.moveWide(EVEX, w, &vpmovq2m, vpmovq2m.opcode, formRM, dst.arg(), x.arg(w))
}

// MovMask collects the sign bits of the lanes of x, the rest of dst becomes 0.
func (a *Asm) MovMask(w Width, dst GPR, x Vec) {
	a.moveWide(VEX, w, &vmovmskpd, vmovmskpd.opcode, formRM, dst.arg32(), x.arg(w))
}

// VecFromGPR copies src to the lowest lane, the rest of dst becomes 0.
func (a *Asm) VecFromGPR(e Enc, dst Vec, src GPR) { a.move(e, vmovqFromGPR, dst.arg(W128), src.arg()) }

// VecToGPR copies the lowest lane.
func (a *Asm) VecToGPR(e Enc, dst GPR, src Vec) { a.move(e, vmovqToGPR, dst.arg(), src.arg(W128)) }

// BroadcastGPR copies src to all lanes.
func (a *Asm) BroadcastGPR(w Width, dst Vec, src GPR) {
	a.moveWide(EVEX, w, &vpbroadcastqG, vpbroadcastqG.opcode, formRM, dst.arg(w), src.arg())
}
