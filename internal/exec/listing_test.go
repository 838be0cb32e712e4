package exec

import (
	"strings"
	"testing"

	"github.com/spikelet/spikelet/internal/ir"
)

func TestListing(t *testing.T) {
	b := ir.NewBuilder("double")
	x := b.Input("x", ir.F64)
	b.Output("x", b.Add(x, x))
	p := &ir.Program{Name: "doubling", Columns: []ir.Column{{Name: "x", Type: ir.F64}}, Step: b.Func()}
	best := "there is no machine code for \"portable\"; there is for avx2 and avx512"
	for _, e := range Executors() {
		if e.Missing == "" && e.Name != "portable" {
			best = "# doubling for " + e.Name
			break
		}
	}
	for _, test := range []struct{ isa, environment, want string }{
		{"avx2", "", "# doubling for avx2"},
		{"avx512", "", "# doubling for avx512"},
		{"", "avx512", "# doubling for avx512"},
		{"avx2", "avx512", "# doubling for avx2"},
		{"", "", best},
		{"portable", "", "there is no machine code for \"portable\"; there is for avx2 and avx512"},
		{"abacus", "", "there is no machine code for \"abacus\""},
	} {
		t.Setenv(Variable, test.environment)
		got, err := Listing(p, Options{ISA: test.isa})
		if err != nil {
			got = err.Error()
		}
		if !strings.HasPrefix(got, test.want) {
			t.Errorf("%q, %s=%q: %.100s, want %s", test.isa, Variable, test.environment, got, test.want)
		}
	}
}
