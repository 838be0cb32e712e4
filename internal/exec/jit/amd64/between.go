package amd64

// Moves between general-purpose and vector registers.
var (
	vmovmskpd     = row{"vmovmskpd", op2, VEX, p66, m0F, w0, 0x50, 0, noMemory, W128}
	vmovqFromGPR  = row{"vmovq", op2, both, p66, m0F, w1, 0x6e, 0, noMemory, W128}
	vmovqToGPR    = row{"vmovq", store, both, p66, m0F, w1, 0x7e, 0, noMemory, W128}
	vpbroadcastqG = row{"vpbroadcastq", op2, EVEX, p66, m0F38, w1, 0x7c, 0, noMemory, W128}
	vcvttsd2si    = row{"vcvttsd2si", op2, VEX, pF2, m0F, w1, 0x2c, 0, m64, W128}
	vcvtsi2sd     = row{"vcvtsi2sd", op3, VEX, pF2, m0F, w1, 0x2a, 0, m64, W128}
)

// MovMask collects the sign bits of the lanes of x, the rest of dst becomes 0.
func (a *Asm) MovMask(w Width, dst GPR, x Vec) {
	a.moveWide(VEX, w, &vmovmskpd, vmovmskpd.opcode, "rm", dst.arg32(), x.arg(w))
}

// VecFromGPR copies src to the lowest lane, the rest of dst becomes 0.
func (a *Asm) VecFromGPR(e Enc, dst Vec, src GPR) { a.move(e, &vmovqFromGPR, dst.arg(W128), src.arg()) }

// VecToGPR copies the lowest lane.
func (a *Asm) VecToGPR(e Enc, dst GPR, src Vec) { a.move(e, &vmovqToGPR, dst.arg(), src.arg(W128)) }

// BroadcastGPR copies src to all lanes.
func (a *Asm) BroadcastGPR(w Width, dst Vec, src GPR) {
	a.moveWide(EVEX, w, &vpbroadcastqG, vpbroadcastqG.opcode, "rm", dst.arg(w), src.arg())
}

// Truncate converts the float64 at m to an integer: the least one for NaN and for what does not fit.
func (a *Asm) Truncate(dst GPR, m Mem) { a.move(VEX, &vcvttsd2si, dst.arg(), m.arg(W128)) }

// FromInt converts the integer at m to float64 in the lowest lane, rounded by the current mode; the second lane keeps its
// value.
func (a *Asm) FromInt(dst Vec, m Mem) {
	a.emit(&inst{row: &vcvtsi2sd, form: "rvm", enc: VEX, opcode: vcvtsi2sd.opcode,
		args: [4]arg{dst.arg(W128), dst.arg(W128), m.arg(W128)}})
}
