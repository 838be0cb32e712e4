#include "textflag.h"

// func enter(text, block unsafe.Pointer, lanes int)
TEXT ·enter(SB), NOSPLIT, $8-24
	MOVQ text+0(FP), AX
	MOVQ block+8(FP), DI
	MOVQ lanes+16(FP), R10
	SHLQ $3, R10
	CALL AX
	VZEROUPPER
	RET
