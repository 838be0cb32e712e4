package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/spikelet/spikelet"
	"github.com/spikelet/spikelet/internal/exec"
)

// versionJSON is what version --json writes.
type versionJSON struct {
	Version   string         `json:"version"`
	Commit    string         `json:"commit,omitempty"`
	Go        string         `json:"go"`
	Platform  string         `json:"platform"`
	Executors []executorJSON `json:"executors"` // the fastest first
	Used      string         `json:"used"`      // the one that is used unless another is asked for
}

type executorJSON struct {
	Name  string `json:"name"`
	Needs string `json:"needs,omitempty"` // what this processor lacks
}

func newVersion(t *terminal) *cobra.Command {
	c := &cobra.Command{
		Use:   "version",
		Short: "print the version and what runs the neurons here",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			v := version()
			if t.json {
				t.writeJSON(v)
			} else {
				fmt.Fprint(t.out, v.text())
			}
			return nil
		},
	}
	t.addJSON(c)
	return c
}

func version() versionJSON {
	v := versionJSON{Version: spikelet.Version, Commit: commit(), Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	for _, e := range exec.Executors() {
		v.Executors = append(v.Executors, executorJSON{e.Name, e.Missing})
		if v.Used == "" && e.Missing == "" {
			v.Used = e.Name
		}
	}
	return v
}

func (v versionJSON) text() string {
	var names []string
	for _, e := range v.Executors {
		if e.Needs != "" {
			e.Name += " (needs " + e.Needs + ")"
		}
		names = append(names, e.Name)
	}
	commit := v.Commit
	if commit == "" {
		commit = "unknown"
	}
	return fmt.Sprintf("spikelet %s\ncommit %s\n%s %s\nexecutors compiled in: %s\nused here: %s\n",
		v.Version, commit, v.Go, v.Platform, strings.Join(names, ", "), v.Used)
}

// commit is the revision that the program was built from, as far as its builder noted it.
func commit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	revision, modified := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			modified = " with changes"
		}
	}
	return revision + modified
}
