package netfile

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spikelet/spikelet"
	"github.com/spikelet/spikelet/unit"
)

func (r *reader) poisson(f fields, d *device) spikelet.Device {
	rate, ok := r.deviceNumber(f, d, d.hertz("rate"), "500 Hz", 0)
	if !ok {
		return nil
	}
	return spikelet.PoissonGenerator{Rate: rate}
}

func (r *reader) alternating(f fields, d *device) spikelet.Device {
	amplitude, ok := r.deviceCurrent(f, d, "amplitude", "100 pA")
	offset, fine := r.deviceCurrent(f, d, "offset", "")
	frequency, good := r.deviceNumber(f, d, d.hertz("frequency"), "50 Hz", 0)
	phase, right := r.degrees(f, d, "phase")
	if !ok || !fine || !good || !right {
		return nil
	}
	return spikelet.ACGenerator{Amplitude: amplitude, Offset: offset, Frequency: frequency, Phase: phase}
}

// defaultNoiseInterval is the time between changes of a noise_generator in ms.
const defaultNoiseInterval = 1

func (r *reader) noise(f fields, d *device) spikelet.Device {
	before := r.reported
	var g spikelet.NoiseGenerator
	g.Mean, _ = r.deviceCurrent(f, d, "mean", "0 pA")
	g.Std, _ = r.deviceCurrent(f, d, "std", "50 pA")
	var ok bool
	g.Interval, ok = r.deviceNumber(f, d, d.wanted("dt", "ms"), "", defaultNoiseInterval)
	if ok && g.Interval <= 0 {
		r.report(r.get(f, "dt").place, "out-of-range", fmt.Sprintf("dt of %s is positive, not %v ms", d.name, g.Interval), "",
			"it is the time between changes of the current")
	}
	g.StdMod, _ = r.deviceCurrent(f, d, "std_mod", "")
	g.Frequency, _ = r.deviceNumber(f, d, d.hertz("frequency"), "", 0)
	g.Phase, _ = r.degrees(f, d, "phase")
	if r.reported > before {
		return nil
	}
	return g
}

// hertz is for a parameter in Hz, which is kept in that unit.
func (d *device) hertz(key string) wanted {
	return inHertz(d.wanted(key, "Hz"))
}

func inHertz(w wanted) wanted {
	w.unit, _ = unit.Parse("Hz")
	return w
}

// deviceCurrent reads a current. The first one of a device decides the unit of all. Without an example it may be left out
// and is 0.
func (r *reader) deviceCurrent(f fields, d *device, key, example string) (float64, bool) {
	w := d.anyCurrent(key)
	if d.hasUnit {
		w = d.wanted(key, "pA")
		w.unit, w.shown = d.unit, d.unit.String()
	} else if e, given := f.mapping.find(key); given {
		w.decideBy(e.value)
		d.unit, d.hasUnit = w.unit, !w.any
	}
	return r.deviceNumber(f, d, w, example, 0)
}

// deviceNumber reads one number. Without an example it may be left out and is the fallback.
func (r *reader) deviceNumber(f fields, d *device, w wanted, example string, fallback float64) (float64, bool) {
	x, ok := fallback, true
	if _, given := f.mapping.find(w.key); given || example != "" {
		x, ok = r.quantity(r.must(f, w.key, example), w)
	}
	d.settings = append(d.settings, setting{w.key, values{text: w.text(x)}})
	return x, ok
}

// degrees reads an angle, 0 unless given: a number and "deg".
func (r *reader) degrees(f fields, d *device, key string) (x float64, ok bool) {
	const degree = "deg"
	w := d.wanted(key, "1")
	ok = true
	if _, given := f.mapping.find(key); given {
		n := r.get(f, key)
		if n == nil {
			return 0, false
		}
		number := *n
		digits, inDegrees := strings.CutSuffix(strings.TrimSpace(n.text), degree)
		number.text = strings.TrimSpace(digits)
		_, err := strconv.ParseFloat(number.text, 64)
		switch {
		case n.kind != scalar || inDegrees && (err == nil || errors.Is(err, strconv.ErrRange)):
			x, ok = r.quantity(&number, w)
		case err == nil:
			r.report(n.place, "missing-unit", fmt.Sprintf("%s lacks its unit: it is in %s", w.name, degree),
				"every quantity is written with its unit", fmt.Sprintf("write %s %s", n.text, degree))
			ok = false
		default:
			r.report(n.place, "wrong-unit", fmt.Sprintf("%s is a number in %s, not %s", w.name, degree, quoted(n.text)), "", "")
			ok = false
		}
	}
	d.settings = append(d.settings, setting{key, values{text: w.text(x) + " " + degree}})
	return x, ok
}
