package check

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/unit"
)

// optionKeys are the keys of options, as shown to people.
var optionKeys = []string{"solver", "potential", "gap_port", "weight", "spike_signal"}

// options reads the comments "#@ key: value" of the model.
func (c *checker) options() {
	given := map[string]bool{}
	for _, o := range c.model.AST.Options {
		words := wordsOf(o)
		subject := o.Key.Name
		if subject == "weight" && len(words) > 1 {
			subject += " of " + words[0].text
		}
		if given[subject] {
			c.optionError(o.Key.Span, fmt.Sprintf("the option %s is given twice", subject), "remove one of them")
			continue
		}
		given[subject] = true
		c.option(o, words)
	}
}

func (c *checker) option(o *ast.Option, words []word) {
	if len(words) == 0 {
		c.optionError(o.Span, fmt.Sprintf("the option %s has no value", o.Key.Name), "write #@ "+o.Key.Name+": value")
		return
	}
	options := &c.model.Options
	switch o.Key.Name {
	case "solver":
		c.solver(words)
	case "potential":
		options.Potential = c.optionSymbol(words, "a state", c.model.States, StateSymbol)
	case "gap_port":
		options.GapPort = c.optionSymbol(words, "a continuous port", c.model.Ports, ContinuousPortSymbol)
	case "spike_signal":
		options.SpikeSignal = c.optionSymbol(words, "a state", c.model.States, StateSymbol)
	case "weight":
		c.weight(o, words)
	default:
		c.optionError(o.Key.Span, fmt.Sprintf("there is no option %s", o.Key.Name),
			c.nearest(o.Key.Name, optionKeys, "known are "+strings.Join(optionKeys, ", ")))
	}
}

// optionError reports a wrong option.
func (c *checker) optionError(at diag.Span, message, fix string) {
	c.add(diag.Diagnostic{Span: at, Code: "option", Message: message, Fix: fix})
}

// word is a part of an option's value.
type word struct {
	diag.Span
	text string
}

// wordsOf splits the value of o at spaces.
func wordsOf(o *ast.Option) (words []word) {
	at := 0
	for _, field := range strings.Fields(o.Value) {
		at += strings.Index(o.Value[at:], field)
		start := o.Place.Start + at
		words = append(words, word{diag.Span{Start: start, End: start + len(field)}, field})
		at += len(field)
	}
	return words
}

// solver reads "rkf45 absolute_tolerance=1e-6 relative_tolerance=0". Which methods there are is not known here.
func (c *checker) solver(words []word) {
	if strings.Contains(words[0].text, "=") {
		c.optionError(words[0].Span, "the option solver begins with the name of a method", "write #@ solver: rkf45 "+words[0].text)
		return
	}
	options := &c.model.Options
	options.Solver = words[0].text
	tolerances := []string{"absolute_tolerance", "relative_tolerance"}
	for _, w := range words[1:] {
		key, value, found := strings.Cut(w.text, "=")
		x, err := strconv.ParseFloat(value, 64)
		switch {
		case !found || key != tolerances[0] && key != tolerances[1]:
			c.optionError(w.Span, fmt.Sprintf("the option solver has no setting %s", w.text),
				c.nearest(key, tolerances, "known are "+strings.Join(tolerances, "=…, ")+"=…"))
		case err != nil || !(x >= 0) || math.IsInf(x, 0) || x == 0 && key == tolerances[0]:
			c.optionError(w.Span, fmt.Sprintf("%s is no tolerance", w.text), "write a positive number without a unit: "+key+"=1e-6")
		case key == tolerances[0]:
			options.AbsoluteTolerance = x
		default:
			options.RelativeTolerance = x
		}
	}
}

// optionSymbol finds the variable that an option names.
func (c *checker) optionSymbol(words []word, what string, list []*Symbol, kind SymbolKind) *Symbol {
	if len(words) > 1 {
		c.optionError(words[1].Span, "this option has one value", "remove "+words[1].text)
		return nil
	}
	name := words[0].text
	if s := c.variables[name]; s != nil && s.Kind == kind {
		return s
	}
	var known []string
	for _, s := range list {
		if s.Kind == kind {
			known = append(known, s.Name)
		}
	}
	c.optionError(words[0].Span, fmt.Sprintf("%s is not %s of this model", name, what),
		c.nearest(name, known, "name "+what+" that the model declares"))
	return nil
}

// weight reads "pA" or "PORT pA": the unit of the weights of all spiking ports, or of one, which has the last word.
func (c *checker) weight(o *ast.Option, words []word) {
	text, at := o.Value, o.Place
	var port *Symbol
	if len(words) > 1 {
		if port = c.optionSymbol(words[:1], "a spiking port", c.model.Ports, SpikePortSymbol); port == nil {
			return
		}
		at = words[1].To(words[len(words)-1].Span)
		text = o.Value[at.Start-o.Place.Start : at.End-o.Place.Start]
	}
	u, err := unit.Parse(text)
	if err != nil {
		c.ruleUnit(&ast.UnitExpr{Span: at, Text: text}, err)
		return
	}
	for _, s := range c.model.Ports {
		if s.Kind == SpikePortSymbol && (s == port || port == nil && !s.HasWeightUnit) {
			s.WeightUnit, s.HasWeightUnit = u, true
		}
	}
}
