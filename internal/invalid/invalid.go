package invalid

import (
	"errors"
	"fmt"
	"strings"
)

// Error is one thing that cannot be built.
type Error struct {
	Object  string   // what it belongs to: "population pair", "connection 3"
	Path    []string // where in the object: {"parameters", "C_m"}; empty: the object as a whole
	Message string   // what is wrong, one line without the object
	Fix     string   // what to do; may be empty
}

func (e *Error) Error() string {
	var b strings.Builder
	for _, part := range []string{e.Object, strings.Join(e.Path, ".")} {
		if part != "" {
			b.WriteString(part + ": ")
		}
	}
	b.WriteString(e.Message)
	if e.Fix != "" {
		b.WriteString(" (" + e.Fix + ")")
	}
	return b.String()
}

// List collects errors of one object.
type List struct {
	Object string
	errs   []error
}

// Addf adds an error at path.
func (l *List) Addf(path []string, format string, args ...any) *Error {
	e := &Error{Object: l.Object, Path: path, Message: fmt.Sprintf(format, args...)}
	l.errs = append(l.errs, e)
	return e
}

// Append adds err, which may be nil or joined of several.
func (l *List) Append(err error) {
	if err != nil {
		l.errs = append(l.errs, err)
	}
}

// Empty reports whether nothing was added.
func (l *List) Empty() bool { return len(l.errs) == 0 }

// Err returns all that was added as one error, or nil.
func (l *List) Err() error { return errors.Join(l.errs...) }

// Path makes a path of its parts.
func Path(parts ...string) []string { return parts }

// All returns every *Error in err, in order.
func All(err error) []*Error {
	switch e := err.(type) {
	case nil:
		return nil
	case *Error:
		return []*Error{e}
	case interface{ Unwrap() []error }:
		var all []*Error
		for _, part := range e.Unwrap() {
			all = append(all, All(part)...)
		}
		return all
	}
	return All(errors.Unwrap(err))
}
