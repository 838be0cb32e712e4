package cli

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/netfile"
)

func newCheck(t *terminal) *cobra.Command {
	c := &cobra.Command{
		Use:   "check FILE…",
		Short: "check networks and models",
		Long: `check reads network files and, where a name ends in .nestml, models, and says all that is wrong with them at once. The exit
code is 1 if there is an error.`,
		Example: `  spikelet check network.yaml
  spikelet check models/*.nestml
  spikelet check --json network.yaml`,
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: completeFiles("yaml", "yml", "nestml"),
		RunE:              func(_ *cobra.Command, args []string) error { return check(t, args) },
	}
	t.addJSON(c)
	return c
}

// check is the command check.
func check(t *terminal, paths []string) error {
	all := &diag.List{}
	for _, path := range paths {
		found := checkFile(path)
		all.Append(found)
		if !t.json && !found.HasErrors() {
			fmt.Fprintf(t.out, "%s: ok\n", path)
		}
	}
	t.diagnostics(all)
	if all.HasErrors() {
		return &failure{code: wrongInput}
	}
	return nil
}

func checkFile(path string) *diag.List {
	if filepath.Ext(path) == ".nestml" {
		_, diagnostics := netfile.ReadModel(path)
		return diagnostics
	}
	simulation, diagnostics := netfile.Read(path, netfile.Options{})
	if simulation != nil {
		for _, note := range simulation.Network.Notes() {
			diagnostics.Add(diag.Diagnostic{Severity: diag.Note, Message: path + ": " + note})
		}
	}
	return diagnostics
}
