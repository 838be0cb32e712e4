package exectest

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/spikelet/spikelet/internal/ir"
)

// decoder draws choices from bytes, as a fuzzer varies them. When they are used up every choice is the first.
type decoder struct{ data []byte }

func (d *decoder) empty() bool { return len(d.data) == 0 }

func (d *decoder) byte() int {
	if d.empty() {
		return 0
	}
	b := d.data[0]
	d.data = d.data[1:]
	return int(b)
}

// below is a number 0 ≤ x < n, n at most 65536.
func (d *decoder) below(n int) int {
	x := d.byte()
	if n > 256 {
		x |= d.byte() << 8
	}
	return x % n
}

// one says yes in one of n cases, and never when the bytes are used up.
func (d *decoder) one(n int) bool { return d.below(n) == n-1 }

// bits is a value of type t: special ones often, any bits sometimes.
func (d *decoder) bits(t ir.Type) uint64 {
	list := specials(t)
	if t == ir.Bool || !d.one(3) {
		return list[d.below(len(list))]
	}
	var word [8]byte
	for i := range word {
		word[i] = byte(d.byte())
	}
	x := binary.LittleEndian.Uint64(word[:])
	if t == ir.F64 && d.one(4) {
		x &^= 0x7ff << 52 // a denormal
	}
	return x
}

var types = []ir.Type{ir.F64, ir.I64, ir.Bool}

// producers are the operations by the type of their result; a shift's count is drawn.
var producers = func() map[ir.Type][]form {
	all := map[ir.Type][]form{}
	for _, f := range forms() {
		if f.op.IsShift() && f.count > 0 {
			continue
		}
		b := ir.NewBuilder("")
		var args []ir.Value
		for i, t := range f.operands {
			args = append(args, b.Input(inputName(i), t))
		}
		t := b.TypeOf(f.emit(b, args))
		all[t] = append(all[t], f)
		if !f.op.IsMath() { // those are long: a few of them go far
			all[t] = append(all[t], f, f, f)
		}
	}
	return all
}()

// mixers are operations that take two values of a type to one.
var mixers = map[ir.Type][]ir.Op{
	ir.F64:  {ir.Add, ir.Mul, ir.Sub, ir.Div, ir.FMA},
	ir.I64:  {ir.Xor, ir.Add, ir.Sub, ir.And, ir.Or},
	ir.Bool: {ir.Xor, ir.And, ir.Or, ir.Select},
}

// writer writes a random Func.
type writer struct {
	*decoder
	b    *ir.Builder
	pool map[ir.Type][]ir.Value // what instructions may read
}

// pick is a value of type t: often one of the newest, so that chains are long.
func (w *writer) pick(t ir.Type) ir.Value {
	pool := w.pool[t]
	if len(pool) == 0 {
		return constant(w.b, t, w.bits(t))
	}
	if recent := min(6, len(pool)); w.below(2) == 0 {
		return pool[len(pool)-1-w.below(recent)]
	}
	return pool[w.below(len(pool))]
}

func (w *writer) keep(v ir.Value) ir.Value {
	t := w.b.TypeOf(v)
	w.pool[t] = append(w.pool[t], v)
	return v
}

// instr is a new value of type t.
func (w *writer) instr(t ir.Type) ir.Value {
	if w.one(10) {
		return w.keep(constant(w.b, t, w.bits(t)))
	}
	list := producers[t]
	f := list[w.below(len(list))]
	if f.op.IsShift() {
		f.count = uint(w.below(64))
	}
	args := make([]ir.Value, len(f.operands))
	for i, t := range f.operands {
		args[i] = w.pick(t)
	}
	return w.keep(f.emit(w.b, args))
}

// wave makes many values of which each is needed after the last was made: more than there are registers.
func (w *writer) wave() {
	t := types[w.below(len(types))]
	held := make([]ir.Value, 2+w.below(200)>>w.below(5))
	for i := range held {
		held[i] = w.instr(t)
	}
	if w.one(2) {
		w.wave()
	}
	if w.one(2) {
		for i, j := 0, len(held)-1; i < j; i, j = i+1, j-1 {
			held[i], held[j] = held[j], held[i]
		}
	}
	total := held[0]
	for _, v := range held[1:] {
		total = w.mix(mixers[t][w.below(len(mixers[t]))], total, v)
	}
	w.keep(total)
}

func (w *writer) mix(op ir.Op, x, y ir.Value) ir.Value {
	switch op {
	case ir.FMA:
		return w.b.FMA(x, y, w.pick(ir.F64))
	case ir.Select:
		return w.b.Select(w.pick(ir.Bool), x, y)
	}
	return w.b.Op(op, x, y)
}

// body writes instructions, and sometimes waves of them.
func (w *writer) body() {
	for range 1 + w.below(40) {
		if w.empty() {
			return
		}
		if w.one(12) {
			w.wave()
		} else {
			w.instr(types[w.below(len(types))])
		}
	}
}

func columnName(t ir.Type, r ir.Role, i int) string { return fmt.Sprintf("%v %v %d", t, r, i) }

// quarter is the step of adaptive programs that reach the end in four attempts or more.
const quarter = 0.25

// failure is true in few lanes.
func (w *writer) failure() ir.Value {
	rare := w.b.Op(ir.Eq, w.pick(ir.F64), w.b.F(math.Inf(1)))
	return w.b.Op(ir.And, rare, w.pick(ir.Bool))
}
