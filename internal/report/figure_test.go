package report

import (
	"bytes"
	"encoding/xml"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func read(t *testing.T, dir string) *Results {
	t.Helper()
	r, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func figure(t *testing.T, r *Results, o Options) *Figure {
	t.Helper()
	g, err := r.Draw(o)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// captions are the texts above the panels of g.
func captions(g *Figure) []string {
	var texts []string
	for _, p := range g.panels {
		text := ""
		for _, w := range p.caption {
			text += w.text
		}
		texts = append(texts, text)
	}
	return texts
}

func TestPanels(t *testing.T) {
	few := read(t, write(t, 2, 2, 3000))
	large := read(t, write(t, 40, 20, 1000))
	for name, c := range map[string]struct {
		results *Results
		options Options
		want    []string
	}{
		"all": {few, Options{}, []string{
			"V of cells    neuron 0    neuron 1",
			"w of cells    neuron 0    neuron 1",
			"spikes of cells: 43 in 300 ms, 71.7 Hz per neuron",
		}},
		"some": {few, Options{Population: "cells", Variables: []string{"w"}, From: 100, To: 200}, []string{
			"w of cells    neuron 0    neuron 1",
			"spikes of cells: 15 in 100 ms, 75 Hz per neuron",
		}},
		"many": {large, Options{Variables: []string{"V"}}, []string{
			"V of cells[0]    (8 of 20 neurons)", "V of cells[2]", "V of cells[5]", "V of cells[8]",
			"V of cells[10]", "V of cells[13]", "V of cells[16]", "V of cells[19]",
			"spikes of cells: 375 in 100 ms, 93.8 Hz per neuron",
			"rate of cells in bins of 1 ms",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, captions(figure(t, c.results, c.options))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRatesBesideRows(t *testing.T) {
	r := read(t, write(t, 2, 0, 3000))
	g := figure(t, r, Options{})
	if diff := cmp.Diff([]string{"70 Hz", "73.3 Hz"}, g.panels[0].beside); diff != "" {
		t.Error(diff)
	}
}

func TestDrawRefuses(t *testing.T) {
	r := read(t, write(t, 2, 2, 1000))
	for want, o := range map[string]Options{
		`no population "cell": did you mean "cells"?`:                       {Population: "cell"},
		`no recorded variable "v": did you mean "V"?`:                       {Variables: []string{"v"}},
		`no recorded variable "I_syn": there are ["V" "w"]`:                 {Variables: []string{"I_syn"}},
		"no time from 50 ms to 20 ms: the run is from 0 ms to 100 ms":       {From: 50, To: 20},
		"no time from 0 ms to 101 ms: the run is from 0 ms to 100 ms":       {To: 101},
		"no time from -1 ms to 100 ms: the run is from 0 ms to 100 ms":      {From: -1},
		"nothing was recorded: there are neither spikes nor traces to draw": {Population: "silent"},
	} {
		if o.Population == "silent" {
			r.Summary.Spikes["silent"] = 0
		}
		if _, err := r.Draw(o); err == nil || err.Error() != want {
			t.Errorf("%+v: got %v, want %s", o, err, want)
		}
	}
}

func TestPNG(t *testing.T) {
	for name, size := range map[string]int{"strokes": 3, "image": 400} {
		t.Run(name, func(t *testing.T) {
			r := read(t, write(t, size, 1, 6000))
			if drawnAsImage := len(r.Spikes) > manySpikes; drawnAsImage != (name == "image") {
				t.Fatalf("%d spikes", len(r.Spikes))
			}
			var first, second bytes.Buffer
			for _, w := range []io.Writer{&first, &second} {
				if err := figure(t, r, Options{}).WritePNG(w); err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Equal(first.Bytes(), second.Bytes()) {
				t.Error("drawn twice, the pictures differ")
			}
			picture, err := png.Decode(&first)
			if err != nil {
				t.Fatal(err)
			}
			if wide := picture.Bounds().Dx(); wide != 964 {
				t.Errorf("%d pixels wide", wide)
			}
		})
	}
}

func TestSVG(t *testing.T) {
	var picture strings.Builder
	if err := figure(t, read(t, write(t, 2, 2, 1000)), Options{}).WriteSVG(&picture); err != nil {
		t.Fatal(err)
	}
	texts := map[string]bool{}
	for d := xml.NewDecoder(strings.NewReader(picture.String())); ; {
		token, err := d.Token()
		if err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if data, ok := token.(xml.CharData); ok {
			texts[strings.TrimSpace(string(data))] = true
		}
	}
	for _, want := range []string{"time (ms)", "mV", "pA", "neuron", "V of cells", "\u221260", "100"} {
		if !texts[want] {
			t.Errorf("no text %q", want)
		}
	}
}

// FuzzDraw: whatever stands in the files, there is an error or a picture.
func FuzzDraw(f *testing.F) {
	f.Add("population,neuron,time_ms\na,0,1\n", "time_ms,neuron,V\n1,0,-70\n2,0,-60\n")
	f.Add("population,neuron,time_ms\na,7,1e300\nb,0,-1\n", "time_ms,neuron,V,w\n2,3,,NaN\n1,3,1e308,-Inf\n")
	f.Add("population,neuron,time_ms\na,99999999999999,3\n", "time_ms,neuron\n")
	f.Fuzz(func(t *testing.T, spikes, traces string) {
		dir := t.TempDir()
		put(t, dir, "summary.json", `{"time_step_ms": 1, "steps": 4, "spikes": {"a": 1}}`)
		put(t, dir, "spikes.csv", spikes)
		put(t, dir, "traces/a.csv", traces)
		r, err := Read(dir)
		if err != nil {
			return
		}
		if g, err := r.Draw(Options{}); err == nil {
			if err := g.WriteSVG(io.Discard); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestSave(t *testing.T) {
	g := figure(t, read(t, write(t, 2, 2, 100)), Options{})
	dir := t.TempDir()
	for _, name := range []string{"a.png", "a.svg"} {
		if err := g.Save(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
	if err := g.Save(filepath.Join(dir, "a.gif")); err == nil || !strings.Contains(err.Error(), "ends in .png or .svg") {
		t.Errorf("a.gif: %v", err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 2 {
		t.Errorf("%v, %v", files, err)
	}
}
