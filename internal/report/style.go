package report

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Okabe and Ito's colours, strongest first; their yellow is left out, it is faint on white.
var palette = []color.NRGBA{
	{0, 114, 178, 255},   // blue
	{213, 94, 0, 255},    // vermilion
	{0, 158, 115, 255},   // bluish green
	{204, 121, 167, 255}, // reddish purple
	{230, 159, 0, 255},   // orange
	{86, 180, 233, 255},  // sky blue
	{0, 0, 0, 255},       // black
}

var (
	ink  = color.NRGBA{40, 40, 40, 255}    // text
	rule = color.NRGBA{110, 110, 110, 255} // axes
)

// Lengths on paper. A figure is as wide as a page's text.
const (
	width        = 17 * vg.Centimeter
	margin       = 3 * vg.Millimeter
	gap          = 2 * vg.Millimeter // between panels
	captionSpace = 14 * vg.Length(1)
	fontSize     = 9 * vg.Length(1)
	besideSpace  = 48 * vg.Length(1) // right of the panels, where something is written beside their rows
)

func colour(i int) color.NRGBA { return palette[i%len(palette)] }

func style(size vg.Length, c color.Color) text.Style {
	return text.Style{
		Color:   c,
		Font:    font.Font{Typeface: "Liberation", Variant: "Sans", Size: size},
		Handler: text.Plain{Fonts: font.DefaultCache},
	}
}

// newPlot is an empty plot in the house's style.
func newPlot() *plot.Plot {
	p := plot.New()
	for _, axis := range []*plot.Axis{&p.X, &p.Y} {
		axis.Label.TextStyle = style(fontSize, ink)
		axis.Label.TextStyle.XAlign, axis.Label.TextStyle.YAlign = draw.XCenter, draw.YBottom
		axis.Tick.Label = style(fontSize, ink)
		axis.Tick.LineStyle.Color, axis.LineStyle.Color = rule, rule
		axis.Tick.Length = 3
		axis.Padding = 2
	}
	p.X.Tick.Label.XAlign, p.X.Tick.Label.YAlign = draw.XCenter, draw.YTop
	p.Y.Tick.Label.XAlign, p.Y.Tick.Label.YAlign = draw.XRight, draw.YCenter
	return p
}
