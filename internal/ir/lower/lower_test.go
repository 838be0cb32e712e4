package lower_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/eval"
	"github.com/spikelet/spikelet/internal/ir/lower"
	"github.com/spikelet/spikelet/internal/nestml/check"
	"github.com/spikelet/spikelet/internal/nestml/parser"
)

// lowered reads a model and verifies every Func of it.
func lowered(t *testing.T, text string) *ir.Model {
	t.Helper()
	m, diags := tryLower(text)
	if diags.HasErrors() {
		t.Fatalf("%v", diags)
	}
	for _, f := range funcs(m) {
		if err := ir.Verify(f); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

func tryLower(text string) (*ir.Model, *diag.List) {
	src := diag.NewSource("test.nestml", text)
	file, diags := parser.Parse(src)
	if diags.HasErrors() {
		return nil, diags
	}
	models, checked := check.File(file)
	diags.Append(checked)
	if diags.HasErrors() {
		return nil, diags
	}
	m, more := lower.Model(src, models[0])
	diags.Append(more)
	return m, diags
}

func funcs(m *ir.Model) []*ir.Func {
	list := append(append([]*ir.Func(nil), m.Default...), m.Initial...)
	for _, g := range m.Guards {
		list = append(list, g.Check)
	}
	for _, f := range []*ir.Func{m.Derive, m.Equations, m.Before, m.After, m.Probe} {
		if f != nil {
			list = append(list, f)
		}
	}
	return list
}

// evaluate runs f; inputs that are not given are 0.
func evaluate(f *ir.Func, in map[string]float64) map[string]float64 {
	all := map[string]float64{}
	for _, slot := range f.In {
		all[slot.Name] = in[slot.Name]
	}
	return eval.Float(f, all)
}

// valueOf lowers an expression of a type over parameters x and y (mV), k and j (integer), r (real), c (boolean).
func valueOf(t *testing.T, typ, expr, functions string) float64 {
	t.Helper()
	m := lowered(t, fmt.Sprintf(`
model m:
    parameters:
        x mV = 1 mV
        y mV = 1 mV
        k integer = 1
        j integer = 1
        r real = 1
        c boolean = true
    state:
        z %s = %s
    update:
        z = z
%s
`, typ, expr, functions))
	in := map[string]float64{"x": 3, "y": -2, "k": 7, "j": -2, "r": 0.5, "c": 1, ir.StepInput: 0.1}
	for _, v := range evaluate(m.Initial[0], in) {
		return v
	}
	return math.NaN()
}

func TestExpressions(t *testing.T) {
	for _, c := range []struct {
		typ, expr string
		want      float64
	}{
		{"mV", "x + y", 1},
		{"mV", "x - 1 V", -997},
		{"mV", "1 V + x", 1003},
		{"mV", "0.07 V", 70},
		{"mV", "-(0.07 V)", -70},
		{"V", "0.07 V", 70}, // values are kept in mV, whatever the declaration says
		{"s", "2", 2000},    // a bare number has the declared unit
		{"ms", "2 s", 2000},
		{"nS", "1 pA / x", 1.0 / 3},
		{"real", "x / 1 mV", 3},
		{"real", "x / 1 V", 0.003},
		{"real", "1 ms / 1 s", 1e-3},
		{"mV", "x ** 1", 3},
		{"mV*mV", "x ** 2", 9},
		{"real", "r ** -2", 4},
		{"real", "-r ** 2", -0.25},
		{"real", "2 ** 3 ** 2", 512},
		{"real", "4 ** r", 2},
		{"real", "1 / 4", 0.25},
		{"integer", "k // j", -3},
		{"integer", "k % j", 1},
		{"integer", "k * j - 1", -15},
		{"integer", "2.9 * j", -5},
		{"integer", "k & 3 | 8", 11},
		{"integer", "k ^ 1", 6},
		{"integer", "k << 2", 28},
		{"integer", "j >> 1", -1},
		{"integer", "~k", -8},
		{"real", "k / 2", 3.5},
		{"real", "x < y ? 1.5 : 2.5", 2.5},
		{"real", "c and not (k == 7) ? 1.0 : 0.0", 0},
		{"boolean", "x > y and y < 0 mV or false", 1},
		{"boolean", "x >= 0.003 V", 1},
		{"boolean", "x != y", 1},
		{"boolean", "c == (k > 8)", 0},
		{"mV", "min(x, y)", -2},
		{"mV", "max(x, 0.004 V)", 4},
		{"mV", "clip(x, y, 2 mV)", 2},
		{"mV", "abs(y)", 2},
		{"integer", "abs(j)", 2},
		{"real", "ceil(r)", 1},
		{"real", "floor(-r)", -1},
		{"real", "round(r)", 1},
		{"real", "round(-r)", -1},
		{"real", "round(0.49999999999999994)", 0},
		{"real", "exp(x / 1 mV - 3)", 1},
		{"real", "ln(e)", 1},
		{"real", "pi", math.Pi},
		{"real", "1 - inf", math.Inf(-1)},
	} {
		if got := valueOf(t, c.typ, c.expr, ""); got != c.want {
			t.Errorf("%s %s = %v, want %v", c.typ, c.expr, got, c.want)
		}
	}
}

func TestFunctions(t *testing.T) {
	const functions = `
    function early(u mV) real:
        if u > 2 mV:
            return 10
        elif u > 0 mV:
            q real = 3
            return q + 1
        if u < -1.5 mV:
            return 30
        return 40

    function square(n integer) integer:
        s integer = 0
        i integer = 0
        for i in 0 ... 3 step 1:
            s += i * n
        return s

    function loud(u V) V:
        return u + 1
`
	for _, c := range []struct {
		typ, expr string
		want      float64
	}{
		{"real", "early(x)", 10},
		{"real", "early(1 mV)", 4},
		{"real", "early(y)", 30},
		{"real", "early(0 mV)", 40},
		{"real", "early(x) + early(y)", 40},
		{"integer", "square(k)", 21},
		{"mV", "loud(x)", 4}, // read in an expression, u is in mV, and so is the 1 that meets it
		{"mV", "loud(2)", 2001},
	} {
		if got := valueOf(t, c.typ, c.expr, functions); got != c.want {
			t.Errorf("%s = %v, want %v", c.expr, got, c.want)
		}
	}
}

func TestCompoundAssignment(t *testing.T) {
	for statement, want := range map[string]float64{
		"n += 2": 9, "n -= 2": 5, "n *= 2": 14, "n *= 1.5": 10, "n /= 2": 3, "n //= -2": -3,
		"x += 1 V": 1003, "x *= 2": 6, "x /= 2": 1.5, "x -= 1": 2,
	} {
		m := lowered(t, "model m:\n    state:\n        n integer = 7\n        x mV = 3 mV\n    update:\n        "+statement+"\n")
		for name, got := range evaluate(m.Before, map[string]float64{"n": 7, "x": 3}) {
			if got != want {
				t.Errorf("%s gives %s = %v, want %v", statement, name, got, want)
			}
		}
	}
}

func TestSteps(t *testing.T) {
	for T, want := range map[string]float64{"1.1 ms": 11, "0.25 ms": 3, "0 ms": 0, "1 s": 10000, "0.1 ms": 1, "resolution()": 1} {
		m := lowered(t, "model m:\n    internals:\n        n integer = steps("+T+")\n    state:\n        z integer = n\n    update:\n        z = z\n")
		if got := evaluate(m.Derive, map[string]float64{ir.StepInput: 0.1})["n"]; got != want {
			t.Errorf("steps(%s) = %v, want %v", T, got, want)
		}
	}
}

const twoBranches = `
model m:
    state:
        V mV = 0 mV
        g nS = 1 nS
        n integer = 0
    equations:
        V' = -V / 10 ms
        g' = -g / 5 ms
    input:
        spikes <- spike
    output:
        spike
    update:
        old mV = V
        if n > 0:
            n -= 1
            integrate_odes(g)
            g += 1 nS
        else:
            twice mV = 2 * V
            integrate_odes()
            V += twice
        V += old
    onReceive(spikes):
        V += spikes * 1 s * 1 mV
    onCondition(V > 10 mV):
        V = -5 mV
        n = 3
        emit_spike()
    onCondition(n > 0):
        n += 10
`

func TestUpdateIsCutAtIntegration(t *testing.T) {
	m := lowered(t, twoBranches)
	if len(m.Integrals) != 2 || m.Integrals[0].When == "" || m.Integrals[1].When == "" {
		t.Fatalf("integrals: %+v", m.Integrals)
	}
	if got := strings.Join(m.Integrals[0].Vars, " "); got != "g" {
		t.Errorf("the first call advances %q", got)
	}
	if got := strings.Join(m.Integrals[1].Vars, " "); got != "V g" {
		t.Errorf("the second call advances %q", got)
	}
	for _, c := range []struct {
		V, n, spikes   float64
		wantV, wantN   float64
		wantG, spiking float64
	}{
		{V: 1, n: 2, wantV: 1 + 1, wantN: 11, wantG: 2},
		{V: 1, n: 0, wantV: 1 + 2 + 1, wantN: 0, wantG: 1},
		{V: 4, n: 0, wantV: -5, wantN: 13, wantG: 1, spiking: 1},
		{V: 1, n: 0, spikes: 8, wantV: -5, wantN: 13, wantG: 1, spiking: 1},
		{V: 1, n: 0, spikes: 3, wantV: 7, wantN: 0, wantG: 1},
	} {
		state := map[string]float64{"V": c.V, "n": c.n, "g": 1, "spikes": c.spikes}
		if c.spikes != 0 {
			state[ir.Arrived("spikes")] = 1
		}
		for _, part := range []*ir.Func{m.Before, m.After} { // nothing changes while integrating
			for name, v := range evaluate(part, state) {
				state[name] = v
			}
		}
		if state["V"] != c.wantV || state["n"] != c.wantN || state["g"] != c.wantG || state[ir.SpikeOutput] != c.spiking {
			t.Errorf("%+v: V=%v n=%v g=%v spike=%v", c, state["V"], state["n"], state["g"], state[ir.SpikeOutput])
		}
		if first := state[m.Integrals[0].When]; first != b2f(c.n > 0) {
			t.Errorf("%+v: the first call is reached: %v", c, first)
		}
		if second := state[m.Integrals[1].When]; second != b2f(c.n == 0) {
			t.Errorf("%+v: the second call is reached: %v", c, second)
		}
	}
}

func b2f(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func TestKernelsBecomeChains(t *testing.T) {
	m := lowered(t, `
model m:
    state:
        V mV = 0 mV
    parameters:
        tau ms = 2 ms
        tau2 ms = 5 ms
    equations:
        kernel k = 3 * exp(-t / tau) + (e / tau) * t * exp(-t / tau) - (t / tau2)**2 * exp(-(1 / tau2) * t)
        V' = -V / tau + 1 mV / 1 ms * convolve(k, spikes) + convolve(spikes, k) * 1 mV / 1 s
    input:
        spikes <- spike
    update:
        integrate_odes(V)
`)
	const w, tau, tau2 = 2, 2.0, 5.0
	chain := []string{"k*spikes.0.0", "k*spikes.0.1", "k*spikes.1.0", "k*spikes.1.1", "k*spikes.1.2"}
	if got := m.ODE[1:]; strings.Join(got, " ") != strings.Join(chain, " ") {
		t.Fatalf("chains: %v", got)
	}
	jump := evaluate(m.After, map[string]float64{"spikes": w, "k*spikes.1.0": 1})
	if jump[chain[0]] != w || jump[chain[2]] != w+1 || len(jump) != 2 {
		t.Errorf("a spike adds its weight to the first of each chain: %v", jump)
	}
	// y_j = w t^j exp(-t/tau) solves the chain: its derivative must be what Equations says, and V' the kernel's value.
	for _, at := range []float64{0.1, 1, 7} {
		d1, d2 := math.Exp(-at/tau), math.Exp(-at/tau2)
		in := map[string]float64{
			"tau": tau, "tau2": tau2, chain[0]: w * d1, chain[1]: w * at * d1,
			chain[2]: w * d2, chain[3]: w * at * d2, chain[4]: w * at * at * d2,
		}
		out := evaluate(m.Equations, in)
		kernel := w * (3*d1 + math.E/tau*at*d1 - at*at/(tau2*tau2)*d2)
		close(t, "V'", out[ir.Derivative("V")], kernel*1.001)
		close(t, chain[0], out[ir.Derivative(chain[0])], -w*d1/tau)
		close(t, chain[1], out[ir.Derivative(chain[1])], w*d1*(1-at/tau))
		close(t, chain[4], out[ir.Derivative(chain[4])], w*d2*(2*at-at*at/tau2))
	}
}

func close(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-14*math.Max(1, math.Abs(want)) {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

func TestConvolutionsAdvanceOnEveryPath(t *testing.T) {
	m := lowered(t, `
model m:
    state:
        V mV = 0 mV
        n integer = 0
    equations:
        kernel k = exp(-t / 2 ms)
        V' = -V / 10 ms + convolve(k, spikes) * 1 mV / 1 ms
    input:
        spikes <- spike
    update:
        if n == 0:
            integrate_odes(V)
`)
	if len(m.Integrals) != 2 {
		t.Fatalf("integrals: %+v", m.Integrals)
	}
	for n := range 2 {
		out := evaluate(m.Before, map[string]float64{"n": float64(n)})
		if out[m.Integrals[0].When] != b2f(n == 0) || out[m.Integrals[1].When] != b2f(n != 0) {
			t.Errorf("n = %d: %v", n, out)
		}
	}
	if got := m.Integrals[1].Vars; len(got) != 1 || got[0] != "k*spikes.0.0" {
		t.Errorf("without a call %v advance", got)
	}
}

func TestSecondOrderEquation(t *testing.T) {
	m := lowered(t, `
model m:
    state:
        x mV = 1 mV
        x' mV/ms = 0 mV/ms
    equations:
        x'' = -x / (4 ms**2) - x' / 1 ms
    update:
        integrate_odes()
`)
	out := evaluate(m.Equations, map[string]float64{"x": 8, "x'": 3})
	if out[ir.Derivative("x")] != 3 || out[ir.Derivative("x'")] != -5 {
		t.Errorf("derivatives: %v", out)
	}
}

func TestInitialValuesFollowEarlierStates(t *testing.T) {
	m := lowered(t, `
model m:
    parameters:
        base pF = 4 pF
        C pF = 2 * base
    internals:
        half pF = C / 2
        quarter pF = half / 2
    state:
        V mV = -60 mV
        m real = 1 / (1 + exp(-(V + 60 mV) / 5 mV)) * quarter / base
    update:
        m = m
`)
	if got := evaluate(m.Default[1], map[string]float64{"base": 4})["C"]; got != 8 {
		t.Errorf("C = %v", got)
	}
	if got := evaluate(m.Derive, map[string]float64{"C": 8}); got["half"] != 4 || got["quarter"] != 2 {
		t.Errorf("internals: %v", got)
	}
	if got := evaluate(m.Initial[1], map[string]float64{"V": -60, "quarter": 4, "base": 4})["m"]; got != 0.5 {
		t.Errorf("m = %v", got)
	}
}

func TestRefusals(t *testing.T) {
	const frame = `
model m:
    state:
        V mV = 0 mV
    equations:
        kernel k = %s
        V' = -V / 10 ms + convolve(k, spikes) * 1 mV / 1 ms
    input:
        spikes <- spike
    update:
%s
`
	for _, c := range []struct{ kernel, update, code, message string }{
		{"exp(-t**2 / (1 ms**2))", "        integrate_odes()", "unsupported-kernel", "not a sum of terms"},
		{"t / 1 ms", "        integrate_odes()", "unsupported-kernel", "not a sum of terms"},
		{"exp(-t / 1 ms) * exp(-t / 2 ms)", "        integrate_odes()", "unsupported-kernel", "not a sum of terms"},
		{"exp(-t / 1 ms)", "        integrate_odes()\n        integrate_odes(V)", "unsupported", "a second time"},
	} {
		_, diags := tryLower(fmt.Sprintf(frame, c.kernel, c.update))
		if len(diags.All()) == 0 || diags.All()[0].Code != c.code || !strings.Contains(diags.All()[0].Message, c.message) {
			t.Errorf("%s / %s: %v", c.kernel, c.update, diags)
		}
	}
}
