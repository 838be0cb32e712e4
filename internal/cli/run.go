package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/spikelet/spikelet"
	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/netfile"
)

// runFlags are those of the command run.
type runFlags struct {
	output, format, isa string
	set                 []string
	seed                string
	threads             int
	quiet               bool
}

func newRun(t *terminal) *cobra.Command {
	var flags runFlags
	c := &cobra.Command{
		Use:   "run NETWORK.yaml",
		Short: "run a network",
		Long: `run simulates the network of a file and writes spikes.csv, traces/, network.yaml (the network as run, complete) and
summary.json into a folder. An interrupt ends the run in order; what was recorded so far is kept.`,
		Example: `  spikelet run examples/adaptation/network.yaml
  spikelet run network.yaml -o results/strong --set "populations.pair.parameters.I_e=200 pA"
  spikelet run network.yaml --set "simulation.duration=2 s" --set "record[0].interval=1 ms" --seed 7`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: completeFiles("yaml", "yml"),
		RunE: func(c *cobra.Command, args []string) error {
			return runNetwork(c.Context(), t, args[0], flags)
		},
	}
	f := c.Flags()
	f.StringVarP(&flags.output, "output", "o", "", "folder for the results (default results/NAME, NAME that of the network's folder)")
	f.StringArrayVar(&flags.set, "set", nil, "change a value of the file: `KEY=VALUE`, for instance simulation.duration=2 s")
	f.StringVar(&flags.seed, "seed", "", "seed of all random draws, in place of the file's")
	f.IntVar(&flags.threads, "threads", 0, "number of threads, in place of the file's; it never changes the result")
	f.StringVar(&flags.format, "format", "csv", "format of the results: csv")
	f.StringVar(&flags.isa, "isa", "", "what runs the neurons (default the fastest that this processor has)")
	f.BoolVar(&flags.quiet, "quiet", false, "write nothing but errors")
	t.addJSON(c)
	return c
}

// completeFiles offers files of some extensions.
func completeFiles(extensions ...string) cobra.CompletionFunc {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return extensions, cobra.ShellCompDirectiveFilterFileExt
	}
}

// overrides are the values of flags that change the file.
func (f *runFlags) overrides() []netfile.Override {
	var list []netfile.Override
	for _, text := range f.set {
		list = append(list, netfile.Override{Flag: "--set", Text: text})
	}
	if f.seed != "" {
		list = append(list, netfile.Override{Flag: "--seed", Text: "simulation.seed=" + f.seed})
	}
	if f.threads != 0 {
		list = append(list, netfile.Override{Flag: "--threads", Text: "simulation.threads=" + strconv.Itoa(f.threads)})
	}
	return list
}

// later are the formats of results that a later version writes.
var later = map[string]bool{"npz": true, "parquet": true, "sonata": true}

func (f *runFlags) check() error {
	switch {
	case later[f.format]:
		return &failure{wrongInput, "the format " + f.format + " is not yet supported in this version; there is csv"}
	case f.format != "csv":
		return &failure{wrongInput, fmt.Sprintf("there is no format %q; there is csv", f.format)}
	}
	return nil
}

// runNetwork is the command run.
func runNetwork(ctx context.Context, t *terminal, path string, flags runFlags) error {
	if err := flags.check(); err != nil {
		return err
	}
	dir, err := resultsFolder(path, flags.output)
	if err != nil {
		return err
	}
	simulation, diagnostics := netfile.Read(path, netfile.Options{Overrides: flags.overrides(), Executor: flags.isa})
	if simulation == nil {
		t.diagnostics(diagnostics)
		return &failure{code: wrongInput}
	}
	silent := flags.quiet || t.json
	if !silent {
		t.remarks(simulation, diagnostics)
	}
	show := newProgress(t, silent)
	result, err := simulation.Network.Run(ctx, simulation.Duration, spikelet.RunOptions{Dir: dir, Progress: show.update})
	show.end()
	if result == nil {
		return &failure{runFailed, err.Error()}
	}
	err = errors.Join(err, simulation.Save(dir))
	switch {
	case t.json:
		t.writeJSON(ranJSON{result.Summary, dir, simulation.Network.Notes(), diagnostics, newErrorJSON(err)})
	case !flags.quiet:
		t.report(result.Summary, dir)
	}
	return t.ended(ctx, simulation, err)
}

// remarks says what is worth telling about a network that can be run.
func (t *terminal) remarks(s *netfile.Simulation, diagnostics *diag.List) {
	t.diagnostics(diagnostics)
	for _, note := range s.Network.Notes() {
		fmt.Fprintln(t.err, "note: "+note)
	}
}

// resultsFolder is where results go. The network file itself is not written over, unless it is a result already.
func resultsFolder(path, output string) (string, error) {
	if output == "" {
		whole, err := filepath.Abs(path)
		if err != nil {
			return "", &failure{wrongInput, err.Error()}
		}
		output = filepath.Join("results", filepath.Base(filepath.Dir(whole)))
	}
	source, err := os.Stat(path)
	if err != nil {
		return output, nil // reading it says what is wrong
	}
	target, err := os.Stat(filepath.Join(output, "network.yaml"))
	if err != nil || !os.SameFile(source, target) {
		return output, nil
	}
	if _, err := os.Stat(filepath.Join(output, "summary.json")); err == nil {
		return output, nil
	}
	return "", &failure{wrongInput, "results in " + output + " would replace the network file itself: choose another folder with -o"}
}

// ended turns the end of a run into that of the command.
func (t *terminal) ended(ctx context.Context, s *netfile.Simulation, err error) error {
	var numerical *spikelet.NumericalError
	var limit *spikelet.RateLimitError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &numerical):
		return &failure{runFailed, numericalText(s, numerical)}
	case errors.As(err, &limit):
		return &failure{runFailed, rateText(limit)}
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		return &failure{interrupted, "interrupted; what was recorded so far is kept"}
	}
	return &failure{runFailed, err.Error()}
}

// numericalText says what became of a value and what can be tried.
func numericalText(s *netfile.Simulation, e *spikelet.NumericalError) string {
	other := "rkf45"
	if s.Network.Population(e.Population).Solver().Method == other {
		other = "exp_auto"
	}
	return fmt.Sprintf(`the run ended at %.12g ms: %s of neuron %d in population %s became %v
  (it was %v one step before); what was recorded so far is kept
  try a smaller time step: --set "simulation.time_step=%.12g ms"
  or another solver:       --set "populations.%s.solver=%s"
  or go on regardless:     --set "simulation.on_error=ignore"`,
		e.Time, e.Variable, e.Neuron, e.Population, e.Value, e.LastFinite, s.TimeStep()/10, e.Population, other)
}
