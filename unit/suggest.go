package unit

import "strings"

// words are what people write in place of a unit's name.
var words = map[string]string{
	"second": "s", "sec": "s", "volt": "V", "ampere": "A", "amp": "A", "siemens": "S", "mho": "S", "farad": "F", "ohm": "Ohm",
	"molar": "M", "hertz": "Hz", "meter": "m", "metre": "m", "gram": "g", "kelvin": "K", "mole": "mol", "candela": "cd",
	"coulomb": "C", "joule": "J", "watt": "W", "newton": "N", "pascal": "Pa", "weber": "Wb", "tesla": "T", "henry": "H",
	"liter": "l", "litre": "l", "radian": "rad", "hr": "h", "days": "day", "hours": "h", "hz": "Hz", "sm": "S",
}

// prefixWords are the prefixes as words, the usual ones.
var prefixWords = []struct{ word, prefix string }{
	{"milli", "m"}, {"micro", "u"}, {"nano", "n"}, {"pico", "p"}, {"femto", "f"}, {"kilo", "k"}, {"mega", "M"}, {"giga", "G"},
}

// suggest gives a known name that was probably meant, or "".
func suggest(name string) string {
	for _, guess := range []func(string) string{fromWords, fromCase, fromSlip} {
		if s := guess(name); s != "" {
			return s
		}
	}
	return ""
}

// fromWords reads "millivolts", "msec", "Mohm".
func fromWords(name string) string {
	lower := strings.ToLower(name)
	for _, p := range prefixWords {
		if rest, ok := strings.CutPrefix(lower, p.word); ok {
			return join(p.prefix, word(rest))
		}
	}
	if w := word(lower); w != "" {
		return w
	}
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(name, p.name); ok && word(strings.ToLower(rest)) != "" {
			return join(p.name, word(strings.ToLower(rest)))
		}
	}
	return ""
}

func word(lower string) string {
	if w := words[lower]; w != "" {
		return w
	}
	return words[strings.TrimSuffix(lower, "s")]
}

func join(prefix, name string) string {
	if _, ok := Lookup(prefix + name); ok && name != "" {
		return prefix + name
	}
	return name
}

// fromCase finds a name that differs in upper and lower case only.
func fromCase(name string) string {
	for _, n := range Names() {
		if strings.EqualFold(n, name) {
			return n
		}
	}
	return ""
}

// fromSlip undoes one letter too many, or two letters exchanged.
func fromSlip(name string) string {
	if len(name) > 8 {
		return ""
	}
	for i := len(name) - 1; i >= 0; i-- {
		if without := name[:i] + name[i+1:]; len(without) > 1 && isKnown(without) {
			return without
		}
	}
	for i := 1; i < len(name); i++ {
		if swapped := name[:i-1] + name[i:i+1] + name[i-1:i] + name[i+1:]; isKnown(swapped) {
			return swapped
		}
	}
	return ""
}

func isKnown(name string) bool {
	_, ok := Lookup(name)
	return ok
}
