package amd64

// vectorOp builds the instruction op with operands args and an immediate of immLen bytes.
func (a *Asm) vectorOp(e Enc, w Width, op VOp, f form, k Masking, imm uint8, immLen int, args ...arg) {
	i := inst{row: op.row(), form: f, enc: e, w: w, mask: k, imm: int64(imm), immLen: immLen}
	i.opcode = i.row.opcode
	switch {
	case f == formVM:
		i.digit = i.alt
	case f != i.row.form:
		i.opcode = i.alt // the form of a move that stores
	}
	if copy(i.args[:], args) != len(f) || f != i.row.form && i.alt == 0 {
		a.fail("%s: not an instruction of this kind", i.name)
		return
	}
	a.emit(&i)
}

// memWidth is the width of the register that stands for an operand in memory of size s.
func (r *row) memWidth(w Width) Width {
	switch n := r.size.bytes(w); {
	case n <= 16:
		return W128
	case n <= 32:
		return W256
	}
	return W512
}

// regWidth is the width of the register operand of a conversion, which may be less than that of the instruction.
func (op VOp) regWidth(w Width) Width {
	if (op == VCVTTPD2DQ || op == VCVTPD2DQ) && w > W128 {
		return w - 1
	}
	return w
}

// Op3 emits dst = x op y.
func (a *Asm) Op3(e Enc, w Width, op VOp, dst, x Vec, y Operand) {
	a.vectorOp(e, w, op, formRVM, Masking{}, 0, 0, dst.arg(w), x.arg(w), y.arg(op.row().memWidth(w)))
}

// Op3K is Op3 in EVEX for the lanes in k.
func (a *Asm) Op3K(w Width, op VOp, dst Vec, k Masking, x Vec, y Operand) {
	a.vectorOp(EVEX, w, op, formRVM, k, 0, 0, dst.arg(w), x.arg(w), y.arg(op.row().memWidth(w)))
}

// Op3I emits dst = x op y with an immediate.
func (a *Asm) Op3I(e Enc, w Width, op VOp, dst, x Vec, y Operand, imm uint8) {
	a.vectorOp(e, w, op, formRVM, Masking{}, imm, 1, dst.arg(w), x.arg(w), y.arg(op.row().memWidth(w)))
}

// Op2 emits dst = op y. A move between registers takes its storing form where that is shorter.
func (a *Asm) Op2(e Enc, w Width, op VOp, dst Vec, y Operand) {
	if src, ok := y.(Vec); ok && e == VEX && op.row().alt != 0 && dst < 8 && src >= 8 {
		a.vectorOp(e, w, op, formMR, Masking{}, 0, 0, dst.arg(w), src.arg(w))
		return
	}
	a.vectorOp(e, w, op, formRM, Masking{}, 0, 0, dst.arg(op.regWidth(w)), y.arg(op.row().memWidth(w)))
}

// Op2K is Op2 in EVEX for the lanes in k; a load reads only those from memory.
func (a *Asm) Op2K(w Width, op VOp, dst Vec, k Masking, y Operand) {
	a.vectorOp(EVEX, w, op, formRM, k, 0, 0, dst.arg(op.regWidth(w)), y.arg(op.row().memWidth(w)))
}

// Op2I emits dst = op y with an immediate.
func (a *Asm) Op2I(e Enc, w Width, op VOp, dst Vec, y Operand, imm uint8) {
	f := formRM
	if op.row().form == formVM {
		f = formVM
	}
	a.vectorOp(e, w, op, f, Masking{}, imm, 1, dst.arg(w), y.arg(op.row().memWidth(w)))
}

// Store writes src to m.
func (a *Asm) Store(e Enc, w Width, op VOp, m Mem, src Vec) {
	if op == VMOVQ {
		a.move(e, vmovqStore, m.arg(w), src.arg(w))
		return
	}
	a.vectorOp(e, w, op, formMR, Masking{}, 0, 0, m.arg(w), src.arg(w))
}

// StoreK writes the lanes of src in k to m, and touches no other memory.
func (a *Asm) StoreK(w Width, op VOp, m Mem, k Mask, src Vec) {
	a.vectorOp(EVEX, w, op, formMR, Masking{K: k}, 0, 0, m.arg(w), src.arg(w))
}

