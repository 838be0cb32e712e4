package pass

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/ir"
)

// Program returns p with the parameters and inputs that are named in uniform bound to the bits given there, with every part through
// Standard, and without the columns and outputs that are of no use any more. States and outputs of the Program stay.
// Names that are no columns of p mean nothing; those of other columns panic.
func Program(p *ir.Program, uniform map[string]uint64) *ir.Program {
	for _, c := range p.Columns {
		if _, ok := uniform[c.Name]; ok && c.Role != ir.ParamColumn && c.Role != ir.InputColumn {
			panic(fmt.Sprintf("pass: %s of %s is no parameter or input", c.Name, p.Name))
		}
	}
	q := *p
	for _, part := range []**ir.Func{&q.Before, &q.Step, &q.Attempt, &q.After} {
		if *part != nil {
			*part = Specialise(*part, uniform)
		}
	}
	dropOutputs(&q)
	q.Columns = usedColumns(&q)
	return &q
}

// dropOutputs removes from each part, last to first, temporaries that no later part reads and outputs that give a column
// the value that it has. A part without outputs goes too.
func dropOutputs(p *ir.Program) {
	temp := map[string]bool{}
	for _, c := range p.Columns {
		temp[c.Name] = c.Role == ir.TempColumn
	}
	read := map[string]bool{ir.ElapsedColumn: p.Adaptive != nil} // by the executor
	for _, part := range []**ir.Func{&p.After, &p.Attempt, &p.Step, &p.Before} {
		f := *part
		if f == nil {
			continue
		}
		if part == &p.Attempt { // it is repeated: it comes after itself
			markRead(f, read)
		}
		f = Keep(f, func(name string) bool {
			return (!temp[name] || read[name]) && !unchanged(f, name)
		})
		markRead(f, read)
		if *part = f; len(f.Out) == 0 {
			*part = nil
		}
	}
}

func markRead(f *ir.Func, read map[string]bool) {
	for _, s := range f.In {
		read[s.Name] = true
	}
}

// unchanged reports whether the output called name is the input of that name.
func unchanged(f *ir.Func, name string) bool {
	in := f.Code[f.Output(name)]
	return in.Op == ir.Input && f.In[in.Imm].Name == name
}

func usedColumns(p *ir.Program) []ir.Column {
	used := map[string]bool{}
	for _, f := range p.Parts() {
		markRead(f, used)
		for _, o := range f.Out {
			used[o.Name] = true
		}
	}
	var columns []ir.Column
	for _, c := range p.Columns {
		if used[c.Name] || c.Role == ir.StateColumn || c.Role == ir.OutputColumn {
			columns = append(columns, c)
		}
	}
	return columns
}
