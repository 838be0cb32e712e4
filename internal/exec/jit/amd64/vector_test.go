package amd64

import (
	"slices"
	"testing"

	"github.com/spikelet/spikelet/internal/exec/jit/amd64/gnuas"
)

// registers are combinations that reach each bit of the prefixes: dst, x, y, mask.
var registers = [][4]Vec{
	{0, 1, 2, 3}, {7, 8, 9, 10}, {8, 7, 6, 5}, {9, 15, 0, 15}, {1, 2, 12, 8},
	{16, 17, 31, 0}, {31, 0, 16, 1}, {5, 24, 8, 2}, {3, 4, 23, 3}, {24, 9, 15, 9},
}

// memories lists addresses whose displacements are at the limits of 8 bits in units of 1 and of unit.
func memories(unit int32) []Mem {
	return []Mem{
		At(RAX, 0), At(RBP, 0), At(R13, 0), At(RSP, 0), At(R12, 0), At(R12, 8), At(RSP, -unit),
		At(RCX, 127), At(R9, 128), At(RDI, -128), At(R15, -129), At(RSI, 127*unit), At(R8, 128*unit), At(RBX, -128*unit),
		At(R14, -129*unit), At(RDX, 5*unit+1), At(RBP, unit), At(R13, unit/2), At(RAX, 1<<31-1), At(R11, -1<<31),
		AtIndex(RBX, RCX, 1, 0), AtIndex(RBP, R8, 2, 0), AtIndex(R13, RSI, 4, unit), AtIndex(RSP, R12, 8, -unit),
		AtIndex(R12, RBP, 8, 1<<20), AtIndex(R14, R15, 4, -2*unit), AtIndex(RAX, R13, 1, 3), AtIndex(RBP, RAX, 1, 0),
		AtIndex(RAX, RBP, 1, 0),
	}
}

// constants are added to a pool with others around them.
func constantMem(a *Asm, n int) Mem {
	a.Const([]uint64{0x3ff0000000000000})
	id := a.Const([]uint64{1, 2, 3, 4, 5, 6, 7, uint64(n)})
	a.Const([]uint64{4, 3, 2, 1})
	m := a.ConstMem(id)
	m.Disp = int32(8 * (n % 2))
	return m
}

// vectorCase is a vector instruction with its operands; y is a Vec, a Mem or nil for a constant.
type vectorCase struct {
	op   VOp
	enc  Enc
	w    Width
	r    [4]Vec
	y    Operand
	mask Masking
	imm  uint8
}

func (c vectorCase) emit(a *Asm) {
	y := c.y
	if y == nil {
		y = constantMem(a, int(c.imm)&1)
	}
	mem, _ := y.(Mem)
	masked := c.mask.K != K0
	switch class := c.op.row().class; class {
	case op3:
		if masked {
			a.Op3K(c.w, c.op, c.r[0], c.mask, c.r[1], y)
		} else {
			a.Op3(c.enc, c.w, c.op, c.r[0], c.r[1], y)
		}
	case op2:
		c.emit2(a, y)
	case op3i:
		a.Op3I(c.enc, c.w, c.op, c.r[0], c.r[1], y, c.imm)
	case op2i, shift:
		a.Op2I(c.enc, c.w, c.op, c.r[0], y, c.imm)
	case compare:
		if c.enc == VEX {
			a.Op3I(VEX, c.w, c.op, c.r[0], c.r[1], y, c.imm)
		} else {
			a.CmpMK(c.w, c.op, Mask(c.r[0]&7), c.mask.K, c.r[1], y, c.imm)
		}
	case testMask:
		if c.op == VPTESTMQ {
			a.TestM(c.w, Mask(c.r[0]&7), c.r[1], y)
		} else {
			a.TestNM(c.w, Mask(c.r[0]&7), c.r[1], y)
		}
	case narrow:
		a.Narrow(c.w, c.op, y, c.r[0])
	case extract:
		a.Extract(c.enc, c.w, c.op, y, c.r[0], c.imm)
	case compress:
		a.Compress(c.w, c.op, y, c.mask, c.r[0])
	case move:
		switch {
		case c.imm&1 == 0 || y != mem:
			c.emit2(a, y)
		case masked:
			a.StoreMasked(c.w, c.op, mem, c.mask.K, c.r[0])
		default:
			a.Store(c.enc, c.w, c.op, mem, c.r[0])
		}
	case store:
		a.Store(c.enc, c.w, c.op, mem, c.r[0])
	case maskLoad:
		if c.imm&1 == 0 {
			a.MaskMovLoad(c.w, c.op, c.r[0], c.r[1], mem)
		} else {
			a.MaskMovStore(c.w, c.op, mem, c.r[1], c.r[0])
		}
	}
}

func (c vectorCase) emit2(a *Asm, y Operand) {
	if c.mask.K != K0 {
		a.Op2K(c.w, c.op, c.r[0], c.mask, y)
	} else {
		a.Op2(c.enc, c.w, c.op, c.r[0], y)
	}
}

