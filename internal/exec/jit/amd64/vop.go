package amd64

// VOp is a vector instruction. The comment of each group names the methods of Asm that take it.
type VOp uint8

// Op3: dst = x op y.
const (
	VADDPD VOp = iota + 1
	VSUBPD
	VMULPD
	VDIVPD
	VMINPD
	VMAXPD
	VANDPD // EVEX: AVX-512DQ, as the three below
	VANDNPD
	VORPD
	VXORPD
	VUNPCKLPD
	VUNPCKHPD
	VFMADD132PD // dst = dst·y + x
	VFMADD213PD // dst = x·dst + y
	VFMADD231PD // dst = x·y + dst
	VFMSUB132PD // dst = dst·y − x, and so on
	VFMSUB213PD
	VFMSUB231PD
	VFNMADD132PD // dst = −(dst·y) + x
	VFNMADD213PD
	VFNMADD231PD
	VFNMSUB132PD // dst = −(dst·y) − x, and so on
	VFNMSUB213PD
	VFNMSUB231PD
	VSCALEFPD // EVEX
	VPADDQ
	VPSUBQ
	VPMULUDQ
	VPMULDQ
	VPMULLQ // EVEX, AVX-512DQ
	VPAND   // VEX; VPANDQ and so on in EVEX
	VPANDN
	VPOR
	VPXOR
	VPANDQ // EVEX
	VPANDNQ
	VPORQ
	VPXORQ
	VPCMPEQQ // VEX; CmpM in EVEX
	VPCMPGTQ
	VPMINSQ // EVEX
	VPMAXSQ
	VPMINUQ
	VPMAXUQ
	VPSLLVQ
	VPSRLVQ
	VPSRAVQ   // EVEX
	VPROLVQ   // EVEX
	VPERMILPV // vpermilpd, by a vector y
	VPERMD    // dst = lanes of 32 bits of y chosen by x
	VPERMPDV  // vpermpd, EVEX: dst = lanes of y chosen by x
	VPERMQV   // vpermq, EVEX
	VPERMT2PD // EVEX: dst = lanes of dst and y chosen by x
	VPERMI2PD // EVEX: dst = lanes of x and y chosen by dst
	VBLENDMPD // BlendM
	VPBLENDMQ

	// Op3I: dst = x op y, with an immediate.

	VCMPPD // VEX; CmpM in EVEX
	VSHUFPD
	VBLENDPD // VEX
	VPBLENDD
	VPERM2F128
	VPERM2I128
	VINSERTF128 // y has 128 bits
	VINSERTI128
	VPTERNLOGQ   // EVEX
	VALIGNQ      // EVEX
	VSHUFF64X2   // EVEX
	VINSERTF64X2 // EVEX, y has 128 bits
	VINSERTF64X4 // EVEX, y has 256 bits
	VRANGEPD     // EVEX
	VFIXUPIMMPD  // EVEX

	// CmpM.

	VPCMPQ
	VPCMPUQ

	// TestM.

	VPTESTMQ
	VPTESTNMQ

	// Op2: dst = op y.

	VSQRTPD
	VMOVUPD // also Store, as the six below
	VMOVAPD
	VMOVDQU
	VMOVDQA
	VMOVDQU64 // EVEX
	VMOVDQA64
	VMOVSD       // memory only, 8 bytes; W128
	VBROADCASTSD // W256, W512
	VPBROADCASTQ
	VPBROADCASTB // bytes; EVEX: AVX-512BW
	VMOVDDUP     // W256, W512
	VPMOVZXBQ
	VPMOVSXBQ
	VPMOVZXDQ
	VPMOVSXDQ
	VPABSQ     // EVEX
	VCVTTPD2QQ // EVEX
	VCVTPD2QQ
	VCVTQQ2PD
	VCVTUQQ2PD
	VCVTTPD2DQ // dst has half the width
	VCVTPD2DQ
	VCVTDQ2PD
	VPTEST   // flags only
	VTESTPD  // flags only
	VPLZCNTQ // EVEX
	VGETEXPPD
	VEXPANDPD
	VPEXPANDQ

	// Op2I: dst = op y, with an immediate.

	VROUNDPD    // VEX
	VRNDSCALEPD // EVEX
	VREDUCEPD   // EVEX
	VGETMANTPD  // EVEX
	VPSLLQ
	VPSRLQ
	VPSRAQ // EVEX
	VPROLQ // EVEX
	VPSRAD
	VPSHUFD
	VPERMPD
	VPERMQ
	VPERMILPD

	// Store.

	VMOVNTPD

	// Narrow: EVEX, truncates lanes.

	VPMOVQB
	VPMOVQD

	// Extract.

	VEXTRACTF128 // VEX
	VEXTRACTI128
	VEXTRACTF64X2 // EVEX
	VEXTRACTF64X4

	// Compress.

	VCOMPRESSPD
	VPCOMPRESSQ

	// MaskMov, VEX.

	VMASKMOVPD
	VPMASKMOVQ

	numVOps
)

// String is the mnemonic.
func (op VOp) String() string { return op.row().name }

func (op VOp) row() *row {
	if op >= numVOps {
		op = 0
	}
	return &vops[op]
}
