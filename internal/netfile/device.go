package netfile

import (
	"fmt"
	"slices"

	"github.com/spikelet/spikelet"
	"github.com/spikelet/spikelet/unit"
)

// deviceModels are the devices that files may name, with their parameters beside start and stop.
var deviceModels = map[string][]string{
	"spike_generator":        {"spike_times", "spike_weights"},
	"poisson_generator":      {"rate"},
	"dc_generator":           {"amplitude"},
	"step_current_generator": {"times", "amplitudes"},
	"ac_generator":           {"amplitude", "offset", "frequency", "phase"},
	"noise_generator":        {"mean", "std", "dt", "std_mod", "frequency", "phase"},
}

// deviceNames lists them.
var deviceNames = []string{
	"spike_generator", "poisson_generator", "dc_generator", "step_current_generator", "ac_generator", "noise_generator",
}

// device reads one device.
func (r *reader) device(name, body *node) *device {
	before := r.reported
	d := &device{part: part{node: body, at: name.place, what: "device " + quoted(name.text)}, name: name.text}
	defer func() { d.broken = r.reported > before }()
	f, ok := r.fields(body, name.place, d.what, "model", "parameters", "start", "stop")
	if !ok {
		return d
	}
	kind := r.must(f, "model", "spike_generator")
	if d.kind, ok = r.choice(kind, "device model called", deviceNames...); !ok {
		return d
	}
	known := deviceModels[d.kind]
	parameters := fields{at: name.place, what: "parameters of " + d.what, mapping: &node{place: name.place, kind: mapping}}
	if n := r.get(f, "parameters"); n != nil {
		parameters, ok = r.fields(n, name.place, parameters.what, slices.Concat(known, []string{"start", "stop"})...)
		if !ok {
			return d
		}
	}
	d.start = r.deviceTime(f, parameters, "start", d)
	d.stop = r.deviceTime(f, parameters, "stop", d)
	d.model = r.deviceModel(parameters, d)
	return d
}

// deviceTime reads start or stop, which stand among the parameters or beside them.
func (r *reader) deviceTime(f, parameters fields, key string, d *device) float64 {
	n, inner := r.get(f, key), r.get(parameters, key)
	if n != nil && inner != nil {
		r.report(inner.place, "duplicate-key", fmt.Sprintf("%s of %s is given twice", key, d.what), "", "leave out one of them")
	}
	if n == nil {
		n = inner
	}
	t, ok := r.quantity(n, number(key+" of "+d.name, "ms"))
	if ok && key == "stop" && t <= 0 {
		r.report(n.place, "out-of-range", fmt.Sprintf("%s stops at %v ms, before it acts", d.what, t), "", "without stop it acts for ever")
	}
	return t
}

// deviceModel reads the parameters of a device; nil when they are wrong.
func (r *reader) deviceModel(f fields, d *device) spikelet.Device {
	switch d.kind {
	case "spike_generator":
		times, ok := r.deviceNumbers(f, d, d.wanted("spike_times", "ms"), "[1 ms, 2 ms]")
		weights, fine := r.deviceNumbers(f, d, d.wanted("spike_weights", "1"), "")
		if ok && fine {
			return spikelet.SpikeGenerator{Times: times, Weights: weights}
		}
	case "dc_generator":
		if amplitude, ok := r.deviceNumbers(f, d, d.anyCurrent("amplitude"), "100 pA"); ok {
			return r.constant(f, d, amplitude)
		}
	case "step_current_generator":
		times, ok := r.deviceNumbers(f, d, d.wanted("times", "ms"), "[10 ms, 60 ms]")
		amplitudes, fine := r.deviceNumbers(f, d, d.anyCurrent("amplitudes"), "[200 pA, 0 pA]")
		if ok && fine {
			return spikelet.StepCurrentGenerator{Times: times, Amplitudes: amplitudes}
		}
	case "poisson_generator":
		return r.poisson(f, d)
	case "ac_generator":
		return r.alternating(f, d)
	case "noise_generator":
		return r.noise(f, d)
	}
	return nil
}

// constant makes the device of one amplitude.
func (r *reader) constant(f fields, d *device, amplitude []float64) spikelet.Device {
	if n := r.get(f, "amplitude"); n.kind != scalar {
		r.report(n.place, "wrong-type", fmt.Sprintf("amplitude of %s is one value, not %s", d.name, n.kind), "",
			"a step_current_generator changes its current")
		return nil
	}
	return spikelet.DCGenerator{Amplitude: amplitude[0]}
}

// wanted says what a parameter of d must be.
func (d *device) wanted(key, unitName string) wanted {
	w := number(key+" of "+d.name, unitName)
	w.key = key
	return w
}

// anyCurrent is for a current, whose first value decides the unit. Where there is none, most models take pA.
func (d *device) anyCurrent(key string) wanted {
	w := d.wanted(key, "pA")
	w.any = true
	return w
}

// deviceNumbers reads a list, or a column of a file. A list without an example may be left out.
func (r *reader) deviceNumbers(f fields, d *device, w wanted, example string) (xs []float64, ok bool) {
	if _, given := f.mapping.find(w.key); !given && example == "" {
		return nil, true
	}
	n := r.must(f, w.key, example)
	if n == nil {
		return nil, false
	}
	text, current := "", w.any
	if n.kind == mapping {
		xs, text, ok = r.fileNumbers(n, &w)
	} else {
		w.decideBy(n)
		xs, ok = r.numbers(n, w)
		text = w.listText(xs)
	}
	if n.kind == scalar && ok {
		text = w.text(xs[0])
	}
	if current {
		d.unit, d.hasUnit = w.unit, !w.any
	}
	d.settings = append(d.settings, setting{w.key, values{text: text}})
	return xs, ok
}

// decideBy lets the first value of n decide the unit of a w of any unit.
func (w *wanted) decideBy(n *node) {
	if n.kind == sequence && len(n.items) > 0 {
		n = n.items[0]
	}
	if q, err := unit.ParseQuantity(n.text); err == nil && n.kind == scalar {
		w.decide(q.Unit)
	}
}
