package netfile

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestBroken reads files that are wrong in one way or another and compares all that is said of each with testdata/broken.
func TestBroken(t *testing.T) {
	paths, err := filepath.Glob("testdata/broken/*.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatal("no files", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".yaml"), func(t *testing.T) {
			got := readBroken(t, path)
			golden := strings.TrimSuffix(path, ".yaml") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// readBroken returns what is said of a file on a machine with 16 GB.
func readBroken(t *testing.T, path string) string {
	t.Helper()
	r := newReader(filepath.Dir(path), defaultLimits())
	r.limits.memory = 16_000_000_000
	text, err := readPlainFile(path, r.limits.text)
	if err != nil {
		t.Fatal(err)
	}
	if s := r.read(filepath.Base(path), text, Options{}); s != nil || !r.diagnostics.HasErrors() {
		t.Error("the file is taken for right")
	}
	return filepath.ToSlash(r.diagnostics.Text())
}
