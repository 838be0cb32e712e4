package amd64

// Predicates of VCMPPD. O: false where an operand is NaN, U: true there. None of them signals for a quiet NaN.
const (
	CmpEqOQ  = 0x00
	CmpUnord = 0x03
	CmpNeqUQ = 0x04
	CmpOrd   = 0x07
	CmpEqUQ  = 0x08
	CmpNgeUQ = 0x19
	CmpNgtUQ = 0x1a
	CmpNeqOQ = 0x0c
	CmpLtOQ  = 0x11
	CmpLeOQ  = 0x12
	CmpNltUQ = 0x15
	CmpNleUQ = 0x16
	CmpGeOQ  = 0x1d
	CmpGtOQ  = 0x1e
)

// Predicates of VPCMPQ and VPCMPUQ.
const (
	CmpIntEq  = 0
	CmpIntLt  = 1
	CmpIntLe  = 2
	CmpIntNeq = 4
	CmpIntNlt = 5
	CmpIntNle = 6
)

// Modes of VROUNDPD and VRNDSCALEPD, without the exception for an inexact result.
const (
	RoundEven  = 0x8
	RoundFloor = 0x9
	RoundCeil  = 0xa
	RoundTrunc = 0xb
)
