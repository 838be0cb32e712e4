package report

import (
	"bytes"
	"fmt"
	"image/color"
	"io"
	"os"
	"path/filepath"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// Figure is a column of panels with one time axis.
type Figure struct{ panels []panel }

// panel is a plot with a line of text above it and texts beside its rows, from the bottom up.
type panel struct {
	plot    *plot.Plot
	height  vg.Length
	caption []word
	beside  []string
}

// word is a piece of a caption.
type word struct {
	text   string
	colour color.Color
}

// labelTime puts the time axis under the lowest panel; those above it keep its marks without numbers.
func (g *Figure) labelTime(f *frame) {
	last := len(g.panels) - 1
	for _, p := range g.panels[:last] {
		p.plot.X.Tick.Label.Color = color.Transparent
		p.plot.X.Tick.Marker = unlabelled{p.plot.X.Tick.Marker}
	}
	x := &g.panels[last].plot.X
	x.Label.Text = "time (ms)"
	if f.timeScale() != 1 {
		x.Label.Text = "time (s)"
	}
}

// unlabelled has another's marks without their labels.
type unlabelled struct{ plot.Ticker }

// Ticks implements plot.Ticker.
func (u unlabelled) Ticks(min, max float64) []plot.Tick {
	marks := u.Ticker.Ticks(min, max)
	for i := range marks {
		marks[i].Label = " "
	}
	return marks
}

// Save writes the figure to path, as PNG or SVG by its ending. The file appears when it is complete.
func (g *Figure) Save(path string) error {
	var buffer bytes.Buffer
	var err error
	switch filepath.Ext(path) {
	case ".png":
		err = g.WritePNG(&buffer)
	case ".svg":
		err = g.WriteSVG(&buffer)
	default:
		return fmt.Errorf("%s: a picture's name ends in .png or .svg", path)
	}
	if err != nil {
		return err
	}
	if err := os.WriteFile(path+".part", buffer.Bytes(), 0o666); err != nil {
		return err
	}
	return os.Rename(path+".part", path)
}

// WritePNG writes the figure with 144 pixels per inch.
func (g *Figure) WritePNG(w io.Writer) error {
	c := vgimg.NewWith(vgimg.UseWH(width, g.height()), vgimg.UseDPI(144))
	g.draw(draw.New(c))
	_, err := vgimg.PngCanvas{Canvas: c}.WriteTo(w)
	return err
}

// WriteSVG writes the figure with its texts as texts. Where the font is missing, one of the same widths takes its place.
func (g *Figure) WriteSVG(w io.Writer) error {
	c := vgsvg.New(width, g.height())
	g.draw(draw.New(c))
	var buffer bytes.Buffer
	if _, err := c.WriteTo(&buffer); err != nil {
		return err
	}
	text := bytes.ReplaceAll(buffer.Bytes(), []byte("font-family:Liberation Sans"), []byte("font-family:Liberation Sans,Arial,Helvetica,sans-serif"))
	_, err := w.Write(text)
	return err
}

// height of the figure: that of all panels with their captions and the time axis.
func (g *Figure) height() vg.Length {
	sum := 2 * margin
	for i, p := range g.panels {
		sum += captionSpace + p.height + g.below(i)
	}
	return sum + vg.Length(len(g.panels)-1)*gap
}

// below is the space under the data of panel i that its time axis takes.
func (g *Figure) below(i int) vg.Length {
	if i == len(g.panels)-1 {
		return 28
	}
	return 6
}

func (g *Figure) draw(page draw.Canvas) {
	left, right := g.alignLeft(page), g.right(page)
	top := page.Max.Y - margin
	for i, p := range g.panels {
		data := draw.Canvas{Canvas: page.Canvas, Rectangle: vg.Rectangle{
			Min: vg.Point{X: left, Y: top - captionSpace - p.height},
			Max: vg.Point{X: right, Y: top - captionSpace},
		}}
		p.draw(page, data)
		top = data.Min.Y - g.below(i) - gap
	}
}

// alignLeft puts the names of all vertical axes in one line, and returns where the data begin: right of the widest labels.
func (g *Figure) alignLeft(page draw.Canvas) vg.Length {
	widths, widest := make([]vg.Length, len(g.panels)), vg.Length(0)
	for i, p := range g.panels {
		p.plot.Y.Label.Padding = 0
		widths[i] = p.plot.DataCanvas(page).Min.X - page.Min.X
		widest = max(widest, widths[i])
	}
	for i, p := range g.panels {
		p.plot.Y.Label.Padding = widest - widths[i]
	}
	return page.Min.X + margin + widest
}

// right is where the data of all panels end.
func (g *Figure) right(page draw.Canvas) vg.Length {
	for _, p := range g.panels {
		if p.beside != nil {
			return page.Max.X - besideSpace
		}
	}
	return page.Max.X - 4*margin
}

// draw draws p so that its data fill the rectangle of data.
func (p panel) draw(page, data draw.Canvas) {
	inner := p.plot.DataCanvas(page)
	around := draw.Crop(data, page.Min.X-inner.Min.X, page.Max.X-inner.Max.X, page.Min.Y-inner.Min.Y, page.Max.Y-inner.Max.Y)
	p.plot.Draw(around)

	at := vg.Point{X: data.Min.X, Y: data.Max.Y + 3}
	for _, w := range p.caption {
		s := style(fontSize, w.colour)
		data.FillText(s, at, w.text)
		at.X += s.Width(w.text)
	}
	_, y := p.plot.Transforms(&data)
	small := style(fontSize-1, ink)
	small.YAlign = draw.YCenter
	for i, text := range p.beside {
		data.FillText(small, vg.Point{X: data.Max.X + 6, Y: y(float64(i))}, text)
	}
}
