package check

import (
	"fmt"

	"github.com/spikelet/spikelet/internal/diag"
)

// ruleRecursion reports functions that call themselves, directly or through others.
func (c *checker) ruleRecursion() {
	next := func(f *Symbol) []*Symbol {
		if c.bodies[f] == nil {
			return nil
		}
		return c.bodies[f].calls
	}
	for _, cycle := range cycles(c.model.Functions, next) {
		last := c.bodies[cycle[len(cycle)-1]]
		for i, callee := range last.calls {
			if callee == cycle[0] {
				c.add(diag.Diagnostic{
					Span: last.sites[i].Span, Code: "recursion",
					Message: fmt.Sprintf("the function %s calls itself: %s", cycle[0].Name, path(cycle)),
					Why:     "functions are written out where they are called",
					Fix:     "use a for loop with constant bounds",
				})
				break
			}
		}
	}
}
