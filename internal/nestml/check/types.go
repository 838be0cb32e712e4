package check

import (
	"strings"

	"github.com/spikelet/spikelet/unit"
)

// Kind is the kind of a Type.
type Kind uint8

// The kinds. A Quantity has a unit with a dimension; Real is a plain number.
const (
	Invalid Kind = iota // an expression with an error that was reported
	Void
	Real
	Integer
	Boolean
	String
	Quantity
)

// Type is the type of an expression or symbol. The value of an expression of kind Quantity is a number of Unit: the
// scale is part of the type, so "1 V" has the value 1 and type V, and meets mV by an exact conversion where the two are
// added, compared or assigned (see Join). A variable read in an expression has the internal unit of its dimension (see
// package unit), whatever unit it was declared with. A Real may carry a scale too (Unit dimensionless, as in ms/s): lower
// converts it to scale 1 where it meets a plain number. Of all other kinds Unit is unit.One.
//
// With a warning, a quantity may stand where a plain number is wanted: it gives its number in the internal unit. A real given
// to an integer loses its fraction, toward zero.
type Type struct {
	Kind Kind
	Unit unit.Unit // Quantity, and Real with a scale
}

var (
	invalid = Type{}
	void    = Type{Kind: Void}
	plain   = Type{Kind: Real}
	integer = Type{Kind: Integer}
	boolean = Type{Kind: Boolean}
)

var (
	millisecond = mustParse("ms")
	perSecond   = mustParse("1/s")
)

func mustParse(s string) unit.Unit {
	u, err := unit.Parse(s)
	if err != nil {
		panic("check: " + err.Error())
	}
	return u
}

// in is the type of numbers of u.
func in(u unit.Unit) Type {
	switch {
	case !u.Valid():
		return invalid
	case u.Dimensionless():
		return Type{Kind: Real, Unit: u}
	}
	return Type{Kind: Quantity, Unit: u}
}

// Numeric reports whether t is a number, with or without a unit.
func (t Type) Numeric() bool { return t.Kind == Real || t.Kind == Integer || t.Kind == Quantity }

// number reports whether t is a number without a dimension.
func (t Type) number() bool { return t.Kind == Real || t.Kind == Integer }

// internal is t in the internal unit of its dimension.
func (t Type) internal() Type {
	if t.Kind == Quantity || t.Kind == Real {
		t.Unit = t.Unit.Internal()
	}
	return t
}

// String names t as the language does: "real", "mV", "ms/s".
func (t Type) String() string {
	switch t.Kind {
	case Quantity:
		if t.Unit == perSecond {
			return "1/s" // as the language says of spikes, not Hz
		}
		return t.Unit.String()
	case Real:
		if t.Unit != unit.One {
			return t.Unit.String()
		}
	}
	return [...]string{"invalid", "void", "real", "integer", "boolean", "string", ""}[t.Kind]
}

// phrase is t after "is": "a number", "in mV", "a boolean".
func (t Type) phrase() string {
	switch t.Kind {
	case Quantity:
		return "in " + t.String()
	case Real:
		return "a plain number"
	case Integer:
		return "an integer"
	case Void:
		return "without a value"
	}
	return "a " + t.String()
}

// timesOne says how to give a number the unit of t; overOne, how to take it away.
func (t Type) timesOne() string {
	if inverse, ok := strings.CutPrefix(t.String(), "1/"); ok {
		return "divide it by 1 " + inverse
	}
	return "multiply it by 1 " + t.String()
}

func (t Type) overOne() string {
	if inverse, ok := strings.CutPrefix(t.String(), "1/"); ok {
		return "multiply it by 1 " + inverse
	}
	return "divide it by 1 " + t.String()
}

// Join is the type in which values of types a and b meet: the operands of + - and comparisons, the branches of a ternary, the
// arguments of min, max and clip. Quantities of one dimension and unlike scales meet in its internal unit, so that of "1 V + x"
// only the literal is converted; a number that meets a quantity is a number of its unit; numbers of unlike scales meet as
// plain numbers. ok is false when they cannot meet.
func Join(a, b Type) (t Type, ok bool) {
	switch {
	case a == b:
		return a, a.Kind != Invalid && a.Kind != Void
	case a.Kind == Quantity && b.Kind == Quantity:
		return Type{Kind: Quantity, Unit: a.Unit.Internal()}, a.Unit.SameDimension(b.Unit)
	case a.Kind == Quantity && b.number():
		return a, true
	case a.number() && b.Kind == Quantity:
		return b, true
	case a.number() && b.number():
		return plain, true
	}
	return invalid, false
}
