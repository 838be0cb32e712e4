package main

import (
	"runtime"
	"slices"
	"time"

	"github.com/spikelet/spikelet"
)

// memory is the answer to "memory".
type memory struct {
	PerNeuron float64 `json:"per_neuron"` // bytes that a network takes, over its neurons
}

// memory measures what the network of the workload takes.
func (w *workload) memory() (*memory, error) {
	before := heap()
	n, err := w.build()
	if err != nil {
		return nil, err
	}
	if err := n.Step(); err != nil {
		return nil, err
	}
	after := heap()
	runtime.KeepAlive(n)
	return &memory{float64(after-before) / float64(w.Cells)}, nil
}

// heap is how many bytes are in use.
func heap() int64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}

// compilation is the answer to "compile": how long it takes from a model's text to a kernel.
type compilation struct {
	First   float64 `json:"first"`   // s, the first time in this process
	Seconds float64 `json:"seconds"` // s, the median of all
}

// compile reads the workload's model and makes machine code for two neurons of it, again and again.
func (w *workload) compile() (*compilation, error) {
	const times = 21
	var all []float64
	for range times {
		start := time.Now()
		model, err := spikelet.BuiltinModel(w.Model)
		if err != nil {
			return nil, err
		}
		n, err := spikelet.NewNetwork(spikelet.Config{TimeStep: w.Dt, Executor: w.Executor})
		if err != nil {
			return nil, err
		}
		_, err = n.AddPopulation(spikelet.PopulationSpec{
			Name: cells, Model: model, Shape: []int{2}, Solver: spikelet.Solver{Method: w.Method},
		})
		if err != nil {
			return nil, err
		}
		all = append(all, time.Since(start).Seconds())
	}
	c := &compilation{First: all[0]}
	slices.Sort(all)
	c.Seconds = all[times/2]
	return c, nil
}
