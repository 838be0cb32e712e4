package gen

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/spikelet/spikelet/internal/ir"
)

// printer writes one Func as the loop over a block, one statement for each value.
type printer struct {
	f      *ir.Func
	uses   []int
	places placement
	out    *bytes.Buffer
}

func (p *printer) function(op ir.Op) {
	p.countUses()
	p.places = placeValues(p.f)
	names := make([]string, len(p.f.In))
	cuts := make([]string, len(p.f.In))
	for i, slot := range p.f.In {
		names[i] = slot.Name
		cuts[i] = slot.Name + "[:len(dst)]"
	}
	in := strings.Join(names, ", ")
	fmt.Fprintf(p.out, "\n// %sBlock applies ir.%s to a block.\n", op, exported(op))
	fmt.Fprintf(p.out, "func %sBlock(dst, %s []float64) {\n", op, in)
	fmt.Fprintf(p.out, "%s = %s\nfor i := range dst {\n", in, strings.Join(cuts, ", "))
	p.statements(place{})
	fmt.Fprintf(p.out, "dst[i] = %s\n}\n}\n", p.operand(p.f.Output("r")))
}

func (p *printer) countUses() {
	p.uses = make([]int, len(p.f.Code))
	for _, in := range p.f.Code {
		for i := range in.Op.NumArgs() {
			p.uses[in.Args[i]]++
		}
	}
}

// statements writes the values that are computed in one place.
func (p *printer) statements(at place) {
	written := map[ir.Value]bool{}
	for i, in := range p.f.Code {
		v := ir.Value(i)
		if p.places.at[v] != at || written[v] {
			continue
		}
		if b := p.places.first[v]; b != nil {
			p.branch(b)
			for _, s := range b.selects {
				written[s] = true
			}
			continue
		}
		p.statement(v, in)
	}
}

func (p *printer) branch(b *branch) {
	for _, v := range b.selects {
		fmt.Fprintf(p.out, "var %s %s\n", name(v), goType(p.f.TypeOf(v)))
	}
	fmt.Fprintf(p.out, "if %s {\n", p.operand(b.condition))
	p.side(b, 0)
	p.out.WriteString("} else {\n")
	p.side(b, 1)
	p.out.WriteString("}\n")
}

func (p *printer) side(b *branch, side int) {
	p.statements(place{b, side})
	for _, v := range b.selects {
		fmt.Fprintf(p.out, "%s = %s\n", name(v), p.operand(p.f.Code[v].Args[1+side]))
	}
}

func goType(t ir.Type) string {
	return map[ir.Type]string{ir.F64: "float64", ir.I64: "int64", ir.Bool: "bool"}[t]
}

func (p *printer) statement(v ir.Value, in ir.Instr) {
	switch {
	case in.Op == ir.Const || p.isInlined(v):
	case in.Op == ir.Select && in.Type == ir.F64 && !isRangeTest(p.f, in.Args[0]):
		bits := "b" + strconv.Itoa(int(v))
		p.choice(bits, in, "math.Float64bits(%s)")
		fmt.Fprintf(p.out, "%s := math.Float64frombits(%s)\n", name(v), bits)
	case in.Op == ir.Select:
		p.choice(name(v), in, "%s")
	default:
		fmt.Fprintf(p.out, "%s := %s\n", name(v), p.expression(in))
	}
}

// choice writes a select of its operands in the given form. The Go compiler makes it a conditional move for integers, a
// jump for floats.
func (p *printer) choice(result string, in ir.Instr, form string) {
	yes, no := fmt.Sprintf(form, p.operand(in.Args[1])), fmt.Sprintf(form, p.operand(in.Args[2]))
	fmt.Fprintf(p.out, "%s := %s\nif %s {\n%s = %s\n}\n", result, no, p.operand(in.Args[0]), result, yes)
}

// isInlined reports whether v is written where it is used: a truth value with one use.
func (p *printer) isInlined(v ir.Value) bool {
	return p.f.TypeOf(v) == ir.Bool && p.uses[v] == 1 && p.f.Code[v].Op != ir.Select
}

func name(v ir.Value) string { return "v" + strconv.Itoa(int(v)) }

func (p *printer) operand(v ir.Value) string {
	in := p.f.Code[v]
	switch {
	case in.Op == ir.Const:
		return constant(in)
	case p.isInlined(v):
		return "(" + p.expression(in) + ")"
	}
	return name(v)
}

func constant(in ir.Instr) string {
	switch in.Type {
	case ir.Bool:
		return strconv.FormatBool(in.Imm != 0)
	case ir.I64:
		return fmt.Sprintf("int64(%d)", int64(in.Imm))
	}
	x := math.Float64frombits(in.Imm)
	if math.IsInf(x, 0) || math.IsNaN(x) || in.Imm == 1<<63 {
		return fmt.Sprintf("math.Float64frombits(%#x)", in.Imm)
	}
	if x == math.Trunc(x) && math.Abs(x) < 1e6 {
		return fmt.Sprintf("float64(%v)", x)
	}
	return fmt.Sprintf("float64(%x)", x)
}

var infix = map[ir.Op]string{
	ir.Add: "+", ir.Sub: "-", ir.Div: "/", ir.And: "&", ir.Or: "|", ir.Xor: "^", ir.Shl: "<<", ir.Sar: ">>",
	ir.Eq: "==", ir.Ne: "!=", ir.Lt: "<", ir.Le: "<=",
}

var calls = map[ir.Op]string{
	ir.FMA: "math.FMA", ir.Sqrt: "math.Sqrt", ir.Abs: "math.Abs", ir.Floor: "math.Floor", ir.Ceil: "math.Ceil",
	ir.Trunc: "math.Trunc", ir.RoundEven: "math.RoundToEven", ir.ToFloat: "float64",
}

func (p *printer) expression(in ir.Instr) string {
	var args []string
	for i := range in.Op.NumArgs() {
		args = append(args, p.operand(in.Args[i]))
	}
	if in.Op.IsShift() {
		args = append(args, strconv.FormatUint(in.Imm, 10))
	}
	if call, ok := calls[in.Op]; ok {
		return call + "(" + strings.Join(args, ", ") + ")"
	}
	if in.Type == ir.Bool && p.f.TypeOf(in.Args[0]) == ir.Bool {
		return logic(in.Op, args)
	}
	if sign, ok := infix[in.Op]; ok {
		return args[0] + " " + sign + " " + args[1]
	}
	return p.special(in, args)
}

func (p *printer) special(in ir.Instr, args []string) string {
	switch in.Op {
	case ir.Input:
		return p.f.In[in.Imm].Name + "[i]"
	case ir.Mul:
		if in.Type == ir.F64 {
			return "float64(" + args[0] + " * " + args[1] + ")"
		}
		return args[0] + " * " + args[1]
	case ir.Shr:
		return "int64(uint64(" + args[0] + ") >> " + args[1] + ")"
	case ir.Neg:
		return "-" + args[0]
	case ir.Not:
		return "^" + args[0]
	case ir.Bits:
		return "int64(math.Float64bits(" + args[0] + "))"
	case ir.Float:
		return "math.Float64frombits(uint64(" + args[0] + "))"
	}
	panic(fmt.Sprintf("gen: %v does not occur in bodies", in.Op))
}

func logic(op ir.Op, args []string) string {
	switch op {
	case ir.And:
		return args[0] + " && " + args[1]
	case ir.Or:
		return args[0] + " || " + args[1]
	case ir.Xor:
		return args[0] + " != " + args[1]
	case ir.Not:
		return "!" + args[0]
	}
	panic(fmt.Sprintf("gen: %v of Bools", op))
}
