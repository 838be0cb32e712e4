//go:build amd64

package jit

import (
	"encoding/binary"
	"math/bits"

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

	failColumn int // the frame's FailOutput, -1 when it has none
}

func newWorker(c *program) *worker {
	w := &worker{program: c, buffer: make([]kernel.Column, len(c.columns))}
	for i, column := range c.columns {
		if c.written[column.Name] || column.Name == ir.FailOutput {
			w.buffer[i] = kernel.NewColumn(column.Type, chunkLanes)
		}
	}
	fail := c.index(ir.FailOutput)
	w.fail, w.failColumn = w.buffer[fail], fail
	if c.columns[fail].Role == ir.TempColumn {
		w.failColumn = -1
	}
	w.last = w.newStage(c.last, func(column ir.Column, input, former bool) bool {
		return input && c.written[column.Name] && !former || !input && column.Role == ir.TempColumn
	})
	if c.adaptive == nil {
		return w
	}
	w.time = w.buffer[c.index(ir.ElapsedColumn)]
	w.attempt = w.newStage(c.attempt, func(column ir.Column, input, _ bool) bool {
		return !input || c.early[column.Name] || column.Name == ir.ElapsedColumn
	})
	if c.before != nil {
		w.before = w.newStage(c.before, func(_ ir.Column, input, _ bool) bool { return !input })
	}
	w.late = newLate(w)
	return w
}

// stage is a call whose operands are tied to columns of the program: to the worker's buffer for good, or to the frame.
type stage struct {
	*call
	column []int // by operand: the program's column
	frame  []int // the operands that are tied to the frame
}

// newStage ties the operands for which buffered holds to the buffer; former means the state before the step, which only the
// frame has.
func (w *worker) newStage(r *routine, buffered func(column ir.Column, input, former bool) bool) *stage {
	c := w.program
	s := &stage{call: newCall(r, c.uniform)}
	for k := range s.operands {
		name, former := "", false
		if s.isInput(k) {
			name, former = c.source(r.f.In[k].Name)
		} else {
			name = r.f.Out[k-len(r.f.In)].Name
		}
		i := c.index(name)
		s.column = append(s.column, i)
		if buffered(c.columns[i], s.isInput(k), former) {
			s.bind(k, &w.buffer[i], 0)
		} else {
			s.frame = append(s.frame, k)
		}
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

// on ties the stage to the lanes of f from lo on.
func (s *stage) on(f *kernel.Frame, lo int) {
	for _, k := range s.frame {
		s.bind(k, &f.Columns[s.column[k]], lo)
	}
}

// prepare runs the part before integration for the n neurons of the chunk from chunk on, into the buffer.
func (w *worker) prepare(f *kernel.Frame, chunk, n int) {
	clear(w.time.F[:n])
	clear(w.fail.B[:n])
	if w.before != nil {
		w.before.on(f, chunk)
		w.before.run(n)
	}
}

// conclude runs the last part for the n neurons from chunk on, and counts those that failed.
func (w *worker) conclude(f *kernel.Frame, chunk, n int) (failed int) {
	w.last.on(f, chunk)
	w.last.run(n)
	if w.last.f.Output(ir.FailOutput) == ir.None {
		return 0
	}
	fails := w.fail.B[:n]
	if w.failColumn >= 0 {
		fails = f.Columns[w.failColumn].B[chunk : chunk+n]
	}
	return count(fails)
}

// count is the number of bytes that are 1.
func count(mask []uint8) (n int) {
	i := 0
	for ; i+8 <= len(mask); i += 8 {
		n += bits.OnesCount64(binary.LittleEndian.Uint64(mask[i:]))
	}
	for ; i < len(mask); i++ {
		n += int(mask[i])
	}
	return n
}
