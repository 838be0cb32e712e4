package portable

// machine is a routine with registers: what one goroutine runs.
type machine struct {
	routine *routine
	file    []block
	code    []instr
	math    []*instr // those of code that apply a mathematical function
	lanes   int      // the number that math is set to
}

func newMachine(r *routine) *machine {
	m := &machine{routine: r, file: make([]block, r.registers), code: make([]instr, len(r.steps))}
	for _, c := range r.constants {
		fill(&m.file[c.register], c.bits)
	}
	for i, s := range r.steps {
		in := &m.code[i]
		in.run, in.d = s.run, &m.file[s.d]
		for j, r := range s.regs {
			in.r[j] = &m.file[r]
		}
		if copy(in.k[:], s.consts); s.math {
			m.math = append(m.math, in)
		}
	}
	return m
}

// run executes the routine on the first n lanes. Those up to the next whole tile are computed and mean nothing, but for
// the mathematical functions: they cost most, and take n lanes as they are.
func (m *machine) run(n int) {
	if n != m.lanes {
		for _, in := range m.math {
			in.k[mathLanes] = uint64(n)
		}
		m.lanes = n
	}
	used := (n + tileLanes - 1) / tileLanes
	for i := range m.code {
		in := &m.code[i]
		in.run(in, used)
	}
}

// input is the register of input i, or nil when nothing reads it.
func (m *machine) input(i int) *block {
	if r := m.routine.inputs[i]; r >= 0 {
		return &m.file[r]
	}
	return nil
}

// output is the register of output i.
func (m *machine) output(i int) *block { return &m.file[m.routine.outputs[i]] }
