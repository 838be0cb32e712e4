package netfile

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spikelet/spikelet"
	"github.com/spikelet/spikelet/unit"
)

// inputsFolder holds the copies of the files that a network refers to, beside the network file that is written.
const inputsFolder = "inputs"

// fileName is that of the network file among the results.
const fileName = "network.yaml"

// Save writes network.yaml into dir, and copies of the files that it refers to into inputs/. Each becomes visible under its
// name when it is complete.
func (s *Simulation) Save(dir string) error {
	if len(s.inputs) > 0 {
		if err := os.MkdirAll(filepath.Join(dir, inputsFolder), 0o777); err != nil {
			return err
		}
	}
	for _, in := range s.inputs {
		if err := writeWhole(filepath.Join(dir, inputsFolder, in.name), in.source.Text); err != nil {
			return err
		}
	}
	return writeWhole(filepath.Join(dir, fileName), s.Text())
}

// writeWhole writes a file beside its place and then moves it there.
func writeWhole(path, text string) error {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.partial")
	if err != nil {
		return err
	}
	_, err = file.WriteString(text)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Chmod(file.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		os.Remove(file.Name())
	}
	return err
}

// Text is the network file as it is run: with every default and the seed written out. Running it gives the same digest.
func (s *Simulation) Text() string { return s.text }

// text writes a description whose network was built and has not run yet.
func (d *description) text() string {
	w := &writer{}
	w.simulation(d.simulation)
	if d.gaps() {
		w.gapJunctions(d.simulation.gap)
	}
	w.line(0, "populations:")
	for _, p := range d.populations {
		w.population(p)
	}
	if len(d.devices) > 0 {
		w.line(0, "devices:")
	}
	for _, v := range d.devices {
		w.device(v)
	}
	if len(d.connections) > 0 {
		w.line(0, "connections:")
	}
	for _, c := range d.connections {
		w.connection(c)
	}
	if len(d.records) > 0 {
		w.line(0, "record:")
	}
	for _, c := range d.records {
		w.record(c)
	}
	return w.out.String()
}

type writer struct{ out strings.Builder }

func (w *writer) line(indent int, format string, args ...any) {
	w.out.WriteString(strings.Repeat("  ", indent))
	fmt.Fprintf(&w.out, format+"\n", args...)
}

func (w *writer) simulation(s simulation) {
	policy := "stop"
	if s.onError == spikelet.Ignore {
		policy = "ignore"
	}
	ms := number("", "ms")
	w.line(0, "simulation:")
	w.line(1, "time_step: %s", ms.text(s.timeStep))
	w.line(1, "duration: %s", ms.text(s.duration))
	w.line(1, "seed: %d", s.seed)
	if s.threads > 0 {
		w.line(1, "threads: %d", s.threads)
	}
	w.line(1, "on_error: %s", policy)
	if rate := s.limits.Rate; rate > 0 {
		w.line(1, "limits: {rate: %s}", rateLimit.text(rate))
	}
}

func (w *writer) population(p *population) {
	w.line(1, "%s:", yamlText(p.name))
	w.line(2, "model: %s", yamlText(p.model.reference))
	extents := make([]string, len(p.shape))
	for i, extent := range p.shape {
		extents[i] = strconv.Itoa(extent)
	}
	size := extents[0]
	if len(extents) > 1 {
		size = "[" + strings.Join(extents, ", ") + "]"
	}
	w.line(2, "size: %s", size)
	w.solver(p)
	w.settings(p, "parameters", p.parameters, p.model.parameters)
	w.settings(p, "initial", p.initial, p.model.states)
}

func (w *writer) solver(p *population) {
	s := p.built.Solver()
	parts := []string{"method: " + s.Method}
	if s.AbsoluteTolerance != 0 {
		parts = append(parts, "absolute_tolerance: "+number("", "1").text(s.AbsoluteTolerance))
	}
	if s.RelativeTolerance != 0 {
		parts = append(parts, "relative_tolerance: "+number("", "1").text(s.RelativeTolerance))
	}
	if s.FixedStep {
		parts = append(parts, "fixed_step: true")
	}
	w.line(2, "solver: {%s}", strings.Join(parts, ", "))
}

// settings writes a section of variables: what the file gives, and what the others got where that is one number for all. What
// differs between neurons follows from given values.
func (w *writer) settings(p *population, section string, given []setting, list []spikelet.Variable) {
	var lines, following []string
	for _, v := range list {
		i := slices.IndexFunc(given, func(s setting) bool { return s.variable == v.Name })
		if i >= 0 {
			lines = append(lines, yamlText(v.Name)+": "+given[i].values.text)
			continue
		}
		xs, err := p.built.Get(v.Name)
		if err != nil {
			panic("netfile: " + err.Error())
		}
		if slices.ContainsFunc(xs, func(x float64) bool { return x != xs[0] }) {
			following = append(following, v.Name)
			continue
		}
		lines = append(lines, yamlText(v.Name)+": "+variableWanted(v).text(xs[0]))
	}
	if len(lines) > 0 {
		w.line(2, "%s:", section)
	}
	for _, line := range lines {
		w.line(3, "%s", line)
	}
	if len(following) > 0 {
		w.line(2, "# %s: one for each neuron, from the values above and the model", strings.Join(following, ", "))
	}
}

func (w *writer) device(v *device) {
	var parameters []string
	for _, s := range v.settings {
		parameters = append(parameters, s.variable+": "+s.values.text)
	}
	ms := number("", "ms")
	parameters = append(parameters, "start: "+ms.text(v.start))
	if v.stop != 0 {
		parameters = append(parameters, "stop: "+ms.text(v.stop))
	}
	w.line(1, "%s: {model: %s, parameters: {%s}}", yamlText(v.name), v.kind, strings.Join(parameters, ", "))
}

func (w *writer) connection(c *connection) {
	w.line(1, "- from: %s", yamlText(c.from.text))
	w.line(2, "to: %s", yamlText(c.to.text))
	w.line(2, "rule: {name: %s%s, self: %v, multiple: %v}", c.rule.name, c.rule.options, c.rule.self, c.rule.multiple)
	port := ""
	if c.synapse.port != "" {
		port = ", port: " + yamlText(c.synapse.port)
	}
	delay := ", delay: " + c.synapse.delay.text
	if c.synapse.model == gapJunction {
		delay = ""
	}
	w.line(2, "synapse: {model: %s, weight: %s%s%s}", c.synapse.model, c.synapse.weight.text, delay, port)
}

func (w *writer) record(c *record) {
	w.line(1, "- from: %s", yamlText(c.from.text))
	w.line(2, "spikes: %v", c.spikes)
	if len(c.variables) == 0 {
		return
	}
	names := make([]string, len(c.variables))
	for i, name := range c.variables {
		names[i] = yamlText(name)
	}
	w.line(2, "variables: [%s]", strings.Join(names, ", "))
	if c.interval != 0 {
		w.line(2, "interval: %s", number("", "ms").text(c.interval))
	}
}

// yamlText writes a word so that YAML reads it as one.
func yamlText(s string) string {
	plain := s != "" && !strings.ContainsFunc(s, func(c rune) bool { return c >= 0x80 || !isNameByte(byte(c)) && c != '.' && c != '/' })
	if _, err := unit.ParseQuantity(s); plain && err != nil && s[0] != '.' {
		switch strings.ToLower(s) {
		case "null", "true", "false", "yes", "no", "on", "off":
		default:
			return s
		}
	}
	return strconv.Quote(s)
}
