package cli

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const plotNetwork = `
simulation: {duration: 20 ms}
populations:
  cells: {model: hh_psc_alpha_gap, size: 2, parameters: {I_e: 500 pA}}
record:
  - {from: cells, spikes: true, variables: [V, m]}
`

// plotted runs a small network and returns its results folder.
func plotted(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	network := filepath.Join(dir, "network.yaml")
	if err := os.WriteFile(network, []byte(plotNetwork), 0o666); err != nil {
		t.Fatal(err)
	}
	results := filepath.Join(dir, "results")
	var out, errs strings.Builder
	if code := run(context.Background(), []string{"run", network, "-o", results, "--quiet"}, &out, &errs); code != done {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	return results
}

func TestPlot(t *testing.T) {
	results := plotted(t)
	var out, errs strings.Builder
	if code := run(context.Background(), []string{"plot", results}, &out, &errs); code != done {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	path := strings.TrimSpace(out.String())
	if want := filepath.Join(results, "plot.png"); path != want {
		t.Errorf("wrote %q, want %s", path, want)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := png.Decode(file); err != nil {
		t.Error(err)
	}
}

func TestPlotSVG(t *testing.T) {
	results := plotted(t)
	path := filepath.Join(results, "some.svg")
	var out, errs strings.Builder
	args := []string{"plot", results, "-o", path, "--population", "cells", "--variables", "m", "--from", "5", "--to", "0.01 s"}
	if code := run(context.Background(), args, &out, &errs); code != done {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), ">m of cells<") || strings.Contains(string(text), ">V of cells<") {
		t.Error("the picture does not show m alone")
	}
}

func TestPlotRefuses(t *testing.T) {
	results := plotted(t)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{filepath.Join(results, "none")}, "results folder of a finished run?"},
		{[]string{results, "--population", "cell"}, `no population "cell": did you mean "cells"?`},
		{[]string{results, "--variables", "h"}, `no recorded variable "h"`},
		{[]string{results, "--from", "1 nA"}, `--from "1 nA": expected a quantity in ms, got one in nA`},
		{[]string{results, "--from", "soon", "--to", "late"}, `--to "late"`},
		{[]string{results, "--to", "21 ms"}, "the run is from 0 ms to 20 ms"},
		{[]string{results, "-o", "picture.gif"}, "a picture's name ends in .png or .svg"},
		{nil, "accepts 1 arg"},
	} {
		var out, errs strings.Builder
		code := run(context.Background(), append([]string{"plot"}, c.args...), &out, &errs)
		if code != wrongInput || !strings.Contains(errs.String(), c.want) {
			t.Errorf("%q: exit code %d, %q; want %q", c.args, code, errs.String(), c.want)
		}
	}
}
