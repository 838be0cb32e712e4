package amd64

// inst is an instruction that is ready to be encoded.
type inst struct {
	*row
	form   form // replaces the row's
	enc    Enc
	w      Width
	opcode byte
	digit  byte // ModRM.reg where no operand fills it
	args   [4]arg
	imm    int64
	immLen int // bytes
	mask   Masking
}

// slots are the operands of an instruction by their place in the encoding.
type slots struct {
	reg, vvvv, last uint8
	rm              *arg
}

func (i *inst) operands() []arg { return i.args[:len(i.form)] }

func (i *inst) slots() slots {
	s := slots{reg: i.digit}
	for k := range i.operands() {
		x := &i.args[k]
		switch i.form[k] {
		case 'r':
			s.reg = x.n
		case 'v':
			s.vvvv = x.n
		case 'm', 'o':
			s.rm = x
		case 'i':
			s.last = x.n
		}
	}
	return s
}

// emit checks i, encodes it and lists it.
func (a *Asm) emit(i *inst) {
	if problem := i.check(); problem != "" {
		a.fail("%s: %s", i.name, problem)
		return
	}
	s := i.slots()
	switch i.enc {
	case VEX:
		a.vex(i, s)
	case EVEX:
		a.evex(i, s)
	default:
		a.legacy(i, s)
	}
	if i.form[len(i.form)-1] == 'i' {
		a.code = append(a.code, s.last<<4)
	}
	for k := range i.immLen {
		a.code = append(a.code, byte(i.imm>>(8*k)))
	}
	if n := len(a.fixups); n > 0 && a.fixups[n-1].next == 0 {
		a.fixups[n-1].next = len(a.code)
	}
	if a.recording {
		a.list(i.String())
	}
}

// extensions returns the bits that the prefixes hold of s: r, x and b extend ModRM.reg, SIB.index and ModRM.rm.
func (s *slots) extensions() (r, x, b byte) {
	r = s.reg >> 3 & 1
	switch {
	case s.rm.kind != memArg:
		return r, s.rm.n >> 4 & 1, s.rm.n >> 3 & 1
	case s.rm.mem.IsConst:
		return r, 0, 0
	case s.rm.mem.Scale != 0:
		x = byte(s.rm.mem.Index) >> 3
	}
	return r, x, byte(s.rm.mem.Base) >> 3
}

// legacy encodes an instruction with the prefixes of before VEX; w of the row is REX.W.
func (a *Asm) legacy(i *inst, s slots) {
	if i.prefix != pNone {
		a.code = append(a.code, [...]byte{0, 0x66, 0xf3, 0xf2}[i.prefix])
	}
	r, x, b := s.extensions()
	rex := i.wBit(legacy)<<3 | r<<2 | x<<1 | b
	if rex != 0 || i.needsREX() {
		a.code = append(a.code, 0x40|rex)
	}
	if i.opMap == m0F {
		a.code = append(a.code, 0x0f)
	}
	if i.form == "o" {
		a.code = append(a.code, i.opcode|s.rm.n&7)
		return
	}
	a.code = append(a.code, i.opcode)
	a.modRM(s, 1)
}

// needsREX reports a byte register that without REX would mean ah, ch, dh or bh.
func (i *inst) needsREX() bool {
	for _, x := range i.operands() {
		if x.kind == gpr8Arg && x.n >= 4 {
			return true
		}
	}
	return false
}

// vex encodes an AVX instruction, in two bytes of prefix where they suffice.
func (a *Asm) vex(i *inst, s slots) {
	r, x, b := s.extensions()
	w := i.wBit(VEX)
	low := ^s.vvvv&15<<3 | byte(i.w)<<2 | byte(i.prefix)
	if x == 0 && b == 0 && w == 0 && i.opMap == m0F {
		a.code = append(a.code, 0xc5, (r^1)<<7|low, i.opcode)
	} else {
		a.code = append(a.code, 0xc4, (r^1)<<7|(x^1)<<6|(b^1)<<5|byte(i.opMap), w<<7|low, i.opcode)
	}
	a.modRM(s, 1)
}

// evex encodes an AVX-512 instruction.
func (a *Asm) evex(i *inst, s slots) {
	r, x, b := s.extensions()
	r2 := s.reg >> 4 & 1
	v2 := s.vvvv >> 4 & 1
	broadcast := s.rm.kind == memArg && s.rm.mem.Broadcast
	a.code = append(a.code, 0x62,
		(r^1)<<7|(x^1)<<6|(b^1)<<5|(r2^1)<<4|byte(i.opMap),
		i.wBit(EVEX)<<7|^s.vvvv&15<<3|1<<2|byte(i.prefix),
		bit(i.mask.Zero)<<7|byte(i.w)<<5|bit(broadcast)<<4|(v2^1)<<3|byte(i.mask.K),
		i.opcode)
	a.modRM(s, i.size.unit(i.w, broadcast))
}

func bit(b bool) byte {
	if b {
		return 1
	}
	return 0
}

// modRM encodes ModRM, SIB and displacement; unit is N of the compressed displacement, 1 where there is none.
func (a *Asm) modRM(s slots, unit int) {
	reg := s.reg & 7 << 3
	if s.rm.kind != memArg {
		a.code = append(a.code, 0xc0|reg|s.rm.n&7)
		return
	}
	m := &s.rm.mem
	if m.IsConst {
		if m.Const < 0 || int(m.Const) >= len(a.consts) {
			a.fail("no constant %d", m.Const)
		}
		a.code = append(a.code, reg|5)
		a.fixups = append(a.fixups, fixup{at: len(a.code), id: m.Const, disp: m.Disp})
		a.code = append(a.code, 0, 0, 0, 0)
		return
	}
	mod, disp := m.displacement(unit)
	base := byte(m.Base) & 7
	switch {
	case m.Scale != 0:
		scale := [9]byte{1: 0, 2: 1, 4: 2, 8: 3}[m.Scale]
		a.code = append(a.code, mod<<6|reg|4, scale<<6|byte(m.Index)&7<<3|base)
	case base == byte(RSP):
		a.code = append(a.code, mod<<6|reg|4, 4<<3|base)
	default:
		a.code = append(a.code, mod<<6|reg|base)
	}
	switch mod {
	case 1:
		a.code = append(a.code, byte(disp))
	case 2:
		a.code = append(a.code, byte(disp), byte(disp>>8), byte(disp>>16), byte(disp>>24))
	}
}

// displacement chooses ModRM.mod and scales the displacement for it: none, 8 bits in multiples of unit, or 32 bits.
func (m *Mem) displacement(unit int) (mod byte, disp int32) {
	n := int32(unit)
	switch q := m.Disp / n; {
	case m.Disp == 0 && m.Base&7 != RBP:
		return 0, 0
	case m.Disp%n == 0 && q >= -128 && q <= 127:
		return 1, q
	}
	return 2, m.Disp
}
