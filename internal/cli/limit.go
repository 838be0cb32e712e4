package cli

import (
	"fmt"
	"math"
	"strings"

	"github.com/spikelet/spikelet"
)

// rateText says who fired too much and what can be tried.
func rateText(e *spikelet.RateLimitError) string {
	const most = 5
	var neurons, rates []string
	for _, c := range e.Neurons {
		neurons = append(neurons, fmt.Sprintf("neuron %d (%s)", c.Neuron, counted(int(c.Spikes), "spike")))
	}
	for _, p := range e.Populations[:min(most, len(e.Populations))] {
		rates = append(rates, fmt.Sprintf("%s %.4g Hz", p.Population, p.Rate))
	}
	if more := len(e.Populations) - most; more > 0 {
		rates = append(rates, fmt.Sprintf("%d more", more))
	}
	return fmt.Sprintf(`the run ended at %.12g ms: population %s fired at %.4g Hz in the last %.12g ms
  (simulation.limits.rate allows %.12g Hz); what was recorded so far is kept
  most active in %s: %s
  all populations: %s
  check the weights of connections to %s, whether inhibition reaches it, and what devices send it
  or allow more: --set "simulation.limits.rate=%.0f Hz"`,
		e.Time, e.Population, e.Rate, e.Span, e.Limit, e.Population, strings.Join(neurons, ", "), strings.Join(rates, ", "),
		e.Population, math.Ceil(2*e.Rate))
}
