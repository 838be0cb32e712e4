//go:build amd64

package jit

import (
	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// late is the neurons of a chunk that need another attempt, gathered side by side so that no lane of a vector waits for one
// that is done.
type late struct {
	neuron   []int32 // of each lane, counted from the chunk's first
	done     []int32 // lanes that are done
	rest     []int32 // lanes that go on
	attempt  *call   // on operands
	operands []kernel.Column
	buffered []bool  // by operand: the first attempt left it in the worker's buffer, not in the frame
	fail     []uint8 // the attempt's FailOutput, nil when it has none
	elapsed  []float64
}

func newLate(w *worker) *late {
	l := &late{
		neuron: make([]int32, 0, chunkLanes), done: make([]int32, 0, chunkLanes), rest: make([]int32, 0, chunkLanes),
	}
	s := w.attempt
	l.attempt = newCall(s.routine, w.program.uniform)
	byColumn := map[int]kernel.Column{}
	for k, i := range s.column {
		column, ok := byColumn[i]
		if !ok && !s.operands[k].uniform {
			column = kernel.NewColumn(s.operands[k].t, chunkLanes)
			byColumn[i] = column
		}
		if !s.operands[k].uniform {
			l.attempt.bind(k, &column, 0)
		}
		l.operands = append(l.operands, column)
		name := w.program.columns[i].Name
		l.buffered = append(l.buffered, w.program.written[name])
		switch name {
		case ir.ElapsedColumn:
			l.elapsed = column.F
		case ir.FailOutput:
			l.fail = column.B
			if !s.isInput(k) { // not the buffer's: what failed before integration has failed
				s.bind(k, &column, 0)
			}
		}
	}
	return l
}

// integrate repeats the attempt for each of the n neurons of the chunk until it has reached the end of the step, and counts
// attempts. The first one runs on all neurons as they stand; those that are not done are gathered for the next.
func (w *worker) integrate(f *kernel.Frame, chunk, n int) (attempts int64) {
	attempts = int64(n)
	w.first(f, chunk, n)
	w.gather(f, chunk, n)
	for tries := 2; len(w.late.neuron) > 0; tries++ {
		active := len(w.late.neuron)
		attempts += int64(active)
		w.again(f, active)
		w.late.sort(w.program.adaptive, tries)
		w.leave()
		w.close()
	}
	return attempts
}

// first makes the first attempt of all n neurons: from the frame, or the buffer where the part before wrote, to the buffer.
func (w *worker) first(f *kernel.Frame, chunk, n int) {
	w.attempt.on(f, chunk)
	w.attempt.run(n)
}

// gather finds the neurons that are not done after the first attempt and gives them lanes.
func (w *worker) gather(f *kernel.Frame, chunk, n int) {
	l, a := w.late, w.program.adaptive
	l.neuron = l.neuron[:0]
	for j := range n {
		stuck := l.fail != nil && l.fail[j] != 0
		done := w.time.F[j] == a.Dt
		switch {
		case done && !stuck && w.fail.B[j] == 0:
		case stuck, w.fail.B[j] != 0, a.MaxAttempts == 1:
			w.fail.B[j] = 1
		default:
			l.neuron = append(l.neuron, int32(j))
		}
	}
	for k, i := range w.attempt.column {
		if !w.attempt.isInput(k) || w.attempt.operands[k].uniform {
			continue
		}
		src := w.buffer[i]
		if !l.buffered[k] {
			src = from(&f.Columns[i], chunk)
		}
		pick(&l.operands[k], &src, l.neuron)
	}
}

// from is the lanes of a column from lo on.
func from(column *kernel.Column, lo int) kernel.Column {
	switch {
	case column.F != nil:
		return kernel.Column{F: column.F[lo:]}
	case column.I != nil:
		return kernel.Column{I: column.I[lo:]}
	}
	return kernel.Column{B: column.B[lo:]}
}

// again makes an attempt of the gathered neurons, in place.
func (w *worker) again(f *kernel.Frame, active int) {
	for k, i := range w.attempt.column {
		if w.attempt.operands[k].uniform {
			w.late.attempt.bind(k, &f.Columns[i], 0)
		}
	}
	w.late.attempt.runPadded(active)
}

// sort divides the lanes into those that are done and those that go on.
func (l *late) sort(a *ir.Adaptive, tries int) {
	l.done, l.rest = l.done[:0], l.rest[:0]
	for i := range l.neuron {
		if l.elapsed[i] == a.Dt || l.fail != nil && l.fail[i] != 0 || tries >= a.MaxAttempts {
			l.done = append(l.done, int32(i))
		} else {
			l.rest = append(l.rest, int32(i))
		}
	}
}

// leave writes what the lanes that are done ended with to the buffer.
func (w *worker) leave() {
	l := w.late
	for k, i := range w.attempt.column {
		if !w.attempt.isInput(k) && w.program.columns[i].Name != ir.FailOutput {
			spread(&w.buffer[i], &l.operands[k], l.done, l.neuron)
		}
	}
	for _, i := range l.done {
		if l.elapsed[i] != w.program.adaptive.Dt || l.fail != nil && l.fail[i] != 0 {
			w.fail.B[l.neuron[i]] = 1
		}
	}
}

// close moves the lanes that go on together.
func (w *worker) close() {
	l := w.late
	for k := range l.operands {
		if w.attempt.isInput(k) && !w.attempt.operands[k].uniform {
			pick(&l.operands[k], &l.operands[k], l.rest)
		}
	}
	for to, i := range l.rest {
		l.neuron[to] = l.neuron[i]
	}
	l.neuron = l.neuron[:len(l.rest)]
}

// pick sets dst[i] = src[index[i]]; dst may be src when index ascends.
func pick(dst, src *kernel.Column, index []int32) {
	switch {
	case src.F != nil:
		pickFrom(dst.F, src.F, index)
	case src.I != nil:
		pickFrom(dst.I, src.I, index)
	default:
		pickFrom(dst.B, src.B, index)
	}
}

func pickFrom[T any](dst, src []T, index []int32) {
	dst = dst[:len(index)]
	for i := range dst {
		dst[i] = src[index[i]]
	}
}

// spread sets dst[neuron[i]] = src[i] for the lanes i.
func spread(dst, src *kernel.Column, lanes, neuron []int32) {
	switch {
	case src.F != nil:
		spreadTo(dst.F, src.F, lanes, neuron)
	case src.I != nil:
		spreadTo(dst.I, src.I, lanes, neuron)
	default:
		spreadTo(dst.B, src.B, lanes, neuron)
	}
}

func spreadTo[T any](dst, src []T, lanes, neuron []int32) {
	for _, i := range lanes {
		dst[neuron[i]] = src[i]
	}
}
