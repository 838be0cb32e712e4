package report

import (
	"fmt"
	"image"
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/spikelet/spikelet/internal/record"
)

const (
	fewNeurons    = 16    // so many get their rate written beside their row
	manySpikes    = 20000 // more are drawn as an image, in SVG too
	pixelPerPoint = 2     // of that image
)

// rasterPanel draws a stroke for each spike of a population: time across, neurons up.
func (f *frame) rasterPanel(population string, index int) panel {
	size, spikes := f.sizeOf(population), f.spikes[population]
	p := f.newPlot()
	p.Y.Min, p.Y.Max = -0.5, float64(size)-0.5
	p.Y.Label.Text = "neuron"
	height := min(max(0.45*vg.Centimeter*vg.Length(size), 1.2*vg.Centimeter), 5*vg.Centimeter)
	p.Y.Tick.Marker = ticks{Most: max(1, min(size, int(height/(0.5*vg.Centimeter)))), Whole: true}
	mean := float64(len(spikes)) / float64(size) / f.seconds()
	caption := fmt.Sprintf("spikes of %s: %d in %s ms, %s Hz per neuron", population, len(spikes), short(1000*f.seconds()), short(mean))
	colourOf := func(int) color.NRGBA { return colour(index) }
	if size <= together {
		colourOf = colour // as in the panels of their traces
	}
	p.Add(raster{spikes, colourOf})
	return panel{plot: p, height: height, caption: []word{{caption, ink}}, beside: f.neuronRates(size, spikes)}
}

// neuronRates are what is written beside the rows of few neurons.
func (f *frame) neuronRates(size int, spikes []record.Spike) []string {
	if size > fewNeurons || size == 1 {
		return nil
	}
	counts := make([]int, size)
	for _, s := range spikes {
		counts[s.Neuron]++
	}
	texts := make([]string, size)
	for i, n := range counts {
		texts[i] = short(float64(n)/f.seconds()) + " Hz"
	}
	return texts
}

// raster draws spikes. Many are drawn as an image: a file with a stroke for each would be slow to open.
type raster struct {
	spikes   []record.Spike
	colourOf func(neuron int) color.NRGBA
}

// Plot implements plot.Plotter.
func (r raster) Plot(c draw.Canvas, p *plot.Plot) {
	if len(r.spikes) > manySpikes {
		r.plotImage(c, p)
		return
	}
	x, y := p.Transforms(&c)
	high := max(0.38*(y(1)-y(0)), 0.5)
	for _, s := range r.spikes {
		style := draw.LineStyle{Color: r.colourOf(s.Neuron), Width: 0.8}
		at := y(float64(s.Neuron))
		c.StrokeLine2(style, x(s.Time), at-high, x(s.Time), at+high)
	}
}

func (r raster) plotImage(c draw.Canvas, p *plot.Plot) {
	size := c.Size()
	wide, high := int(pixelPerPoint*float64(size.X)), int(pixelPerPoint*float64(size.Y))
	picture := image.NewNRGBA(image.Rect(0, 0, wide, high))
	row := max(1, int(0.76*float64(high)/(p.Y.Max-p.Y.Min)))
	for _, s := range r.spikes {
		x := int(p.X.Norm(s.Time) * float64(wide-1))
		y := int((1 - p.Y.Norm(float64(s.Neuron))) * float64(high-1))
		for dy := range row {
			picture.SetNRGBA(x, y-row/2+dy, r.colourOf(s.Neuron))
		}
	}
	plotter.NewImage(picture, p.X.Min, p.Y.Min, p.X.Max, p.Y.Max).Plot(c, p)
}

// ratePanel draws the mean rate of a population in bins of a round length.
func (f *frame) ratePanel(population string, index int) panel {
	bin := round((f.time.max - f.time.min) / 150)
	counts := make([]float64, int(math.Ceil((f.time.max-f.time.min)/bin-1e-9)))
	for _, s := range f.spikes[population] {
		counts[min(int((s.Time-f.time.min)/bin), len(counts)-1)]++
	}
	scale := 1000 / bin / float64(f.sizeOf(population))
	points, top := make([][2]float64, 0, 2*len(counts)), 0.0
	for i, n := range counts {
		left := f.time.min + float64(i)*bin
		points = append(points, [2]float64{left, n * scale}, [2]float64{min(left+bin, f.time.max), n * scale})
		top = max(top, n*scale)
	}
	p := f.newPlot()
	p.Y.Min, p.Y.Max = 0, max(1.05*top, 1)
	p.Y.Label.Text = "rate (Hz)"
	p.Y.Tick.Marker = ticks{Most: 4}
	p.Add(line{points, draw.LineStyle{Color: colour(index), Width: 0.9}})
	caption := fmt.Sprintf("rate of %s in bins of %s ms", population, short(bin))
	return panel{plot: p, height: 2.2 * vg.Centimeter, caption: []word{{caption, ink}}}
}

// short is x with three significant digits.
func short(x float64) string {
	if x >= 1000 {
		return fmt.Sprintf("%.0f", x)
	}
	return fmt.Sprintf("%.3g", x)
}
