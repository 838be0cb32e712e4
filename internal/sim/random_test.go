package sim

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/spikelet/spikelet/internal/connect"
	"github.com/spikelet/spikelet/internal/device"
	"github.com/spikelet/spikelet/internal/draw"
	"github.com/spikelet/spikelet/internal/gap"
	"github.com/spikelet/spikelet/internal/grid"
	"github.com/spikelet/spikelet/internal/invalid"
	"github.com/spikelet/spikelet/internal/ir"
	"github.com/spikelet/spikelet/internal/modeltest"
	"github.com/spikelet/spikelet/internal/population"
	"github.com/spikelet/spikelet/internal/synapse"
	"github.com/spikelet/spikelet/models"
)

// description is a random network of built-in models, from which networks can be made again and again.
type description struct {
	keepGoing   bool
	rateLimit   float64 // Hz; 0: none
	populations []*population.Population
	links       []link // between neurons
	spikers     []spiker
	poissons    []poisson
	currents    []feed
	noises      []noise
	watched     []watch
	junctions   []junctions
	gap         gap.Options
	runs        []int64 // steps of each run
}

type link struct {
	from, to int
	table    *connect.Table
}

type spiker struct {
	device *device.Spikes
	to     int
	table  *connect.Table
}

type poisson struct {
	device *device.Poisson
	to     int
	table  *connect.Table
}

type noise struct {
	device *device.Noise
	to     int
	table  *connect.Table
}

type feed struct {
	device synapse.Signal
	to     int
	table  *connect.Table
}

// watch is what is sampled from a population.
type watch struct {
	population int
	neurons    []int32
	variables  []string
	interval   int64
}

var tenth = grid.Grid{Dt: 0.1}

// describe draws a network.
func describe(t *testing.T, r *rand.Rand) *description {
	d := &description{keepGoing: r.IntN(2) == 0}
	names := models.Names()
	for first := int64(0); len(d.populations) < 1+r.IntN(3); {
		p := d.grow(t, r, names[r.IntN(len(names))], first)
		d.populations = append(d.populations, p)
		first += int64(p.Size())
	}
	longest := 1 + r.IntN(20)
	for range r.IntN(2 * len(d.populations)) {
		from, to := r.IntN(len(d.populations)), r.IntN(len(d.populations))
		d.links = append(d.links, link{from, to, d.edges(r, d.populations[from].Size(), to, weight(d.populations[to]), longest)})
	}
	for to := range d.populations {
		d.drive(t, r, to, longest)
		d.watch(r, to)
	}
	for range 1 + r.IntN(3) {
		d.runs = append(d.runs, 1+int64(r.IntN(80)))
	}
	if r.IntN(3) == 0 {
		d.rateLimit = 40 * float64(1+r.IntN(20))
	}
	return d
}

// grow makes a population with its own parameters for each neuron, and with states near the least numbers there are.
func (d *description) grow(t *testing.T, r *rand.Rand, name string, first int64) *population.Population {
	t.Helper()
	text, _ := models.Source(name)
	s := population.Spec{
		Name: fmt.Sprintf("%s%d", name, len(d.populations)), Model: modeltest.Parse(t, text), Grid: tenth, Seed: r.Uint64(),
		Shape: []int{[]int{1, 7, 63, 64, 65, 200, 300}[r.IntN(7)]}, First: first, KeepGoing: d.keepGoing,
		Parameters: map[string]draw.Source{}, Initial: map[string]draw.Source{},
	}
	if _, ok := s.Model.Parameter("I_e"); ok && r.IntN(2) == 0 {
		s.Parameters["I_e"] = draw.Uniform{Low: 0, High: strength(s.Model)}
	}
	for _, v := range s.Model.States {
		if !v.Hidden && (v.Unit == "pA" || v.Unit == "nS") && r.IntN(2) == 0 {
			s.Initial[v.Name] = draw.Uniform{Low: 0, High: 1e-318}
		}
	}
	p, err := population.New(s)
	ok(t, err)
	return p
}

// strength makes a neuron fire: pA, or what the model takes for it.
func strength(m *ir.Model) float64 {
	switch m.Name {
	case "AdExIF", "izhikevich":
		return 40
	}
	return 1000
}

// weight makes a neuron notice a spike, but not so many at once that its equations become stiff: pA, nS, or what the model
// takes.
func weight(p *population.Population) float64 {
	few := min(1, float64(p.Size())/50)
	switch p.Model().Name {
	case "AdExIF", "izhikevich", "iaf_cond_exp", "aeif_cond_exp":
		return 20 * few
	}
	return 300 * few
}

// edges draws connections from so many sources to a population.
func (d *description) edges(r *rand.Rand, sources, to int, weight float64, longest int) *connect.Table {
	t := &connect.Table{Offsets: []int32{0}}
	for range sources {
		for range r.IntN(6) {
			t.Targets = append(t.Targets, int32(r.IntN(d.populations[to].Size())))
		}
		t.Offsets = append(t.Offsets, int32(len(t.Targets)))
	}
	if len(t.Targets) == 0 {
		t.Targets, t.Offsets[sources] = []int32{0}, 1
	}
	count := []int{1, len(t.Targets)}
	for range count[r.IntN(2)] {
		t.Weights = append(t.Weights, weight*(2*r.Float64()-1))
	}
	least := 1 + r.IntN(longest)
	for range count[r.IntN(2)] {
		t.Delays = append(t.Delays, tenth.Time(int64(least+r.IntN(longest-least+1))))
	}
	return t
}

