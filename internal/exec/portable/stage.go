package portable

import (
	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// transfer is a column and the register that holds its values for the neurons of a block.
type transfer struct {
	column   int
	register *block
	buffered bool // in the buffer of the scratch instead of the frame
	state    bool // keeps its old value in a lane that failed
}

// stage is a machine with the transfers between its registers and columns.
type stage struct {
	*machine
	uniforms, reads, writes []transfer
	fail                    *block // the register of FailOutput, nil when it is not written
}

// newStage makes the stage of a routine. Of the columns that it reads, buffered tells those that lie in the buffer.
func newStage(c *program, r *routine, buffered func(name string) bool) *stage {
	s := &stage{machine: newMachine(r)}
	for i, in := range r.f.In {
		register := s.input(i)
		if register == nil {
			continue
		}
		t := transfer{column: c.index(in.Name), register: register, buffered: buffered(in.Name)}
		if c.columns[t.column].Role == ir.UniformColumn {
			s.uniforms = append(s.uniforms, t)
		} else {
			s.reads = append(s.reads, t)
		}
	}
	for i, out := range r.f.Out {
		if out.Name == ir.FailOutput {
			s.fail = s.output(i)
		}
		t := transfer{column: c.index(out.Name), register: s.output(i)}
		t.state = c.columns[t.column].Role == ir.StateColumn
		s.writes = append(s.writes, t)
	}
	return s
}

// begin loads the uniform columns for a call of Step.
func (s *stage) begin(f *kernel.Frame) {
	for _, t := range s.uniforms {
		fill(t.register, get(&f.Columns[t.column], 0))
	}
}
