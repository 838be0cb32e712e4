package parser_test

import (
	"testing"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// checkSpans reports nodes outside of the text or of the node that contains them.
func checkSpans(t testing.TB, f *ast.File) {
	t.Helper()
	var outer []diag.Span
	var visit func(within diag.Span) func(ast.Node) bool
	visit = func(within diag.Span) func(ast.Node) bool {
		first := true
		return func(n ast.Node) bool {
			if first {
				first = false
				return true
			}
			s := n.Range()
			if s.Start > s.End || s.Start < within.Start || s.End > within.End {
				t.Errorf("%T %v is not within %v", n, s, within)
			}
			ast.Inspect(n, visit(s))
			return false
		}
	}
	outer = append(outer, diag.Span{End: len(f.Source.Text)})
	ast.Inspect(f, visit(outer[0]))
}

// Every expression is found again by reading the text at its place.
func TestSpansOfExpressions(t *testing.T) {
	eachModel(t, "valid", func(path string, f *ast.File, _ *diag.List) {
		checkSpans(t, f)
		if path == "testdata/valid/units.nestml" {
			return // what a unit is depends on the declarations there
		}
		ast.Inspect(f, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			text := f.Source.Text[e.Range().Start:e.Range().End]
			back, l := parseExpression(t, text)
			if l.HasErrors() || ast.Text(back) != ast.Text(e) {
				t.Errorf("%s: %q is the place of %s", path, text, ast.Text(e))
			}
			return true
		})
	})
}

func TestSpansWithErrors(t *testing.T) {
	eachModel(t, "invalid", func(_ string, f *ast.File, _ *diag.List) { checkSpans(t, f) })
}
