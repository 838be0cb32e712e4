package main

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"time"

	"github.com/spikelet/spikelet"
)

// workload is a row of bench/workloads.py.
type workload struct {
	Model      string             `json:"model"`
	Cells      int                `json:"cells"`
	Steps      int                `json:"steps"`
	Dt         float64            `json:"dt"` // ms
	Threads    int                `json:"threads"`
	Method     string             `json:"method"`
	Current    current            `json:"current"`
	Parameters map[string]float64 `json:"parameters"`
	Initial    map[string]float64 `json:"initial"`
	Window     float64            `json:"window"` // ms: the delay of a connection of weight 0, if any
	Trace      trace              `json:"trace"`
	States     []string           `json:"states"` // compared at the end
	Executor   string             `json:"executor"`
}

// current is a constant current that grows evenly from the first cell to the last.
type current struct {
	Parameter string  `json:"parameter"` // the model's parameter for it; "" where it goes into the port Port
	Port      string  `json:"port"`
	From      float64 `json:"from"`
	To        float64 `json:"to"`
}

// trace is the variable of some cells that is compared in the first steps.
type trace struct {
	Variable string `json:"variable"`
	Cells    []int  `json:"cells"`
	Steps    int    `json:"steps"`
}

const cells = "cells" // the population's name

// build makes the network at time 0.
func (w *workload) build() (*spikelet.Network, error) {
	model, err := spikelet.BuiltinModel(w.Model)
	if err != nil {
		return nil, err
	}
	n, err := spikelet.NewNetwork(spikelet.Config{TimeStep: w.Dt, Threads: w.Threads, Executor: w.Executor})
	if err != nil {
		return nil, err
	}
	spec := spikelet.PopulationSpec{
		Name: cells, Model: model, Shape: []int{w.Cells}, Solver: spikelet.Solver{Method: w.Method},
		Parameters: same(w.Parameters), Initial: same(w.Initial),
	}
	if w.Current.Parameter != "" {
		spec.Parameters[w.Current.Parameter] = w.Current.values()
	}
	if _, err := n.AddPopulation(spec); err != nil {
		return nil, err
	}
	return n, w.connect(n)
}

// same gives each of the named values to all cells.
func same(values map[string]float64) map[string]spikelet.Values {
	all := map[string]spikelet.Values{}
	for name, x := range values {
		all[name] = spikelet.Same(x)
	}
	return all
}

func (c current) values() spikelet.Values { return spikelet.Linspace(c.From, c.To) }

// connect makes the connections: the one that gives the window of steps its length, and the current where that is an input.
func (w *workload) connect(n *spikelet.Network) error {
	if w.Window > 0 {
		err := n.Connect(spikelet.ConnectionSpec{
			From: cells + "[0]", To: cells + "[1]",
			Synapse: spikelet.Synapse{Weight: spikelet.Same(0), Delay: spikelet.Same(w.Window)},
		})
		if err != nil {
			return err
		}
	}
	if w.Current.Port == "" {
		return nil
	}
	err := n.AddDevice(spikelet.DeviceSpec{Name: "drive", Model: spikelet.DCGenerator{Amplitude: 1}})
	if err != nil {
		return err
	}
	return n.Connect(spikelet.ConnectionSpec{
		From: "drive", To: cells, Synapse: spikelet.Synapse{Weight: w.Current.values(), Port: w.Current.Port},
	})
}

// timing is the answer to "run".
type timing struct {
	Seconds  float64 `json:"seconds"`
	Build    float64 `json:"build"` // s: from the model's text to a network that can run
	Spikes   int64   `json:"spikes"`
	Attempts float64 `json:"attempts"` // per neuron and step; 1 where the method does not choose its steps
	Executor string  `json:"executor"`
	Threads  int     `json:"threads"`
}

// run simulates the workload once. Only Network.Run is timed.
func (w *workload) run() (*timing, error) {
	start := time.Now()
	n, err := w.build()
	if err != nil {
		return nil, err
	}
	runtime.GC()
	built := time.Now()
	result, err := n.Run(context.Background(), w.duration(), spikelet.RunOptions{})
	if err != nil {
		return nil, err
	}
	s := result.Summary
	return &timing{
		Seconds: time.Since(built).Seconds(), Build: built.Sub(start).Seconds(), Spikes: s.Spikes[cells],
		Attempts: max(s.Attempts[cells], 1), Executor: s.ISA, Threads: s.Threads,
	}, nil
}

func (w *workload) duration() float64 { return float64(w.Steps) * w.Dt }

// outcome is the answer to "result": what systems are compared by.
type outcome struct {
	Counts []int                `json:"counts"` // spikes of each cell
	Sums   []int                `json:"sums"`   // of the numbers of the steps that end with its spikes
	States map[string][]float64 `json:"states"` // at the end
	Trace  []float64            `json:"trace"`  // steps × cells
	Digest string               `json:"digest"`
}

// result simulates the workload with spikes and the trace recorded.
func (w *workload) result() (*outcome, error) {
	n, err := w.build()
	if err != nil {
		return nil, err
	}
	if err := n.Record(spikelet.RecordSpec{From: cells, Spikes: true}); err != nil {
		return nil, err
	}
	err = n.Record(spikelet.RecordSpec{
		From: fmt.Sprint(cells, "[", list(w.Trace.Cells), "]"), Variables: []string{w.Trace.Variable},
	})
	if err != nil {
		return nil, err
	}
	r, err := n.Run(context.Background(), w.duration(), spikelet.RunOptions{})
	if err != nil {
		return nil, err
	}
	o := &outcome{Counts: make([]int, w.Cells), Sums: make([]int, w.Cells), States: map[string][]float64{}, Digest: r.Summary.Digest}
	for _, s := range r.Spikes {
		o.Counts[s.Neuron]++
		o.Sums[s.Neuron] += int(math.Round(s.Time / w.Dt))
	}
	o.Trace = w.traced(r.Traces[0])
	for _, name := range w.States {
		if o.States[name], err = n.Population(cells).Get(name); err != nil {
			return nil, err
		}
	}
	return o, nil
}

// traced returns the samples of the first steps, without that of time 0.
func (w *workload) traced(t spikelet.Trace) []float64 {
	first := slices.IndexFunc(t.Times, func(x float64) bool { return x > 0 })
	n := len(t.Neurons)
	return t.Values[0][first*n : (first+w.Trace.Steps)*n]
}

// list writes ids as a selection does.
func list(ids []int) string {
	text := "["
	for i, id := range ids {
		if i > 0 {
			text += ", "
		}
		text += fmt.Sprint(id)
	}
	return text + "]"
}
