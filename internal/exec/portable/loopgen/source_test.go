package loopgen

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the generated files")

// The generated files of package portable are what this package writes.
func TestFilesAreUpToDate(t *testing.T) {
	for _, f := range Families() {
		want, err := f.Source()
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		path := filepath.Join("..", f.FileName())
		if *update {
			if err := os.WriteFile(path, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what loopgen writes; run go generate ./internal/exec/portable", f.FileName())
		}
	}
}

// No shape occurs twice, so no loop is written that is never found.
func TestShapesAreDistinct(t *testing.T) {
	seen := map[string]string{}
	for _, f := range Families() {
		for _, s := range f.Shapes {
			if seen[s] != "" {
				t.Errorf("%q is in %s and in %s", s, seen[s], f.Name)
			}
			seen[s] = f.Name
		}
	}
}