// LoadMasked reads the lanes in k from m; the others become zero, or keep their value if merge.
func (a *Asm) LoadMasked(w Width, op VOp, dst Vec, k Mask, merge bool, m Mem) {
	a.Op2K(w, op, dst, Masking{K: k, Zero: !merge}, m)
}

// StoreMasked is StoreK.
func (a *Asm) StoreMasked(w Width, op VOp, m Mem, k Mask, src Vec) { a.StoreK(w, op, m, k, src) }

// MaskMovLoad emits the VEX forms of VMASKMOVPD, VPMASKMOVQ: lanes of m whose sign bit is set in mask, the others zero.
func (a *Asm) MaskMovLoad(w Width, op VOp, dst, mask Vec, m Mem) {
	a.vectorOp(VEX, w, op, formRVM, Masking{}, 0, 0, dst.arg(w), mask.arg(w), m.arg(w))
}

// MaskMovStore writes the lanes of src whose sign bit is set in mask to m.
func (a *Asm) MaskMovStore(w Width, op VOp, m Mem, mask, src Vec) {
	a.vectorOp(VEX, w, op, "mvr", Masking{}, 0, 0, m.arg(w), mask.arg(w), src.arg(w))
}

// Narrow truncates the lanes of src into the low lanes of dst, a register or memory.
func (a *Asm) Narrow(w Width, op VOp, dst Operand, src Vec) {
	a.vectorOp(EVEX, w, op, formMR, Masking{}, 0, 0, dst.arg(op.row().memWidth(w)), src.arg(w))
}

// Extract copies part imm of src to dst, a register or memory.
func (a *Asm) Extract(e Enc, w Width, op VOp, dst Operand, src Vec, imm uint8) {
	a.vectorOp(e, w, op, formMR, Masking{}, imm, 1, dst.arg(op.row().memWidth(w)), src.arg(w))
}

// Compress puts the lanes of src in k next to each other at the start of dst, a register or memory. The remaining lanes of
// a register are treated as k says, the remaining memory is not touched.
func (a *Asm) Compress(w Width, op VOp, dst Operand, k Masking, src Vec) {
	a.vectorOp(EVEX, w, op, formMR, k, 0, 0, dst.arg(w), src.arg(w))
}

// Blendv emits vblendvpd: dst = y where the sign bit of mask is set, else x.
func (a *Asm) Blendv(w Width, dst, x Vec, y Operand, mask Vec) {
	i := inst{row: &vblendvpd, form: vblendvpd.form, enc: VEX, w: w, opcode: vblendvpd.opcode,
		args: [4]arg{dst.arg(w), x.arg(w), y.arg(w), mask.arg(w)}}
	a.emit(&i)
}

// BlendM emits vblendmpd: dst = y where k is set, else x.
func (a *Asm) BlendM(w Width, dst Vec, k Mask, x Vec, y Operand) {
	a.Op3K(w, VBLENDMPD, dst, Masking{K: k}, x, y)
}

// CmpM compares x and y by predicate imm into a mask; op is VCMPPD, VPCMPQ or VPCMPUQ.
func (a *Asm) CmpM(w Width, op VOp, dst Mask, x Vec, y Operand, imm uint8) {
	a.CmpMK(w, op, dst, K0, x, y, imm)
}

// CmpMK is CmpM for the lanes in k; the others of dst become 0. K0 stands for all lanes.
func (a *Asm) CmpMK(w Width, op VOp, dst, k Mask, x Vec, y Operand, imm uint8) {
	a.vectorOp(EVEX, w, op, formRVM, Masking{K: k}, imm, 1, dst.arg(), x.arg(w), y.arg(w))
}

// TestM sets the lanes of dst where x and y is not zero.
func (a *Asm) TestM(w Width, dst Mask, x Vec, y Operand) {
	a.vectorOp(EVEX, w, VPTESTMQ, formRVM, Masking{}, 0, 0, dst.arg(), x.arg(w), y.arg(w))
}

// TestNM sets the lanes of dst where x and y is zero.
func (a *Asm) TestNM(w Width, dst Mask, x Vec, y Operand) {
	a.vectorOp(EVEX, w, VPTESTNMQ, formRVM, Masking{}, 0, 0, dst.arg(), x.arg(w), y.arg(w))
}
