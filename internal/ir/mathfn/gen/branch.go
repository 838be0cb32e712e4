package gen

import (
	"cmp"
	"slices"

	"github.com/spikelet/spikelet/internal/ir"
)

// branch is the selects on one condition written as an if statement, so that what only one of its sides needs is computed
// only there: most angles need no long division, most arguments of erf lie on one side of a threshold.
type branch struct {
	condition ir.Value
	selects   []ir.Value
	sides     [2][]ir.Value // what is needed only where the condition holds, and only where it does not
}

// worthwhile is how many instructions a side of a branch has at least.
const worthwhile = 12

// place is where a value is computed: in a side of a branch, or (nil) in the body of the loop.
type place struct {
	in   *branch
	side int
}

// placement gives every value of f its place; first maps a select to the branch that is written there.
type placement struct {
	at    []place
	first map[ir.Value]*branch
}

// placeValues finds the branches of f, the larger ones first so that smaller ones nest in them.
func placeValues(f *ir.Func) placement {
	p := placement{at: make([]place, len(f.Code)), first: map[ir.Value]*branch{}}
	for _, b := range branches(f) {
		if !p.together(b) {
			continue
		}
		p.first[b.selects[0]] = b
		for side, values := range b.sides {
			for _, v := range values {
				p.at[v] = place{b, side}
			}
		}
	}
	return p
}

// together reports whether all of b lies in one place so far.
func (p placement) together(b *branch) bool {
	for _, list := range [...][]ir.Value{b.selects, b.sides[0], b.sides[1]} {
		for _, v := range list {
			if p.at[v] != p.at[b.selects[0]] {
				return false
			}
		}
	}
	return true
}

// branches lists the branches that f can be written with, the largest first.
func branches(f *ir.Func) []*branch {
	groups := map[ir.Value]*branch{}
	var all []*branch
	for v, in := range f.Code {
		if in.Op != ir.Select || !isRangeTest(f, in.Args[0]) {
			continue
		}
		c := in.Args[0]
		if groups[c] == nil {
			groups[c] = &branch{condition: c}
			all = append(all, groups[c])
		}
		groups[c].selects = append(groups[c].selects, ir.Value(v))
	}
	for _, b := range all {
		b.sides = [2][]ir.Value{exclusive(f, b, 1), exclusive(f, b, 2)}
	}
	all = slices.DeleteFunc(all, func(b *branch) bool { return b.size() < worthwhile || !movable(f, b) })
	slices.SortStableFunc(all, func(a, b *branch) int {
		return cmp.Compare(len(b.sides[0])+len(b.sides[1]), len(a.sides[0])+len(a.sides[1]))
	})
	return all
}

func (b *branch) size() int { return max(len(b.sides[0]), len(b.sides[1])) }

// isRangeTest reports whether c compares floats: a test of magnitude, mostly the same for neighbouring lanes. Tests of
// integers look at bits that vary.
func isRangeTest(f *ir.Func, c ir.Value) bool {
	in := f.Code[c]
	return in.Op >= ir.Eq && in.Op <= ir.Le && f.TypeOf(in.Args[0]) == ir.F64
}

// exclusive lists the values that are needed only as operand arg of b's selects, directly or not.
func exclusive(f *ir.Func, b *branch, arg int) []ir.Value {
	elsewhere := make([]bool, len(f.Code))
	for _, r := range f.Out {
		elsewhere[r.Value] = true
	}
	needed := make([]bool, len(f.Code))
	var list []ir.Value
	for v := len(f.Code) - 1; v >= 0; v-- {
		in := f.Code[v]
		selects := slices.Contains(b.selects, ir.Value(v))
		inside := needed[v] && !elsewhere[v]
		if inside && in.Op.NumArgs() > 0 {
			list = append(list, ir.Value(v))
		}
		for i := range in.Op.NumArgs() {
			a := in.Args[i]
			if inside || selects && i == arg {
				needed[a] = true
			} else {
				elsewhere[a] = true
			}
		}
	}
	slices.Reverse(list)
	return list
}

// movable reports whether b can be written at its first select: everything it needs from outside is known there.
func movable(f *ir.Func, b *branch) bool {
	inside := map[ir.Value]bool{}
	for _, list := range b.sides {
		for _, v := range list {
			inside[v] = true
		}
	}
	unknown := func(v ir.Value) bool {
		in := f.Code[v]
		return slices.ContainsFunc(in.Args[:in.Op.NumArgs()], func(a ir.Value) bool { return !inside[a] && a >= b.selects[0] })
	}
	return !slices.ContainsFunc(b.selects, unknown) && !slices.ContainsFunc(b.sides[0], unknown) &&
		!slices.ContainsFunc(b.sides[1], unknown)
}
