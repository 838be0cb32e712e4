package report

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spikelet/spikelet/internal/record"
)

// write makes a results folder of integrate-and-fire neurons: cells of size neurons, traces of the first traced.
func write(t *testing.T, size, traced, steps int) string {
	t.Helper()
	dir := t.TempDir()
	var spikes []record.Spike
	var traces strings.Builder
	traces.WriteString("time_ms,neuron,V,w\n")
	v := make([]float64, size)
	for step := 1; step <= steps; step++ {
		time := 0.1 * float64(step)
		for i := range v {
			v[i] += 0.1 * (20 + float64(i%17)/2 - v[i]) / 10
			if v[i] >= 15 {
				v[i] = 0
				spikes = append(spikes, record.Spike{Population: "cells", Neuron: i, Time: time})
			}
			if i < traced {
				fmt.Fprintf(&traces, "%v,%d,%v,%v\n", time, i, v[i]-70, math.Sqrt(v[i]))
			}
		}
	}
	var rows strings.Builder
	rows.WriteString("population,neuron,time_ms\n")
	for _, s := range spikes {
		fmt.Fprintf(&rows, "%s,%d,%v\n", s.Population, s.Neuron, s.Time)
	}
	summary, err := json.Marshal(record.Summary{
		TimeStep: 0.1, Steps: int64(steps),
		Spikes: map[string]int64{"cells": int64(len(spikes))},
		Units:  map[string]map[string]string{"cells": {"V": "mV", "w": "pA"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, "summary.json", string(summary))
	put(t, dir, "spikes.csv", rows.String())
	put(t, dir, "traces/cells.csv", traces.String())
	return dir
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
