package amd64

// prefix is the pp field of VEX and EVEX, and the mandatory prefix of older instructions.
type prefix uint8

const (
	pNone prefix = iota
	p66
	pF3
	pF2
)

// opMap is the table of opcodes: the escape bytes before the opcode.
type opMap uint8

const (
	mByte opMap = iota // none
	m0F
	m0F38
	m0F3A
)

// wBit is the W bit of an instruction.
type wBit uint8

const (
	w0  wBit = iota
	w1       // 1
	w01      // 0 (or ignored) in VEX, 1 in EVEX
)

// form says where the operands go, in their order in Intel syntax: r ModRM.reg, v VEX.vvvv, m ModRM.rm, i the upper half
// of a trailing byte, o the low bits of the opcode. The opcode's digit fills ModRM.reg where no operand does.
type form string

// class is a way to call instructions: a method of Asm or a few alike.
type class uint8

const (
	none      class = iota
	op3             // dst, x, y
	op3i            // dst, x, y, immediate
	op2             // dst, y
	op2i            // dst, y, immediate
	shift           // dst, y, immediate; dst in VEX.vvvv
	move            // op2, or store with opcode alt
	store           // memory, src
	compare         // op3i; into a mask in EVEX
	testMask        // mask, x, y
	narrow          // register or memory, src
	extract         // register or memory, src, immediate
	compress        // register or memory, src
	maskLoad        // dst, mask, memory; or maskStore with opcode alt
	maskStore       // memory, mask, src
	blendv          // dst, x, y, mask
)

// classes gives the form and whether there is an immediate of 8 bits.
var classes = [...]struct {
	form form
	imm  bool
}{
	op3: {"rvm", false}, op3i: {"rvm", true}, op2: {"rm", false}, op2i: {"rm", true}, shift: {"vm", true},
	store: {"mr", false}, compare: {"rvm", true}, testMask: {"rvm", false}, narrow: {"mr", false},
	extract: {"mr", true}, compress: {"mr", false}, maskLoad: {"rvm", false}, maskStore: {"mvr", false},
	blendv: {"rvmi", false}, move: {"rm", false},
}

// memSize is the size of the operand in memory, which is also the unit N of EVEX's compressed displacement unless said
// otherwise; broadcast makes both 8 bytes.
type memSize uint8

const (
	full     memSize = iota // the vector; Broadcast is possible
	whole                   // the vector; no Broadcast
	half                    // of the vector
	eighth                  // of the vector
	m8                      // 1 byte
	m32                     // 4 bytes
	m64                     // 8 bytes
	lane                    // 8 bytes, an instruction on xmm and memory only
	m128                    // 16 bytes
	m256                    // 32 bytes
	packed                  // the vector, N is 8 bytes
	unnamed                 // not accessed
	noMemory                // register only
)

// bytes is the size in memory of an operand of width w.
func (s memSize) bytes(w Width) int {
	switch s {
	case half:
		return w.Bytes() / 2
	case eighth:
		return w.Bytes() / 8
	case m8:
		return 1
	case m32:
		return 4
	case m64, lane:
		return 8
	case m128:
		return 16
	case m256:
		return 32
	}
	return w.Bytes()
}

// unit is N of the compressed displacement.
func (s memSize) unit(w Width, broadcast bool) int {
	if broadcast || s == packed {
		return 8
	}
	return s.bytes(w)
}

// row describes an instruction.
type row struct {
	name   string
	class  class
	enc    Enc // those that exist
	prefix prefix
	opMap  opMap
	w      wBit
	opcode byte
	alt    byte // digit for ModRM.reg (shift), opcode of the store (move, maskLoad)
	size   memSize
	min    Width // the least
}

// called returns the form and the opcode of r as an instruction of class c, which may be none.
func (r *row) called(c class, e Enc) (f form, opcode byte, ok bool) {
	f, opcode = classes[c].form, r.opcode
	switch {
	case c == r.class, r.class == move && c == op2, r.class == shift && c == op2i, r.class == compare && c == op3i && e == VEX:
		ok = true
	case r.class == narrow && c == store:
		ok = true
	case r.class == move && c == store, r.class == maskLoad && c == maskStore:
		opcode, ok = r.alt, true
	}
	return f, opcode, ok
}

// wBit is the W bit in encoding e.
func (r *row) wBit(e Enc) byte {
	if r.w == w1 || r.w == w01 && e == EVEX {
		return 1
	}
	return 0
}
