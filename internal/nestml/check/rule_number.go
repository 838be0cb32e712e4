package check

import (
	"fmt"
	"math"
	"strconv"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/unit"
)

// ruleNumber reports a literal that a float64 or an int64 cannot hold, as written or in internal units.
func (c *checker) ruleNumber(n *ast.Number, t Type) Type {
	d := diag.Diagnostic{Span: n.Span, Code: "number-range"}
	if t.Kind == Integer {
		if _, err := strconv.ParseInt(n.Text, 10, 64); err == nil {
			return t
		}
		d.Message = fmt.Sprintf("%s is too large for an integer", shorten(n.Text, 40))
		d.Why = "integers have 64 bits"
		d.Fix = "write it as a real, with a point"
		c.add(d)
		return invalid
	}
	x, err := strconv.ParseFloat(n.Text, 64)
	if err == nil && t.Unit != unit.One {
		x = unit.Convert(x, t.Unit, t.Unit.Internal())
	}
	if err == nil && !math.IsInf(x, 0) {
		return t
	}
	d.Message = fmt.Sprintf("%s is too large for a number", shorten(n.Text, 40))
	d.Why = "the largest is about 1.8e308, in internal units (ms, mV, pA, nS, pF, GOhm)"
	d.Fix = "for infinity write inf"
	c.add(d)
	return invalid
}
