package unit

import (
	"slices"
	"sync"
)

// String is the natural spelling of u: "mV", "pA/ms", "1/ms", "1" for One. Parse reads it back to the same Unit. An
// invalid unit is "invalid unit".
func (u Unit) String() string {
	if u.overflow {
		return "invalid unit"
	}
	if name, ok := spellings().all[u]; ok {
		return name
	}
	for _, spell := range []func(Unit) string{single, quotient, timesNamed, quotientOfQuotient} {
		if s := spell(u); s != "" {
			return s
		}
	}
	return inBase(u)
}

// spellings maps units to the name that people in this field would use. Only the usual ones, from femto to giga and from
// the first part of the table, go into products and quotients.
var spellings = sync.OnceValue(func() (maps struct{ all, usual map[Unit]string }) {
	maps.usual = map[Unit]string{One: "1"}
	maps.all = map[Unit]string{One: "1", one(ten, -3): "ms/s", one(ten, 3): "s/ms"}
	add := func(n named, prefix string, power int) {
		u := n.unit().Mul(one(ten, power))
		if _, taken := maps.usual[u]; !taken && slices.Contains(usualNames, n.name) && power >= -15 && power <= 9 {
			maps.usual[u] = prefix + n.name
		}
		if _, taken := maps.all[u]; !taken {
			maps.all[u] = prefix + n.name
		}
	}
	for _, n := range table {
		add(n, "", 0)
	}
	for _, p := range prefixes {
		for _, n := range table {
			unusual := n.bare || slices.Contains([]string{"Hz", "Bq", "Wb", "rad", "sr"}, n.name)
			if !unusual && !(n.name == "l" && p.power > 0) && (p.power <= -3 || p.power >= 3 || p.name+n.name == "cm") {
				add(n, p.name, p.power)
			}
		}
	}
	return maps
})

var usualNames = []string{"s", "V", "A", "S", "F", "Ohm", "M", "m", "g", "K", "mol", "h", "day"}

// denominators are tried in this order; the last ones only serve concentrations and lengths.
var denominators = []string{
	"ms", "s", "us", "mV", "V", "pA", "nA", "nS", "uS", "pF", "nF", "mM", "M", "um", "mm", "cm", "m", "K", "h", "day",
	"ms**2", "mV**2", "um**2", "cm**2", "m**2",
}

// single spells a usual unit or a power of one.
func single(u Unit) string {
	usual := spellings().usual
	if name, ok := usual[u]; ok {
		return name
	}
	if name, ok := usual[u.Pow(-1, 1)]; ok {
		return "1/" + name
	}
	for _, power := range []exponent{{2, 0}, {-2, 0}, {3, 0}, {-3, 0}, {4, 0}, {-4, 0}, {1, 1}, {-1, 1}, {3, 1}, {1, 2}} {
		num, den := power.split()
		if name, ok := usual[u.Pow(den, num)]; ok && name != "1" {
			return name + "**" + power.String()
		}
	}
	return ""
}

// quotient spells a/b.
func quotient(u Unit) string {
	for _, d := range denominators {
		if s := single(u.Mul(denominator(d))); s != "" {
			return s + "/" + d
		}
	}
	return ""
}

// timesNamed spells a*b.
func timesNamed(u Unit) string {
	for _, d := range denominators {
		if s := single(u.Div(denominator(d))); s != "" && s != "1" {
			return s + "*" + d
		}
	}
	return ""
}

// quotientOfQuotient spells a/b/c.
func quotientOfQuotient(u Unit) string {
	for _, d := range denominators {
		if s := quotient(u.Mul(denominator(d))); s != "" {
			return s + "/" + d
		}
	}
	return ""
}

var denominatorUnits = sync.OnceValue(func() map[string]Unit {
	units := map[string]Unit{}
	for _, d := range denominators {
		u, err := Parse(d)
		if err != nil {
			panic("unit: " + err.Error())
		}
		units[d] = u
	}
	return units
})

func denominator(name string) Unit { return denominatorUnits()[name] }

// inBase spells any unit as a product of powers: "10**-4*kg**2*m".
func inBase(u Unit) string {
	names := [numFactors]string{"m", "kg", "s", "A", "K", "mol", "cd", "10", "2", "3"}
	order := [numFactors]int{ten, two, three, kilogram, metre, second, ampere, kelvin, mole, candela}
	s := ""
	for _, factor := range order {
		e := u.powers[factor]
		if e.zero() {
			continue
		}
		if s != "" {
			s += "*"
		}
		s += names[factor]
		if e != (exponent{1, 0}) {
			s += "**" + e.String()
		}
	}
	return s
}
