package check

import (
	"fmt"
	"strings"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/unit"
)

// ruleShadowedUnit warns of a variable that has the name of a unit which the model uses.
func (c *checker) ruleShadowedUnit() {
	used := map[string]bool{}
	for text := range c.parsed {
		for _, name := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("*/() 0123456789.-+", r) }) {
			used[name] = true
		}
	}
	m := c.model
	for _, list := range [][]*Symbol{m.States, m.Parameters, m.Internals, m.Inlines} {
		for _, s := range list {
			if _, ok := unit.Lookup(s.Name); !ok || !used[s.Name] {
				continue
			}
			c.add(diag.Diagnostic{
				Severity: diag.Warning, Span: c.nameSpan(s), Code: "hidden-unit",
				Message: fmt.Sprintf("the variable %s hides the unit %s", s.Name, s.Name),
				Why:     "right after a number and in types the name means the unit, everywhere else the variable",
				Fix:     "rename the variable",
			})
		}
	}
}

// ruleBareUnit notes, once in a model, units without a number.
func (c *checker) ruleBareUnit() {
	if len(c.bareUnits) == 0 {
		return
	}
	id := c.bareUnits[0]
	c.add(diag.Diagnostic{
		Severity: diag.Note, Span: id.Span, Code: "bare-unit",
		Message: fmt.Sprintf("%s is read as 1 %s, as in NESTML 8", id.Name, id.Name),
		Why:     "NESTML 9 takes a unit only after a number",
		Fix:     fmt.Sprintf("write 1 %s", id.Name),
	})
}
