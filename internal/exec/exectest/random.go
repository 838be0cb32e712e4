package exectest

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/irtest"
)

// RandomPrograms holds programs of random parts, fixed and adaptive, against the reference.
func RandomPrograms(t *testing.T, e Executor) {
	rapid.Check(t, func(t *rapid.T) {
		p := randomProgram(t)
		k, err := e.Compile(p)
		if err != nil {
			t.Fatal(err)
		}
		defer k.Close()
		n := rapid.IntRange(0, e.Lanes+9).Draw(t, "neurons")
		values := map[string][]uint64{}
		for _, c := range p.Columns {
			for range 4 {
				values[c.Name] = append(values[c.Name], irtest.Bits(t, c.Type))
			}
		}
		f := newFrame(p, n, func(c ir.Column, i int) uint64 { return values[c.Name][i%4] })
		lo := rapid.IntRange(0, n).Draw(t, "lo")
		steps(t, k, f, lo, n, 2)
	})
}

// randomProgram has, of each type, a state column and one of any role that parts may read, and one that they write.
func randomProgram(t *rapid.T) *ir.Program {
	p := &ir.Program{Name: "random", StoreFailed: rapid.Bool().Draw(t, "store failed")}
	for _, typ := range []ir.Type{ir.F64, ir.I64, ir.Bool} {
		other := rapid.SampledFrom([]ir.Role{ir.StateColumn, ir.ParamColumn, ir.InputColumn, ir.UniformColumn}).Draw(t, "role")
		p.Columns = append(p.Columns,
			ir.Column{Name: fmt.Sprintf("%v 0", typ), Type: typ, Role: ir.StateColumn},
			ir.Column{Name: fmt.Sprintf("%v 1", typ), Type: typ, Role: other},
			ir.Column{Name: fmt.Sprintf("out %v 2", typ), Type: typ, Role: ir.OutputColumn},
		)
	}
	p.Columns = append(p.Columns, ir.Column{Name: ir.FailOutput, Type: ir.Bool, Role: ir.OutputColumn})
	if rapid.Bool().Draw(t, "before") {
		p.Before = randomPart(t, p, "before")
	}
	if rapid.Bool().Draw(t, "adaptive") {
		p.Columns = append(p.Columns, ir.Column{Name: ir.ElapsedColumn, Type: ir.F64, Role: ir.TempColumn})
		p.Attempt = randomAttempt(t, p)
		p.Adaptive = &ir.Adaptive{Dt: 1, MaxAttempts: 6}
	} else {
		p.Step = randomPart(t, p, "step")
	}
	if rapid.Bool().Draw(t, "after") {
		p.After = randomPart(t, p, "after")
	}
	return p
}

// randomPart writes each column that a part may write, or not.
func randomPart(t *rapid.T, p *ir.Program, name string) *ir.Func {
	f := orderly(irtest.Func(t, 25))
	f.Name = name
	var out []ir.Result
	for _, typ := range []ir.Type{ir.F64, ir.I64, ir.Bool} {
		for i, column := range []string{"%v 0", "%v 1", "out %v 2"} {
			column = fmt.Sprintf(column, typ)
			role := p.Columns[p.Column(column)].Role
			if writes := role == ir.StateColumn || role == ir.OutputColumn; writes && rapid.Bool().Draw(t, "write") {
				out = append(out, ir.Result{Name: column, Value: f.Output(fmt.Sprintf("out %v %d", typ, i))})
			}
		}
	}
	if rapid.IntRange(0, 3).Draw(t, "fail") == 0 {
		out = append(out, ir.Result{Name: ir.FailOutput, Value: f.Output("out bool 1")})
	}
	f.Out = out
	return f
}

// randomAttempt is a random part that also advances, in some lanes at some times, by a quarter of the step.
func randomAttempt(t *rapid.T, p *ir.Program) *ir.Func {
	f := randomPart(t, p, "attempt")
	b := ir.NewBuilder(f.Name)
	inputs := map[string]ir.Value{}
	for _, in := range f.In {
		inputs[in.Name] = b.Input(in.Name, in.Type)
	}
	values := b.Copy(f, inputs)
	for _, r := range f.Out {
		b.Output(r.Name, values[r.Value])
	}
	elapsed := b.Input(ir.ElapsedColumn, ir.F64)
	advance := b.Op(ir.Or, b.Op(ir.Le, elapsed, b.F(0.25)), inputs["bool 0"])
	b.Output(ir.ElapsedColumn, b.Select(advance, b.Add(elapsed, b.F(0.25)), elapsed))
	return b.Func()
}
