package ir

import "fmt"

// VerifyProgram reports the first way in which p is not well formed: a name that is no column, a type that differs from the column's,
// a column written that may not be, one read before anything wrote it, an Adaptive that does not fit the parts.
func VerifyProgram(p *Program) error {
	if err := verifyAdaptive(p); err != nil {
		return fmt.Errorf("ir: %s: %w", p.Name, err)
	}
	written := map[string]bool{}
	if p.Adaptive != nil {
		written[ElapsedColumn] = true
	}
	for _, f := range p.Parts() {
		if err := Verify(f); err != nil {
			return fmt.Errorf("ir: %s: %w", p.Name, err)
		}
		if err := verifyPart(p, f, written); err != nil {
			return fmt.Errorf("ir: %s: %s: %w", p.Name, f.Name, err)
		}
	}
	return nil
}

func verifyAdaptive(p *Program) error {
	switch a := p.Adaptive; {
	case a == nil && p.Attempt != nil:
		return fmt.Errorf("an attempt without step control")
	case a == nil:
		return nil
	case p.Attempt == nil || p.Step != nil:
		return fmt.Errorf("step control with a fixed step or without an attempt")
	case p.Attempt.Output(ElapsedColumn) == None:
		return fmt.Errorf("the attempt does not write %s", ElapsedColumn)
	case !(a.Dt > 0) || a.MaxAttempts < 1:
		return fmt.Errorf("a step of %g ms in at most %d attempts", a.Dt, a.MaxAttempts)
	}
	return nil
}

// verifyPart holds the inputs and outputs of f against the columns; written are those that earlier parts wrote.
func verifyPart(p *Program, f *Func, written map[string]bool) error {
	for _, in := range f.In {
		c := p.Column(in.Name)
		if c < 0 || p.Columns[c].Type != in.Type {
			return fmt.Errorf("input %s is no column of type %v", in.Name, in.Type)
		}
		if role := p.Columns[c].Role; (role == TempColumn || role == OutputColumn) && !written[in.Name] {
			return fmt.Errorf("%s is read before it is written", in.Name)
		}
	}
	for _, out := range f.Out {
		c := p.Column(out.Name)
		if c < 0 || p.Columns[c].Type != f.TypeOf(out.Value) {
			return fmt.Errorf("output %s is no column of type %v", out.Name, f.TypeOf(out.Value))
		}
		switch p.Columns[c].Role {
		case StateColumn, TempColumn, OutputColumn:
			written[out.Name] = true
		default:
			return fmt.Errorf("output %s is a column that no part may write", out.Name)
		}
	}
	return nil
}
