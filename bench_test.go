package spikelet_test

import (
	"context"
	"fmt"
	"runtime"
	"testing"

	"github.com/spikelet/spikelet"
)

// BenchmarkModels steps 512 neurons of each built-in model, driven so that most of them fire, over and over. Issue 4's
// workload H1 is that of hh_psc_alpha_gap.
func BenchmarkModels(b *testing.B) {
	const cells, dt = 512, 0.05
	drive := map[string]map[string]spikelet.Values{
		"AdExIF":           {},
		"hh_psc_alpha_gap": {"I_e": spikelet.Linspace(100, 1122)},
		"hh_psc_alpha":     {"I_e": spikelet.Linspace(100, 1122)},
		"iaf_psc_exp":      {"I_e": spikelet.Linspace(300, 900)},
		"iaf_psc_alpha":    {"I_e": spikelet.Linspace(300, 900)},
		"iaf_cond_exp":     {"I_e": spikelet.Linspace(200, 900)},
		"aeif_cond_exp":    {"I_e": spikelet.Linspace(500, 900)},
		"izhikevich":       {"I_e": spikelet.Linspace(0, 20)},
	}
	for _, name := range spikelet.BuiltinModels() {
		b.Run(name, func(b *testing.B) {
			model, err := spikelet.BuiltinModel(name)
			succeed(b, err)
			n, err := spikelet.NewNetwork(spikelet.Config{TimeStep: dt})
			succeed(b, err)
			_, err = n.AddPopulation(spikelet.PopulationSpec{Name: "p", Model: model, Shape: []int{cells}, Parameters: drive[name]})
			succeed(b, err)
			b.ReportAllocs()
			steps, attempts := 0.0, 0.0
			for b.Loop() {
				result, err := n.Run(context.Background(), 100*dt, spikelet.RunOptions{})
				succeed(b, err)
				steps += 100
				attempts += 100 * max(result.Summary.Attempts["p"], 1)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/(steps*cells), "ns/neuron-step")
			b.ReportMetric(attempts/steps, "attempts/step")
		})
	}
}

// BenchmarkTextToKernel reads hh_psc_alpha_gap and builds a population of two, ready to step.
func BenchmarkTextToKernel(b *testing.B) {
	for b.Loop() {
		model, err := spikelet.BuiltinModel("hh_psc_alpha_gap")
		succeed(b, err)
		n, err := spikelet.NewNetwork(spikelet.Config{TimeStep: 0.05})
		succeed(b, err)
		_, err = n.AddPopulation(spikelet.PopulationSpec{Name: "p", Model: model, Shape: []int{2}})
		succeed(b, err)
	}
}

// BenchmarkThreads steps iaf_psc_exp, driven so that most of them fire, on one thread and on two. Issue 4's workload I1 is
// that of 100 000.
func BenchmarkThreads(b *testing.B) {
	const dt, steps = 0.1, 192
	for _, cells := range []int{10, 1000, 100_000, 1_000_000} {
		for threads := 1; threads <= 2; threads++ {
			b.Run(fmt.Sprintf("%d cells, threads %d", cells, threads), func(b *testing.B) {
				model, err := spikelet.BuiltinModel("iaf_psc_exp")
				succeed(b, err)
				n, err := spikelet.NewNetwork(spikelet.Config{TimeStep: dt, Threads: threads})
				succeed(b, err)
				_, err = n.AddPopulation(spikelet.PopulationSpec{
					Name: "p", Model: model, Shape: []int{cells},
					Parameters: map[string]spikelet.Values{"I_e": spikelet.Linspace(300, 900)},
				})
				succeed(b, err)
				b.ReportAllocs()
				for b.Loop() {
					_, err := n.Run(context.Background(), steps*dt, spikelet.RunOptions{})
					succeed(b, err)
				}
				total := float64(b.Elapsed().Nanoseconds()) / float64(b.N) / steps
				b.ReportMetric(total, "ns/step")
				b.ReportMetric(total/float64(cells), "ns/neuron-step")
			})
		}
	}
}

// BenchmarkConnect draws four million connections among 4000 neurons, ready to deliver, and measures what they keep.
func BenchmarkConnect(b *testing.B) {
	const cells, indegree, connections = 4000, 1000, 4000 * 1000
	for _, test := range []struct {
		name    string
		synapse spikelet.Synapse
	}{
		{"one weight and delay", spikelet.Synapse{}},
		{"own weights", spikelet.Synapse{Weight: spikelet.Normal(10, 1)}},
		{"own weights and delays", spikelet.Synapse{Weight: spikelet.Normal(10, 1), Delay: spikelet.Uniform(1, 3)}},
	} {
		for threads := 1; threads <= 2; threads++ {
			b.Run(fmt.Sprintf("%s, threads %d", test.name, threads), func(b *testing.B) {
				model, err := spikelet.BuiltinModel("iaf_psc_exp")
				succeed(b, err)
				kept := 0.0
				for b.Loop() {
					n, err := spikelet.NewNetwork(spikelet.Config{TimeStep: 0.1, Threads: threads})
					succeed(b, err)
					_, err = n.AddPopulation(spikelet.PopulationSpec{Name: "p", Model: model, Shape: []int{cells}})
					succeed(b, err)
					before := inUse()
					succeed(b, n.Connect(spikelet.ConnectionSpec{From: "p", To: "p", Rule: spikelet.FixedIndegree(indegree), Synapse: test.synapse}))
					kept = inUse() - before
					runtime.KeepAlive(n)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/connections, "ns/synapse")
				b.ReportMetric(kept/connections, "B/synapse")
			})
		}
	}
}

// inUse is the number of bytes of the heap that are in use.
func inUse() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}
