package ir

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Parse reads what Format writes: one Func, well formed by Verify. Blank lines and indentation mean nothing.
func Parse(text string) (*Func, error) {
	p := parser{f: &Func{}}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if err := p.line(line); err != nil {
			return nil, fmt.Errorf("ir: line %d: %w", i+1, err)
		}
	}
	if !p.ended {
		return nil, fmt.Errorf("ir: the text ends before \"end\"")
	}
	if err := Verify(p.f); err != nil {
		return nil, err
	}
	return p.f, nil
}

type parser struct {
	f              *Func
	started, ended bool
}

func (p *parser) line(line string) error {
	word, rest, _ := strings.Cut(line, " ")
	if p.ended {
		return fmt.Errorf("text after \"end\": %s", line)
	}
	if !p.started {
		if word != "func" {
			return fmt.Errorf("a function starts with \"func NAME\", not %q", line)
		}
		p.started = true
		name, rest, err := cutName(rest)
		if err == nil {
			p.f.Name, err = name, expectEnd(rest)
		}
		return err
	}
	switch {
	case line == "end":
		p.ended = true
		return nil
	case word == "in":
		return p.slot(rest)
	case word == "out":
		return p.result(rest)
	case strings.HasPrefix(word, "%"):
		return p.instr(line)
	}
	return fmt.Errorf("expected in, out, an instruction or end: %s", line)
}

func (p *parser) slot(text string) error {
	name, rest, err := cutName(text)
	if err != nil {
		return err
	}
	typeName, ok := strings.CutPrefix(rest, ": ")
	if !ok {
		return fmt.Errorf("input %s has no type", name)
	}
	t, err := parseType(typeName)
	p.f.In = append(p.f.In, Slot{name, t})
	return err
}

func (p *parser) result(text string) error {
	name, rest, err := cutName(text)
	if err != nil {
		return err
	}
	value, ok := strings.CutPrefix(rest, "= ")
	if !ok {
		return fmt.Errorf("output %s has no value", name)
	}
	v, err := parseValue(value)
	p.f.Out = append(p.f.Out, Result{name, v})
	return err
}

// instr reads "%7 = fma %3, %4, %5 : f64".
func (p *parser) instr(line string) error {
	left, right, ok := strings.Cut(line, " = ")
	if v, err := parseValue(left); err != nil || !ok || int(v) != len(p.f.Code) {
		return fmt.Errorf("expected %%%d = …: %s", len(p.f.Code), line)
	}
	colon := strings.LastIndex(right, " : ")
	if colon < 0 {
		return fmt.Errorf("instruction without a type: %s", line)
	}
	t, err := parseType(right[colon+3:])
	if err != nil {
		return err
	}
	name, operands, _ := strings.Cut(right[:colon], " ")
	in := Instr{Op: opNamed(name), Type: t, Args: noArgs}
	if in.Op == Invalid {
		return fmt.Errorf("no such operation: %s", name)
	}
	if err := p.operands(&in, operands); err != nil {
		return err
	}
	p.f.Code = append(p.f.Code, in)
	return nil
}

func (p *parser) operands(in *Instr, text string) error {
	switch in.Op {
	case Const:
		var err error
		in.Imm, err = parseConst(in.Type, text)
		return err
	case Input:
		name, rest, err := cutName(text)
		if err != nil {
			return err
		}
		i := p.f.Input(name)
		if i < 0 {
			return fmt.Errorf("no input is called %s", name)
		}
		in.Imm = uint64(i)
		return expectEnd(rest)
	}
	list, n := strings.Split(text, ", "), in.Op.NumArgs()
	if in.Op.IsShift() && len(list) == n+1 {
		count, err := strconv.ParseUint(list[n], 10, 6)
		if err != nil {
			return fmt.Errorf("shift count %q", list[n])
		}
		in.Imm, list = count, list[:n]
	} else if in.Op.IsShift() || len(list) != n {
		return fmt.Errorf("%v takes other operands than %q", in.Op, text)
	}
	for i, s := range list {
		v, err := parseValue(s)
		if err != nil {
			return err
		}
		in.Args[i] = v
	}
	return nil
}

// cutName takes a name, plain or quoted, off the front of text.
func cutName(text string) (name, rest string, err error) {
	if strings.HasPrefix(text, `"`) {
		quoted, err := strconv.QuotedPrefix(text)
		if err != nil {
			return "", "", fmt.Errorf("name %s: %w", text, err)
		}
		name, err = strconv.Unquote(quoted)
		return name, strings.TrimPrefix(text[len(quoted):], " "), err
	}
	name, rest, _ = strings.Cut(text, " ")
	if name == "" {
		return "", "", fmt.Errorf("a name is missing")
	}
	return name, rest, nil
}

func expectEnd(rest string) error {
	if rest != "" {
		return fmt.Errorf("unexpected text: %s", rest)
	}
	return nil
}

func parseValue(s string) (Value, error) {
	digits, ok := strings.CutPrefix(s, "%")
	n, err := strconv.ParseUint(digits, 10, 31)
	if !ok || err != nil {
		return None, fmt.Errorf("%q is not a value such as %%3", s)
	}
	return Value(n), nil
}

func parseType(s string) (Type, error) {
	for _, t := range []Type{F64, I64, Bool} {
		if s == t.String() {
			return t, nil
		}
	}
	return 0, fmt.Errorf("no such type: %s", s)
}

func parseConst(t Type, s string) (uint64, error) {
	switch t {
	case I64:
		n, err := strconv.ParseInt(s, 10, 64)
		return uint64(n), err
	case Bool:
		switch s {
		case "true":
			return 1, nil
		case "false":
			return 0, nil
		}
		return 0, fmt.Errorf("%q is neither true nor false", s)
	}
	if hex, ok := strings.CutPrefix(s, "nan("); ok {
		bits, err := strconv.ParseUint(strings.TrimSuffix(hex, ")"), 0, 64)
		if err != nil || !math.IsNaN(math.Float64frombits(bits)) {
			return 0, fmt.Errorf("%s is not the bits of a NaN", s)
		}
		return bits, nil
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(x) {
		return 0, fmt.Errorf("%q is not a float; a NaN is written nan(bits)", s)
	}
	return math.Float64bits(x), nil
}

var opsByName = func() map[string]Op {
	ops := make(map[string]Op, numOps)
	for op := Const; op < numOps; op++ {
		ops[op.String()] = op
	}
	return ops
}()

func opNamed(name string) Op { return opsByName[name] }
