package diag

import (
	"cmp"
	"slices"
)

// Severity orders diagnostics.
type Severity uint8

// The severities: an Error makes the file unusable.
const (
	Error Severity = iota
	Warning
	Note
)

func (s Severity) String() string { return [...]string{"error", "warning", "note"}[s] }

// Diagnostic is one thing to say about a place in a source.
type Diagnostic struct {
	Severity Severity
	Source   *Source // nil: about no file, a flag say
	Span     Span
	Code     string // stable, for programs: "undefined-name"
	Message  string // what is wrong, one line
	Why      string // the rule behind it; may be empty
	Fix      string // what to do; may be empty
}

// List collects diagnostics of one reading.
type List struct{ items []Diagnostic }

// Add appends d.
func (l *List) Add(d Diagnostic) { l.items = append(l.items, d) }

// Append adds all of m.
func (l *List) Append(m *List) { l.items = append(l.items, m.items...) }

// All returns the diagnostics by file and place, those about no file first; of one place, in the order in which they were
// added.
func (l *List) All() []Diagnostic {
	slices.SortStableFunc(l.items, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.file(), b.file()), cmp.Compare(a.Span.Start, b.Span.Start))
	})
	return l.items
}

func (d *Diagnostic) file() string {
	if d.Source == nil {
		return ""
	}
	return d.Source.Name
}

// HasErrors reports whether any is an Error.
func (l *List) HasErrors() bool {
	for _, d := range l.items {
		if d.Severity == Error {
			return true
		}
	}
	return false
}

// Err returns l as an error when it has errors, else nil.
func (l *List) Err() error {
	if l.HasErrors() {
		return l
	}
	return nil
}

// Error gives the text of all diagnostics.
func (l *List) Error() string { return l.Text() }
