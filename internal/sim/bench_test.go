package sim

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/spikelet/spikelet/internal/connect"
	"github.com/spikelet/spikelet/internal/device"
	"github.com/spikelet/spikelet/internal/draw"
	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/modeltest"
	"github.com/spikelet/spikelet/internal/population"
	"github.com/spikelet/spikelet/models"
)

// balanced is a network in which every neuron feeds 1000 others, a tenth of all, after 1.5 ms.
func balanced(b *testing.B, cells, threads int) *Network {
	text, _ := models.Source("iaf_psc_exp")
	p, err := population.New(population.Spec{
		Name: "p", Model: modeltest.Parse(b, text), Shape: []int{cells}, Grid: tenth, Seed: 1,
		Parameters: map[string]draw.Source{"I_e": draw.Uniform{Low: 300, High: 500}},
		Initial:    map[string]draw.Source{"V_m": draw.Uniform{Low: -70, High: -55}},
	})
	ok(b, err)
	n := New(tenth, Options{Threads: threads})
	n.Add(p)
	r := rand.New(rand.NewPCG(1, 2))
	t := &connect.Table{Offsets: []int32{0}, Delays: []float64{1.5}}
	for source := range cells {
		weight := 10.0
		if source%5 == 0 {
			weight = -50
		}
		for range cells / 10 {
			t.Targets, t.Weights = append(t.Targets, int32(r.IntN(cells))), append(t.Weights, weight)
		}
		t.Offsets = append(t.Offsets, int32(len(t.Targets)))
	}
	_, err = n.ConnectNeurons(p, p, t, "")
	ok(b, err)
	return n
}

// BenchmarkBalanced is a network whose work is mostly spikes.
func BenchmarkBalanced(b *testing.B) {
	const cells = 10_000
	for threads := 1; threads <= 2; threads++ {
		n := balanced(b, cells, threads)
		b.Run(fmt.Sprintf("threads %d", threads), func(b *testing.B) {
			ok(b, n.prepare(nil))
			defer n.team.stop()
			steps, spikes := 0, n.members[0].counts.Spikes
			b.ReportAllocs()
			for b.Loop() {
				steps += window(b, n)
			}
			spikes = n.members[0].counts.Spikes - spikes
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(steps)/cells, "ns/neuron-step")
			b.ReportMetric(float64(spikes)/cells/(float64(steps)*tenth.Dt)*1000, "Hz")
		})
	}
}

// BenchmarkDriven is neurons that all get spikes of a poisson_generator, which the rate 0 has connected and silent.
func BenchmarkDriven(b *testing.B) {
	const cells = 10_000
	for _, rate := range []float64{0, 500, 8000} {
		b.Run(fmt.Sprintf("%v Hz", rate), func(b *testing.B) {
			text, _ := models.Source("iaf_psc_exp")
			p, err := population.New(population.Spec{Name: "p", Model: modeltest.Parse(b, text), Shape: []int{cells}, Grid: tenth, Seed: 1})
			ok(b, err)
			n := New(tenth, Options{Threads: 1})
			n.Add(p)
			t := &connect.Table{Offsets: []int32{0, cells}, Weights: []float64{1}, Delays: []float64{1.5}}
			for i := range int32(cells) {
				t.Targets = append(t.Targets, i)
			}
			errs := &invalid.List{}
			_, err = n.ConnectPoisson(device.NewPoisson(rate, device.Origin{Seed: 1, Name: "drive"}, always, tenth, errs), p, t, "")
			ok(b, err, errs.Err(), n.prepare(nil))
			defer n.team.stop()
			steps := 0
			b.ReportAllocs()
			for b.Loop() {
				steps += window(b, n)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(steps)/cells, "ns/neuron-step")
		})
	}
}
