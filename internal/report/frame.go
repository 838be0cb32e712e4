package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/record"
)

// Options says what of the results is drawn.
type Options struct {
	Population string   // only this one; "": all
	Variables  []string // only these; nil: all recorded
	From, To   float64  // ms; 0: the beginning and end of the run
}

// frame is what all panels of a figure share.
type frame struct {
	results *Results
	time    interval                  // ms; a spike at its beginning belongs to the step before
	spikes  map[string][]record.Spike // in the time range, by population
	spiked  map[string]bool           // populations with spikes anywhere
	sizes   map[string]int
}

// Draw makes the figure of r. An error says which population, variable or time range there is none of.
func (r *Results) Draw(o Options) (*Figure, error) {
	f, err := newFrame(r, o)
	if err != nil {
		return nil, err
	}
	names := r.populations()
	if o.Population != "" {
		if !slices.Contains(names, o.Population) {
			return nil, unknown("population", o.Population, names)
		}
		names = []string{o.Population}
	}
	for _, v := range o.Variables {
		if recorded := r.variables(names); !slices.Contains(recorded, v) {
			return nil, unknown("recorded variable", v, recorded)
		}
	}
	figure := &Figure{}
	for i, name := range names {
		figure.panels = append(figure.panels, f.population(name, i, o.Variables)...)
	}
	if len(figure.panels) == 0 {
		return nil, fmt.Errorf("nothing was recorded: there are neither spikes nor traces to draw")
	}
	figure.labelTime(f)
	return figure, nil
}

func newFrame(r *Results, o Options) (*frame, error) {
	run := r.span()
	f := &frame{
		results: r,
		time:    interval{cmp.Or(o.From, run.min), cmp.Or(o.To, run.max)},
		spikes:  map[string][]record.Spike{},
		spiked:  map[string]bool{},
		sizes:   map[string]int{},
	}
	if !(f.time.min >= run.min && f.time.min < f.time.max && f.time.max <= run.max) {
		return nil, fmt.Errorf("no time from %v ms to %v ms: the run is from %v ms to %v ms", f.time.min, f.time.max, run.min, run.max)
	}
	for _, s := range r.Spikes {
		f.spiked[s.Population] = true
		f.sizes[s.Population] = max(f.sizes[s.Population], s.Neuron+1)
		if s.Time > f.time.min && s.Time <= f.time.max {
			f.spikes[s.Population] = append(f.spikes[s.Population], s)
		}
	}
	for _, s := range r.Series {
		f.sizes[s.Population] = max(f.sizes[s.Population], s.Neuron+1)
	}
	for name, size := range r.Summary.Sizes {
		f.sizes[name] = max(f.sizes[name], size)
	}
	return f, nil
}

// population draws everything of one population: its variables, the first in strips if there are many neurons; its spikes,
// unless the only neuron's are marked already; and its rate if it is large.
func (f *frame) population(name string, index int, variables []string) []panel {
	var panels []panel
	marked := false
	own := slices.DeleteFunc(slices.Clone(f.results.Series), func(s Series) bool { return s.Population != name })
	for len(own) > 0 {
		end := slices.IndexFunc(own, func(s Series) bool { return s.Variable != own[0].Variable })
		if end < 0 {
			end = len(own)
		}
		if variables == nil || slices.Contains(variables, own[0].Variable) {
			panels = append(panels, f.tracePanels(own[:end], len(panels) == 0)...)
			marked = marked || f.marksSpikes(own[0])
		}
		own = own[end:]
	}
	if f.spiked[name] && !(marked && f.sizeOf(name) == 1) {
		panels = append(panels, f.rasterPanel(name, index))
		if f.sizeOf(name) > fewNeurons {
			panels = append(panels, f.ratePanel(name, index))
		}
	}
	return panels
}

func (f *frame) newPlot() *plot.Plot {
	p := newPlot()
	p.X.Min, p.X.Max = f.time.min, f.time.max
	p.X.Tick.Marker = ticks{Most: 8, Scale: f.timeScale()}
	return p
}

// axisLabel is the variable's unit, or its name when it is a number.
func (f *frame) axisLabel(s Series) string {
	if unit := f.results.Summary.Units[s.Population][s.Variable]; unit != "" {
		return unit
	}
	return s.Variable
}

func (f *frame) sizeOf(population string) int { return max(f.sizes[population], 1) }

func (f *frame) seconds() float64 { return (f.time.max - f.time.min) / 1000 }

// timeScale turns ms into what the axis shows: s for long runs.
func (f *frame) timeScale() float64 {
	if math.Abs(f.time.max) >= 20000 {
		return 1e-3
	}
	return 1
}

func (f *frame) spikesOf(population string, neuron int) []float64 {
	var times []float64
	for _, s := range f.spikes[population] {
		if s.Neuron == neuron {
			times = append(times, s.Time)
		}
	}
	return times
}

// variables are the names of what was recorded of the populations.
func (r *Results) variables(populations []string) []string {
	var names []string
	for _, s := range r.Series {
		if slices.Contains(populations, s.Population) && !slices.Contains(names, s.Variable) {
			names = append(names, s.Variable)
		}
	}
	return names
}

func unknown(what, name string, known []string) error {
	if near, ok := diag.Nearest(name, known); ok {
		return fmt.Errorf("no %s %q: did you mean %q?", what, name, near)
	}
	return fmt.Errorf("no %s %q: there are %q", what, name, known)
}
