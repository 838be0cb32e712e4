package jit

import (
	"github.com/spikelet/spikelet/internal/exec/jit/amd64"
	"github.com/spikelet/spikelet/internal/ir"
)

// Machine registers with a fixed meaning. The code is entered with the address of its argument, a block of addresses: word 0
// is that of the scratch area, the words after it those of the columns of the inputs, then of the outputs; and with the limit.
const (
	argument = amd64.RDI
	offset   = amd64.RSI // of this iteration's first lane in a column of 64-bit values
	lane     = amd64.R8  // its number: the offset in a column of bytes
	scratch  = amd64.R9
	limit    = amd64.R10 // 8 times the number of lanes
	pointer  = amd64.RAX // of the column at hand
	general  = amd64.RDX
)

const headWords = 1

// code is machine code for a Func over columns.
type code struct {
	text    []byte
	scratch int // bytes of scratch area that it needs
}

// generator translates one Func. Values are allocated to registers in one pass over the straight-line code: every use ahead
// is known, so the value that gives up its register is the one needed last (Belady 1966, doi:10.1147/sj.52.0078).
type generator struct {
	target
	f       *ir.Func
	uniform []bool // by input: one value for all lanes
	vectors int    // of neurons that f is for: see widened
	a       *amd64.Asm
	spill   slots
	vec     *file
	mask    *file // nil when Bools live in vectors

	same  []ir.Value // the value whose register this one shares: Bits and Float change nothing
	order []int32    // the instructions that get code, see schedule; the places in it are the times of what follows
	uses  [][]int32  // of each value: when it is read, ascending; len(order) stands for an output
	reg   []int      // the register that holds it, -1 for none
	slot  []int      // the scratch slot that holds it, -1 for none
	at    int32      // the time of the instruction being generated

	explain bool // comments for a listing
}

// newGenerator returns a generator for f, once. uniform tells which inputs are one value for all lanes.
func newGenerator(t target, f *ir.Func, uniform []bool) *generator {
	g := &generator{target: t, f: f, uniform: uniform, vectors: 1, a: amd64.New(), vec: newFile(t.vecs)}
	if t.masks {
		g.mask = newFile(7)
	}
	return g
}

// generate makes machine code that runs f on lanes 0 ≤ i < n, n a multiple of the target's lanes. All outputs are stored
// after all inputs were read, so that an output may be the column of an input.
func (g *generator) generate() (*code, error) {
	g.analyse()
	a := g.a
	a.Load64(scratch, amd64.Mem{Base: argument})
	a.Xor(offset, offset)
	a.Xor(lane, lane)
	if copies := g.copies(); copies > 1 {
		wide := g.widened(copies)
		wide.analyse()
		wide.loop()
		g.spill.n = wide.spill.n
	}
	g.loop()
	a.Ret()
	text, err := a.Finish()
	if err != nil {
		return nil, err
	}
	return &code{text: text, scratch: g.spill.n * int(g.bytes())}, nil
}

// analyse finds which values are one, the order of instructions, and where each value is used.
func (g *generator) analyse() {
	n := len(g.f.Code)
	g.same, g.uses = make([]ir.Value, n), make([][]int32, n)
	g.reg, g.slot = make([]int, n), make([]int, n)
	for v, in := range g.f.Code {
		g.same[v], g.reg[v], g.slot[v] = ir.Value(v), -1, -1
		if in.Op == ir.Bits || in.Op == ir.Float {
			g.same[v] = g.same[in.Args[0]]
		}
	}
	g.order = g.schedule()
	for at, v := range g.order {
		for _, arg := range g.operands(g.f.Code[v]) {
			g.use(g.same[arg], int32(at))
		}
	}
	for _, out := range g.f.Out {
		g.use(g.same[out.Value], int32(len(g.order)))
	}
}

// operands are the values that the code of an instruction reads: a minimum or maximum needs no comparison.
func (g *generator) operands(in ir.Instr) []ir.Value {
	if _, ok := g.extremum(in); ok {
		return in.Args[1:3]
	}
	return in.Args[:in.Op.NumArgs()]
}

