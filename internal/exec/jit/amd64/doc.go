// Package amd64 encodes the x86-64 instructions that the JIT uses: AVX2, FMA, BMI and AVX-512 (F, DQ, VL) on float64 and
// int64 lanes, mask registers, a few integer instructions and branches.
//
// In: calls on an Asm, one for each instruction. Out: position-independent bytes, the code followed by its constants, and
// on request a listing in GNU (Intel) syntax that the assembler turns into the same bytes. Package jit calls it. It only
// makes bytes and therefore builds everywhere.
//
// The caller's rules: the code is placed at an address that is a multiple of PoolAlign; what an instruction needs of the
// processor (AVX-512DQ, BMI2, …) is the caller's to check.
//
// Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, sections 2.1 (ModRM, SIB), 2.3 (VEX),
// 2.7 (EVEX, compressed displacement) and the opcode lines of each instruction.
package amd64
