package solver_test

import "github.com/spikelet/spikelet/internal/ir"

// builder adds to ir.Builder what makes equations short to write.
type builder struct{ *ir.Builder }

func newBuilder(name string) builder { return builder{ir.NewBuilder(name)} }

func (b builder) in(name string) ir.Value { return b.Input(name, ir.F64) }

func (b builder) neg(x ir.Value) ir.Value { return b.Op(ir.Neg, x) }

func (b builder) exp(x ir.Value) ir.Value { return b.Op(ir.Exp, x) }

func (b builder) derivative(x string, v ir.Value) { b.Output(ir.Derivative(x), v) }

func variables(names ...string) []ir.Variable {
	var list []ir.Variable
	for _, name := range names {
		list = append(list, ir.Variable{Name: name, Type: ir.F64})
	}
	return list
}

// model is a model whose states are all integrated everywhere.
func model(name string, equations *ir.Func, states []string, parameters ...string) *ir.Model {
	return &ir.Model{
		Name: name, Parameters: variables(parameters...), States: variables(states...),
		Equations: equations, ODE: states, Integrals: []ir.Integral{{Vars: states}},
	}
}

// oscillator is x' = v, v' = -x.
func oscillator() *ir.Model {
	b := newBuilder("equations")
	b.derivative("x", b.in("v"))
	b.derivative("v", b.neg(b.in("x")))
	return model("oscillator", b.Func(), []string{"x", "v"})
}

// logistic is y' = y·(1 - y)·exp(-t): nonlinear, and depends on time.
func logistic() *ir.Model {
	b := newBuilder("equations")
	y := b.in("y")
	b.derivative("y", b.Mul(b.Mul(y, b.Sub(b.F(1), y)), b.exp(b.neg(b.in(ir.TimeInput)))))
	return model("logistic", b.Func(), []string{"y"})
}

// adexif is AdExIF with its operations in BrainPy's order; the current I is a continuous port. Its After spikes and resets.
func adexif() *ir.Model {
	b := newBuilder("equations")
	v, w := b.in("V"), b.in("w")
	delta := b.in("delta_T")
	spike := b.Mul(delta, b.exp(b.Div(b.Sub(v, b.in("V_T")), delta)))
	sum := b.Add(b.Add(b.neg(v), b.in("V_rest")), spike)
	sum = b.Add(b.Sub(sum, b.Mul(b.in("R"), w)), b.Mul(b.in("R"), b.in("I")))
	b.derivative("V", b.Div(sum, b.in("tau")))
	b.derivative("w", b.Div(b.Sub(b.Mul(b.in("a"), b.Sub(v, b.in("V_rest"))), w), b.in("tau_w")))
	m := model("AdExIF", b.Func(), []string{"V", "w"},
		"V_rest", "V_reset", "V_th", "V_T", "delta_T", "a", "b", "tau", "tau_w", "R")
	m.Ports = []ir.Port{{Name: "I", Kind: ir.ContinuousPort}}

	b = newBuilder("after")
	v, w = b.in("V"), b.in("w")
	spikes := b.Op(ir.Le, b.in("V_th"), v)
	b.Output("V", b.Select(spikes, b.in("V_reset"), v))
	b.Output("w", b.Select(spikes, b.Add(w, b.in("b")), w))
	b.Output(ir.SpikeOutput, spikes)
	m.After = b.Func()
	return m
}

var adexifParameters = map[string]float64{
	"V_rest": -65, "V_reset": -68, "V_th": -30, "V_T": -59.9, "delta_T": 3.48, "a": 1, "b": 1, "tau": 10, "tau_w": 30, "R": 1,
}

