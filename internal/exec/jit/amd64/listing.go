package amd64

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"
	"strconv"
	"strings"
)

// Record makes a keep a line of text for each instruction from here on.
func (a *Asm) Record() { a.recording = true }

// Comment adds a line of explanation to the listing.
func (a *Asm) Comment(text string) {
	if a.recording {
		a.list("# " + text)
	}
}

// Listing is the recorded text in GNU syntax, the constants at its end: the assembler makes of it what Finish returns.
func (a *Asm) Listing() string {
	var b strings.Builder
	b.WriteString("\t.intel_syntax noprefix\n")
	for _, line := range a.lines {
		b.WriteString(line)
		b.WriteByte('\n')
	}
	if len(a.consts) > 0 {
		fmt.Fprintf(&b, "\t.balign %d, %#x\n", PoolAlign, int3)
	}
	for _, id := range a.poolOrder() {
		fmt.Fprintf(&b, "%s:\n", id)
		for data := []byte(a.consts[id].data); len(data) > 0; {
			n := sameQuads(data)
			fmt.Fprintf(&b, "\t.quad %s\n", quads(n, binary.LittleEndian.Uint64(data)))
			data = data[8*n:]
		}
	}
	return b.String()
}

// sameQuads is how often the first 64 bits of data repeat at its beginning.
func sameQuads(data []byte) int {
	n := 1
	for 8*n < len(data) && string(data[8*n:8*n+8]) == string(data[:8]) {
		n++
	}
	return n
}

// quads are n equal constants, with the float that they may be.
func quads(n int, bits uint64) string {
	text := strings.Repeat(fmt.Sprintf(", %#016x", bits), n)[2:]
	if x := math.Float64frombits(bits); x > 0x1p-900 && x < 0x1p900 || x < -0x1p-900 && x > -0x1p900 {
		text += " # " + strconv.FormatFloat(x, 'g', -1, 64)
	}
	return text
}

func (a *Asm) list(line string) { a.lines = append(a.lines, "\t"+line) }

func (l Label) String() string    { return ".L" + strconv.Itoa(int(l)) }
func (id ConstID) String() string { return ".C" + strconv.Itoa(int(id)) }

// String is i in Intel syntax.
func (i *inst) String() string {
	var b strings.Builder
	if i.enc == EVEX && !i.needsEVEX() {
		b.WriteString("{evex} ")
	}
	b.WriteString(i.name)
	separator := " "
	for k, x := range i.operands() {
		b.WriteString(separator)
		b.WriteString(i.operandText(&x))
		if k == 0 && i.mask.K != K0 {
			fmt.Fprintf(&b, "{k%d}", i.mask.K)
		}
		if k == 0 && i.mask.Zero {
			b.WriteString("{z}")
		}
		separator = ", "
	}
	if i.immLen > 0 {
		b.WriteString(separator)
		b.WriteString(strconv.FormatInt(i.imm, 10))
	}
	return b.String()
}

// needsEVEX reports an instruction that has no VEX form with these operands.
func (i *inst) needsEVEX() bool {
	if i.row.enc == EVEX || i.w == W512 || i.mask.K != K0 {
		return true
	}
	for _, x := range i.operands() {
		switch {
		case x.kind == vecArg && x.n >= 16, x.kind == memArg && x.mem.Broadcast, x.kind == maskArg:
			return true
		}
	}
	return i.form == "vm" && i.args[1].kind == memArg
}

var gprNames = [16]string{"rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi"}
var gpr8Names = [8]string{"al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil"}

// String is the name of the whole register.
func (r GPR) String() string {
	if r < 8 {
		return gprNames[r]
	}
	return "r" + strconv.Itoa(int(r))
}

func (i *inst) operandText(x *arg) string {
	n := strconv.Itoa(int(x.n))
	switch x.kind {
	case vecArg:
		return "xyz"[x.w:x.w+1] + "mm" + n
	case maskArg:
		return "k" + n
	case memArg:
		return i.memText(&x.mem)
	case gpr32Arg:
		if x.n < 8 {
			return "e" + GPR(x.n).String()[1:]
		}
		return "r" + n + "d"
	case gpr8Arg:
		if x.n < 8 {
			return gpr8Names[x.n]
		}
		return "r" + n + "b"
	}
	return GPR(x.n).String()
}

// pointers names the sizes of memory by their logarithm.
var pointers = [7]string{"byte", "word", "dword", "qword", "xmmword", "ymmword", "zmmword"}

func (i *inst) memText(m *Mem) string {
	size := i.size.bytes(i.w)
	if m.Broadcast {
		size = 8
	}
	text := pointers[bits.TrailingZeros(uint(size))] + " ptr " + m.String()
	if i.size == unnamed {
		text = m.String()
	}
	if m.Broadcast {
		text += "{1to" + strconv.Itoa(i.w.Lanes()) + "}"
	}
	return text
}

// String is the address in Intel syntax.
func (m Mem) String() string {
	var b strings.Builder
	b.WriteByte('[')
	switch {
	case m.IsConst:
		b.WriteString("rip+" + m.Const.String())
	case m.Scale != 0:
		fmt.Fprintf(&b, "%s+%s*%d", m.Base, m.Index, m.Scale)
	default:
		b.WriteString(m.Base.String())
	}
	if m.Disp != 0 {
		fmt.Fprintf(&b, "%+d", m.Disp)
	}
	b.WriteByte(']')
	return b.String()
}
