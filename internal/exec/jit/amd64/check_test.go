package amd64

import (
	"strings"
	"testing"
)

// TestLegal demands an error for exactly the instructions that do not exist.
func TestLegal(t *testing.T) {
	masks := []Masking{{}, {K: K2}, {K: K2, Zero: true}}
	for op := VOp(1); op < numVOps; op++ {
		for _, e := range []Enc{VEX, EVEX} {
			for w := W128; w <= W512; w++ {
				for n, r := range registers {
					for _, y := range []Operand{r[2], At(RAX, 8), At(R13, 8).ToAll()} {
						for _, k := range masks {
							checkLegal(t, vectorCase{op, e, w, r, y, k, uint8(n)})
						}
					}
				}
			}
		}
	}
}

func checkLegal(t *testing.T, c vectorCase) {
	t.Helper()
	r := c.op.row()
	_, inRegister := c.y.(Vec)
	switch {
	case c.mask.K != K0 && (c.enc == VEX || r.class == op3i || r.class == op2i || r.class == shift || r.class == testMask ||
		r.class == narrow || r.class == extract || r.class == maskLoad || r.class == store || r.class == compare && c.mask.Zero):
		return // no method takes the mask
	case r.class == move && c.mask.Zero && c.imm&1 == 1 && !inRegister:
		return // a store
	case inRegister && (r.class == store || r.class == maskLoad), c.enc == EVEX && r.class == maskLoad:
		return // no method takes the register, or the encoding
	case c.enc == VEX && (r.class == narrow || r.class == compress || r.class == testMask || r.class == compare && r.enc == EVEX):
		return
	case c.mask.K == K0 && r.class == compress:
		return // legal, but the GNU assembler takes it for a move of all lanes; never needed
	}
	a := New()
	c.emit(a)
	if _, err := a.Finish(); (err == nil) != c.legal() {
		t.Errorf("%s enc %d w %d %v %v %v: legal %t, error %v", c.op, c.enc, c.w, c.r, c.y, c.mask, c.legal(), err)
	}
}

func TestMistakes(t *testing.T) {
	for _, c := range []struct {
		emit func(*Asm)
		want string
	}{
		{func(a *Asm) { a.Jmp(a.NewLabel()) }, "label 0 is not bound"},
		{func(a *Asm) { l := a.NewLabel(); a.Bind(l); a.Bind(l) }, "label 0 bound twice"},
		{func(a *Asm) { a.Const(make([]uint64, 3)) }, "constant of 3 values"},
		{func(a *Asm) { a.Op3(VEX, W256, VADDPD, 16, 0, Vec(0)) }, "vaddpd: register 16 out of reach"},
		{func(a *Asm) { a.Op3(EVEX, W512, VADDPD, 32, 0, Vec(0)) }, "vaddpd: register 32 out of reach"},
		{func(a *Asm) { a.Op3(VEX, W512, VADDPD, 0, 0, Vec(0)) }, "vaddpd: no form of 512 bits"},
		{func(a *Asm) { a.Op3(VEX, W128, VPERM2F128, 0, 0, Vec(0)) }, "vperm2f128: not an instruction of this kind"},
		{func(a *Asm) { a.Op3I(VEX, W128, VPERM2F128, 0, 0, Vec(0), 0) }, "vperm2f128: no form of 128 bits"},
		{func(a *Asm) { a.Op3(EVEX, W256, VPAND, 0, 0, Vec(0)) }, "vpand: no such encoding"},
		{func(a *Asm) { a.Op2(VEX, W256, VMOVSD, 0, At(RAX, 0)) }, "vmovsd: one lane only"},
		{func(a *Asm) { a.Op2(VEX, W128, VMOVSD, 0, Vec(1)) }, "vmovsd: operand must be in memory"},
		{func(a *Asm) { a.Op2I(VEX, W256, VPSLLQ, 0, At(RAX, 0), 1) }, "vpsllq: operand must be in a register"},
		{func(a *Asm) { a.Op3(VEX, W256, VADDPD, 0, 0, At(RAX, 0).ToAll()) }, "vaddpd: no broadcast"},
		{func(a *Asm) { a.Op2(EVEX, W512, VMOVUPD, 0, At(RAX, 0).ToAll()) }, "vmovupd: no broadcast"},
		{func(a *Asm) { a.Load64(RAX, AtIndex(RAX, RSP, 1, 0)) }, "mov: impossible address"},
		{func(a *Asm) { a.Load64(RAX, AtIndex(RAX, RCX, 3, 0)) }, "mov: impossible scale 3"},
		{func(a *Asm) { a.Load64(RAX, At(16, 0)) }, "mov: impossible address"},
		{func(a *Asm) { a.Load64(RAX, Mem{IsConst: true}) }, "no constant 0"},
		{func(a *Asm) { a.Mov(RAX, 16) }, "mov: register 16 out of reach"},
		{func(a *Asm) { a.MaskOp(KAND, 8, 0, 0) }, "kandb: register 8 out of reach"},
		{func(a *Asm) { a.Op3K(W512, VADDPD, 0, Masking{Zero: true}, 0, Vec(0)) }, "vaddpd: impossible mask"},
		{func(a *Asm) { a.Op3K(W512, VADDPD, 0, Masking{K: 8}, 0, Vec(0)) }, "vaddpd: impossible mask"},
		{func(a *Asm) { a.StoreMasked(W512, VMOVNTPD, At(RAX, 0), K1, 0) }, "vmovntpd: impossible mask"},
		{func(a *Asm) { a.Compress(W512, VCOMPRESSPD, At(RAX, 0), Masking{K1, true}, 0) }, "vcompresspd: memory is not zeroed"},
		{func(a *Asm) { a.Op3(VEX, W256, numVOps, 0, 0, Vec(0)) }, "invalid: not an instruction of this kind"},
		{func(a *Asm) { a.Op3(EVEX, W512, VPCMPQ, 0, 0, Vec(0)) }, "vpcmpq: not an instruction of this kind"},
	} {
		a := New()
		c.emit(a)
		if _, err := a.Finish(); err == nil || !strings.HasSuffix(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func BenchmarkEmit(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		a := New()
		for i := range 1000 {
			a.Op3(EVEX, W512, VFMADD213PD, Vec(i%32), 1, At(RDI, int32(i)*64))
		}
		if _, err := a.Finish(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/instruction")
}
