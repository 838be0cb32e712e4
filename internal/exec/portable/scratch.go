package portable

import (
	"slices"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// chunkLanes is the number of neurons that an adaptive step takes through all its parts before it goes on: many, so that
// few lanes are empty at a chunk's end; few enough for the buffer to stay in the second-level cache.
const chunkLanes = 1024

// scratch is what one call of Step works with.
type scratch struct {
	program *program
	before  *stage // nil when there is no such part
	attempt *stage
	last    *stage

	// buffer holds, for the columns that before and attempt write, the values of the neurons of a chunk between the
	// parts; one column for each of the program's, empty for the others.
	buffer []kernel.Column
	fail   *kernel.Column // the buffer's FailOutput
	time   *kernel.Column // the buffer's ElapsedColumn

	mobile  []*block        // the attempt's registers of columns that differ between neurons
	size    *transfer       // the attempt's ir.StepSizeColumn, nil when it does not read one
	order   [chunkLanes]int // the neurons of the chunk in the order in which they get lanes
	elapsed *block          // the attempt's ElapsedColumn
	neuron  [blockLanes]int // for each lane of an attempt its neuron, counted from the chunk's first
	tries   [blockLanes]int // attempts of that neuron in this step
}

func newScratch(c *program) *scratch {
	s := &scratch{program: c}
	s.last = newStage(c, c.last, func(name string) bool { return c.written[name] })
	s.last.writes = slices.DeleteFunc(s.last.writes, func(t transfer) bool {
		return c.columns[t.column].Role == ir.TempColumn // FailOutput, when nobody asks for it
	})
	if c.adaptive == nil {
		return s
	}
	early := map[string]bool{}
	if c.before != nil {
		s.before = newStage(c, c.before, func(string) bool { return false })
		for _, out := range c.before.f.Out {
			early[out.Name] = true
		}
	}
	s.attempt = newStage(c, c.attempt, func(name string) bool { return early[name] || name == ir.ElapsedColumn })
	for i, out := range c.attempt.f.Out {
		if out.Name == ir.ElapsedColumn {
			s.elapsed = s.attempt.output(i)
		}
	}
	if i := slices.IndexFunc(s.attempt.reads, func(t transfer) bool {
		return c.columns[t.column].Name == ir.StepSizeColumn
	}); i >= 0 {
		s.size = &s.attempt.reads[i]
	}
	for _, t := range slices.Concat(s.attempt.reads, s.attempt.writes) {
		if !slices.Contains(s.mobile, t.register) {
			s.mobile = append(s.mobile, t.register)
		}
	}
	s.buffer = make([]kernel.Column, len(c.columns))
	for i, column := range c.columns {
		if c.written[column.Name] {
			s.buffer[i] = kernel.NewColumn(column.Type, chunkLanes)
		}
	}
	s.fail, s.time = &s.buffer[c.index(ir.FailOutput)], &s.buffer[c.index(ir.ElapsedColumn)]
	return s
}
