package modeltest

import (
	"testing"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/lower"
	"github.com/spikelet/spikelet/internal/nestml/check"
	"github.com/spikelet/spikelet/internal/nestml/parser"
)

// Parse returns the first model in text, in which there must be no error.
func Parse(t testing.TB, text string) *ir.Model {
	t.Helper()
	source := diag.NewSource("test.nestml", text)
	file, diags := parser.Parse(source)
	fail(t, diags)
	models, diags := check.File(file)
	fail(t, diags)
	model, diags := lower.Model(source, models[0])
	fail(t, diags)
	return model
}

func fail(t testing.TB, diags *diag.List) {
	t.Helper()
	if diags.HasErrors() {
		t.Fatal(diags.Text())
	}
}
