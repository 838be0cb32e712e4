package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/spikelet/spikelet/internal/diag"
)

// The exit codes.
const (
	done        = 0
	wrongInput  = 1
	runFailed   = 2
	interrupted = 130
)

// failure is the end of a command that has said already what is wrong, or says it with text.
type failure struct {
	code int
	text string
}

func (f *failure) Error() string { return f.text }

// Main runs the command line args and returns the exit code. The first interrupt ends a run in order, a second one at once.
func Main(args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	return run(ctx, args, stdout, stderr)
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := newRoot(&terminal{out: stdout, err: stderr})
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	command, err := root.ExecuteContextC(ctx)
	var failed *failure
	switch {
	case err == nil:
		return done
	case errors.As(err, &failed):
		if failed.text != "" {
			fmt.Fprintln(stderr, "spikelet: "+failed.text)
		}
		return failed.code
	}
	fmt.Fprintf(stderr, "spikelet: %v\n%s --help says what there is\n", err, command.CommandPath())
	return wrongInput
}

func newRoot(t *terminal) *cobra.Command {
	root := &cobra.Command{
		Use:   "spikelet",
		Short: "simulates networks of spiking neurons",
		Long: `spikelet simulates networks of spiking neurons. Networks are YAML files, neuron models are NESTML files, results are
CSV files with the same bits on every machine.`,
		Example: `  spikelet run examples/adaptation/network.yaml
  spikelet check my-network.yaml my-model.nestml
  spikelet models hh_psc_alpha_gap`,
		SilenceUsage:      true,
		SilenceErrors:     true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: false},
	}
	root.AddCommand(newRun(t), newCheck(t), newModels(t), newPlot(t), newVersion(t))
	return root
}

// terminal is where a command writes.
type terminal struct {
	out, err io.Writer
	json     bool // for a program: one JSON value on out
}

// addJSON adds the flag --json to a command.
func (t *terminal) addJSON(c *cobra.Command) {
	c.Flags().BoolVar(&t.json, "json", false, "write JSON for a program to read")
}

// isTerminal reports whether w is one.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// colour reports whether text on w may have colours: https://no-color.org.
func colour(w io.Writer) bool {
	return isTerminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// diagnostics writes all that list has, as JSON on out or as text on err.
func (t *terminal) diagnostics(list *diag.List) {
	if t.json {
		t.writeJSON(struct {
			Diagnostics *diag.List `json:"diagnostics"`
		}{list})
		return
	}
	fmt.Fprint(t.err, list.Format(diag.Style{Colour: colour(t.err)}))
	if summary := list.Summary(); summary != "" {
		fmt.Fprintln(t.err, summary)
	}
}
