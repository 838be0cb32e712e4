package unit

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ParseError says what is wrong with the text of a unit or quantity.
type ParseError struct {
	Text       string // what was read
	Offset     int    // byte of Text at which the trouble begins
	Message    string // "unknown unit \"mVolt\""
	Suggestion string // a known name that may have been meant; or ""
}

func (e *ParseError) Error() string {
	s := e.Message
	if e.Suggestion != "" {
		s += fmt.Sprintf(" (did you mean %s?)", e.Suggestion)
	}
	return s
}

// Parse reads a unit: names with SI prefixes, joined by * and /, raised by ** to a whole, decimal or bracketed rational
// power: "nS/ms", "ms**-1", "1/ms", "uS**2/ms", "ms**(1/2)". * and / have one rank and work from left to right. Beside 1,
// the powers of 2, 3 and 10 are allowed as factors, so that whatever String writes can be read. No text at all is One.
// The error is a *ParseError.
func Parse(text string) (Unit, error) {
	p := parser{text: text}
	p.skipSpace()
	if p.at == len(text) {
		return One, nil
	}
	u := p.product()
	if p.err == nil && p.at < len(text) {
		p.failNext("expected *, / or ** here")
	}
	if p.err == nil && !u.Valid() {
		p.fail(0, "the powers in this unit are too large")
	}
	if p.err != nil {
		return One, p.err
	}
	return u, nil
}

// maxDepth bounds nested brackets.
const maxDepth = 50

type parser struct {
	text  string
	at    int
	depth int
	err   error
}

func (p *parser) fail(offset int, format string, args ...any) {
	if p.err == nil {
		p.err = &ParseError{Text: p.text, Offset: offset, Message: fmt.Sprintf(format, args...)}
	}
}

// failNext reports what stands at the place reached.
func (p *parser) failNext(expected string) {
	r, _ := utf8.DecodeRuneInString(p.text[p.at:])
	switch {
	case p.at == len(p.text):
		p.fail(p.at, "the unit ends too early: %s", expected)
	case r == '^':
		p.fail(p.at, "a power is written with **, not with ^")
	default:
		p.fail(p.at, "unexpected %q in a unit: %s", r, expected)
	}
}

func (p *parser) skipSpace() {
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.at]) >= 0 {
		p.at++
	}
}

// accept steps over op, if it is next. "*" is not found in "**".
func (p *parser) accept(op string) bool {
	p.skipSpace()
	rest := p.text[p.at:]
	if !strings.HasPrefix(rest, op) || op == "*" && strings.HasPrefix(rest, "**") {
		return false
	}
	p.at += len(op)
	p.skipSpace()
	return true
}

func (p *parser) product() Unit {
	u := p.power()
	for p.err == nil {
		switch {
		case p.accept("*"):
			u = u.Mul(p.power())
		case p.accept("/"):
			u = u.Div(p.power())
		default:
			return u
		}
	}
	return u
}

func (p *parser) power() Unit {
	u := p.primary()
	if p.err == nil && p.accept("**") {
		num, den := p.exponent()
		return u.Pow(num, den)
	}
	return u
}

func (p *parser) primary() Unit {
	start := p.at
	if p.accept("(") {
		if p.depth++; p.depth > maxDepth {
			p.fail(start, "too many brackets in a unit")
			return One
		}
		u := p.product()
		if p.err == nil && !p.accept(")") {
			p.failNext("expected )")
		}
		p.depth--
		return u
	}
	if digits := p.take(isDigit); digits != "" {
		return p.factor(start, digits)
	}
	name := p.take(isNameRune)
	if name == "" {
		p.failNext("expected the name of a unit")
		return One
	}
	u, ok := Lookup(name)
	if !ok && p.err == nil {
		p.err = &ParseError{Text: p.text, Offset: start, Message: fmt.Sprintf("unknown unit %q", name), Suggestion: suggest(name)}
	}
	return u
}

func (p *parser) factor(start int, digits string) Unit {
	switch digits {
	case "1":
		return One
	case "2":
		return one(two, 1)
	case "3":
		return one(three, 1)
	case "10":
		return one(ten, 1)
	}
	p.fail(start, "a unit can contain no number but 1, as in 1/ms")
	return One
}

// exponent reads what follows "**" as num/den.
func (p *parser) exponent() (num, den int) {
	start := p.at
	if !p.accept("(") {
		return p.decimal()
	}
	num, den = p.decimal()
	if p.accept("/") {
		n, d := p.decimal()
		if n == 0 {
			p.fail(start, "division by zero in a power")
		}
		num, den = num*d, den*n
	}
	if p.err == nil && !p.accept(")") {
		p.failNext("expected )")
	}
	return num, den
}

// decimal reads a signed number with few digits as num/den.
func (p *parser) decimal() (num, den int) {
	start, sign := p.at, 1
	if p.accept("-") {
		sign = -1
	} else {
		p.accept("+")
	}
	whole, fraction := p.take(isDigit), ""
	if p.at < len(p.text) && p.text[p.at] == '.' {
		p.at++
		fraction = p.take(isDigit)
	}
	fraction = strings.TrimRight(fraction, "0")
	if whole == "" && fraction == "" && p.at == start {
		p.failNext("expected a number after **")
		return 0, 1
	}
	num, err := strconv.Atoi(whole + fraction)
	if err != nil || num > maxNum || len(fraction) > 4 {
		p.fail(start, "%q is no usable power of a unit", strings.TrimSpace(p.text[start:p.at]))
		return 0, 1
	}
	den = 1
	for range fraction {
		den *= 10
	}
	return sign * num, den
}

func (p *parser) take(accept func(rune) bool) string {
	rest := p.text[p.at:]
	end := strings.IndexFunc(rest, func(r rune) bool { return !accept(r) })
	if end < 0 {
		end = len(rest)
	}
	p.at += end
	return rest[:end]
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func isNameRune(r rune) bool { return r == '_' || unicode.IsLetter(r) || r == 'µ' || isDigit(r) }
