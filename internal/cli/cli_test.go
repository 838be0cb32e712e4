package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/spikelet/spikelet"
)

var update = flag.Bool("update", false, "write the golden parts of the scripts anew")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"spikelet": func() { os.Exit(Main(os.Args[1:], os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs the command lines of testdata. Besides testscript's own commands there are "exits CODE PROGRAM…", which
// demands an exit code, "samedigest DIR DIR", "appears FILE" and "fills FILE", which wait
// for it and for something in it, and "rerun DIR DIR", which runs the network in the first folder for as long as its results go.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			root, err := filepath.Abs("../..")
			env.Setenv("ROOT", root)
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "samedigest": sameDigest, "appears": appears, "fills": fills, "rerun": rerun,
		},
	})
}

func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		got = failed.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func sameDigest(ts *testscript.TestScript, neg bool, args []string) {
	digest := func(dir string) string {
		_, rest, _ := strings.Cut(ts.ReadFile(filepath.Join(dir, "summary.json")), `"digest": "`)
		text, _, _ := strings.Cut(rest, `"`)
		if len(text) != 64 {
			ts.Fatalf("no digest in %s", dir)
		}
		return text
	}
	if same := digest(args[0]) == digest(args[1]); same == neg {
		ts.Fatalf("same digest: %v", same)
	}
}

func appears(ts *testscript.TestScript, _ bool, args []string) { await(ts, args[0], 0) }

func fills(ts *testscript.TestScript, _ bool, args []string) { await(ts, args[0], 1) }

// await waits for a file of that many bytes.
func await(ts *testscript.TestScript, path string, bytes int64) {
	for range 1000 {
		if info, err := os.Stat(ts.MkAbs(path)); err == nil && info.Size() >= bytes {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	ts.Fatalf("%s does not appear", path)
}

func rerun(ts *testscript.TestScript, _ bool, args []string) {
	var summary spikelet.Summary
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(filepath.Join(args[0], "summary.json"))), &summary))
	if summary.Steps < 1 {
		ts.Fatalf("nothing to run again")
	}
	duration := fmt.Sprintf("simulation.duration=%.12g ms", float64(summary.Steps)*summary.TimeStep)
	ts.Check(ts.Exec("spikelet", "run", filepath.Join(args[0], "network.yaml"), "-o", args[1], "--set", duration))
}

// TestInterruptedWhileBuilding: an interrupt before the first step leaves complete results without one.
func TestInterruptedWhileBuilding(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := t.TempDir()
	var stdout, stderr bytes.Buffer
	if code := run(ctx, []string{"run", "../../examples/gap-pair/network.yaml", "-o", dir}, &stdout, &stderr); code != interrupted {
		t.Errorf("exit code %d\n%s", code, &stderr)
	}
	for _, name := range []string{"network.yaml", "spikes.csv", "summary.json"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
	if files, _ := filepath.Glob(filepath.Join(dir, "*.partial")); len(files) > 0 {
		t.Errorf("%v is left", files)
	}
}

// TestInterrupted cancels a run that would last for minutes.
func TestInterrupted(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "network.yaml")
	text := "simulation: {duration: 1e7 ms}\npopulations: {a: {model: hh_psc_alpha_gap, parameters: {I_e: 300 pA}}}\nrecord: [{from: a, spikes: true}]\n"
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	var stdout, stderr bytes.Buffer
	if code := run(ctx, []string{"run", path, "-o", filepath.Join(dir, "out")}, &stdout, &stderr); code != interrupted {
		t.Errorf("exit code %d\n%s", code, &stderr)
	}
	if !strings.Contains(stderr.String(), "interrupted; what was recorded so far is kept") || !strings.Contains(stdout.String(), "results in") {
		t.Errorf("%s\n%s", &stdout, &stderr)
	}
	summary, err := os.ReadFile(filepath.Join(dir, "out", "summary.json"))
	if err != nil || !strings.Contains(string(summary), `"interrupted": true`) {
		t.Errorf("%s %v", summary, err)
	}
	spikes, err := os.ReadFile(filepath.Join(dir, "out", "spikes.csv"))
	if err != nil || strings.Count(string(spikes), "\n") < 2 {
		t.Errorf("%s %v", spikes, err)
	}
}

func TestProgressLines(t *testing.T) {
	var out bytes.Buffer
	p := &progress{err: &out}
	for wall := range 12 {
		p.update(spikelet.Progress{Step: int64(wall), Steps: 40, Time: float64(wall) * 100, Spikes: 3, Wall: time.Duration(wall) * time.Second})
	}
	p.end()
	want := "12 %: 500 ms simulated, 3 spikes, 0.1× real time, 35s left\n" +
		"25 %: 1000 ms simulated, 3 spikes, 0.1× real time, 30s left\n"
	if out.String() != want {
		t.Errorf("%s", &out)
	}
	out.Reset()
	silent := newProgress(&terminal{err: &out}, true)
	silent.update(spikelet.Progress{Step: 1, Steps: 2, Wall: time.Hour})
	silent.end()
	if out.Len() > 0 {
		t.Errorf("not silent: %s", &out)
	}
}

func TestProgressBar(t *testing.T) {
	var out bytes.Buffer
	p := &progress{err: &out, live: true}
	p.update(spikelet.Progress{Step: 1, Steps: 10, Time: 1, Wall: time.Millisecond})
	if out.Len() > 0 {
		t.Errorf("a bar for a short run: %q", &out)
	}
	p.update(spikelet.Progress{Step: 5, Steps: 10, Time: 5, Wall: 2 * time.Second})
	if text := out.String(); !strings.Contains(text, "50%") || !strings.Contains(text, "5 ms simulated, 0 spikes, 0.0025× real time, 2s left") {
		t.Errorf("%q", text)
	}
	p.end()
}

func TestLine(t *testing.T) {
	if got := line(spikelet.Progress{Steps: 10}); got != "0 ms simulated, 0 spikes" {
		t.Error(got)
	}
	got := line(spikelet.Progress{Step: 1, Steps: 1000, Time: 0.1, Wall: 2 * time.Second})
	if !strings.HasSuffix(got, "33m18s left") {
		t.Error(got)
	}
}

// TestExamples runs the first 20 ms of every example.
func TestExamples(t *testing.T) {
	paths, err := filepath.Glob("../../examples/*/network.yaml")
	if err != nil || len(paths) < 5 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		var stdout, stderr bytes.Buffer
		args := []string{"run", path, "-o", t.TempDir(), "--quiet", "--set", "simulation.duration=20 ms"}
		if code := run(t.Context(), args, &stdout, &stderr); code != done || stdout.Len()+stderr.Len() > 0 {
			t.Errorf("%s: exit code %d\n%s%s", path, code, &stdout, &stderr)
		}
	}
}
