package ad

import "github.com/spikelet/spikelet/internal/ir"

// Partial is the name of the output of Forward that holds the derivative of output out with respect to input in.
func Partial(out, in string) string { return "∂ " + out + " / ∂ " + in }

// Forward returns f with further outputs: Partial(o, x) for each float output o of f and each x of wrt, in forward mode.
// A derivative that is zero by structure (o does not depend on x through differentiable operations) has no output; that
// includes every x that is no float input of f.
//
// Derivatives are those of the branch taken: of select(c, a, b) with c held fixed, of |x| at 0 that of x, of the rounding
// operations and of integers 0. Each rule is one multiplication by the derivative of its operand, d exp(u) = exp(u)·du, so
// a derivative errs by a few roundings more than its function. Bit patterns (Bits, Float) are not differentiated: apply
// Forward before mathematical functions are expanded.
func Forward(f *ir.Func, wrt ...string) *ir.Func {
	b := ir.NewBuilder(f.Name)
	at := copyCode(b, f)
	for _, r := range f.Out {
		b.Output(r.Name, at[r.Value])
	}
	tangents := make([][]ir.Value, len(wrt))
	for k, x := range wrt {
		tangents[k] = tangent(b, f, at, x)
	}
	for _, r := range f.Out {
		for k, x := range wrt {
			if d := tangents[k][r.Value]; d != ir.None {
				b.Output(Partial(r.Name, x), d)
			}
		}
	}
	return b.Func()
}

// copyCode writes f's inputs and instructions to b and returns where each instruction went.
func copyCode(b *ir.Builder, f *ir.Func) []ir.Value {
	inputs := make(map[string]ir.Value, len(f.In))
	for _, s := range f.In {
		inputs[s.Name] = b.Input(s.Name, s.Type)
	}
	return b.Copy(f, inputs)
}

// tangent writes the derivative of every instruction of f with respect to the input x; ir.None where it is zero.
func tangent(b *ir.Builder, f *ir.Func, at []ir.Value, x string) []ir.Value {
	d := make([]ir.Value, len(f.Code))
	for v, in := range f.Code {
		d[v] = ir.None
		switch {
		case in.Type != ir.F64:
		case in.Op == ir.Input:
			if f.In[in.Imm].Name == x {
				d[v] = b.F(1)
			}
		default:
			d[v] = instrTangent(rule{b, in.Op}, at, d, in, at[v])
		}
	}
	return d
}

// instrTangent gathers the operands of one instruction and their derivatives, and applies its rule unless all are zero.
func instrTangent(r rule, at, d []ir.Value, in ir.Instr, y ir.Value) ir.Value {
	var u, du [3]ir.Value
	zero := true
	for i := range u {
		u[i], du[i] = ir.None, ir.None
		if a := in.Args[i]; a != ir.None {
			u[i], du[i] = at[a], d[a]
			zero = zero && du[i] == ir.None
		}
	}
	if zero {
		return ir.None
	}
	return r.apply(u, du, y)
}
