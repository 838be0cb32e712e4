package netfile

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/unit"
)

// wanted says what a value is for: what it is called, and what unit and type it has.
type wanted struct {
	name  string    // "C_m of pair", "time_step"
	key   string    // "C_m": the column of a file that is meant unless it is named
	unit  unit.Unit // that of the internal system
	shown string    // the unit as people know it here; "" for plain numbers
	whole bool      // whole numbers alone
	truth bool      // true or false alone
	any   bool      // the first value decides the unit
	count int       // how many a list must have, 0 where that is not known here
	of    string    // what they are for: "neurons"
}

// number wants a value of a unit by its name.
func number(name, unitName string) wanted {
	u, err := unit.Parse(unitName)
	if err != nil {
		panic("netfile: unit " + unitName + ": " + err.Error())
	}
	return wanted{name: name, unit: u.Internal(), shown: unitName}
}

// decide gives a w of any unit the internal unit of u, and reports whether it did.
func (w *wanted) decide(u unit.Unit) bool {
	if !w.any {
		return false
	}
	w.any, w.unit, w.shown = false, u.Internal(), u.Internal().String()
	return true
}

// in is "in pF", or "a plain number".
func (w wanted) in() string {
	if w.unit == unit.One {
		return "a plain number"
	}
	return "in " + w.shown
}

// text writes a value of w as a network file does, in the internal unit; it reads back to the same bits.
func (w wanted) text(x float64) string {
	if w.truth {
		return strconv.FormatBool(x != 0)
	}
	return unit.Quantity{Value: x, Unit: w.unit}.String()
}

// quantity reads one number, in internal units.
func (r *reader) quantity(n *node, w wanted) (float64, bool) {
	if n == nil {
		return 0, false
	}
	if n.kind != scalar {
		r.report(n.place, "wrong-type", fmt.Sprintf("%s is one value %s, not %s", w.name, w.in(), n.kind), "", "")
		return 0, false
	}
	if w.truth {
		value, ok := r.truth(n, w.name)
		if value {
			return 1, ok
		}
		return 0, ok
	}
	x, err := unit.ParseAs(n.text, w.unit)
	switch {
	case err != nil:
		r.wrongQuantity(n, w, err)
	case math.IsNaN(x) || math.IsInf(x, 0):
		r.report(n.place, "wrong-number", fmt.Sprintf("%s is a finite number, not %s", w.name, quoted(n.text)), "", "")
	case w.whole && x != math.Trunc(x):
		r.report(n.place, "wrong-number", fmt.Sprintf("%s is a whole number, not %s", w.name, quoted(n.text)), "", "")
	default:
		return x, true
	}
	return 0, false
}

// wrongQuantity reports a text that is no quantity of w.
func (r *reader) wrongQuantity(n *node, w wanted, err error) {
	var mismatch *unit.MismatchError
	var syntax *unit.ParseError
	switch {
	case errors.As(err, &mismatch) && mismatch.Got == unit.One:
		r.report(n.place, "missing-unit", fmt.Sprintf("%s lacks its unit: it is %s", w.name, w.in()),
			"every quantity is written with its unit", fmt.Sprintf("write %s %s", n.text, w.shown))
	case errors.As(err, &mismatch):
		r.report(n.place, "wrong-unit", fmt.Sprintf("%s is %s, not %s", w.name, w.in(), strings.TrimSpace(n.text)), "", "")
	case errors.As(err, &syntax):
		fix := ""
		if syntax.Suggestion != "" {
			fix = "did you mean " + syntax.Suggestion + "?"
		}
		r.report(n.part(syntax.Offset), "wrong-quantity", syntax.Message, fmt.Sprintf("%s is %s", w.name, w.in()), fix)
	default:
		r.report(n.place, "wrong-quantity", err.Error(), "", "")
	}
}

// part is the place from a byte of n's text on, where the text stands in the source as it is.
func (n *node) part(offset int) place {
	if !n.plain || offset >= len(n.text) {
		return n.place
	}
	return place{n.source, diag.Span{Start: n.span.Start + offset, End: n.span.End}}
}

// integer reads a whole number of least to most. 1e6 is one too.
func (r *reader) integer(n *node, what string, least, most int64) (int64, bool) {
	word, ok := r.word(n, what)
	if !ok {
		return 0, false
	}
	value, notInt := strconv.ParseInt(word, 10, 64)
	x, err := strconv.ParseFloat(word, 64)
	switch {
	case err != nil && !errors.Is(err, strconv.ErrRange), x != math.Trunc(x): // NaN is not its own whole part
		r.report(n.place, "wrong-type", fmt.Sprintf("%s is a whole number, not %s", what, quoted(word)), "", "")
	case x < float64(least):
		r.report(n.place, "out-of-range", fmt.Sprintf("%s is at least %d, not %s", what, least, quoted(word)), "", "")
	case x > float64(most) || x >= 1<<63:
		r.report(n.place, "too-large", fmt.Sprintf("%s is at most %d, not %s", what, most, quoted(word)), "", "")
	case notInt != nil:
		return int64(x), true
	default:
		return value, true
	}
	return 0, false
}
