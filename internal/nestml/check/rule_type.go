package check

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/unit"
)

// typeOf is the type of a variable as it is written.
func (c *checker) typeOf(e *ast.TypeExpr) Type {
	if e == nil || e.Start == e.End {
		return invalid // the parser reported that there is none
	}
	switch e.Basic {
	case "real":
		return plain
	case "integer":
		return integer
	case "boolean":
		return boolean
	case "string":
		return c.unsupported(e, "variables of type string", "leave it out: a simulation has no use for texts")
	case "void":
		c.add(diag.Diagnostic{
			Span: e.Span, Code: "unknown-type",
			Message: "a variable cannot be void",
			Why:     "void is the result of a function that gives none",
		})
		return invalid
	}
	if e.Unit == nil {
		return invalid
	}
	u, ok := c.unit(e.Unit)
	if !ok {
		return invalid
	}
	return in(u)
}

// resultType is the type of a function's result, which may be void.
func (c *checker) resultType(e *ast.TypeExpr) Type {
	if e.Basic == "void" {
		return void
	}
	return c.typeOf(e)
}

// foreignTypes are names of types in other languages.
var foreignTypes = map[string]string{
	"float": "real", "double": "real", "number": "real", "int": "integer", "long": "integer", "bool": "boolean", "str": "string",
	"real": "real", "integer": "integer", "boolean": "boolean",
}

// ruleUnit reports the text of a unit that cannot be read.
func (c *checker) ruleUnit(e *ast.UnitExpr, err error) {
	d := diag.Diagnostic{Span: e.Span, Code: "unknown-unit", Message: err.Error()}
	var parse *unit.ParseError
	if errors.As(err, &parse) {
		d.Message, d.Span = parse.Message, c.wordAt(e, parse.Offset)
		if parse.Suggestion != "" {
			d.Fix = "did you mean " + parse.Suggestion + "?"
		}
	}
	if known, ok := foreignTypes[strings.ToLower(e.Text)]; ok {
		d.Code, d.Message = "unknown-type", fmt.Sprintf("there is no type %s", e.Text)
		d.Fix = "did you mean " + known + "?"
	}
	c.add(d)
}

// wordAt is the place of the name that begins at an offset of a unit's text.
func (c *checker) wordAt(e *ast.UnitExpr, offset int) diag.Span {
	end := len(e.Text)
	if n := strings.IndexAny(e.Text[offset:], "*/() \t"); n >= 0 {
		end = offset + n
	}
	if end == offset || e.End > len(c.source.Text) || c.source.Text[e.Start:e.End] != e.Text {
		return e.Span
	}
	return diag.Span{Start: e.Start + offset, End: e.Start + end}
}
