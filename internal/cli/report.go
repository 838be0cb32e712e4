package cli

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"text/tabwriter"

	"github.com/spikelet/spikelet"
	"github.com/spikelet/spikelet/internal/diag"
)

// ranJSON is what run --json writes.
type ranJSON struct {
	spikelet.Summary
	Results     string     `json:"results"` // the folder
	Notes       []string   `json:"notes,omitempty"`
	Diagnostics *diag.List `json:"diagnostics"`
	Error       *errorJSON `json:"error,omitempty"`
}

// errorJSON is how a run failed. Numbers that are not finite are texts.
type errorJSON struct {
	Message    string   `json:"message"`
	Population string   `json:"population,omitempty"`
	Neuron     *int     `json:"neuron,omitempty"`
	Variable   string   `json:"variable,omitempty"`
	Time       *float64 `json:"time_ms,omitempty"`
	Value      string   `json:"value,omitempty"`
	LastFinite *float64 `json:"last_finite,omitempty"`

	Rate        float64                   `json:"rate_hz,omitempty"`
	Limit       float64                   `json:"limit_hz,omitempty"`
	Span        float64                   `json:"span_ms,omitempty"`
	Neurons     []spikelet.NeuronSpikes   `json:"neurons,omitempty"`
	Populations []spikelet.PopulationRate `json:"populations,omitempty"`
}

func newErrorJSON(err error) *errorJSON {
	if err == nil {
		return nil
	}
	e := &errorJSON{Message: err.Error()}
	var numerical *spikelet.NumericalError
	if errors.As(err, &numerical) {
		e.Population, e.Neuron, e.Variable = numerical.Population, &numerical.Neuron, numerical.Variable
		e.Time, e.Value, e.LastFinite = &numerical.Time, fmt.Sprint(numerical.Value), &numerical.LastFinite
	}
	var limit *spikelet.RateLimitError
	if errors.As(err, &limit) {
		e.Population, e.Time, e.Rate, e.Limit, e.Span = limit.Population, &limit.Time, limit.Rate, limit.Limit, limit.Span
		e.Neurons, e.Populations = limit.Neurons, limit.Populations
	}
	return e
}

// report says what a run gave.
func (t *terminal) report(s spikelet.Summary, dir string) {
	table := tabwriter.NewWriter(t.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, name := range slices.Sorted(maps.Keys(s.Spikes)) {
		fmt.Fprintf(table, "%s:\t%s\t%d spikes\t%.4g Hz\t\n", name, counted(s.Sizes[name], "neuron"), s.Spikes[name], s.Rates[name])
	}
	table.Flush()
	fmt.Fprintf(t.out, "%.6g ms in %.3g s of wall time (real-time factor %.3g, %s), seed %d\n",
		float64(s.Steps)*s.TimeStep, s.Wall, s.RealTimeFactor, s.ISA, s.Seed)
	if g := s.Gap; g != nil {
		fmt.Fprintf(t.out, "%s: %.3g sweeps over each of %d windows, potentials within %.2g mV\n",
			counted(int(s.GapJunctions), "gap junction"), g.Iterations, g.Windows, g.Residual)
		if g.Unconverged > 0 {
			fmt.Fprintf(t.out, "WARNING: %d windows of the gap junctions did not converge: allow more max_iterations or a shorter interval\n", g.Unconverged)
		}
	}
	fmt.Fprintf(t.out, "digest %s\nresults in %s\n", s.Digest, dir)
}

// counted is "1 neuron", "2 neurons".
func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
