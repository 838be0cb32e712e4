package device

import (
	"math"

	"github.com/spikelet/spikelet/internal/draw"
	"github.com/spikelet/spikelet/internal/exec/freelist"
	"github.com/spikelet/spikelet/internal/grid"
	"github.com/spikelet/spikelet/internal/invalid"
)

// Noise is a noise_generator: a current that is drawn anew from a normal distribution at the beginning of each interval, for
// each connection its own. Intervals are counted from the start of the device.
type Noise struct {
	own
	window         Window
	grid           grid.Grid
	mean, std, mod float64
	wave           wave  // of the modulation
	steps          int64 // of an interval
	rooms          *freelist.List[noiseRoom]
}

// noiseRoom is what Update works with.
type noiseRoom struct {
	normals draw.Normals
	which   [draw.NormalsRoom]int32
}

// NoiseParameters are mean and standard deviation of the current, ms between its changes, and the modulation of its variance:
// std² + mod²·sin(2π·frequency·t + phase) at the beginning t of an interval; frequency in Hz, phase in degrees.
type NoiseParameters struct{ Mean, Std, Interval, Mod, Frequency, Phase float64 }

// NewNoise makes a generator that is active during the window. Errors are added to errs.
func NewNoise(p NoiseParameters, o Origin, w Window, g grid.Grid, errs *invalid.List) *Noise {
	n := &Noise{
		own: own{origin: o}, window: w, grid: g, mean: p.Mean, std: p.Std, mod: p.Mod, wave: wave{p.Frequency, p.Phase},
		rooms: freelist.New(func() *noiseRoom { return &noiseRoom{} }),
	}
	finite([]float64{p.Mean}, invalid.Path("parameters", "mean"), errs)
	deviation := func(name string, x float64) {
		path := invalid.Path("parameters", name)
		finite([]float64{x}, path, errs)
		if x < 0 {
			errs.Addf(path, "a standard deviation is negative: %v", x)
		}
	}
	deviation("std", p.Std)
	deviation("std_mod", p.Mod)
	if p.Mod > p.Std && p.Std >= 0 {
		errs.Addf(invalid.Path("parameters", "std_mod"), "the modulation (%v) is above std (%v): the variance would be negative", p.Mod, p.Std)
	}
	n.wave.check(errs)
	var ok bool
	if n.steps, ok = g.Index(p.Interval); !ok || n.steps < 1 {
		errs.Addf(invalid.Path("parameters", "dt"), "the time between changes, %v ms, is no whole number of time steps of %v ms",
			p.Interval, g.Dt)
	}
	return n
}

// Interval is the number of the interval in which the step lies that begins at grid point k; -1 where the device is not active.
func (n *Noise) Interval(k int64) float64 {
	if !n.window.acts(k) {
		return -1
	}
	return float64((k - n.window.Start) / n.steps)
}

// Pair is the currents of a train in two intervals, 2·Number and the next.
type Pair struct {
	Number   float64 // -1: not drawn
	currents [2]float64
}

// At is the current in an interval that the pair is for; 0 in interval -1.
func (p *Pair) At(interval float64) float64 {
	if interval < 0 {
		return 0
	}
	return p.currents[int64(interval)&1]
}

// Update draws those pairs[i], of the train names[i], that are not for the interval intervals[lags[i]]; lags may be one for all.
func (n *Noise) Update(pairs []Pair, names []Train, intervals []float64, lags []uint16) {
	room := n.rooms.Get()
	defer n.rooms.Put(room)
	drawn := 0
	for i := range pairs {
		lag := lags[0]
		if len(lags) > 1 {
			lag = lags[i]
		}
		number := math.Floor(intervals[lag] / 2)
		if number < 0 || pairs[i].Number == number {
			continue
		}
		pairs[i].Number = number
		s := n.stream(names[i], int64(number))
		room.normals.Add(&s)
		room.which[drawn] = int32(i)
		if drawn++; drawn == len(room.which) {
			n.scale(pairs, room, drawn)
			drawn = 0
		}
	}
	n.scale(pairs, room, drawn)
}

// scale makes currents of the normal numbers of drawn pairs.
func (n *Noise) scale(pairs []Pair, room *noiseRoom, drawn int) {
	x, y := room.normals.Take()
	last, std := -1.0, [2]float64{}
	for j, i := range room.which[:drawn] {
		p := &pairs[i]
		if p.Number != last {
			last = p.Number
			std = [2]float64{n.deviation(2 * int64(last)), n.deviation(2*int64(last) + 1)}
		}
		p.currents = [2]float64{math.FMA(std[0], x[j], n.mean), math.FMA(std[1], y[j], n.mean)}
	}
}

// deviation is the standard deviation in an interval.
func (n *Noise) deviation(interval int64) float64 {
	if n.mod == 0 {
		return n.std
	}
	wave := n.wave.at(n.grid.Time(n.window.Start + interval*n.steps))
	return math.Sqrt(max(0, math.FMA(n.std, n.std, float64(float64(n.mod*n.mod)*wave))))
}
