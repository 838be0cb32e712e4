package unit

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// prefixes are those of the SI, with u for micro; order matters only for Names.
var prefixes = []struct {
	name  string
	power int
}{
	{"m", -3}, {"u", -6}, {"n", -9}, {"p", -12}, {"f", -15}, {"k", 3}, {"M", 6}, {"G", 9}, {"T", 12}, {"c", -2}, {"d", -1},
	{"da", 1}, {"h", 2}, {"P", 15}, {"E", 18}, {"Z", 21}, {"Y", 24}, {"a", -18}, {"z", -21}, {"y", -24},
}

// named is a unit that has a name of its own: factor·10^power in the base units.
type named struct {
	name                    string
	m, kg, s, a, k, mol, cd int
	power                   int
	bare                    bool // takes no prefix
}

// table has the base units and the derived ones with names of the SI (BIPM, The International System of Units, 9th
// edition, tables 2 and 4), and litre, molar, hour and day. There is no minute: min is a function.
var table = []named{
	{name: "s", s: 1}, {name: "V", kg: 1, m: 2, s: -3, a: -1}, {name: "A", a: 1}, {name: "S", kg: -1, m: -2, s: 3, a: 2},
	{name: "F", kg: -1, m: -2, s: 4, a: 2}, {name: "Ohm", kg: 1, m: 2, s: -3, a: -2}, {name: "M", m: -3, mol: 1, power: 3},
	{name: "Hz", s: -1}, {name: "m", m: 1}, {name: "g", kg: 1, power: -3}, {name: "K", k: 1}, {name: "mol", mol: 1},
	{name: "cd", cd: 1}, {name: "C", s: 1, a: 1}, {name: "J", kg: 1, m: 2, s: -2}, {name: "W", kg: 1, m: 2, s: -3},
	{name: "N", kg: 1, m: 1, s: -2}, {name: "Pa", kg: 1, m: -1, s: -2}, {name: "Wb", kg: 1, m: 2, s: -2, a: -1},
	{name: "T", kg: 1, s: -2, a: -1}, {name: "H", kg: 1, m: 2, s: -2, a: -2}, {name: "l", m: 3, power: -3},
	{name: "rad"}, {name: "sr"}, {name: "lm", cd: 1}, {name: "lx", m: -2, cd: 1}, {name: "Bq", s: -1},
	{name: "Gy", m: 2, s: -2}, {name: "Sv", m: 2, s: -2}, {name: "kat", mol: 1, s: -1},
	{name: "h", bare: true}, {name: "hour", bare: true}, {name: "day", bare: true},
}

func (n named) unit() Unit {
	switch n.name {
	case "h", "hour": // 3600 s
		return product(one(second, 1), one(ten, 2), one(two, 2), one(three, 2))
	case "day": // 86400 s
		return product(one(second, 1), one(ten, 2), one(two, 5), one(three, 3))
	}
	return product(one(metre, n.m), one(kilogram, n.kg), one(second, n.s), one(ampere, n.a), one(kelvin, n.k),
		one(mole, n.mol), one(candela, n.cd), one(ten, n.power))
}

func product(units ...Unit) Unit {
	u := One
	for _, v := range units {
		u = u.Mul(v)
	}
	return u
}

// known has every name of the table with every prefix; a name of the table wins over a prefixed one (cd, Pa).
var known = sync.OnceValue(func() map[string]Unit {
	units := make(map[string]Unit, len(table)*(len(prefixes)+1))
	for _, n := range table {
		if n.bare {
			continue
		}
		for _, p := range prefixes {
			units[p.name+n.name] = n.unit().Mul(one(ten, p.power))
		}
	}
	for _, n := range table {
		units[n.name] = n.unit()
	}
	delete(units, "min")
	return units
})

var otherSpellings = strings.NewReplacer("µ", "u", "μ", "u", "Ω", "Ohm", "Ω", "Ohm")

// Lookup finds the unit of one name with or without prefix: "ms", "GOhm". Micro may be u or µ, Ohm also Ω.
func Lookup(name string) (Unit, bool) {
	u, ok := known()[name]
	if !ok && !ascii(name) {
		u, ok = known()[otherSpellings.Replace(name)]
	}
	return u, ok
}

func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}

// Names returns the names without prefix and then those with one, the more usual first: for suggestions and completion.
func Names() []string {
	var names []string
	for _, n := range table {
		names = append(names, n.name)
	}
	for _, p := range prefixes {
		for _, n := range table {
			if name := p.name + n.name; !n.bare && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}
