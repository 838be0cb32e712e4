package amd64

import "encoding/binary"

// Cond is a condition of Jcc: the low bits of its opcode.
type Cond uint8

// The conditions, for unsigned (B, AE, BE, A) and signed (L, GE, LE, G) comparisons, and for single flags.
const (
	CondO Cond = iota
	CondNO
	CondB
	CondAE
	CondE
	CondNE
	CondBE
	CondA
	CondS
	CondNS
	CondP
	CondNP
	CondL
	CondGE
	CondLE
	CondG
)

// Conditions of flags under another name.
const (
	CondC  = CondB
	CondNC = CondAE
	CondZ  = CondE
	CondNZ = CondNE
)

var condNames = [16]string{"o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "np", "l", "ge", "le", "g"}

// jump is a branch at offset at, recorded in its long form: a displacement of 32 bits at the end of size bytes.
type jump struct {
	at, size int
	to       Label
	opcode   byte // of the form with a displacement of 8 bits
	long     bool
}

// NewLabel returns a label that is bound to no place yet.
func (a *Asm) NewLabel() Label {
	a.labels = append(a.labels, unbound)
	return Label(len(a.labels) - 1)
}

// Bind places l before the next instruction.
func (a *Asm) Bind(l Label) {
	if a.labels[l] != unbound {
		a.fail("label %d bound twice", l)
	}
	a.labels[l] = len(a.code)
	if a.recording {
		a.lines = append(a.lines, l.String()+":")
	}
}

// Jcc jumps to l if c holds.
func (a *Asm) Jcc(c Cond, l Label) {
	a.jump("j"+condNames[c], l, 0x70|byte(c), 0x0f, 0x80|byte(c))
}

// Jmp jumps to l.
func (a *Asm) Jmp(l Label) { a.jump("jmp", l, 0xeb, 0xe9) }

func (a *Asm) jump(name string, l Label, short byte, long ...byte) {
	a.jumps = append(a.jumps, jump{at: len(a.code), size: len(long) + 4, to: l, opcode: short})
	a.code = append(append(a.code, long...), 0, 0, 0, 0)
	if a.recording {
		a.list(name + " " + l.String())
	}
}

// shortJump is the size in bytes of a jump with a displacement of 8 bits.
const shortJump = 2

// resolveJumps gives each jump its shortest form, moves the code together, and fills in the displacements. All jumps start
// short and become long while one does not reach, which ends because none becomes short again.
func (a *Asm) resolveJumps() {
	for l, at := range a.labels {
		if at == unbound {
			a.fail("label %d is not bound", l)
			return
		}
	}
	saved := a.savings()
	for changed := true; changed; saved = a.savings() {
		changed = false
		for i := range a.jumps {
			j := &a.jumps[i]
			rel := a.moved(a.labels[j.to], saved) - a.moved(j.at, saved) - shortJump
			if !j.long && rel != int(int8(rel)) {
				j.long, changed = true, true
			}
		}
	}
	a.compact(saved)
}

// savings returns how many bytes the short forms save before each jump, and in total at its end.
func (a *Asm) savings() []int {
	saved := make([]int, len(a.jumps)+1)
	for i, j := range a.jumps {
		saved[i+1] = saved[i]
		if !j.long {
			saved[i+1] += j.size - shortJump
		}
	}
	return saved
}

// moved is where offset at of the recorded code comes to be.
func (a *Asm) moved(at int, saved []int) int {
	lo, hi := 0, len(a.jumps)
	for lo < hi {
		if mid := (lo + hi) / 2; a.jumps[mid].at < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return at - saved[lo]
}

// compact writes the code with its jumps resolved, and moves labels and fixups along.
func (a *Asm) compact(saved []int) {
	code := make([]byte, 0, len(a.code)+PoolAlign)
	from := 0
	for _, j := range a.jumps {
		code = append(code, a.code[from:j.at]...)
		from = j.at + j.size
		target := a.moved(a.labels[j.to], saved)
		if j.long {
			code = append(code, a.code[j.at:from-4]...)
			code = binary.LittleEndian.AppendUint32(code, uint32(target-len(code)-4))
		} else {
			code = append(code, j.opcode, byte(target-len(code)-shortJump))
		}
	}
	code = append(code, a.code[from:]...)
	for l, at := range a.labels {
		a.labels[l] = a.moved(at, saved)
	}
	for i := range a.fixups {
		f := &a.fixups[i]
		f.at, f.next = a.moved(f.at, saved), a.moved(f.next, saved)
	}
	a.code, a.jumps = code, nil
}
