package exectest

import (
	"math"

	"github.com/spikelet/spikelet/internal/ir"
)

// fixedProgram is a leaky integrator with a counter: columns of every role and type, parts that hand temporaries on, states
// that only some parts write.
func fixedProgram() *ir.Program {
	return &ir.Program{
		Name: "fixed",
		Columns: []ir.Column{
			{Name: "V", Type: ir.F64, Role: ir.StateColumn},
			{Name: "count", Type: ir.I64, Role: ir.StateColumn},
			{Name: "armed", Type: ir.Bool, Role: ir.StateColumn},
			{Name: "untouched", Type: ir.F64, Role: ir.StateColumn},
			{Name: "tau", Type: ir.F64, Role: ir.ParamColumn},
			{Name: "current", Type: ir.F64, Role: ir.InputColumn},
			{Name: ir.StepInput, Type: ir.F64, Role: ir.UniformColumn},
			{Name: "V before", Type: ir.F64, Role: ir.TempColumn},
			{Name: ir.SpikeOutput, Type: ir.Bool, Role: ir.OutputColumn},
			{Name: ir.FailOutput, Type: ir.Bool, Role: ir.OutputColumn},
		},
		Before: fixedBefore(), Step: fixedStep(), After: fixedAfter(),
	}
}

func fixedBefore() *ir.Func {
	b := ir.NewBuilder("before")
	v := b.Input("V", ir.F64)
	b.Output("V before", v)
	b.Output("V", b.Add(v, b.Mul(b.F(0.25), b.Input("current", ir.F64))))
	return b.Func()
}

func fixedStep() *ir.Func {
	b := ir.NewBuilder("step")
	v, dt := b.Input("V", ir.F64), b.Input(ir.StepInput, ir.F64)
	decay := b.Op(ir.Exp, b.Op(ir.Neg, b.Div(dt, b.Input("tau", ir.F64))))
	b.Output("V", b.Mul(v, decay))
	return b.Func()
}

func fixedAfter() *ir.Func {
	b := ir.NewBuilder("after")
	v, old := b.Input("V", ir.F64), b.Input("V before", ir.F64)
	armed, count := b.Input("armed", ir.Bool), b.Input("count", ir.I64)
	spike := b.Op(ir.And, armed, b.Op(ir.Le, b.F(1), v))
	b.Output(ir.SpikeOutput, spike)
	b.Output("armed", b.Op(ir.Le, v, old))
	b.Output("count", b.Select(spike, b.Add(count, b.I(1)), count))
	b.Output("V", b.Select(spike, b.F(0), v))
	b.Output(ir.FailOutput, notFinite(b, v))
	return b.Func()
}

// notFinite is true for NaN and infinities.
func notFinite(b *ir.Builder, x ir.Value) ir.Value {
	return b.Op(ir.Not, b.Op(ir.Lt, b.Op(ir.Abs, x), b.F(math.Inf(1))))
}

// adaptiveDt is the time step of adaptiveProgram.
const adaptiveDt = 0.5

// adaptiveProgram integrates x' = y, y' = mu (1 - x²) y - x + drive (van der Pol 1926, doi:10.1080/14786442608564127) by
// Heun's method with the Euler step as its error estimate and a step size that persists.
func adaptiveProgram() *ir.Program {
	return &ir.Program{
		Name: "adaptive",
		Columns: []ir.Column{
			{Name: "x", Type: ir.F64, Role: ir.StateColumn},
			{Name: "y", Type: ir.F64, Role: ir.StateColumn},
			{Name: ir.StepSizeColumn, Type: ir.F64, Role: ir.StateColumn},
			{Name: "crossings", Type: ir.I64, Role: ir.StateColumn},
			{Name: "mu", Type: ir.F64, Role: ir.ParamColumn},
			{Name: "drive", Type: ir.F64, Role: ir.UniformColumn},
			{Name: "kick", Type: ir.F64, Role: ir.InputColumn},
			{Name: "x before", Type: ir.F64, Role: ir.TempColumn},
			{Name: ir.ElapsedColumn, Type: ir.F64, Role: ir.TempColumn},
			{Name: ir.SpikeOutput, Type: ir.Bool, Role: ir.OutputColumn},
			{Name: ir.FailOutput, Type: ir.Bool, Role: ir.OutputColumn},
		},
		Before: adaptiveBefore(), Attempt: adaptiveAttempt(), After: adaptiveAfter(),
		Adaptive: &ir.Adaptive{Dt: adaptiveDt, MaxAttempts: 200},
	}
}

func adaptiveBefore() *ir.Func {
	b := ir.NewBuilder("before")
	b.Output("x before", b.Input("x", ir.F64))
	b.Output("y", b.Add(b.Input("y", ir.F64), b.Input("kick", ir.F64)))
	return b.Func()
}

func adaptiveAttempt() *ir.Func {
	b := ir.NewBuilder("attempt")
	x, y, h, t := b.Input("x", ir.F64), b.Input("y", ir.F64), b.Input(ir.StepSizeColumn, ir.F64), b.Input(ir.ElapsedColumn, ir.F64)
	slope := func(x, y ir.Value) (ir.Value, ir.Value) {
		damping := b.Mul(b.Input("mu", ir.F64), b.Sub(b.F(1), b.Mul(x, x)))
		return y, b.Add(b.Sub(b.Mul(damping, y), x), b.Input("drive", ir.F64))
	}
	rest := b.Sub(b.F(adaptiveDt), t)
	final := b.Op(ir.Le, rest, h)
	h = b.Select(final, rest, h)
	dx1, dy1 := slope(x, y)
	ex, ey := b.Add(x, b.Mul(h, dx1)), b.Add(y, b.Mul(h, dy1))
	dx2, dy2 := slope(ex, ey)
	half := b.Mul(h, b.F(0.5))
	nx, ny := b.FMA(half, b.Add(dx1, dx2), x), b.FMA(half, b.Add(dy1, dy2), y)
	err := b.Add(b.Op(ir.Abs, b.Sub(nx, ex)), b.Op(ir.Abs, b.Sub(ny, ey)))
	r := b.Div(err, b.F(1e-3))
	accept := b.Op(ir.Le, r, b.F(1.1))
	grown := b.Select(b.Op(ir.Lt, r, b.F(0.5)), b.Mul(h, b.F(1.5)), h)
	b.Output("x", b.Select(accept, nx, x))
	b.Output("y", b.Select(accept, ny, y))
	b.Output(ir.StepSizeColumn, b.Select(accept, grown, b.Mul(h, b.F(0.5))))
	b.Output(ir.ElapsedColumn, b.Select(accept, b.Select(final, b.F(adaptiveDt), b.Add(t, h)), t))
	b.Output(ir.FailOutput, b.Op(ir.Or, notFinite(b, nx), notFinite(b, ny)))
	return b.Func()
}

func adaptiveAfter() *ir.Func {
	b := ir.NewBuilder("after")
	x, old, n := b.Input("x", ir.F64), b.Input("x before", ir.F64), b.Input("crossings", ir.I64)
	spike := b.Op(ir.And, b.Op(ir.Lt, old, b.F(0)), b.Op(ir.Le, b.F(0), x))
	b.Output(ir.SpikeOutput, spike)
	b.Output("crossings", b.Add(n, b.Select(spike, b.I(1), b.I(0))))
	return b.Func()
}
