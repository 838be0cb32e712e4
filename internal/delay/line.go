package delay

import "fmt"

// Line is a ring of D+1 slots of n values each. Push writes the slot after the one written last; so At(0, i) is what was
// pushed last and At(D, i) the oldest that is kept.
type Line struct {
	n     int
	slots int
	next  int       // the slot that the next Push writes
	data  []float64 // slots × n
}

// New returns a line that reaches steps back, of n = len(target) values. Its slots are 0, but for the last, which is read
// by At(0, i) before anything is pushed: that is target. Initial fills the others: nothing, one value for all, n values for
// each slot, or steps·n values, slot after slot; it panics for another number.
func New(steps int, target, initial []float64) *Line {
	if steps < 0 {
		panic(fmt.Sprintf("delay: a line of %d steps", steps))
	}
	l := &Line{n: len(target), slots: steps + 1, data: make([]float64, (steps+1)*len(target))}
	l.Reset(target, initial)
	return l
}

// Fits reports whether there can be that many initial values for a line of steps and n values.
func Fits(initial, steps, n int) bool { return initial <= 1 || initial == n || initial == steps*n }

// Reset makes l what New returns with the same number of steps.
func (l *Line) Reset(target, initial []float64) {
	older := l.data[:(l.slots-1)*l.n]
	if len(target) != l.n || !Fits(len(initial), l.slots-1, l.n) {
		panic(fmt.Sprintf("delay: %d values and %d initial ones for a line of %d steps of %d", len(target), len(initial), l.slots-1, l.n))
	}
	clear(older)
	for i := range older {
		switch len(initial) {
		case 0:
		case 1:
			older[i] = initial[0]
		case l.n:
			older[i] = initial[i%l.n]
		default:
			older[i] = initial[i]
		}
	}
	copy(l.data[len(older):], target)
	l.next = 0
}

// Len is the number of values of a slot.
func (l *Line) Len() int { return l.n }

// Steps is how far l reaches back.
func (l *Line) Steps() int { return l.slots - 1 }

// Push adds the values of a step, n of them.
func (l *Line) Push(values []float64) {
	if len(values) != l.n {
		panic(fmt.Sprintf("delay: %d values pushed to a line of %d", len(values), l.n))
	}
	copy(l.data[l.next*l.n:(l.next+1)*l.n], values)
	l.next = (l.next + 1) % l.slots
}

// At is value i of what was pushed d pushes before the last, 0 ≤ d ≤ Steps.
func (l *Line) At(d, i int) float64 { return l.Slot(d)[i] }

// Slot is all of that, to be read until the next Push.
func (l *Line) Slot(d int) []float64 {
	if d < 0 || d >= l.slots {
		panic(fmt.Sprintf("delay: %d steps back on a line of %d", d, l.slots-1))
	}
	slot := (l.next - d - 1 + l.slots) % l.slots
	return l.data[slot*l.n : (slot+1)*l.n]
}

// State returns all that l holds, slot after slot, and the slot that is written next. The slice is l's own.
func (l *Line) State() (data []float64, next int) { return l.data, l.next }

// Restore puts back what State returned of a line of the same size; it panics for a slot that does not exist.
func (l *Line) Restore(data []float64, next int) {
	if len(data) != len(l.data) || next < 0 || next >= l.slots {
		panic(fmt.Sprintf("delay: %d values and slot %d for a line of %d slots of %d", len(data), next, l.slots, l.n))
	}
	copy(l.data, data)
	l.next = next
}
