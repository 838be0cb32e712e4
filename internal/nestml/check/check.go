package check

import (
	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/unit"
)

// File checks all models of f. Models are returned even where the diagnostics have errors; only without errors are their
// maps total.
func File(f *ast.File) ([]*Model, *diag.List) {
	list := &diag.List{}
	models := make([]*Model, 0, len(f.Models))
	for _, m := range f.Models {
		models = append(models, checkModel(f.Source, m, list))
	}
	return models, list
}

// checker holds what is known about one model while it is checked.
type checker struct {
	source *diag.Source
	list   *diag.List
	model  *Model

	variables map[string]*Symbol // all but functions and locals, by full name
	functions map[string]*Symbol
	units     map[string]*Symbol   // bare units met so far
	parsed    map[string]unit.Unit // texts of units met so far
	undefined map[string]bool      // names that were reported
	misplaced map[misplaced]bool   // variables that were reported

	odes      map[*Symbol]*ast.ODE // of the variable that the equation is of: x for x'' = …
	advanced  []*Symbol            // all ODE variables, x' with x, in the order of the equations
	bodies    map[*Symbol]*body    // of functions
	calls     map[string][]*ast.Call
	bareUnits []*ast.Ident
}

// modelRules judge a whole model after all its expressions have types, in this order.
var modelRules = []func(*checker){
	(*checker).ruleNoUpdate,
	(*checker).ruleOutput,
	(*checker).ruleInlineCycle,
	(*checker).ruleIntegrateMissing,
	(*checker).ruleEmitSpike,
	(*checker).ruleHandlers,
	(*checker).ruleShadowedUnit,
	(*checker).ruleBareUnit,
}

func checkModel(source *diag.Source, m *ast.Model, list *diag.List) *Model {
	c := &checker{
		source: source,
		list:   list,
		model: &Model{
			AST:       m,
			Types:     make(map[ast.Expr]Type, 256),
			Uses:      make(map[*ast.Ident]*Symbol, 128),
			Integrate: map[*ast.Call][]*Symbol{},
			Loops:     map[*ast.For]Loop{},
		},
		variables: make(map[string]*Symbol, 64),
		functions: map[string]*Symbol{},
		units:     map[string]*Symbol{},
		parsed:    map[string]unit.Unit{},
		undefined: map[string]bool{},
		misplaced: map[misplaced]bool{},
		odes:      map[*Symbol]*ast.ODE{},
		bodies:    map[*Symbol]*body{},
		calls:     map[string][]*ast.Call{},
	}
	if !c.ruleSynapse() {
		return c.model
	}
	c.declare()
	c.options()
	c.functionBodies()
	c.declarations()
	c.equations()
	c.blocks()
	for _, rule := range modelRules {
		rule(c)
	}
	return c.model
}

// add reports d about the source; the zero Severity is Error.
func (c *checker) add(d diag.Diagnostic) {
	d.Source = c.source
	c.list.Add(d)
}

// textOf is what stands in the source at n, shortened to be quoted.
func (c *checker) textOf(n ast.Node) string {
	const limit = 60
	span := n.Range()
	if span.Start < 0 || span.End > len(c.source.Text) || span.Start > span.End {
		return ""
	}
	return shorten(c.source.Text[span.Start:span.End], limit)
}

// shorten cuts s after its first line or limit characters.
func shorten(s string, limit int) string {
	count := 0
	for i, r := range s {
		if r == '\n' || r == '\r' || count == limit {
			return s[:i] + "…"
		}
		count++
	}
	return s
}

// line is the line on which n begins, from 1.
func (c *checker) line(n ast.Node) int { return c.source.Position(n.Range().Start).Line }
