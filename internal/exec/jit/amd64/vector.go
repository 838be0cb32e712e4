package amd64

// vectorOp emits the instruction op as one of class c; imm counts where c has an immediate.
func (a *Asm) vectorOp(c class, e Enc, w Width, op VOp, k Masking, imm uint8, args ...arg) {
	i := inst{row: op.row(), enc: e, w: w, mask: k}
	f, opcode, ok := i.called(c, e)
	if !ok {
		a.fail("%s: not an instruction of this kind", i.name)
		return
	}
	i.form, i.opcode = f, opcode
	if i.class == shift {
		i.form, i.digit = "vm", i.alt
	}
	if classes[c].imm {
		i.imm, i.immLen = int64(imm), 1
	}
	copy(i.args[:], args)
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
	a.vectorOp(op3, e, w, op, Masking{}, 0, dst.arg(w), x.arg(w), y.arg(op.row().memWidth(w)))
}

// Op3K is Op3 in EVEX for the lanes in k.
func (a *Asm) Op3K(w Width, op VOp, dst Vec, k Masking, x Vec, y Operand) {
	a.vectorOp(op3, EVEX, w, op, k, 0, dst.arg(w), x.arg(w), y.arg(op.row().memWidth(w)))
}

// Op3I emits dst = x op y with an immediate.
func (a *Asm) Op3I(e Enc, w Width, op VOp, dst, x Vec, y Operand, imm uint8) {
	a.vectorOp(op3i, e, w, op, Masking{}, imm, dst.arg(w), x.arg(w), y.arg(op.row().memWidth(w)))
}

// Op2 emits dst = op y. A move between registers takes its storing form where that is shorter.
func (a *Asm) Op2(e Enc, w Width, op VOp, dst Vec, y Operand) {
	if src, ok := y.(Vec); ok && e == VEX && dst < 8 && src >= 8 && op.row().class == move {
		a.vectorOp(store, e, w, op, Masking{}, 0, dst.arg(w), src.arg(w))
		return
	}
	a.vectorOp(op2, e, w, op, Masking{}, 0, dst.arg(op.regWidth(w)), y.arg(op.row().memWidth(w)))
}

// Op2K is Op2 in EVEX for the lanes in k; a load reads only those from memory.
func (a *Asm) Op2K(w Width, op VOp, dst Vec, k Masking, y Operand) {
	a.vectorOp(op2, EVEX, w, op, k, 0, dst.arg(op.regWidth(w)), y.arg(op.row().memWidth(w)))
}

// Op2I emits dst = op y with an immediate.
func (a *Asm) Op2I(e Enc, w Width, op VOp, dst Vec, y Operand, imm uint8) {
	a.vectorOp(op2i, e, w, op, Masking{}, imm, dst.arg(w), y.arg(op.row().memWidth(w)))
}

// Store writes src to m.
func (a *Asm) Store(e Enc, w Width, op VOp, m Mem, src Vec) {
	a.vectorOp(store, e, w, op, Masking{}, 0, m.arg(w), src.arg(w))
}

// LoadMasked reads the lanes in k from m; the others become zero, or keep their value if merge.
func (a *Asm) LoadMasked(w Width, op VOp, dst Vec, k Mask, merge bool, m Mem) {
	a.Op2K(w, op, dst, Masking{K: k, Zero: !merge}, m)
}

// StoreMasked writes the lanes of src in k to m, and touches no other memory.
func (a *Asm) StoreMasked(w Width, op VOp, m Mem, k Mask, src Vec) {
	a.vectorOp(store, EVEX, w, op, Masking{K: k}, 0, m.arg(w), src.arg(w))
}

// MaskMovLoad emits the VEX forms of VMASKMOVPD, VPMASKMOVQ: lanes of m whose sign bit is set in mask, the others zero.
func (a *Asm) MaskMovLoad(w Width, op VOp, dst, mask Vec, m Mem) {
	a.vectorOp(maskLoad, VEX, w, op, Masking{}, 0, dst.arg(w), mask.arg(w), m.arg(w))
}

// MaskMovStore writes the lanes of src whose sign bit is set in mask to m.
func (a *Asm) MaskMovStore(w Width, op VOp, m Mem, mask, src Vec) {
	a.vectorOp(maskStore, VEX, w, op, Masking{}, 0, m.arg(w), mask.arg(w), src.arg(w))
}

// Narrow truncates the lanes of src into the low lanes of dst, a register or memory.
func (a *Asm) Narrow(w Width, op VOp, dst Operand, src Vec) {
	a.vectorOp(narrow, EVEX, w, op, Masking{}, 0, dst.arg(op.row().memWidth(w)), src.arg(w))
}

// Extract copies part imm of src to dst, a register or memory.
func (a *Asm) Extract(e Enc, w Width, op VOp, dst Operand, src Vec, imm uint8) {
	a.vectorOp(extract, e, w, op, Masking{}, imm, dst.arg(op.row().memWidth(w)), src.arg(w))
}

// Compress puts the lanes of src in k next to each other at the start of dst, a register or memory. The remaining lanes of
// a register are treated as k says, the remaining memory is not touched.
func (a *Asm) Compress(w Width, op VOp, dst Operand, k Masking, src Vec) {
	a.vectorOp(compress, EVEX, w, op, k, 0, dst.arg(w), src.arg(w))
}

// Blendv emits vblendvpd: dst = y where the sign bit of mask is set, else x.
func (a *Asm) Blendv(w Width, dst, x Vec, y Operand, mask Vec) {
	i := inst{row: &vblendvpd, form: classes[blendv].form, enc: VEX, w: w, opcode: vblendvpd.opcode,
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
	a.vectorOp(compare, EVEX, w, op, Masking{K: k}, imm, dst.arg(), x.arg(w), y.arg(w))
}

// TestM sets the lanes of dst where x and y is not zero.
func (a *Asm) TestM(w Width, dst Mask, x Vec, y Operand) {
	a.vectorOp(testMask, EVEX, w, VPTESTMQ, Masking{}, 0, dst.arg(), x.arg(w), y.arg(w))
}

// TestNM sets the lanes of dst where x and y is zero.
func (a *Asm) TestNM(w Width, dst Mask, x Vec, y Operand) {
	a.vectorOp(testMask, EVEX, w, VPTESTNMQ, Masking{}, 0, dst.arg(), x.arg(w), y.arg(w))
}
