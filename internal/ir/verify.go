package ir

import "fmt"

// Verify reports the first way in which f is not well formed: an operand that is not defined before its use, a wrong type,
// an immediate out of range, a name that occurs twice.
func Verify(f *Func) error {
	if err := verifyNames(f); err != nil {
		return err
	}
	for v, in := range f.Code {
		if err := verifyInstr(f, Value(v), in); err != nil {
			return fmt.Errorf("ir: %s: %%%d: %w", f.Name, v, err)
		}
	}
	for _, r := range f.Out {
		if r.Value < 0 || int(r.Value) >= len(f.Code) {
			return fmt.Errorf("ir: %s: output %s has no value", f.Name, r.Name)
		}
	}
	return nil
}

func verifyNames(f *Func) error {
	in, out := map[string]bool{}, map[string]bool{}
	for _, s := range f.In {
		if in[s.Name] || s.Name == "" {
			return fmt.Errorf("ir: %s: input %q is nameless or occurs twice", f.Name, s.Name)
		}
		in[s.Name] = true
	}
	for _, r := range f.Out {
		if out[r.Name] || r.Name == "" {
			return fmt.Errorf("ir: %s: output %q is nameless or occurs twice", f.Name, r.Name)
		}
		out[r.Name] = true
	}
	return nil
}

func verifyInstr(f *Func, v Value, in Instr) error {
	if in.Op == Invalid || in.Op >= numOps {
		return fmt.Errorf("no such operation: %d", in.Op)
	}
	var types [3]Type
	for i, a := range in.Args {
		if i >= in.Op.NumArgs() {
			if a != None {
				return fmt.Errorf("%v has an operand too many", in.Op)
			}
			continue
		}
		if a < 0 || a >= v {
			return fmt.Errorf("operand %%%d is not defined before its use", a)
		}
		types[i] = f.TypeOf(a)
	}
	switch {
	case in.Op == Const:
		if in.Type < F64 || in.Type > Bool || in.Type == Bool && in.Imm > 1 {
			return fmt.Errorf("constant %#x of type %v", in.Imm, in.Type)
		}
		return nil
	case in.Op == Input:
		if in.Imm >= uint64(len(f.In)) || f.In[in.Imm].Type != in.Type {
			return fmt.Errorf("input %d of type %v does not exist", in.Imm, in.Type)
		}
		return nil
	case in.Op.IsShift():
		if in.Imm > 63 {
			return fmt.Errorf("shift by %d", in.Imm)
		}
	}
	if t, ok := resultType(in.Op, types); !ok || t != in.Type {
		return fmt.Errorf("%v of %v gives no %v", in.Op, types, in.Type)
	}
	return nil
}

// resultType is the type rule of every operation with operands.
func resultType(op Op, t [3]Type) (Type, bool) {
	same := t[0] == t[1]
	number := t[0] == F64 || t[0] == I64
	switch op {
	case Add, Sub, Mul:
		return t[0], same && number
	case Neg:
		return t[0], number
	case Quo, Rem:
		return I64, same && t[0] == I64
	case Eq, Ne, Lt, Le:
		return Bool, same && number
	case And, Or, Xor:
		return t[0], same && t[0] != F64
	case Not:
		return t[0], t[0] == Bool || t[0] == I64
	case Shl, Shr, Sar, ToFloat, Float:
		if op == ToFloat || op == Float {
			return F64, t[0] == I64
		}
		return I64, t[0] == I64
	case ToInt, Bits:
		return I64, t[0] == F64
	case Select:
		return t[1], t[0] == Bool && t[1] == t[2]
	}
	for i := range op.NumArgs() { // what is left works on floats alone
		if t[i] != F64 {
			return 0, false
		}
	}
	return F64, true
}
