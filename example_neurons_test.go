package spikelet_test

import (
	"fmt"
	"log"

	"github.com/spikelet/spikelet"
)

// One cell with a constant input of 500 pA, step by step.
func ExampleNeurons_Update() {
	cell, err := spikelet.NewNeurons(spikelet.NeuronsSpec{Builtin: "hh_psc_alpha_gap", Shape: []int{1}, TimeStep: 0.1})
	if err != nil {
		log.Fatal(err)
	}
	var spikes []float64
	for range 1000 {
		signal, err := cell.Update(500) // pA
		if err != nil {
			log.Fatal(err)
		}
		spikes = append(spikes, signal[0])
	}
	count := 0
	for k, s := range spikes {
		if s == 1 {
			if count < 3 {
				fmt.Printf("spike at %.1f ms\n", float64(k+1)*0.1)
			}
			count++
		}
	}
	fmt.Println(count, "spikes")
	// Output:
	// spike at 2.7 ms
	// spike at 9.9 ms
	// spike at 17.5 ms
	// 12 spikes
}

// Ten cells with capacitances from 30 to 50 pF.
func ExampleNewNeurons() {
	cells, err := spikelet.NewNeurons(spikelet.NeuronsSpec{
		Builtin: "hh_psc_alpha_gap", Shape: []int{10},
		Parameters: map[string]spikelet.Values{"C_m": spikelet.Linspace(30, 50)},
	})
	if err != nil {
		log.Fatal(err)
	}
	for range 50 {
		if _, err := cells.Update(500); err != nil {
			log.Fatal(err)
		}
	}
	fired, err := cells.Get("last_spike_time")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("first spike at %.1f ms with 30 pF, at %.1f ms with 50 pF\n", fired[0], fired[9])
	// Output:
	// first spike at 2.2 ms with 30 pF, at 3.3 ms with 50 pF
}

// Two cells coupled by a gap junction, by hand: the current g·(V₂-V₁), in pA, is the input of the next step.
func ExampleNeurons_Update_gapJunction() {
	const g = 0.5 // nS
	cell := func() *spikelet.Neurons {
		n, err := spikelet.NewNeurons(spikelet.NeuronsSpec{Builtin: "hh_psc_alpha_gap", Shape: []int{1}})
		if err != nil {
			log.Fatal(err)
		}
		return n
	}
	one, other := cell(), cell()
	if err := one.Set("I_e", spikelet.Same(300)); err != nil {
		log.Fatal(err)
	}
	for range 500 {
		v1, err1 := one.Get("V")
		v2, err2 := other.Get("V")
		_, err3 := one.Update(g * (v2[0] - v1[0]))
		_, err4 := other.Update(g * (v1[0] - v2[0]))
		for _, err := range []error{err1, err2, err3, err4} {
			if err != nil {
				log.Fatal(err)
			}
		}
	}
	rest := other.Model().States()[0].Default
	v, err := other.Get("V")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("the driven cell lifts the other by %.2f mV\n", v[0]-rest)
	// Output:
	// the driven cell lifts the other by 0.54 mV
}

// A loop in the manner of BrainPy's AdExIF: the input is accumulated, the step clears it.
func ExampleNeurons_UpdateAt() {
	cell, err := spikelet.NewNeurons(spikelet.NeuronsSpec{
		Builtin: "AdExIF", Shape: []int{1},
		Initial: map[string]spikelet.Values{"V": spikelet.Same(-65)},
	})
	if err != nil {
		log.Fatal(err)
	}
	dt := cell.TimeStep()
	for k := range 3000 {
		if err := cell.AddInput(65); err != nil {
			log.Fatal(err)
		}
		spike, err := cell.UpdateAt(float64(k)*dt, dt)
		if err != nil {
			log.Fatal(err)
		}
		if spike[0] == 1 && cell.Time() < 20 {
			fmt.Printf("spike at %.1f ms\n", cell.Time())
		}
	}
	// Output:
	// spike at 2.7 ms
	// spike at 5.9 ms
	// spike at 9.2 ms
	// spike at 12.5 ms
	// spike at 15.9 ms
	// spike at 19.3 ms
}
