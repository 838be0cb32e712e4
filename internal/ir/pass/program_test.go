package pass_test

import (
	"math"
	"testing"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/pass"
)

// sampleProgram has parts with temporaries that only some of the parts read, and outputs that change nothing.
func sampleProgram() *ir.Program {
	column := func(name string, t ir.Type, role ir.Role) ir.Column {
		return ir.Column{Name: name, Type: t, Role: role}
	}
	p := &ir.Program{Name: "sample", Columns: []ir.Column{
		column("V", ir.F64, ir.StateColumn), column("idle", ir.F64, ir.StateColumn),
		column("tau", ir.F64, ir.ParamColumn), column("gain", ir.F64, ir.ParamColumn), column("unread", ir.F64, ir.ParamColumn),
		column("I", ir.F64, ir.InputColumn), column("unused", ir.F64, ir.InputColumn),
		column("held", ir.Bool, ir.TempColumn), column("forgotten", ir.F64, ir.TempColumn),
		column(ir.ElapsedColumn, ir.F64, ir.TempColumn), column(ir.StepSizeColumn, ir.F64, ir.StateColumn),
		column(ir.SpikeOutput, ir.Bool, ir.OutputColumn),
	}, Adaptive: &ir.Adaptive{Dt: 1, MaxAttempts: 10}}

	b := ir.NewBuilder("before")
	v := b.Input("V", ir.F64)
	b.Output("held", b.Op(ir.Lt, v, b.F(0)))
	b.Output("forgotten", b.Mul(v, b.Input("unread", ir.F64)))
	b.Output("V", v)
	p.Before = b.Func()

	b = ir.NewBuilder("attempt")
	v = b.Input("V", ir.F64)
	current := b.Mul(b.Input("gain", ir.F64), b.Input("I", ir.F64))
	moved := b.Add(v, b.Div(b.Sub(current, v), b.Input("tau", ir.F64)))
	b.Output("V", b.Select(b.Input("held", ir.Bool), v, moved))
	b.Output(ir.ElapsedColumn, b.F(1))
	p.Attempt = b.Func()

	b = ir.NewBuilder("after")
	b.Output(ir.SpikeOutput, b.Op(ir.Lt, b.F(1), b.Input("V", ir.F64)))
	b.Output("idle", b.Input("idle", ir.F64))
	p.After = b.Func()
	return p
}

func TestProgramGolden(t *testing.T) {
	p := sampleProgram()
	before := ir.FormatProgram(p)
	golden(t, "testdata/program.ir", ir.FormatProgram(pass.Program(p, nil)))
	uniform := map[string]uint64{"tau": math.Float64bits(8), "gain": math.Float64bits(1), "absent": 7}
	q := pass.Program(p, uniform)
	golden(t, "testdata/program_uniform.ir", ir.FormatProgram(q))
	if again := pass.Program(q, uniform); ir.FormatProgram(again) != ir.FormatProgram(q) {
		t.Errorf("not idempotent:\n%s", ir.FormatProgram(again))
	}
	if ir.FormatProgram(p) != before {
		t.Error("the argument was changed")
	}
}

func TestProgramPanicsForOtherColumns(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	pass.Program(sampleProgram(), map[string]uint64{"V": 0})
}
