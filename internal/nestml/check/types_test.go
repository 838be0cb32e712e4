package check_test

import (
	"testing"

	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/internal/nestml/check"
	"github.com/spikelet/spikelet/unit"
)

// declarations stand before the assignment in which TestTypes tries an expression.
const declarations = `model types:
    state:
        V_m mV = 0 mV
        x V = 0 V
        r ms/s = 1
        n integer = 1
        ok boolean = true
    parameters:
        tau s = 1 s
        C_m nF = 1 nF
    input:
        spikes <- spike
        I nA <- continuous
    equations:
        inline twice uV = 2 * V_m
    function rate(V V) 1/s:
        return V / 1 V / 1 s
    update:
        y real = `

func TestTypes(t *testing.T) {
	tests := []struct {
		expression string
		kind       check.Kind
		unit       string
	}{
		{"1", check.Integer, "1"},
		{"1.", check.Real, "1"},
		{"1 V", check.Quantity, "V"},
		{"1 ms/s", check.Real, "ms/s"},
		{"inf", check.Real, "1"},
		{"V_m", check.Quantity, "mV"},
		{"x", check.Quantity, "mV"},
		{"r", check.Real, "1"},
		{"tau", check.Quantity, "ms"},
		{"twice", check.Quantity, "mV"},
		{"I", check.Quantity, "pA"},
		{"spikes", check.Quantity, "1/s"},
		{"t", check.Quantity, "ms"},
		{"e", check.Real, "1"},
		{"mV", check.Quantity, "mV"},
		{"n + 1", check.Integer, "1"},
		{"n + 1.0", check.Real, "1"},
		{"n / 2", check.Real, "1"},
		{"n // 2", check.Integer, "1"},
		{"n ** 2", check.Integer, "1"},
		{"n ** -2", check.Real, "1"},
		{"n ** n", check.Real, "1"},
		{"1 V + V_m", check.Quantity, "mV"},
		{"V_m + 1 V", check.Quantity, "mV"},
		{"0 + V_m", check.Quantity, "mV"},
		{"-1 V", check.Quantity, "V"},
		{"V_m / 1 V", check.Real, "mV/V"},
		{"V_m / 1 V + 1", check.Real, "1"},
		{"V_m / 1 V + V_m / 1 V", check.Real, "mV/V"},
		{"I * 1 ms / C_m", check.Quantity, "mV"},
		{"V_m ** 2", check.Quantity, "mV**2"},
		{"V_m ** (1/2)", check.Quantity, "mV**(1/2)"},
		{"pow(V_m, -1)", check.Quantity, "mV**-1"},
		{"(4 ms/s) ** 2", check.Real, "ms**2/s**2"},
		{"spikes * 1 s", check.Real, "1"},
		{"rate(V_m)", check.Quantity, "1/ms"},
		{"V_m > 1 V", check.Boolean, "1"},
		{"ok and n > 1", check.Boolean, "1"},
		{"not ok", check.Boolean, "1"},
		{"ok ? V_m : 1 V", check.Quantity, "mV"},
		{"ok ? 0 : 1 V", check.Quantity, "V"},
		{"ok ? n : 1.5", check.Real, "1"},
		{"max(1 V, V_m)", check.Quantity, "mV"},
		{"clip(0, V_m, 1 V)", check.Quantity, "mV"},
		{"floor(2.5)", check.Real, "1"},
		{"exp(V_m / 1 V)", check.Real, "1"},
		{"steps(tau)", check.Integer, "1"},
		{"resolution()", check.Quantity, "ms"},
		{"timestep()", check.Quantity, "ms"},
	}
	for _, test := range tests {
		t.Run(test.expression, func(t *testing.T) {
			models, list := read("types.nestml", declarations+test.expression+"\n")
			if len(models) != 1 {
				t.Fatal(list.Text())
			}
			want := check.Type{Kind: test.kind, Unit: mustUnit(t, test.unit)}
			body := models[0].AST.Update.Body
			if got := models[0].Types[body[0].(*ast.Decl).Value]; got != want {
				t.Errorf("type %v %v, want %v %v\n%s", got.Kind, got, want.Kind, want, list.Text())
			}
		})
	}
}

func mustUnit(t *testing.T, text string) unit.Unit {
	t.Helper()
	u, err := unit.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestJoinIsSymmetricInDimension(t *testing.T) {
	mV, volt, pA := mustUnit(t, "mV"), mustUnit(t, "V"), mustUnit(t, "pA")
	types := []check.Type{
		{}, {Kind: check.Void}, {Kind: check.Real}, {Kind: check.Integer}, {Kind: check.Boolean}, {Kind: check.String},
		{Kind: check.Quantity, Unit: mV}, {Kind: check.Quantity, Unit: volt}, {Kind: check.Quantity, Unit: pA},
		{Kind: check.Real, Unit: mustUnit(t, "ms/s")},
	}
	for _, a := range types {
		for _, b := range types {
			ab, ok := check.Join(a, b)
			ba, reversed := check.Join(b, a)
			if ok != reversed || ab.Kind != ba.Kind || ok && !ab.Unit.SameDimension(ba.Unit) {
				t.Errorf("Join(%v, %v) = %v, %v but the other way round %v, %v", a, b, ab, ok, ba, reversed)
			}
		}
	}
}
