package unit_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/unit"
)

func TestParse(t *testing.T) {
	ms, mV, uS := mustLookup("ms"), mustLookup("mV"), mustLookup("uS")
	for _, test := range []struct {
		text string
		want unit.Unit
	}{
		{"", unit.One}, {" \t", unit.One}, {"1", unit.One}, {"mV", mV}, {" mV ", mV}, {"(mV)", mV}, {"((mV))", mV},
		{"1/ms", ms.Pow(-1, 1)}, {"ms**-1", ms.Pow(-1, 1)}, {"ms ** - 1", ms.Pow(-1, 1)}, {"ms**+2", ms.Pow(2, 1)},
		{"ms**(1/2)", ms.Pow(1, 2)}, {"ms**(-1/2)", ms.Pow(-1, 2)}, {"ms**0.5", ms.Pow(1, 2)}, {"ms**.25", ms.Pow(1, 4)},
		{"ms**(2)", ms.Pow(2, 1)}, {"ms**2.0", ms.Pow(2, 1)}, {"uS**2/ms", uS.Pow(2, 1).Div(ms)}, {"mV/ms/uS", mV.Div(ms).Div(uS)},
		{"mV/(ms*uS)", mV.Div(ms.Mul(uS))}, {"mV/ms*uS", mV.Div(ms).Mul(uS)}, {"(mV*ms)**2", mV.Mul(ms).Pow(2, 1)},
	} {
		if got, err := unit.Parse(test.text); err != nil || got != test.want {
			t.Errorf("Parse(%q) = %v, %v; want %v", test.text, got, err, test.want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, test := range []unit.ParseError{
		{"mVolt", 0, `unknown unit "mVolt"`, "mV"},
		{"nS/msec", 3, `unknown unit "msec"`, "ms"},
		{"millivolts", 0, `unknown unit "millivolts"`, "mV"},
		{"Mohm", 0, `unknown unit "Mohm"`, "MOhm"},
		{"GOhms", 0, `unknown unit "GOhms"`, "GOhm"},
		{"mv", 0, `unknown unit "mv"`, "mV"},
		{"Vm", 0, `unknown unit "Vm"`, "mV"},
		{"xyzzy", 0, `unknown unit "xyzzy"`, ""},
		{"min", 0, `unknown unit "min"`, ""},
		{"2/ms*7", 5, "a unit can contain no number but 1, as in 1/ms", ""},
		{"mV^2", 2, "a power is written with **, not with ^", ""},
		{"mV ms", 3, "unexpected 'm' in a unit: expected *, / or ** here", ""},
		{"mV/", 3, "the unit ends too early: expected the name of a unit", ""},
		{"(mV", 3, "the unit ends too early: expected )", ""},
		{"mV**", 4, "the unit ends too early: expected a number after **", ""},
		{"mV**ms", 4, "unexpected 'm' in a unit: expected a number after **", ""},
		{"mV**(1/0)", 4, "division by zero in a power", ""},
		{"mV**99999", 4, `"99999" is no usable power of a unit`, ""},
		{"mV**1.23456", 4, `"1.23456" is no usable power of a unit`, ""},
		{"mV**9999", 0, "the powers in this unit are too large", ""},
		{strings.Repeat("(", 100), 50, "too many brackets in a unit", ""},
	} {
		_, err := unit.Parse(test.Text)
		var got *unit.ParseError
		if !errors.As(err, &got) {
			t.Errorf("Parse(%q): %v", test.Text, err)
			continue
		}
		if diff := cmp.Diff(test, *got); diff != "" {
			t.Errorf("Parse(%q): %s", test.Text, diff)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"nS/ms", "ms**-1", "ms**(1/2)", "1/(ms*mV)", "10**-4*kg", "mV^", "((", "µS", "**"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		u, err := unit.Parse(text)
		if err != nil {
			var parseErr *unit.ParseError
			if !errors.As(err, &parseErr) || parseErr.Offset < 0 || parseErr.Offset > len(text) || err.Error() == "" {
				t.Fatalf("Parse(%q): %#v", text, err)
			}
			return
		}
		if v, err := unit.Parse(u.String()); err != nil || v != u {
			t.Fatalf("%q is %v, which reads back as %v, %v", text, u, v, err)
		}
		if !u.SameDimension(u) || u.Div(u) != unit.One {
			t.Fatalf("%q: no algebra", text)
		}
	})
}