// legal reports whether c is an instruction; it is written apart from the checks of Asm.
func (c vectorCase) legal() bool {
	r := c.op.row()
	_, inRegister := c.y.(Vec)
	m, _ := c.y.(Mem)
	switch {
	case r.enc&c.enc == 0, c.w < r.min, c.enc == VEX && c.w == W512:
		return false
	case r.size == lane && c.w != W128:
		return false
	case inRegister && (r.class == store || r.class == maskLoad || r.size == lane):
		return false
	case c.enc == VEX && inRegister && c.y.(Vec) > 15, c.enc == VEX && (c.r[0] > 15 || c.r[1] > 15 && r.takesX() || m.Broadcast || c.mask.K != K0):
		return false
	case m.Broadcast && r.size != full, c.enc == VEX && r.class == shift && !inRegister:
		return false
	case c.mask.K != K0:
		return r.maskable(inRegister, c.mask.Zero)
	}
	return r.class != compress
}

// takesX reports whether the methods for r have a second register.
func (r *row) takesX() bool {
	return slices.Contains([]class{op3, op3i, compare, testMask, maskLoad}, r.class)
}

func (r *row) maskable(inRegister, zero bool) bool {
	switch r.class {
	case op3, op2, move:
		return true
	case compare:
		return !zero
	case compress:
		return inRegister || !zero
	}
	return false
}

// operandsOf lists what c.op can take for y at width w.
func operandsOf(op VOp, w Width) []Operand {
	r := op.row()
	var list []Operand
	for _, m := range memories(int32(r.size.unit(w, false))) {
		list = append(list, m)
	}
	for _, m := range memories(8) {
		list = append(list, m.ToAll())
	}
	return append(list, nil)
}

// vectorCases lists the instructions of op in the given encoding and width: all registers, then all memory.
func vectorCases(op VOp, e Enc, w Width) []vectorCase {
	var list []vectorCase
	masks := []Masking{{}, {K: K1}, {K: K7, Zero: true}, {K: K4}}
	add := func(r [4]Vec, y Operand, n int) {
		for _, k := range masks {
			if c := (vectorCase{op, e, w, r, y, k, uint8(n)}); c.legal() {
				list = append(list, c)
			}
		}
	}
	for n, r := range registers {
		add(r, r[2], n)
	}
	for n, y := range operandsOf(op, w) {
		add(registers[n%len(registers)], y, n)
		add(registers[n%5], y, n+1)
	}
	return list
}

// everyVectorCase calls f for each instruction, encoding and width.
func everyVectorCase(f func(op VOp, e Enc, w Width, cases []vectorCase)) {
	for op := VOp(1); op < numVOps; op++ {
		for _, e := range []Enc{VEX, EVEX} {
			for w := W128; w <= W512; w++ {
				if cases := vectorCases(op, e, w); len(cases) > 0 {
					f(op, e, w, cases)
				}
			}
		}
	}
}

func steps(cases []vectorCase) []func(*Asm) {
	list := make([]func(*Asm), len(cases))
	for i, c := range cases {
		list[i] = c.emit
	}
	return list
}

// TestVectorGolden compares a few cases of each instruction, and all operands of those with different units of displacement.
func TestVectorGolden(t *testing.T) {
	n := 0
	chosen := map[Enc][]vectorCase{}
	everyVectorCase(func(op VOp, e Enc, w Width, cases []vectorCase) {
		for k := range 3 {
			n += 37
			if c := cases[(n+k*len(cases)/3)%len(cases)]; c.y != nil {
				chosen[e] = append(chosen[e], c)
			}
		}
		if op != VADDPD && op != VPMOVQB && op != VCVTDQ2PD && op != VEXPANDPD {
			return
		}
		for _, c := range cases {
			if c.y != nil && c.mask.K == K0 {
				chosen[e] = append(chosen[e], c)
			}
		}
	})
	golden(t, "vex", steps(chosen[VEX]))
	golden(t, "evex", steps(chosen[EVEX]))
}

// TestConstants has constants of all sizes, with an immediate after the displacement and without.
func TestConstants(t *testing.T) {
	var list []func(*Asm)
	for n, size := range []int{1, 2, 4, 8, 1, 4, 8} {
		bits := make([]uint64, size)
		bits[0] = uint64(n / 2)
		list = append(list, func(a *Asm) {
			a.Op2(VEX, W128, VMOVSD, Vec(n), a.ConstMem(a.Const(bits)))
		}, func(a *Asm) {
			a.Op3I(EVEX, W512, VPTERNLOGQ, Vec(n), 1, a.ConstMem(a.Const(bits)).ToAll(), 0x55)
		}, func(a *Asm) {
			a.Op3I(VEX, W256, VCMPPD, Vec(n), 1, a.ConstMem(a.Const(bits[:1])), CmpLtOQ)
		})
	}
	golden(t, "constants", list)
}

// TestVectorAll compares every instruction with all operands with the GNU assembler.
func TestVectorAll(t *testing.T) {
	var all []vectorCase
	everyVectorCase(func(_ VOp, _ Enc, _ Width, cases []vectorCase) { all = append(all, cases...) })
	lines, listing := assemble(t, steps(all))
	want, here := gnuas.Assemble(t, listing)
	if !here {
		t.Skipf("%d instructions were NOT COMPARED with the GNU assembler", len(all))
	}
	compareBytes(t, lines, want)
	t.Logf("%d instructions", len(all))
}