// hodgkinHuxley is hh_psc_alpha_gap's nine equations with a constant current I_e; it never spikes.
func hodgkinHuxley() *ir.Model {
	b := newBuilder("equations")
	v := b.in("V")
	gates := map[string][2]ir.Value{
		"m": {b.Mul(b.F(40*13.5), b.linoid(b.Div(b.Sub(v, b.F(75.5)), b.F(13.5)))), b.Mul(b.F(1.2262), b.exp(b.Div(b.neg(v), b.F(42.248))))},
		"h": {b.Mul(b.F(0.0035), b.exp(b.Div(b.neg(v), b.F(24.186)))), b.Mul(b.F(0.017*5.2), b.linoid(b.Div(b.Add(v, b.F(51.25)), b.F(5.2))))},
		"n": {b.Mul(b.F(0.014*2.3), b.linoid(b.Div(b.Add(v, b.F(44)), b.F(2.3)))), b.Mul(b.F(0.0043), b.exp(b.Div(b.neg(b.Add(v, b.F(44))), b.F(34))))},
		"p": {b.Mul(b.F(11.8), b.linoid(b.Div(b.Sub(v, b.F(95)), b.F(11.8)))), b.Mul(b.F(0.025), b.exp(b.Div(b.neg(v), b.F(22.222))))},
	}
	for _, x := range []string{"m", "h", "n", "p"} {
		rates, gate := gates[x], b.in(x)
		b.derivative(x, b.Sub(b.Mul(rates[0], b.Sub(b.F(1), gate)), b.Mul(rates[1], gate)))
	}
	m, h, n, p := b.in("m"), b.in("h"), b.in("n"), b.in("p")
	sodium := b.Mul(b.Mul(b.Mul(b.Mul(b.Mul(b.F(4500), m), m), m), h), b.Sub(v, b.F(74)))
	n2 := b.Mul(n, n)
	potassium := b.Mul(b.Add(b.Mul(b.F(9), b.Mul(n2, n2)), b.Mul(b.F(9000), b.Mul(p, p))), b.Sub(v, b.F(-90)))
	leak := b.Mul(b.F(10), b.Sub(v, b.F(-70)))
	current := b.neg(b.Add(b.Add(sodium, potassium), leak))
	current = b.Add(b.Add(b.Add(current, b.in("I_e")), b.in("I_ex")), b.in("I_in"))
	b.derivative("V", b.Div(current, b.F(40)))
	for i, kind := range []string{"ex", "in"} {
		tau := b.F([]float64{0.2, 2}[i])
		b.derivative("dI_"+kind, b.neg(b.Div(b.in("dI_"+kind), tau)))
		b.derivative("I_"+kind, b.Sub(b.in("dI_"+kind), b.Div(b.in("I_"+kind), tau)))
	}
	states := []string{"V", "m", "h", "n", "p", "dI_ex", "I_ex", "dI_in", "I_in"}
	return model("hh_psc_alpha_gap", b.Func(), states, "I_e")
}

// linoid is x/(1-exp(-x)), 1 at x = 0.
func (b builder) linoid(x ir.Value) ir.Value {
	quotient := b.Div(x, b.neg(b.Op(ir.Expm1, b.neg(x))))
	return b.Select(b.Op(ir.Eq, x, b.F(0)), b.F(1), quotient)
}

// integrateAndFire is a leaky integrator with an alpha-shaped synaptic current (I, and dI before it), a constant and an
// input current, and a refractory time r that runs down to 0. While it runs V is held. Before passes the condition on.
func integrateAndFire() *ir.Model {
	b := newBuilder("equations")
	current := b.Add(b.Add(b.in("I"), b.in("I_e")), b.in("I_stim"))
	leak := b.Div(b.neg(b.Sub(b.in("V"), b.in("E_L"))), b.in("tau_m"))
	b.derivative("V", b.Add(leak, b.Div(current, b.in("C_m"))))
	b.derivative("dI", b.neg(b.Div(b.in("dI"), b.in("tau_s"))))
	b.derivative("I", b.Sub(b.in("dI"), b.Div(b.in("I"), b.in("tau_s"))))
	b.derivative("r", b.F(-1))
	states := []string{"V", "dI", "I", "r"}
	m := model("iaf", b.Func(), states, "E_L", "tau_m", "C_m", "tau_s", "I_e", "V_th", "t_ref")
	m.Ports = []ir.Port{{Name: "I_stim", Kind: ir.ContinuousPort}, {Name: "spikes", Kind: ir.SpikePort}}
	m.Integrals = []ir.Integral{{When: "refractory", Vars: []string{"dI", "I", "r"}}, {When: "active", Vars: []string{"V", "dI", "I"}}}

	b = newBuilder("before")
	refractory := b.Op(ir.Lt, b.F(0), b.in("r"))
	b.Output("refractory", refractory)
	b.Output("active", b.Op(ir.Not, refractory))
	m.Before = b.Func()

	b = newBuilder("after")
	b.Output("dI", b.Add(b.in("dI"), b.Div(b.Mul(b.in("spikes"), b.F(2.718281828459045)), b.in("tau_s"))))
	spikes := b.Op(ir.Le, b.in("V_th"), b.in("V"))
	b.Output("V", b.Select(spikes, b.in("E_L"), b.in("V")))
	b.Output("r", b.Select(spikes, b.in("t_ref"), b.in("r")))
	b.Output(ir.SpikeOutput, spikes)
	m.After = b.Func()
	return m
}

var iafParameters = map[string]float64{
	"E_L": -70, "tau_m": 10, "C_m": 250, "tau_s": 2, "I_e": 300, "V_th": 1000, "t_ref": 2,
}
