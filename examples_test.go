package spikelet_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spikelet/spikelet"
	"github.com/spikelet/spikelet/internal/exec"
	"github.com/spikelet/spikelet/internal/netfile"
)

// long are the examples that take seconds.
var long = map[string]bool{"adex-network": true, "coba": true, "cuba": true, "gap-network": true}

// TestExamplesGiveTheirDigests runs every example with every executor that is here, and with several numbers of threads: the
// digest is always the one that is recorded beside it. Of examples that take long only the beginning is run so often, which
// gives the same digest each time.
func TestExamplesGiveTheirDigests(t *testing.T) {
	networks, err := filepath.Glob("examples/*/network.yaml")
	if err != nil || len(networks) == 0 {
		t.Fatal(networks, err)
	}
	for _, network := range networks {
		recorded, err := os.ReadFile(filepath.Join(filepath.Dir(network), "digest.txt"))
		must(t, err)
		want, whole := strings.TrimSpace(string(recorded)), true
		if long[filepath.Base(filepath.Dir(network))] {
			checkDigest(t, want, network, "", "simulation.threads=2")
			want, whole = "", false
		}
		for _, e := range exec.Executors() {
			if e.Missing != "" {
				t.Logf("NOT RUN: %s with executor %s, which needs %s", network, e.Name, e.Missing)
				continue
			}
			for _, threads := range []int{1, 3, 8} {
				overrides := []string{fmt.Sprintf("simulation.threads=%d", threads)}
				if !whole {
					overrides = append(overrides, "simulation.duration=10 ms")
				}
				want = checkDigest(t, want, network, e.Name, overrides...)
			}
		}
	}
}

// checkDigest runs a network and returns its digest; it must be want, unless that is empty.
func checkDigest(t *testing.T, want, network, executor string, overrides ...string) string {
	t.Helper()
	options := netfile.Options{Executor: executor}
	for _, text := range overrides {
		options.Overrides = append(options.Overrides, netfile.Override{Flag: "--set", Text: text})
	}
	s, diagnostics := netfile.Read(network, options)
	if s == nil {
		t.Fatal(diagnostics.Text())
	}
	result, err := s.Network.Run(context.Background(), s.Duration, spikelet.RunOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if executor != "" && result.Summary.ISA != executor {
		t.Errorf("%s ran on %s, not on %s", network, result.Summary.ISA, executor)
	}
	got := result.Summary.Digest
	if want != "" && got != want {
		t.Errorf("%s on %s with %v gives the digest %s, want %s", network, result.Summary.ISA, overrides, got, want)
	}
	return got
}
