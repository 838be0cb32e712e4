package check_test

import "testing"

// TestOneMistakeOneDiagnostic breaks one thing in a model that uses what is broken in several places.
func TestOneMistakeOneDiagnostic(t *testing.T) {
	const before, after = `model m:
    state:
        V_m mV = E_L
        x real = 0
    parameters:
        `, `
    equations:
        inline drive mV = gain * (E_L - V_m)
        V_m' = drive / tau
    update:
        integrate_odes()
        y mV = gain * E_L + V_m
        if y > E_L / gain:
            x = exp(y / E_L) + tau / 1 ms
`
	tests := []struct{ name, declarations string }{
		{"unknown unit", "E_L mVolt = -70 mV\n        gain real = 1\n        tau ms = 1 ms"},
		{"missing type", "E_L = -70 mV\n        gain real = 1\n        tau ms = 1 ms"},
		{"number in unit", "E_L 3*mV = -70 mV\n        gain real = 1\n        tau ms = 1 ms"},
		{"open unit", "E_L (mV = -70 mV\n        gain real = 1\n        tau ms = 1 ms"},
		{"missing value", "E_L mV\n        gain real = 1\n        tau ms = 1 ms"},
		{"value cannot be read", "E_L mV = -70 * )\n        gain real = 1\n        tau ms = 1 ms"},
		{"unknown type", "E_L mV = -70 mV\n        gain float = 1\n        tau ms = 1 ms"},
		{"undeclared", "E_L mV = -70 mV\n        gain real = 1"},
		{"undeclared factor", "E_L mV = -70 mV\n        tau ms = 1 ms"},
		{"wrong dimension", "E_L mV = -70 pA\n        gain real = 1\n        tau ms = 1 ms"},
		{"string", "E_L mV = -70 mV\n        gain string = \"a\"\n        tau ms = 1 ms"},
		{"vector", "E_L mV = -70 mV\n        gain[3] real = 1\n        tau ms = 1 ms"},
		{"random", "E_L mV = random_normal(-70 mV, 1 mV)\n        gain real = 1\n        tau ms = 1 ms"},
		{"declared twice", "E_L mV = -70 mV\n        E_L real = 2\n        gain real = 1\n        tau ms = 1 ms"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, list := read("m.nestml", before+test.declarations+after); len(list.All()) != 1 {
				t.Errorf("%d diagnostics:\n%s", len(list.All()), list.Text())
			}
		})
	}
}
