package ast_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/internal/nestml/parser"
)

// anyExpression draws a tree without places and brackets.
func anyExpression(t *rapid.T, depth int) ast.Expr {
	if depth == 0 {
		return rapid.SampledFrom([]ast.Expr{
			&ast.Ident{Name: "tau_syn"}, &ast.Ident{Name: "x", Primes: 2}, &ast.Number{Text: "2.5"}, &ast.Bool{Value: true}, &ast.Inf{},
			&ast.Number{Text: "3", Integer: true, Unit: &ast.UnitExpr{Text: "mV"}}, &ast.String{Value: "a b"},
			&ast.Number{Text: "1e-3", Unit: &ast.UnitExpr{Text: "nS/ms"}},
		}).Draw(t, "leaf")
	}
	sub := func() ast.Expr { return anyExpression(t, rapid.IntRange(0, depth-1).Draw(t, "depth")) }
	switch rapid.IntRange(0, 5).Draw(t, "kind") {
	case 0:
		return &ast.Unary{Op: rapid.SampledFrom([]string{"+", "-", "~", "not"}).Draw(t, "sign"), X: sub()}
	case 1:
		return &ast.Ternary{Cond: sub(), Then: sub(), Else: sub()}
	case 2:
		return &ast.Call{Name: &ast.Ident{Name: "f"}, Args: []ast.Expr{sub(), sub()}}
	case 3:
		return &ast.Ident{Name: "v", Index: sub()}
	}
	ops := []string{"+", "-", "*", "/", "%", "//", "**", "&", "|", "^", "<<", ">>", "<", "<=", "==", "!=", ">=", ">", "and", "or"}
	return &ast.Binary{Op: rapid.SampledFrom(ops).Draw(t, "op"), X: sub(), Y: sub()}
}

// withoutParens removes the Paren nodes of a tree.
func withoutParens(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.Paren:
		return withoutParens(e.X)
	case *ast.Unary:
		return &ast.Unary{Op: e.Op, X: withoutParens(e.X)}
	case *ast.Binary:
		return &ast.Binary{Op: e.Op, X: withoutParens(e.X), Y: withoutParens(e.Y)}
	case *ast.Ternary:
		return &ast.Ternary{Cond: withoutParens(e.Cond), Then: withoutParens(e.Then), Else: withoutParens(e.Else)}
	case *ast.Call:
		c := &ast.Call{Name: e.Name}
		for _, a := range e.Args {
			c.Args = append(c.Args, withoutParens(a))
		}
		return c
	case *ast.Ident:
		if e.Index != nil {
			return &ast.Ident{Name: e.Name, Primes: e.Primes, Index: withoutParens(e.Index)}
		}
	}
	return e
}

func TestTextReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anyExpression(t, 4)
		text := ast.Text(e)
		f, l := parser.Parse(diag.NewSource("expression", "model m:\n    internals:\n        x real = "+text+"\n"))
		for _, d := range l.All() {
			if d.Severity == diag.Error && d.Code != "chained-comparison" {
				t.Fatalf("%s: %s", text, d.Message)
			}
		}
		back := f.Models[0].Internals.Decls[0].Value
		if again := ast.Text(back); again != text {
			t.Errorf("%s is written %s", text, again)
		}
		// The tree without its brackets is written with those that it needs: those that were there.
		if again := ast.Text(withoutParens(back)); again != text {
			t.Errorf("%s without brackets is written %s", text, again)
		}
	})
}

func TestInspectGoesThroughAllBlocks(t *testing.T) {
	f, l := parser.Parse(diag.NewSource("order", `
model a:
    state:
        b[n] real = c [[ b > d ]]
    parameters:
        e real = -1
    internals:
        f real = (g ? 1 : h[i])
    equations:
        inline j real = 1
        kernel k = exp(-t)
        l' = m
    input:
        o[p] <- spike
    output: spike
    update:
        q = 1
        if r:
            s()
        elif u:
            return v
        else:
            w real
        for x in y ... z step aa:
            while bb:
                cc += 1
    function dd(ee real) real:
        return 1
    onReceive(ff):
        gg = 1
    onCondition(hh):
        ii = 1
`))
	if l.HasErrors() {
		t.Fatal(l.Text())
	}
	var got, cut []string
	ast.Inspect(f, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			got = append(got, id.Full())
		}
		return true
	})
	const want = "a b n c b d e f g h i j k exp t l' m o p q r s u v w x y z aa bb cc dd ee ff gg hh ii"
	if strings.Join(got, " ") != want {
		t.Errorf("names in order:\n%v, want\n%v", got, want)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			cut = append(cut, id.Full())
		}
		_, isState := n.(*ast.VarBlock)
		return !isState
	})
	if !strings.HasPrefix(strings.Join(cut, " "), "a j k") {
		t.Errorf("blocks that were not to be entered: %v", cut)
	}
}
