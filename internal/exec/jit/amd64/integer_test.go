package amd64

import (
	"math"
	"testing"
)

var someGPRs = []GPR{RAX, RCX, RSP, RBP, RSI, RDI, R8, R12, R13, R15}

// eachGPR lists the instructions with one register.
func eachGPR(r GPR) []func(*Asm) {
	return []func(*Asm){
		func(a *Asm) { a.Neg(r) },
		func(a *Asm) { a.Not(r) },
		func(a *Asm) { a.Inc(r) },
		func(a *Asm) { a.Dec(r) },
		func(a *Asm) { a.IDiv(r) },
		func(a *Asm) { a.XorZero(r) },
		func(a *Asm) { a.Shl(r, 1) },
		func(a *Asm) { a.Shl(r, 3) },
		func(a *Asm) { a.Shr(r, 63) },
		func(a *Asm) { a.Sar(r, 32) },
		func(a *Asm) { a.MaskFromGPR(K5, r) },
		func(a *Asm) { a.MaskToGPR(r, K6) },
		func(a *Asm) { a.MovMask(W128, r, 9) },
		func(a *Asm) { a.MovMask(W256, r, 3) },
		func(a *Asm) { a.VecFromGPR(VEX, 12, r) },
		func(a *Asm) { a.VecFromGPR(EVEX, 29, r) },
		func(a *Asm) { a.VecToGPR(VEX, r, 5) },
		func(a *Asm) { a.VecToGPR(EVEX, r, 18) },
		func(a *Asm) { a.BroadcastGPR(W512, 30, r) },
		func(a *Asm) { a.BroadcastGPR(W256, 3, r) },
	}
}

func eachPair(x, y GPR) []func(*Asm) {
	return []func(*Asm){
		func(a *Asm) { a.Mov(x, y) },
		func(a *Asm) { a.Add(x, y) },
		func(a *Asm) { a.Sub(x, y) },
		func(a *Asm) { a.And(x, y) },
		func(a *Asm) { a.Or(x, y) },
		func(a *Asm) { a.Xor(x, y) },
		func(a *Asm) { a.Cmp(x, y) },
		func(a *Asm) { a.Test(x, y) },
		func(a *Asm) { a.Popcnt(x, y) },
		func(a *Asm) { a.Tzcnt(x, y) },
		func(a *Asm) { a.Lzcnt(x, y) },
		func(a *Asm) { a.PDEP(x, y, R9) },
		func(a *Asm) { a.PEXT(R14, x, y) },
		func(a *Asm) { a.Blsr(x, y) },
	}
}

func eachImmediate(r GPR, m Mem, imm int32) []func(*Asm) {
	return []func(*Asm){
		func(a *Asm) { a.AddImm(r, imm) },
		func(a *Asm) { a.SubImm(r, imm) },
		func(a *Asm) { a.AndImm(r, imm) },
		func(a *Asm) { a.XorImm(r, imm) },
		func(a *Asm) { a.CmpImm(r, imm) },
		func(a *Asm) { a.AddMemImm(m, imm) },
		func(a *Asm) { a.OrMemImm(m, imm) },
		func(a *Asm) { a.CmpMemImm(m, imm) },
		func(a *Asm) { a.Store64Imm(m, imm) },
	}
}

func eachMemory(r GPR, k Mask, m Mem) []func(*Asm) {
	return []func(*Asm){
		func(a *Asm) { a.Load64(r, m) },
		func(a *Asm) { a.Store64(m, r) },
		func(a *Asm) { a.Load32(r, m) },
		func(a *Asm) { a.Store32(m, r) },
		func(a *Asm) { a.Load8(r, m) },
		func(a *Asm) { a.Store8(m, r) },
		func(a *Asm) { a.Lea(r, m) },
		func(a *Asm) { a.AddMem(r, m) },
		func(a *Asm) { a.OrMem(r, m) },
		func(a *Asm) { a.CmpMem(r, m) },
		func(a *Asm) { a.IMul(r, m) },
		func(a *Asm) { a.LoadMask(k, m) },
		func(a *Asm) { a.StoreMask(m, k) },
		func(a *Asm) { a.Truncate(r, m) },
		func(a *Asm) { a.FromInt(Vec(r), m) },
	}
}

func TestInteger(t *testing.T) {
	var list []func(*Asm)
	for i, r := range someGPRs {
		list = append(list, eachGPR(r)...)
		list = append(list, eachPair(r, someGPRs[(i*3+1)%len(someGPRs)])...)
	}
	for i, imm := range []int32{0, 1, -1, 127, 128, -128, -129, 255, math.MaxInt32, math.MinInt32} {
		for _, r := range []GPR{RAX, RSP, R13} {
			list = append(list, eachImmediate(r, AtIndex(R12, R9, 8, int32(i)*64), imm)...)
		}
	}
	for i, imm := range []int64{0, 1, -1, math.MaxInt32, math.MaxInt32 + 1, math.MaxUint32, math.MaxUint32 + 1, math.MinInt32,
		math.MinInt32 - 1, math.MaxInt64, math.MinInt64} {
		list = append(list, func(a *Asm) { a.MovImm(RAX, imm) }, func(a *Asm) { a.MovImm(someGPRs[i%10], imm) })
	}
	for i, m := range memories(1) {
		list = append(list, eachMemory(someGPRs[i%10], Mask(i%8), m)...)
	}
	list = append(list, (*Asm).Ret, (*Asm).VZeroUpper, (*Asm).Cqo)
	golden(t, "integer", list)
}

func TestMasks(t *testing.T) {
	var list []func(*Asm)
	for op := range numKOps {
		x, y, z := Mask(op%8), Mask((op*3+1)%8), Mask((op*5+2)%8)
		list = append(list, func(a *Asm) {
			switch {
			case op >= KORTEST:
				a.MaskTest(op, x, y)
			case op >= KNOT:
				a.MaskOp1(op, x, y)
			default:
				a.MaskOp(op, x, y, z)
			}
		})
	}
	for w := W128; w <= W512; w++ {
		for i, r := range registers {
			list = append(list,
				func(a *Asm) { a.MaskToVec(w, r[0], Mask(i%8)) },
				func(a *Asm) { a.VecToMask(w, Mask(i%8), r[0]) },
				func(a *Asm) { a.BlendM(w, r[0], Mask(1+i%7), r[1], r[2]) },
				func(a *Asm) { a.CmpM(w, VCMPPD, Mask(i%8), r[0], r[1], uint8(i)) },
				func(a *Asm) { a.LoadMasked(w, VMOVUPD, r[0], K3, i%2 == 0, At(RDI, 1024)) })
			if w < W512 && i < 5 {
				list = append(list, func(a *Asm) { a.Blendv(w, r[0], r[1], r[2], r[3]) },
					func(a *Asm) { a.Blendv(w, r[0], r[1], AtIndex(R9, R12, 8, 160), r[3]) })
			}
		}
	}
	golden(t, "masks", list)
}