// drive adds devices: a current that changes, spikes, and now and then spikes that are too much.
func (d *description) drive(t *testing.T, r *rand.Rand, to, longest int) {
	t.Helper()
	errs := &invalid.List{}
	var times, amplitudes, factors []float64
	for k := r.IntN(20); len(times) < 20; k += 1 + r.IntN(4) {
		times = append(times, tenth.Time(int64(k)))
		amplitudes = append(amplitudes, strength(d.populations[to].Model())*r.Float64()*float64(r.IntN(2)))
	}
	table := d.edges(r, 1, to, 1, longest)
	table.Delays[0] = tenth.Time(int64(r.IntN(3)))
	d.currents = append(d.currents, feed{device.NewStepCurrent(times, amplitudes, always, tenth, errs), to, table})
	times = nil
	for k := 1 + r.IntN(3); len(times) < 40; k += r.IntN(4) {
		times = append(times, tenth.Time(int64(k)))
		factors = append(factors, 2*r.Float64()-1)
	}
	d.spikers = append(d.spikers, spiker{
		device.NewSpikes(times, factors, always, tenth, errs), to, d.edges(r, 1, to, weight(d.populations[to]), longest),
	})
	if r.IntN(2) == 0 {
		at := []float64{tenth.Time(int64(1 + r.IntN(30)))}
		table := d.edges(r, 1, to, 1, longest)
		table.Weights = []float64{math.MaxFloat64}
		d.spikers = append(d.spikers, spiker{device.NewSpikes(at, []float64{2}, always, tenth, errs), to, table})
	}
	d.chance(r, to, longest, errs)
	ok(t, errs.Err())
}

// chance adds devices that are random, and an alternating current.
func (d *description) chance(r *rand.Rand, to, longest int, errs *invalid.List) {
	w := device.Window{Start: int64(r.IntN(3)), Stop: int64(20 + r.IntN(100))}
	if r.IntN(2) == 0 {
		rate := []float64{0, 30, 800, 5000, 2e5}[r.IntN(5)]
		table := d.several(r, to, longest, weight(d.populations[to])/max(10, rate/50))
		d.poissons = append(d.poissons, poisson{device.NewPoisson(rate, device.Origin{Seed: r.Uint64(), Name: "p"}, w, tenth, errs), to, table})
	}
	strong := strength(d.populations[to].Model()) / 4
	few := min(1, float64(d.populations[to].Size())/50)
	if r.IntN(3) == 0 {
		table := d.several(r, to, longest, few)
		d.currents = append(d.currents, feed{device.NewAC(strong, strong, 1000*r.Float64(), 360*r.Float64(), w, tenth, errs), to, table})
	}
	if r.IntN(2) == 0 {
		p := device.NoiseParameters{Mean: strong, Std: strong, Interval: tenth.Time(int64(1 + r.IntN(12)))}
		if r.IntN(2) == 0 {
			p.Mod, p.Frequency, p.Phase = strong*r.Float64(), 100*r.Float64(), 90
		}
		table := d.several(r, to, longest, few)
		d.noises = append(d.noises, noise{device.NewNoise(p, device.Origin{Seed: r.Uint64(), Name: "n"}, w, tenth, errs), to, table})
	}
}

// several draws connections from a device to a population, often more than one to a neuron.
func (d *description) several(r *rand.Rand, to, longest int, weight float64) *connect.Table {
	table := d.edges(r, 1, to, weight, longest)
	for range r.IntN(3) * 40 {
		table.Targets = append(table.Targets, int32(r.IntN(d.populations[to].Size())))
	}
	table.Offsets[1] = int32(len(table.Targets))
	table.Weights, table.Delays = table.Weights[:1], table.Delays[:1]
	for range (len(table.Targets) - 1) * r.IntN(2) {
		table.Weights = append(table.Weights, table.Weights[0]*r.Float64())
		table.Delays = append(table.Delays, tenth.Time(int64(1+r.IntN(longest))))
	}
	return table
}

// watch samples some states and recordables of some neurons.
func (d *description) watch(r *rand.Rand, to int) {
	p := d.populations[to]
	w := watch{population: to, interval: 1 + int64(r.IntN(5))}
	for range 1 + r.IntN(4) {
		w.neurons = append(w.neurons, int32(r.IntN(p.Size())))
	}
	for _, v := range slices.Concat(p.Model().States, p.Model().Recordables) {
		if !v.Hidden && r.IntN(2) == 0 {
			w.variables = append(w.variables, v.Name)
		}
	}
	d.watched = append(d.watched, w)
}

// grown makes a population of a built-in model with these parameters and initial values, one for all or one for each.
func grown(t *testing.T, name string, n int, parameters, initial map[string][]float64) *population.Population {
	t.Helper()
	text, _ := models.Source(name)
	sources := func(values map[string][]float64) map[string]draw.Source {
		all := map[string]draw.Source{}
		for name, xs := range values {
			if all[name] = draw.List(xs); len(xs) == 1 {
				all[name] = draw.Constant(xs[0])
			}
		}
		return all
	}
	p, err := population.New(population.Spec{
		Name: name, Model: modeltest.Parse(t, text), Grid: tenth, Seed: 1, Shape: []int{n}, Parameters: sources(parameters), Initial: sources(initial),
	})
	ok(t, err)
	return p
}
