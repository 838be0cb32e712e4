package report

import (
	"fmt"
	"math"
	"sort"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

const (
	overlaid    = 2 // so many neurons share the panel of the first variable; more get a strip each
	together    = 3 // so many share a panel of the other variables, each in its colour
	mostStrips  = 8
	traceHeight = 3.2 * vg.Centimeter
	stripHeight = 1.7 * vg.Centimeter
	columns     = 1600 // a trace is drawn with at most two points in each of so many columns
)

// tracePanels draws one variable of one population: its neurons in one panel, or, when there are many, each in its own
// with the same vertical axis; evenly chosen ones if there are too many. Without strips, all are in one panel.
func (f *frame) tracePanels(all []Series, strips bool) []panel {
	shown, panels := choose(all, together), []panel(nil)
	if len(all) <= overlaid || !strips {
		panels = []panel{f.tracePanel(shown, 0, traceHeight, bounds(shown))}
	} else {
		shown = choose(all, mostStrips)
		for i := range shown {
			first := 0
			if len(all) <= together {
				first = i
			}
			panels = append(panels, f.tracePanel(shown[i:i+1], first, stripHeight, bounds(shown)))
		}
	}
	if len(shown) < len(all) {
		panels[0].caption = append(panels[0].caption, word{fmt.Sprintf("    (%d of %d neurons)", len(shown), len(all)), ink})
	}
	return panels
}

// tracePanel draws series in the colours from the first on, and marks for spikes above potentials.
func (f *frame) tracePanel(series []Series, first int, height vg.Length, y interval) panel {
	p := f.newPlot()
	p.Y.Label.Text = f.axisLabel(series[0])
	marks := f.marksSpikes(series[0])
	space := 0.03 * (y.max - y.min)
	p.Y.Min, p.Y.Max = y.min-space, y.max+space
	if marks {
		p.Y.Max += 5 * space
	}
	p.Y.Tick.Marker = ticks{Most: int(height / (0.55 * vg.Centimeter))}
	caption := []word{{f.traceCaption(series), ink}}
	for i, s := range series {
		c := colour(first + i)
		p.Add(line{thin(s, f.time), draw.LineStyle{Color: c, Width: 0.9}})
		if marks {
			p.Add(spikeMarks{f.spikesOf(s.Population, s.Neuron), i, len(series), draw.LineStyle{Color: c, Width: 0.8}})
		}
		if len(series) > 1 {
			caption = append(caption, word{fmt.Sprintf("    neuron %d", s.Neuron), c})
		}
	}
	return panel{plot: p, height: height, caption: caption}
}

// traceCaption says what is drawn, and for a population of one neuron how often it fired.
func (f *frame) traceCaption(series []Series) string {
	first := series[0]
	switch size := f.sizeOf(first.Population); {
	case size == 1 && f.marksSpikes(first):
		n := len(f.spikes[first.Population])
		return fmt.Sprintf("%s of %s: %d spikes in %s ms, %s Hz", first.Variable, first.Population, n,
			short(1000*f.seconds()), short(float64(n)/f.seconds()))
	case size > 1 && len(series) == 1:
		return fmt.Sprintf("%s of %s[%d]", first.Variable, first.Population, first.Neuron)
	}
	return fmt.Sprintf("%s of %s", first.Variable, first.Population)
}

// marksSpikes reports whether the times at which neurons fired are marked above their traces.
func (f *frame) marksSpikes(s Series) bool { return isPotential(s.Variable) && f.spiked[s.Population] }

// isPotential tells the names that a membrane potential has in the models of the field.
func isPotential(variable string) bool {
	return variable == "V" || variable == "V_m" || variable == "v"
}

// choose picks most of all, evenly spaced, first and last included.
func choose(all []Series, most int) []Series {
	if len(all) <= most {
		return all
	}
	chosen := make([]Series, most)
	for i := range chosen {
		chosen[i] = all[i*(len(all)-1)/(most-1)]
	}
	return chosen
}

// interval is a range of values.
type interval struct{ min, max float64 }

// huge bounds the values on an axis, so that its length is finite.
const huge = math.MaxFloat64 / 4

// bounds is the range of all finite values, never empty.
func bounds(all []Series) interval {
	r := interval{math.Inf(1), math.Inf(-1)}
	for _, s := range all {
		for _, v := range s.Values {
			if !math.IsInf(v, 0) && !math.IsNaN(v) {
				r.min, r.max = max(min(r.min, v), -huge), min(max(r.max, v), huge)
			}
		}
	}
	if r.min > r.max {
		return interval{0, 1}
	}
	if r.min == r.max {
		slack := max(1, math.Abs(r.min)) / 10
		return interval{r.min - slack, r.max + slack}
	}
	return r
}

// thin is s within the time range, with the least and the greatest value of each of many columns in the place of all: the
// picture is the same, the file small.
func thin(s Series, time interval) [][2]float64 {
	from := sort.SearchFloat64s(s.Times, time.min)
	to := max(from, sort.Search(len(s.Times), func(i int) bool { return s.Times[i] > time.max }))
	size := (to - from + columns - 1) / columns
	if size < 3 {
		size = 1
	}
	points := make([][2]float64, 0, min(to-from, 2*columns)+1)
	for i := from; i < to; i += size {
		end := min(i+size, to)
		low, high := i, i
		for k := i; k < end; k++ {
			if s.Values[k] < s.Values[low] {
				low = k
			}
			if s.Values[k] > s.Values[high] {
				high = k
			}
		}
		first, second := min(low, high), max(low, high)
		points = append(points, [2]float64{s.Times[first], s.Values[first]})
		if second != first {
			points = append(points, [2]float64{s.Times[second], s.Values[second]})
		}
	}
	return points
}

// line draws points joined in order; a value that is not finite breaks it.
type line struct {
	points [][2]float64
	style  draw.LineStyle
}

// Plot implements plot.Plotter.
func (l line) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	var run []vg.Point
	flush := func() {
		if len(run) > 1 {
			c.StrokeLines(l.style, c.ClipLinesXY(run)...)
		}
		run = nil
	}
	for _, point := range l.points {
		if math.IsNaN(point[1]) || math.IsInf(point[1], 0) {
			flush()
			continue
		}
		run = append(run, vg.Point{X: x(point[0]), Y: y(point[1])})
	}
	flush()
}

// spikeMarks draws a short stroke at each time in the row-th of rows above the traces.
type spikeMarks struct {
	times     []float64
	row, rows int
	style     draw.LineStyle
}

// Plot implements plot.Plotter.
func (m spikeMarks) Plot(c draw.Canvas, p *plot.Plot) {
	x, _ := p.Transforms(&c)
	high := 0.11 * (c.Max.Y - c.Min.Y) / vg.Length(m.rows)
	top := c.Max.Y - vg.Length(m.row)*high
	for _, t := range m.times {
		c.StrokeLine2(m.style, x(t), top-0.8*high, x(t), top)
	}
}
