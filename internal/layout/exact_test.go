package layout

import (
	"go/ast"
	"strings"
	"testing"
)

// exact lists the packages whose numbers reach results: they must have the same bits on every machine.
var exact = []string{
	"surrogate", "internal/ad", "internal/connect", "internal/delay", "internal/device", "internal/draw", "internal/exec", "internal/gap", "internal/grid", "internal/ir",
	"internal/population", "internal/rng", "internal/sim", "internal/solver", "internal/synapse",
}

// inexact names the functions of package math whose results differ between processors, because some have assembly and
// because their errors are nobody's promise. What is exact in package math: Sqrt, FMA, rounding, bits, signs, Frexp, Ldexp.
var inexact = strings.Fields(`Acos Acosh Asin Asinh Atan Atan2 Atanh Cbrt Cos Cosh Erf Erfc Erfcinv Erfinv Exp Exp2 Expm1
	Gamma Hypot J0 J1 Jn Lgamma Log Log10 Log1p Log2 Pow Pow10 Sin Sincos Sinh Tan Tanh Y0 Y1 Yn`)

func TestResultsComeFromExactOperations(t *testing.T) {
	forbidden := map[string]bool{}
	for _, name := range inexact {
		forbidden[name] = true
	}
	for _, p := range load(t) {
		if !makesResults(p.path) {
			continue
		}
		for _, f := range p.code {
			name := f.nameOf("math")
			ast.Inspect(f.syntax, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok && isName(s.X, name) && forbidden[s.Sel.Name] {
					t.Errorf("%s: math.%s is not the same on every machine: take it from internal/ir/mathfn", fset.Position(s.Pos()), s.Sel.Name)
				}
				return true
			})
		}
	}
}

// TestResultsDoNotComeFromElsewhere: random numbers come from package rng, and nothing depends on the time of day.
func TestResultsDoNotComeFromElsewhere(t *testing.T) {
	for _, p := range load(t) {
		if !makesResults(p.path) {
			continue
		}
		for _, f := range p.code {
			for _, path := range f.imports() {
				if path == "math/rand" || path == "math/rand/v2" || path == "crypto/rand" || path == "hash/maphash" {
					t.Errorf("%s imports %s: random numbers come from internal/rng", f.name, path)
				}
			}
		}
	}
}

func makesResults(path string) bool {
	for _, tree := range exact {
		if inside(path, tree) {
			return true
		}
	}
	return false
}

// nameOf is the name by which f calls what it imports from path: "" if it does not.
func (f file) nameOf(path string) string {
	for i, imported := range f.imports() {
		if imported != path {
			continue
		}
		if name := f.syntax.Imports[i].Name; name != nil {
			return name.Name
		}
		return path[strings.LastIndex(path, "/")+1:]
	}
	return ""
}

func isName(x ast.Expr, name string) bool {
	ident, ok := x.(*ast.Ident)
	return ok && name != "" && ident.Name == name
}
