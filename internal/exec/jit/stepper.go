//go:build amd64

package jit

import (
	"github.com/spikelet/spikelet/internal/exec/freelist"
	"github.com/spikelet/spikelet/internal/exec/fuse"
	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// chunkLanes is the number of neurons that a worker takes through all parts before it goes on: their columns stay in cache,
// and no call of machine code lasts long.
const chunkLanes = 1024

// stepper is the Kernel of a program.
type stepper struct {
	program *program
	pool    *freelist.List[worker]
}

// Executor implements kernel.Kernel.
func (k *stepper) Executor() string { return k.program.target.name }

// Close implements kernel.Kernel. A kernel that is dropped without it is found by the garbage collector.
func (k *stepper) Close() { k.pool.Close(k.program.release) }

// Step implements kernel.Kernel.
func (k *stepper) Step(f *kernel.Frame, lo, hi int) kernel.Stats {
	w := k.pool.Get()
	if w == nil {
		panic("jit: a step of a kernel that is closed")
	}
	defer k.pool.Put(w)
	var stats kernel.Stats
	for at := lo; at < hi; at += chunkLanes {
		n := min(chunkLanes, hi-at)
		if w.attempt == nil {
			stats.Attempts += int64(n)
		} else {
			w.prepare(f, at, n)
			stats.Attempts += w.integrate(f, at, n)
		}
		stats.Failed += w.conclude(f, at, n)
	}
	return stats
}

// worker is what one call of Step works with.
type worker struct {
	program               *program
	before, attempt, last *stage

	// buffer holds, for the columns that before and attempt write, the values of the neurons of a chunk between the parts; one
	// column for each of the program's, empty for the others.
	buffer []kernel.Column
	fail   kernel.Column // the buffer's FailOutput
	time   kernel.Column // the buffer's ElapsedColumn
	late   *late
}

func newWorker(c *program) *worker {
	w := &worker{program: c, buffer: make([]kernel.Column, len(c.columns))}
	for i, column := range c.columns {
		if c.written[column.Name] || column.Name == ir.FailOutput {
			w.buffer[i] = kernel.NewColumn(column.Type, chunkLanes)
		}
	}
	w.fail = w.buffer[c.index(ir.FailOutput)]
	w.last = newStage(c, c.last)
	if c.adaptive == nil {
		return w
	}
	w.time = w.buffer[c.index(ir.ElapsedColumn)]
	w.attempt = newStage(c, c.attempt)
	if c.before != nil {
		w.before = newStage(c, c.before)
	}
	w.late = newLate(w)
	return w
}

// stage is a call whose operands are tied to columns of the program.
type stage struct {
	*call
	column []int  // by operand: the program's column
	former []bool // by operand: the state before the step, which only the frame has
}

func newStage(c *program, r *routine) *stage {
	s := &stage{call: newCall(r, c.uniform)}
	for _, in := range r.f.In {
		name, former := c.source(in.Name)
		s.column, s.former = append(s.column, c.index(name)), append(s.former, former)
	}
	for _, out := range r.f.Out {
		s.column, s.former = append(s.column, c.index(out.Name)), append(s.former, false)
	}
	return s
}

// source is the column that an input is read from, and whether it is the state before the step.
func (c *program) source(input string) (name string, former bool) {
	for _, column := range c.columns {
		if input == fuse.Before(column.Name) {
			return column.Name, true
		}
	}
	return input, false
}

// isInput reports whether operand k is read.
func (s *stage) isInput(k int) bool { return k < len(s.f.In) }

// prepare runs the part before integration for the n neurons of the chunk from chunk on, into the buffer.
func (w *worker) prepare(f *kernel.Frame, chunk, n int) {
	clear(w.time.F[:n])
	clear(w.fail.B[:n])
	if w.before == nil {
		return
	}
	for k, i := range w.before.column {
		if w.before.isInput(k) {
			w.before.bind(k, &f.Columns[i], chunk)
		} else {
			w.before.bind(k, &w.buffer[i], 0)
		}
	}
	w.before.run(n)
}

// conclude runs the last part for the n neurons from chunk on, and counts those that failed.
func (w *worker) conclude(f *kernel.Frame, chunk, n int) (failed int) {
	c := w.program
	for k, i := range w.last.column {
		column := &c.columns[i]
		switch buffered := c.written[column.Name]; {
		case w.last.isInput(k) && buffered && !w.last.former[k]:
			w.last.bind(k, &w.buffer[i], 0)
		case !w.last.isInput(k) && column.Role == ir.TempColumn:
			w.last.bind(k, &w.buffer[i], 0)
		default:
			w.last.bind(k, &f.Columns[i], chunk)
		}
	}
	w.last.run(n)
	if w.last.f.Output(ir.FailOutput) == ir.None {
		return 0
	}
	fails := w.fail.B[:n]
	if i := c.index(ir.FailOutput); c.columns[i].Role != ir.TempColumn {
		fails = f.Columns[i].B[chunk : chunk+n]
	}
	for _, b := range fails {
		failed += int(b)
	}
	return failed
}
