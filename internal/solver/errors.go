package solver

import (
	"fmt"
	"strings"
)

// UnknownMethodError says that no method has that name.
type UnknownMethodError struct{ Name string }

func (e *UnknownMethodError) Error() string {
	var names []string
	for _, m := range Methods() {
		names = append(names, m.Name)
		names = append(names, m.Aliases...)
	}
	return fmt.Sprintf("no integration method is called %q; there are %s", e.Name, strings.Join(names, ", "))
}

// OptionError says that an option has a value that makes no sense.
type OptionError struct {
	Option  string
	Value   float64
	Allowed string
}

func (e *OptionError) Error() string {
	return fmt.Sprintf("the %s of the integration is %v; it must be %s", e.Option, e.Value, e.Allowed)
}

// NotLinearError says why the method exact cannot solve a model.
type NotLinearError struct {
	Model    string
	Variable string // the variable whose equation is not linear
	Reason   string // which term, in words
}

func (e *NotLinearError) Error() string {
	return fmt.Sprintf("%s: the method exact needs linear equations with constant coefficients, but in the equation of %s %s",
		e.Model, e.Variable, e.Reason)
}

// NotCoupledError says why neurons of a model cannot have gap junctions.
type NotCoupledError struct{ Model, Reason string }

func (e *NotCoupledError) Error() string {
	return fmt.Sprintf("%s cannot have gap junctions: %s", e.Model, e.Reason)
}
