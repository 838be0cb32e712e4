package amd64

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// PoolAlign is the alignment in bytes that the code needs in memory, for its constants.
const PoolAlign = 64

// ConstID names a constant of an Asm.
type ConstID int32

// Label names a place in the code of an Asm.
type Label int32

// Asm is code in the making. Mistakes are kept until Finish.
type Asm struct {
	code   []byte
	labels []int // offset in code, or unbound
	jumps  []jump
	fixups []fixup
	consts []constant
	ids    map[string]ConstID // by bytes
	err    error

	recording bool
	lines     []string
}

// unbound is the offset of a label before Bind.
const unbound = -1

// constant is an entry of the pool.
type constant struct {
	data   string
	offset int // from the start of the code, known to Finish
}

// fixup is a displacement of 32 bits at offset at, counted from offset next, to a constant.
type fixup struct {
	at, next int
	id       ConstID
	disp     int32
}

// New returns an empty Asm.
func New() *Asm { return &Asm{ids: make(map[string]ConstID)} }

// fail keeps the first mistake.
func (a *Asm) fail(format string, args ...any) {
	if a.err == nil {
		a.err = fmt.Errorf("amd64: "+format, args...)
	}
}

// Const returns the pool's entry that holds bits: 1, 2, 4 or 8 values of 64 bits, aligned to their total size.
func (a *Asm) Const(bits []uint64) ConstID {
	switch len(bits) {
	case 1, 2, 4, 8:
	default:
		a.fail("constant of %d values", len(bits))
		return 0
	}
	data := make([]byte, 0, 64)
	for _, b := range bits {
		data = binary.LittleEndian.AppendUint64(data, b)
	}
	id, known := a.ids[string(data)]
	if !known {
		id = ConstID(len(a.consts))
		a.consts = append(a.consts, constant{data: string(data)})
		a.ids[string(data)] = id
	}
	return id
}

// ConstMem is the memory of a constant.
func (a *Asm) ConstMem(id ConstID) Mem { return Mem{Const: id, IsConst: true} }

// Finish returns the code followed by its constants. The first mistake made since New is its error: a label that was not
// bound, a register that the encoding does not reach, an instruction that does not exist.
func (a *Asm) Finish() (code []byte, err error) {
	if a.resolveJumps(); a.err != nil {
		return nil, a.err
	}
	code = slices.Clone(a.code)
	for len(a.consts) > 0 && len(code)%PoolAlign != 0 {
		code = append(code, int3)
	}
	for _, id := range a.poolOrder() {
		a.consts[id].offset = len(code)
		code = append(code, a.consts[id].data...)
	}
	for _, f := range a.fixups {
		rel := a.consts[f.id].offset + int(f.disp) - f.next
		binary.LittleEndian.PutUint32(code[f.at:], uint32(rel))
	}
	return code, nil
}

// int3 fills the space between code and pool.
const int3 = 0xcc

// poolOrder lists the constants by falling size, so that each is aligned to its size.
func (a *Asm) poolOrder() []ConstID {
	order := make([]ConstID, len(a.consts))
	for i := range order {
		order[i] = ConstID(i)
	}
	slices.SortStableFunc(order, func(x, y ConstID) int { return len(a.consts[y].data) - len(a.consts[x].data) })
	return order
}
