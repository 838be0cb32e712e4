package spikelet_test

import (
	"context"
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
