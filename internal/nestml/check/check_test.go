package check_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/check"
	"github.com/spikelet/spikelet/internal/nestml/parser"
)

var update = flag.Bool("update", false, "write the golden files anew")

// read parses and checks a text; the list has the diagnostics of both.
func read(name, text string) ([]*check.Model, *diag.List) {
	file, list := parser.Parse(diag.NewSource(name, text))
	models, found := check.File(file)
	list.Append(found)
	return models, list
}

// TestRules checks a legal and an illegal model for each file rule_NAME.go: the first gives no diagnostics at all, the
// second those of testdata/NAME.golden.
func TestRules(t *testing.T) {
	files, err := filepath.Glob("rule_*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(strings.TrimPrefix(file, "rule_"), ".go")
		t.Run(name, func(t *testing.T) {
			if _, list := readFile(t, name+".legal.nestml"); len(list.All()) > 0 {
				t.Errorf("diagnostics of a legal model:\n%s", list.Text())
			}
			_, list := readFile(t, name+".illegal.nestml")
			golden(t, name+".golden", list.Text())
		})
	}
}

func readFile(t *testing.T, name string) ([]*check.Model, *diag.List) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return read(name, string(text))
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got; -update writes it anew):\n%s", path, diff)
	}
}
