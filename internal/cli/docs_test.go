package cli

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDocumentedNetworks: the networks of the documentation and of the examples are right, without a warning.
func TestDocumentedNetworks(t *testing.T) {
	page, err := os.ReadFile("../../docs/network-file.md")
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindSubmatch(page)
	if block == nil {
		t.Fatal("docs/network-file.md shows no network")
	}
	documented := filepath.Join(t.TempDir(), "network.yaml")
	if err := os.WriteFile(documented, block[1], 0o666); err != nil {
		t.Fatal(err)
	}
	examples, err := filepath.Glob("../../examples/*/network.yaml")
	if err != nil || len(examples) == 0 {
		t.Fatal(examples, err)
	}
	for _, path := range append(examples, documented) {
		var out, errs strings.Builder
		if code := run(context.Background(), []string{"check", path}, &out, &errs); code != done || errs.Len() > 0 {
			t.Errorf("%s: exit code %d\n%s", path, code, errs.String())
		}
	}
}
