package cli

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/spikelet/spikelet/internal/report"
	"github.com/spikelet/spikelet/unit"
)

// plotFlags are those of the command plot.
type plotFlags struct {
	output, population, from, to string
	variables                    []string
}

func newPlot(t *terminal) *cobra.Command {
	var flags plotFlags
	c := &cobra.Command{
		Use:   "plot DIR",
		Short: "draw the results of a run",
		Long: `plot draws what is in a results folder: the recorded variables with marks where the neurons fired, the spikes of each
neuron with rates, and the rate of large populations. The picture is a PNG or an SVG file, as its name says.`,
		Example: `  spikelet plot results/adaptation
  spikelet plot results/adaptation -o adaptation.svg --from "100 ms" --to "300 ms"
  spikelet plot results/adaptation --population cells --variables V,w`,
		Args: cobra.ExactArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(_ *cobra.Command, args []string) error {
			return plot(t, args[0], flags)
		},
	}
	f := c.Flags()
	f.StringVarP(&flags.output, "output", "o", "", "the picture, .png or .svg (default DIR/plot.png)")
	f.StringVar(&flags.population, "population", "", "draw only this population")
	f.StringSliceVar(&flags.variables, "variables", nil, "draw only these variables, separated by commas")
	f.StringVar(&flags.from, "from", "", "`TIME` at which the picture begins, such as 100 ms")
	f.StringVar(&flags.to, "to", "", "`TIME` at which it ends")
	return c
}

func plot(t *terminal, dir string, flags plotFlags) error {
	from, err := plotTime("--from", flags.from)
	to, toErr := plotTime("--to", flags.to)
	if err := errors.Join(err, toErr); err != nil {
		return &failure{wrongInput, err.Error()}
	}
	results, err := report.Read(dir)
	if err != nil {
		return &failure{wrongInput, err.Error()}
	}
	figure, err := results.Draw(report.Options{Population: flags.population, Variables: flags.variables, From: from, To: to})
	if err != nil {
		return &failure{wrongInput, err.Error()}
	}
	if flags.output == "" {
		flags.output = filepath.Join(dir, "plot.png")
	}
	if err := figure.Save(flags.output); err != nil {
		return &failure{wrongInput, err.Error()}
	}
	fmt.Fprintln(t.out, flags.output)
	return nil
}

// plotTime reads the time that a flag gives, in ms; 0 when it is not given. A number without a unit is in ms.
func plotTime(flag, text string) (float64, error) {
	if text == "" {
		return 0, nil
	}
	ms, err := unit.Parse("ms")
	if err != nil {
		panic("cli: " + err.Error())
	}
	if x, err := unit.ParseAs(text, unit.One); err == nil {
		return x, nil
	}
	x, err := unit.ParseAs(text, ms)
	if err != nil {
		return 0, fmt.Errorf("%s %q: %w", flag, text, err)
	}
	return x, nil
}
