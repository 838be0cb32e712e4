package ir

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Format writes f as text that Parse reads back to an equal Func, every bit of every constant kept:
//
//	func step
//	  in V : f64
//	  %0 = input V : f64
//	  %1 = const 0.5 : f64
//	  %2 = fma %0, %1, %1 : f64
//	  out V = %2
//	end
func Format(f *Func) string {
	var b strings.Builder
	formatFunc(&b, "func", f)
	return b.String()
}

func formatFunc(b *strings.Builder, keyword string, f *Func) {
	fmt.Fprintf(b, "%s %s\n", keyword, quote(f.Name))
	for _, s := range f.In {
		fmt.Fprintf(b, "  in %s : %v\n", quote(s.Name), s.Type)
	}
	for v, in := range f.Code {
		fmt.Fprintf(b, "  %%%d = %s : %v\n", v, formatInstr(f, in), in.Type)
	}
	for _, r := range f.Out {
		fmt.Fprintf(b, "  out %s = %%%d\n", quote(r.Name), r.Value)
	}
	b.WriteString("end\n")
}

// formatInstr is the operation and its operands. An immediate comes last: "shl %3, 52".
func formatInstr(f *Func, in Instr) string {
	var operands []string
	for i := range in.Op.NumArgs() {
		operands = append(operands, fmt.Sprintf("%%%d", in.Args[i]))
	}
	switch {
	case in.Op == Const:
		operands = append(operands, formatConst(in.Type, in.Imm))
	case in.Op == Input:
		operands = append(operands, quote(f.In[in.Imm].Name))
	case in.Op.IsShift():
		operands = append(operands, strconv.FormatUint(in.Imm, 10))
	}
	return in.Op.String() + " " + strings.Join(operands, ", ")
}

// formatConst writes the shortest decimal that reads back to the same float; a NaN shows its bits.
func formatConst(t Type, bits uint64) string {
	switch t {
	case I64:
		return strconv.FormatInt(int64(bits), 10)
	case Bool:
		return strconv.FormatBool(bits != 0)
	}
	x := math.Float64frombits(bits)
	if math.IsNaN(x) {
		return fmt.Sprintf("nan(%#x)", bits)
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

// quote leaves a name of letters, digits and a few marks as it is and quotes every other as Go does.
func quote(name string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_.$'!", r)
	}
	if name != "" && strings.IndexFunc(name, func(r rune) bool { return !plain(r) }) < 0 {
		return name
	}
	return strconv.Quote(name)
}

var roleNames = [...]string{
	StateColumn: "state", ParamColumn: "param", InputColumn: "input",
	UniformColumn: "uniform", TempColumn: "temp", OutputColumn: "output",
}

func (r Role) String() string {
	if int(r) < len(roleNames) {
		return roleNames[r]
	}
	return "invalid"
}

// FormatProgram writes p as text for golden files and people: its columns, its settings, then its parts.
func FormatProgram(p *Program) string {
	var b strings.Builder
	fmt.Fprintf(&b, "program %s\n", quote(p.Name))
	for _, c := range p.Columns {
		fmt.Fprintf(&b, "  column %s : %v %v\n", quote(c.Name), c.Type, c.Role)
	}
	if a := p.Adaptive; a != nil {
		fmt.Fprintf(&b, "  adaptive dt %v attempts %d\n", a.Dt, a.MaxAttempts)
	}
	if p.StoreFailed {
		b.WriteString("  store failed\n")
	}
	b.WriteString("end\n")
	for _, part := range []struct {
		keyword string
		f       *Func
	}{{"before", p.Before}, {"step", p.Step}, {"attempt", p.Attempt}, {"after", p.After}} {
		if part.f != nil {
			formatFunc(&b, part.keyword, part.f)
		}
	}
	return b.String()
}
