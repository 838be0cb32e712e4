package layout

import (
	"slices"
	"strings"
	"testing"
)

// order lists every package of the module. A package imports only packages of the rows above its own, so the way of the
// data goes one way. A new package gets a place here: as far up as what it needs allows. Tests may import what they like.
var order = []string{
	"unit surrogate internal/diag internal/rng internal/grid internal/delay internal/statefile internal/exec/jit/amd64 internal/exec/jit/amd64/gnuas models internal/layout",
	"internal/invalid",
	"internal/nestml/ast",
	"internal/nestml/parser",
	"internal/nestml/check",
	"internal/ir",
	"internal/ir/mathfn internal/ir/irtest",
	"internal/ir/mathfn/gen internal/ir/eval",
	"internal/ir/pass",
	"internal/ir/lower",
	"internal/modeltest",
	"internal/ad",
	"internal/solver",
	"internal/exec/kernel",
	"internal/exec/portable/shape internal/exec/exectest internal/exec/fuse internal/exec/freelist",
	"internal/exec/portable internal/exec/portable/loopgen internal/exec/jit",
	"internal/exec internal/exec/scalar",
	"internal/draw",
	"internal/population",
	"internal/connect internal/device internal/gap",
	"internal/synapse",
	"internal/sim",
	"internal/record",
	".",
	"internal/netfile internal/report",
	"internal/cli",
	"cmd/spikelet bench/spikelet",
}

// blind lists what a package must not import although the order would allow it.
var blind = map[string][]string{
	"internal/sim":    {"internal/nestml", "internal/ir"}, // it sees kernels
	"internal/solver": {"internal/nestml"},                // it sees ir.Model
	"internal/exec":   {"internal/nestml", "internal/ad", "internal/solver"},
}

// external lists who may import what lies outside the module and the standard library. Tests may import what they like.
var external = map[string][]string{
	"internal/exec/jit":      {"golang.org/x/sys"},
	"internal/ir/irtest":     {"pgregory.net/rapid"},
	"internal/exec/exectest": {"pgregory.net/rapid"},
	"internal/netfile":       {"github.com/goccy/go-yaml"},
	"internal/report":        {"gonum.org/v1/plot"},
	"internal/cli":           {"github.com/spf13/cobra", "github.com/schollz/progressbar/v3"},
}

// row tells each package's place in order.
func row() map[string]int {
	rows := map[string]int{}
	for i, line := range order {
		for _, path := range strings.Fields(line) {
			rows[path] = i
		}
	}
	return rows
}

func TestEveryPackageHasAPlace(t *testing.T) {
	rows := row()
	for _, p := range load(t) {
		if _, ok := rows[p.path]; !ok {
			t.Errorf("package %s has no place in the order of imports: give it one in internal/layout/imports_test.go", p.path)
		}
		delete(rows, p.path)
	}
	for path := range rows {
		t.Errorf("the order of imports names %s, which does not exist", path)
	}
}

func TestImportsPointUp(t *testing.T) {
	rows := row()
	for _, p := range load(t) {
		for _, f := range p.code {
			for _, path := range f.imports() {
				used := relative(path)
				switch at, ours := rows[used]; {
				case !inside(path, module):
				case ours && at >= rows[p.path]:
					t.Errorf("%s imports %s, which stands at or after %s in the order of imports", f.name, used, p.path)
				case sees(blind, p.path, used):
					t.Errorf("%s imports %s, which %s must not see", f.name, used, p.path)
				}
			}
		}
	}
}

func TestOutsideImports(t *testing.T) {
	for _, p := range load(t) {
		for _, f := range p.code {
			for _, path := range f.imports() {
				first, _, _ := strings.Cut(path, "/")
				outside := strings.Contains(first, ".") && !inside(path, module)
				if outside && !sees(external, p.path, path) {
					t.Errorf("%s imports %s: only these packages have outside imports: %v", f.name, path, external)
				}
			}
		}
	}
}

// sees reports whether table lists used, or what used lies in, for the package at path or one that it lies in.
func sees(table map[string][]string, path, used string) bool {
	for from, trees := range table {
		if inside(path, from) && slices.ContainsFunc(trees, func(tree string) bool { return inside(used, tree) }) {
			return true
		}
	}
	return false
}
