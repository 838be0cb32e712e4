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

// TestExamplesGiveTheirDigests runs every example with every executor that is here, and with several numbers of threads: the
// digest is always the one that is recorded beside it.
func TestExamplesGiveTheirDigests(t *testing.T) {
	networks, err := filepath.Glob("examples/*/network.yaml")
	if err != nil || len(networks) == 0 {
		t.Fatal(networks, err)
	}
	for _, e := range exec.Executors() {
		if e.Missing != "" {
			t.Logf("NOT RUN: the examples with executor %s, which needs %s", e.Name, e.Missing)
			continue
		}
		for _, network := range networks {
			for _, threads := range []int{1, 3, 8} {
				checkDigest(t, network, e.Name, threads)
			}
		}
	}
}

func checkDigest(t *testing.T, network, executor string, threads int) {
	t.Helper()
	want, err := os.ReadFile(filepath.Join(filepath.Dir(network), "digest.txt"))
	if err != nil {
		t.Fatal(err)
	}
	s, diagnostics := netfile.Read(network, netfile.Options{
		Executor:  executor,
		Overrides: []netfile.Override{{Flag: "--threads", Text: fmt.Sprintf("simulation.threads=%d", threads)}},
	})
	if s == nil {
		t.Fatal(diagnostics.Text())
	}
	result, err := s.Network.Run(context.Background(), s.Duration, spikelet.RunOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if result.Summary.ISA != executor {
		t.Errorf("%s ran on %s, not on %s", network, result.Summary.ISA, executor)
	}
	if got := result.Summary.Digest; got != strings.TrimSpace(string(want)) {
		t.Errorf("%s on %s with %d threads gives the digest %s, want %s", network, executor, threads, got, want)
	}
}
