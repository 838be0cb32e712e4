package unit_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/spikelet/spikelet/unit"
)

// anyUnit draws a product of up to four named units with small rational powers.
func anyUnit(t *rapid.T, label string) unit.Unit {
	names := unit.Names()
	u := unit.One
	for range rapid.IntRange(0, 4).Draw(t, label+" factors") {
		v := mustLookup(rapid.SampledFrom(names).Draw(t, label))
		u = u.Mul(v.Pow(rapid.IntRange(-4, 4).Draw(t, "num"), rapid.IntRange(1, 4).Draw(t, "den")))
	}
	return u
}

func mustLookup(name string) unit.Unit {
	u, ok := unit.Lookup(name)
	if !ok {
		panic("no unit " + name)
	}
	return u
}

func mustParse(text string) unit.Unit {
	u, err := unit.Parse(text)
	if err != nil {
		panic(err)
	}
	return u
}

func TestUnitsFormAGroup(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u, v, w := anyUnit(t, "u"), anyUnit(t, "v"), anyUnit(t, "w")
		laws := map[string]bool{
			"u·v = v·u":           u.Mul(v) == v.Mul(u),
			"(u·v)·w = u·(v·w)":   u.Mul(v).Mul(w) == u.Mul(v.Mul(w)),
			"u·1 = u":             u.Mul(unit.One) == u,
			"u/u = 1":             u.Div(u) == unit.One,
			"(u/v)·v = u":         u.Div(v).Mul(v) == u,
			"u² = u·u":            u.Pow(2, 1) == u.Mul(u),
			"u⁰ = 1":              u.Pow(0, 1) == unit.One,
			"(u^(2/3))^(3/2) = u": u.Pow(2, 3).Pow(3, 2) == u,
			"u^(-1/-2) = u^(1/2)": u.Pow(-1, -2) == u.Pow(1, 2),
			"dimension of u/u":    u.Div(u).Dimensionless(),
			"internal is a map":   u.Internal().Mul(v.Internal()) == u.Mul(v).Internal(),
			"internal once":       u.Internal().Internal() == u.Internal(),
			"internal keeps dim":  u.Internal().SameDimension(u),
		}
		for law, holds := range laws {
			if !holds {
				t.Errorf("%s fails for u = %v, v = %v, w = %v", law, u, v, w)
			}
		}
	})
}

func TestStringReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := anyUnit(t, "u")
		if v, err := unit.Parse(u.String()); err != nil || v != u {
			t.Errorf("%q reads back as %v, %v", u, v, err)
		}
	})
}

func TestEveryNameReadsBack(t *testing.T) {
	for _, name := range unit.Names() {
		u := mustParse(name)
		if v := mustParse(u.String()); v != u {
			t.Errorf("%s is written %v", name, u)
		}
		if v := mustParse("1/(" + name + ")**2"); v != u.Pow(-2, 1) {
			t.Errorf("1/(%s)**2 is %v", name, v)
		}
	}
}

func TestInternalUnits(t *testing.T) {
	for _, test := range []struct{ unit, internal string }{
		{"s", "ms"}, {"V", "mV"}, {"A", "pA"}, {"S", "nS"}, {"F", "pF"}, {"Ohm", "GOhm"}, {"M", "mM"}, {"mol/l", "mM"}, {"Hz", "1/ms"},
		{"uA/s", "pA/ms"}, {"S/s", "nS/ms"}, {"V/s", "mV/ms"}, {"C", "fC"}, {"day", "ms"}, {"cd", "cd"}, {"K", "K"}, {"mol", "mol"},
		{"cm", "m"}, {"uF/cm**2", "pF/m**2"}, {"mS/cm**2", "nS/m**2"}, {"ms/s", "1"}, {"V**(1/2)", "mV**(1/2)"}, {"rad", "1"},
	} {
		if got := mustParse(test.unit).Internal(); got != mustParse(test.internal) {
			t.Errorf("internal unit of %s is %v, want %s", test.unit, got, test.internal)
		}
	}
}

func TestPhysics(t *testing.T) {
	for _, equal := range [][2]string{
		{"nS*mV", "pA"}, {"pF*mV/ms", "pA"}, {"mV/GOhm", "pA"}, {"V/s", "mV/ms"}, {"C", "A*s"}, {"W", "J/s"}, {"T", "Wb/m**2"}, {"H", "Wb/A"},
		{"Pa", "N/m**2"}, {"N", "kg*m/s**2"}, {"Ohm", "1/S"}, {"lx", "lm/m**2"}, {"kat", "mol/s"}, {"Gy", "J/kg"}, {"Sv", "Gy"}, {"Bq", "Hz"},
		{"l", "dm**3"}, {"mM", "mol/m**3"}, {"µm", "um"}, {"MΩ", "MOhm"}, {"hour", "h"},
	} {
		if a, b := mustParse(equal[0]), mustParse(equal[1]); a != b {
			t.Errorf("%s is %v, %s is %v", equal[0], a, equal[1], b)
		}
	}
}

func TestOverflowIsInvalidAndStays(t *testing.T) {
	huge := mustLookup("mV").Pow(3000, 1).Pow(3000, 1)
	for _, u := range []unit.Unit{
		huge, huge.Mul(unit.One), unit.One.Div(huge), huge.Pow(0, 1), huge.Internal(), mustLookup("s").Pow(1, 0),
		mustLookup("s").Pow(1, 98).Mul(mustLookup("s").Pow(1, 97)), mustLookup("kg").Pow(9999, 1).Internal(),
	} {
		if u.Valid() || u.SameDimension(u) || u.Dimensionless() || u.String() != "invalid unit" {
			t.Errorf("%v is not invalid", u)
		}
	}
}

func TestNaturalSpelling(t *testing.T) {
	for _, text := range []string{
		"1", "mV", "pA", "nS", "pF", "GOhm", "MOhm", "ms", "1/ms", "Hz", "pA/ms", "nS/ms", "mV/ms", "uS**2/ms", "ms**(1/2)", "1/mV/ms", "mM",
		"mM/ms", "um", "uF/cm**2", "mS/cm**2", "mV*ms", "mV**2", "pA**2", "ms**-2", "h", "day", "kg", "ms/s", "1/mV", "fC", "J", "kat", "V",
		"mol", "cm**2", "nA", "pA/ms**2", "mM/pA/ms",
	} {
		if got := mustParse(text).String(); got != text {
			t.Errorf("%s is written %s", text, got)
		}
	}
}

func TestMinuteIsNoUnit(t *testing.T) {
	for _, name := range []string{"min", "", "1", "kh", "mday", "kmin", "mm m", "in"} {
		if u, ok := unit.Lookup(name); ok {
			t.Errorf("%q is a unit: %v", name, u)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := unit.Parse("nS/ms"); err != nil {
			b.Fatal(err)
		}
	}
}
