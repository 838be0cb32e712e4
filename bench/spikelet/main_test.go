package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/ir/irtest"
	"pgregory.net/rapid"
)

const small = `{"model": "iaf_psc_exp", "cells": 20, "steps": 300, "dt": 0.1, "threads": 2, "method": "exact", "window": 1,
	"current": {"parameter": "I_e", "from": 300, "to": 600}, "initial": {"V_m": -60}, "states": ["V_m"], "executor": "portable",
	"trace": {"variable": "V_m", "cells": [0, 19], "steps": 3}}`

// ask serves the workload and returns the answer to each request.
func ask(t *testing.T, workload string, requests ...string) []json.RawMessage {
	t.Helper()
	var out strings.Builder
	in := strings.Join(strings.Fields(workload), " ") + "\n" + strings.Join(requests, "\n")
	if err := serve(strings.NewReader(in), &out); err != nil {
		t.Fatal(err)
	}
	var answers []json.RawMessage
	for line := range strings.Lines(out.String()) {
		answers = append(answers, json.RawMessage(line))
	}
	return answers[1:]
}

func read[T any](t *testing.T, answer json.RawMessage) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(answer, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// TestTimedRunIsTheComparedOne: what is timed has the spikes of what is compared, and its trace begins after one step.
func TestTimedRunIsTheComparedOne(t *testing.T) {
	answers := ask(t, small, "run", "result", "memory", "compile")
	timed, compared := read[timing](t, answers[0]), read[outcome](t, answers[1])
	spikes := int64(0)
	for _, n := range compared.Counts {
		spikes += int64(n)
	}
	if timed.Spikes != spikes || spikes == 0 || timed.Executor != "portable" || timed.Attempts != 1 {
		t.Errorf("timed %+v, compared %d spikes", timed, spikes)
	}
	if len(compared.Trace) != 6 || len(compared.States["V_m"]) != 20 {
		t.Errorf("%d samples, %d states", len(compared.Trace), len(compared.States["V_m"]))
	}
	if first := compared.Trace[0]; first <= -60 || first >= -59.9 { // 300 pA: 2 mV above it in the end, with 10 ms
		t.Errorf("the first sample is %v mV", first)
	}
	if m := read[memory](t, answers[2]); m.PerNeuron < 8*4 {
		t.Errorf("%v bytes for a neuron", m.PerNeuron)
	}
	if c := read[compilation](t, answers[3]); c.Seconds <= 0 || c.First <= 0 {
		t.Errorf("%+v", c)
	}
}

// TestInputIsTheDrive: a model whose current is an input gets it in every step.
func TestInputIsTheDrive(t *testing.T) {
	o := read[outcome](t, ask(t, `{"model": "AdExIF", "cells": 2, "steps": 1, "dt": 0.1, "threads": 1, "method": "euler",
		"current": {"port": "I_ext", "from": 0, "to": 100}, "initial": {"V": -65}, "trace": {"variable": "V", "cells": [0, 1], "steps": 1}}`, "result")[0])
	if d := o.Trace[1] - o.Trace[0]; d < 1-1e-12 || d > 1+1e-12 { // R·I·dt/τ
		t.Errorf("100 mV for a step made a difference of %v mV, not 1", d)
	}
}

// TestOperations counts by hand: three states of iaf_psc_exp, each a sum of products.
func TestOperations(t *testing.T) {
	o := read[operations](t, ask(t, small, "operations")[0])
	if o.PerAttempt != 0 || o.PerStep < 8 || o.PerStep > 30 {
		t.Errorf("%+v", o)
	}
	if o.Written != 4*8 || o.Bytes < o.Written+8 {
		t.Errorf("%+v: four states are written, and I_e is read", o)
	}
	hh := read[operations](t, ask(t, strings.NewReplacer("iaf_psc_exp", "hh_psc_alpha_gap", "exact", "rkf45").Replace(small), "operations")[0])
	if hh.PerAttempt < 6*8*20 { // six stages of eight exponentials
		t.Errorf("%+v", hh)
	}
}

func TestArithmeticCountsFloats(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := irtest.Func(t, 40)
		n := arithmetic(f)
		for i := range f.Code {
			if f.Code[i].Type == ir.F64 {
				n--
			}
		}
		if n > 0 {
			t.Fatalf("%d more operations than values", n)
		}
	})
}

func TestPeak(t *testing.T) {
	p, err := measurePeak("", 1)
	if err != nil {
		t.Fatal(err)
	}
	if p.FMA <= 0 || p.Copy <= 0 {
		t.Errorf("%+v", p)
	}
}

func TestErrors(t *testing.T) {
	for input, want := range map[string]string{
		"":                            "no workload",
		"{":                           "unexpected end",
		`{"model": "none"}` + "\nrun": "none",
		`{"model": "none"}` + "\nfly": "no such request",
	} {
		var out strings.Builder
		if err := serve(strings.NewReader(input), &out); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", input, err, want)
		}
	}
}
