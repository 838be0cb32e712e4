package parser_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
	"github.com/spikelet/spikelet/internal/nestml/parser"
)

var update = flag.Bool("update", false, "write the golden files anew")

// eachModelText reads every file of a folder of testdata.
func eachModelText(t testing.TB, folder string, test func(path, text string)) {
	paths, err := filepath.Glob(filepath.Join("testdata", folder, "*.nestml"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no models in testdata/%s: %v", folder, err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		test(path, string(text))
	}
}

// eachModel parses them.
func eachModel(t testing.TB, folder string, test func(path string, f *ast.File, l *diag.List)) {
	eachModelText(t, folder, func(path, text string) {
		f, l := parser.Parse(diag.NewSource(filepath.Base(path), text))
		test(path, f, l)
	})
}

// names are all names in a file, in their order.
func names(f *ast.File) string {
	var all []string
	ast.Inspect(f, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			all = append(all, id.Full())
		}
		return true
	})
	return strings.Join(all, " ")
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (write it anew with -update):\n%s", path, diff)
	}
}

func TestValidModels(t *testing.T) {
	eachModel(t, "valid", func(path string, f *ast.File, l *diag.List) {
		if l.HasErrors() {
			t.Errorf("%s", l.Text())
		}
		golden(t, strings.TrimSuffix(path, ".nestml")+".tree", l.Text()+ast.Dump(f))
	})
}

func TestInvalidModels(t *testing.T) {
	eachModel(t, "invalid", func(path string, _ *ast.File, l *diag.List) {
		if !l.HasErrors() {
			t.Errorf("%s has no error", path)
		}
		golden(t, strings.TrimSuffix(path, ".nestml")+".txt", l.Text())
	})
}
