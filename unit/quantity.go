package unit

import (
	"fmt"
	"strconv"
	"strings"
)

// Quantity is a number of units.
type Quantity struct {
	Value float64
	Unit  Unit
}

// ParseQuantity reads a number and the unit that may follow it: "250 pF", "-65mV", "1e-3". The number is rounded once, to
// the nearest float64. The error is a *ParseError.
func ParseQuantity(text string) (Quantity, error) {
	digits, u, err := split(text)
	if err != nil {
		return Quantity{}, err
	}
	x, err := ConvertText(digits, One, One)
	if err != nil {
		return Quantity{}, err
	}
	return Quantity{x, u}, nil
}

// ParseAs reads a quantity as ParseQuantity does and gives it in units of want, rounded once: ParseAs("0.1 nF", pF) is 100.
// The error is a *ParseError or a *MismatchError.
func ParseAs(text string, want Unit) (float64, error) {
	digits, u, err := split(text)
	if err != nil {
		return 0, err
	}
	if !u.SameDimension(want) {
		return 0, &MismatchError{Got: u, Want: want}
	}
	return ConvertText(digits, u, want)
}

// split separates the number from its unit.
func split(text string) (digits string, u Unit, err error) {
	start := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	end := start + scanNumber(text[start:])
	if end == start {
		return "", One, &ParseError{Text: text, Offset: start, Message: fmt.Sprintf("%q does not begin with a number", text)}
	}
	u, err = Parse(text[end:])
	if parseErr, ok := err.(*ParseError); ok {
		parseErr.Text, parseErr.Offset = text, parseErr.Offset+end
	}
	return text[start:end], u, err
}

// MismatchError says that a quantity measures something else than what was asked for.
type MismatchError struct{ Got, Want Unit }

func (e *MismatchError) Error() string {
	switch {
	case e.Got == One:
		return fmt.Sprintf("expected a quantity in %v, got a plain number", e.Want)
	case e.Want == One:
		return fmt.Sprintf("expected a plain number, got a quantity in %v", e.Got)
	}
	return fmt.Sprintf("expected a quantity in %v, got one in %v", e.Want, e.Got)
}

// In is the number of units u that q is, rounded once from q.Value. The error is a *MismatchError.
func (q Quantity) In(u Unit) (float64, error) {
	if !q.Unit.SameDimension(u) {
		return 0, &MismatchError{Got: q.Unit, Want: u}
	}
	return Convert(q.Value, q.Unit, u), nil
}

// String writes the shortest number that reads back to the same Value, and the unit unless it is One.
func (q Quantity) String() string {
	number := strconv.FormatFloat(q.Value, 'g', -1, 64)
	if q.Unit == One {
		return number
	}
	return number + " " + q.Unit.String()
}
