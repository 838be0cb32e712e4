package solver

import "github.com/spikelet/spikelet/internal/ir"

// Method describes an integration method.
type Method struct {
	Name     string
	Aliases  []string
	Order    int  // of convergence, of the result that advances the state; 0 for exact, which has no error
	Adaptive bool // an embedded pair: controls its step size unless Options.Fixed is set
	Doc      string

	// integrate adds to p what one step of the method needs: Step or Attempt, columns, calibrations.
	integrate func(s *system, p *ir.Program) error
}

// Methods returns all methods, fixed steps first.
func Methods() []Method {
	var list []Method
	for _, e := range explicitMethods {
		list = append(list, Method{Name: e.name, Aliases: e.aliases, Order: e.order, Doc: e.doc, integrate: e.tableau.fixed})
	}
	for _, e := range embeddedPairs {
		list = append(list, Method{
			Name: e.name, Aliases: e.aliases, Order: e.order, Doc: e.doc, Adaptive: true, integrate: e.adaptiveOrFixed,
		})
	}
	return append(list,
		Method{
			Name: "exp_auto", Aliases: []string{"exp_euler", "exp_euler_auto", "exponential_euler"}, Order: 1,
			Doc:       "exponential Euler: each variable exact for its own linear part, the others held",
			integrate: exponentialEuler,
		},
		Method{
			Name: "exact", Doc: "exact solution of linear equations by matrix exponential",
			integrate: exact,
		})
}

// Find returns the method of that name or alias, and whether there is one.
func Find(name string) (Method, bool) {
	for _, m := range Methods() {
		if m.Name == name {
			return m, true
		}
		for _, alias := range m.Aliases {
			if alias == name {
				return m, true
			}
		}
	}
	return Method{}, false
}
