package unit_test

import (
	"errors"
	"math"
	"math/big"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/spikelet/spikelet/unit"
)

func TestConvert(t *testing.T) {
	for _, test := range []struct {
		x        float64
		from, to string
		want     float64
	}{
		{1, "V", "mV", 1000}, {-65, "mV", "V", -0.065}, {0.3, "nF", "pF", 300}, {250, "pF", "nF", 0.25}, {1.5, "h", "ms", 5.4e6},
		{5.4e6, "ms", "h", 1.5}, {1, "day", "h", 24}, {1, "h", "day", 1. / 24}, {7, "Ym", "ym", 7e48}, {7, "ym", "Ym", 7e-48},
		{1, "V**(1/2)", "mV**(1/2)", 31.622776601683793}, {2, "h**(1/2)", "s**(1/2)", 120}, {math.Inf(-1), "V", "mV", math.Inf(-1)},
		{math.Inf(1), "h", "s", math.Inf(1)}, {0, "h", "s", 0}, {1e300, "Ts", "ps", math.Inf(1)}, {3e-310, "pA", "A", 3e-322},
		{5, "mV", "mV", 5}, {1e308, "V", "V", 1e308}, {1, "ms/s", "1", 1e-3},
	} {
		if got := unit.Convert(test.x, mustParse(test.from), mustParse(test.to)); got != test.want {
			t.Errorf("%v %s = %v %s, want %v", test.x, test.from, got, test.to, test.want)
		}
	}
	if x := unit.Convert(math.NaN(), mustParse("h"), mustParse("s")); !math.IsNaN(x) {
		t.Errorf("NaN h = %v s", x)
	}
}

// The reference is rational arithmetic, rounded once by math/big.
func TestConvertIsCorrectlyRounded(t *testing.T) {
	scales := map[string]*big.Rat{"s": big.NewRat(1, 1), "h": big.NewRat(3600, 1), "day": big.NewRat(86400, 1)}
	for prefix, power := range map[string]int{"m": -3, "u": -6, "n": -9, "p": -12, "f": -15, "y": -24, "k": 3, "G": 9, "Y": 24} {
		scale, _ := new(big.Rat).SetString("1e" + strconv.Itoa(power))
		scales[prefix+"s"] = scale
	}
	var names []string
	for _, name := range unit.Names() {
		if scales[name] != nil {
			names = append(names, name)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		from, to := rapid.SampledFrom(names).Draw(t, "from"), rapid.SampledFrom(names).Draw(t, "to")
		x := rapid.Float64Range(-1e200, 1e200).Draw(t, "x")
		ratio := new(big.Rat).Quo(scales[from], scales[to])
		want, _ := new(big.Rat).Mul(new(big.Rat).SetFloat64(x), ratio).Float64()
		if got := unit.Convert(x, mustLookup(from), mustLookup(to)); got != want {
			t.Errorf("%v %s = %v %s, want %v", x, from, got, to, want)
		}
		digits := strconv.FormatFloat(x, rapid.SampledFrom([]byte("eEf")).Draw(t, "form"), rapid.IntRange(-1, 25).Draw(t, "precision"), 64)
		decimal, _ := new(big.Rat).SetString(digits)
		want, _ = decimal.Mul(decimal, ratio).Float64()
		if got, err := unit.ConvertText(digits, mustLookup(from), mustLookup(to)); err != nil || got != want {
			t.Errorf("text %s %s = %v %s (%v), want %v", digits, from, got, to, err, want)
		}
	})
}

func TestConvertText(t *testing.T) {
	nF, pF, h, s := mustLookup("nF"), mustLookup("pF"), mustLookup("h"), mustLookup("s")
	for _, test := range []struct {
		digits   string
		from, to unit.Unit
		want     float64
	}{
		{"0.1", nF, pF, 100}, {"1.e3", nF, pF, 1e6}, {".5", nF, pF, 500}, {"-2E-3", nF, pF, -2}, {"+007", nF, pF, 7000},
		{"1e308", pF, nF, 1e305}, {"1e310", pF, nF, 1e307}, {"1e-400", nF, pF, 0}, {"1e-99999999999999999999", nF, pF, 0}, {"0.1", h, s, 360},
		{"0e999999999999999999999", nF, pF, 0},
	} {
		if got, err := unit.ConvertText(test.digits, test.from, test.to); err != nil || got != test.want {
			t.Errorf("%s %v = %v %v, %v; want %v", test.digits, test.from, got, test.to, err, test.want)
		}
	}
	for _, digits := range []string{"", "x", "1x", "0x10", "1_0", "inf", "nan", ".", "e5", "1e", "1 ", "1e309", "1e999999999999999999999"} {
		for _, to := range []unit.Unit{s, mustLookup("ms")} {
			var parseErr *unit.ParseError
			if x, err := unit.ConvertText(digits, h, to); !errors.As(err, &parseErr) {
				t.Errorf("%q h is %v, %v", digits, x, err)
			}
		}
	}
}