// extremum recognises select(a < b, a, b), which is VMINPD of a and b, and select(a < b, b, a), VMAXPD of b and a: with NaN or
// two zeros both give the second operand, as the selects do.
func (g *generator) extremum(in ir.Instr) (amd64.VOp, bool) {
	if in.Op != ir.Select || in.Type != ir.F64 {
		return 0, false
	}
	c := g.f.Code[in.Args[0]]
	if c.Op != ir.Lt || g.f.TypeOf(c.Args[0]) != ir.F64 {
		return 0, false
	}
	a, b, x, y := g.same[c.Args[0]], g.same[c.Args[1]], g.same[in.Args[1]], g.same[in.Args[2]]
	switch {
	case x == a && y == b:
		return amd64.VMINPD, true
	case x == b && y == a:
		return amd64.VMAXPD, true
	}
	return 0, false
}

func (g *generator) use(v ir.Value, at int32) {
	if k := len(g.uses[v]); k == 0 || g.uses[v][k-1] != at {
		g.uses[v] = append(g.uses[v], at)
	}
}

// nextUse is the first instruction from the current one on that reads v; far away when none does.
func (g *generator) nextUse(v ir.Value) int32 {
	if v == temporary {
		return -1
	}
	for len(g.uses[v]) > 0 && g.uses[v][0] < g.at {
		g.uses[v] = g.uses[v][1:]
	}
	if len(g.uses[v]) == 0 {
		return 1 << 30
	}
	return g.uses[v][0]
}

// dies reports whether no instruction after the current one reads v.
func (g *generator) dies(v ir.Value) bool {
	g.nextUse(v)
	k := len(g.uses[v])
	return k == 0 || k == 1 && g.uses[v][0] == g.at
}

// loop runs the body as long as enough neurons are left for it.
func (g *generator) loop() {
	a := g.a
	top, end := a.NewLabel(), a.NewLabel()
	g.leaveAtLimit(end)
	a.Bind(top)
	g.body()
	a.AddImm(offset, int32(g.vectors)*g.bytes())
	a.AddImm(lane, int32(g.vectors*g.lanes))
	if g.vectors > 1 {
		g.leaveAtLimit(end)
		a.Jmp(top)
	} else {
		a.Cmp(offset, limit)
		a.Jcc(amd64.CondB, top)
	}
	a.Bind(end)
}

// leaveAtLimit jumps where fewer neurons are left than the body takes.
func (g *generator) leaveAtLimit(end amd64.Label) {
	g.a.Mov(general, offset)
	g.a.AddImm(general, int32(g.vectors)*g.bytes())
	g.a.Cmp(general, limit)
	g.a.Jcc(amd64.CondA, end)
}

func (g *generator) body() {
	for at, v := range g.order {
		g.at = int32(at)
		g.sayValue(ir.Value(v))
		g.instr(ir.Value(v), g.f.Code[v])
		g.unlock()
	}
	g.at = int32(len(g.order))
	g.store()
}

func (g *generator) unlock() {
	g.spill.settle()
	g.vec.unlock()
	if g.mask != nil {
		g.mask.unlock()
	}
}

// column loads the address of a column of the argument block and returns the place of this iteration's lanes in it. Words are
// those of f: its inputs, then its outputs.
func (g *generator) column(word int, t ir.Type, uniform bool) amd64.Mem {
	g.sayColumn(word)
	ins, outs := len(g.f.In)/g.vectors, len(g.f.Out)/g.vectors
	vector := 0
	if word < len(g.f.In) {
		word, vector = word%ins, word/ins
	} else {
		word -= len(g.f.In)
		word, vector = ins+word%outs, word/outs
	}
	g.a.Load64(pointer, amd64.Mem{Base: argument, Disp: int32(8 * (headWords + word))})
	switch {
	case uniform:
		return amd64.Mem{Base: pointer}
	case t == ir.Bool:
		return amd64.Mem{Base: pointer, Index: lane, Scale: 1, Disp: int32(vector * g.lanes)}
	}
	return amd64.Mem{Base: pointer, Index: offset, Scale: 1, Disp: int32(vector) * g.bytes()}
}

func (g *generator) slotMem(slot int) amd64.Mem {
	return amd64.Mem{Base: scratch, Disp: int32(slot) * g.bytes()}
}
