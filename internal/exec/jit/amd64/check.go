package amd64

import "fmt"

// check returns what makes i impossible to encode, or "".
func (i *inst) check() string {
	switch {
	case i.row.enc&i.enc == 0:
		return "no such encoding"
	case i.w < i.min || i.w > W512 || i.w == W512 && i.enc != EVEX:
		return fmt.Sprintf("no form of %d bits", 128<<i.w)
	case i.w != W128 && i.size == lane:
		return "one lane only"
	case i.mask.Zero && i.args[0].kind == memArg:
		return "memory is not zeroed"
	case i.mask != Masking{} && (i.class == store || i.enc != EVEX || i.mask.K == K0 || i.mask.K > K7):
		return "impossible mask"
	}
	for k := range i.operands() {
		if problem := i.args[k].check(i); problem != "" {
			return problem
		}
	}
	return i.checkPlace()
}

// checkPlace returns what is wrong with the place of the operand that ModRM.rm holds.
func (i *inst) checkPlace() string {
	for k := range i.operands() {
		inMemory := i.args[k].kind == memArg
		switch {
		case i.form[k] != 'm':
		case i.size == lane && !inMemory:
			return "operand must be in memory"
		case i.class == shift && i.enc == VEX && inMemory:
			return "operand must be in a register"
		}
	}
	return ""
}

func (x *arg) check(i *inst) string {
	limit := uint8(16)
	switch {
	case x.kind == memArg:
		return x.mem.check(i)
	case x.kind == maskArg:
		limit = 8
	case x.kind == vecArg && i.enc == EVEX:
		limit = 32
	}
	if x.n >= limit {
		return fmt.Sprintf("register %d out of reach", x.n)
	}
	return ""
}

func (m *Mem) check(i *inst) string {
	switch {
	case i.size == noMemory:
		return "no operand in memory"
	case m.Broadcast && (i.enc != EVEX || i.size != full):
		return "no broadcast"
	case m.IsConst:
		return ""
	case m.Base > R15 || m.Scale != 0 && (m.Index > R15 || m.Index == RSP):
		return "impossible address"
	}
	switch m.Scale {
	case 0, 1, 2, 4, 8:
		return ""
	}
	return fmt.Sprintf("impossible scale %d", m.Scale)
}