func TestQuantity(t *testing.T) {
	for _, test := range []struct {
		text, unit, want string
		value            float64
	}{
		{"250 pF", "nF", "250 pF", 0.25}, {"-65mV", "V", "-65 mV", -0.065}, {"1e-3", "1", "0.001", 0.001}, {" 2 nS/ms ", "pS/ms", "2 nS/ms", 2000},
		{"2E3 1/s", "1/ms", "2000 Hz", 2}, {"0.1 nF", "pF", "0.1 nF", 100}, {"1Em", "m", "1 Em", 1e18}, {"1 µs", "us", "1 us", 1},
	} {
		q, err := unit.ParseQuantity(test.text)
		if err != nil || q.String() != test.want {
			t.Errorf("%q is %v, %v", test.text, q, err)
		}
		x, err := q.In(mustParse(test.unit))
		if err != nil || x != test.value {
			t.Errorf("%q is %v %s, %v; want %v", test.text, x, test.unit, err, test.value)
		}
		if x, err := unit.ParseAs(test.text, mustParse(test.unit)); err != nil || x != test.value {
			t.Errorf("%q is %v %s, %v; want %v", test.text, x, test.unit, err, test.value)
		}
	}
}

func TestParseAsRoundsOnce(t *testing.T) {
	// Rounding to a float64 first and multiplying then would round twice.
	for _, text := range []string{"0.07 V", "4.35 V", "1.001 V", "2.675 V"} {
		q, err := unit.ParseQuantity(text)
		if err != nil {
			t.Fatal(err)
		}
		digits, _ := new(big.Rat).SetString(strconv.FormatFloat(q.Value, 'f', -1, 64))
		want, _ := digits.Mul(digits, big.NewRat(1000, 1)).Float64()
		if got, err := unit.ParseAs(text, mustLookup("mV")); err != nil || got != want {
			t.Errorf("%s is %v mV, %v; want %v", text, got, err, want)
		}
	}
}

func TestQuantityErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":           `"" does not begin with a number`,
		"pF":         `"pF" does not begin with a number`,
		"3 pX":       `unknown unit "pX"`,
		"1e999 mV":   "1e999 is too large a number: beyond 1.8e308",
		"3 4":        "a unit can contain no number but 1, as in 1/ms",
		"5 mvolt":    `unknown unit "mvolt" (did you mean mV?)`,
		"1..2 mV":    "unexpected '.' in a unit: expected the name of a unit",
		"10**3 mV":   "unexpected '*' in a unit: expected the name of a unit",
		"0x10 mV":    `unknown unit "x10"`,
		"1 mV # off": "unexpected '#' in a unit: expected *, / or ** here",
	} {
		if q, err := unit.ParseQuantity(text); err == nil || err.Error() != want {
			t.Errorf("%q is %v, %v; want %s", text, q, err, want)
		}
	}
	mV := mustLookup("mV")
	for text, want := range map[string]string{
		"3 pF": "expected a quantity in mV, got one in pF", "3": "expected a quantity in mV, got a plain number",
	} {
		if x, err := unit.ParseAs(text, mV); err == nil || err.Error() != want {
			t.Errorf("%q is %v, %v; want %s", text, x, err, want)
		}
	}
	if _, err := (unit.Quantity{Value: 1, Unit: mV}).In(unit.One); err == nil || err.Error() != "expected a plain number, got a quantity in mV" {
		t.Error(err)
	}
}

func BenchmarkConvertText(b *testing.B) {
	from, to := mustLookup("nF"), mustLookup("pF")
	for b.Loop() {
		if _, err := unit.ConvertText("0.25", from, to); err != nil {
			b.Fatal(err)
		}
	}
}
