package netfile

import (
	"fmt"
	"os"
	"strings"
)

// assumedMemory is taken for a machine that does not say how much it has.
const assumedMemory = 64 << 30

// installedMemory is the machine's memory in bytes where /proc/meminfo tells it.
func installedMemory() int64 {
	data, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return assumedMemory
	}
	for line := range strings.Lines(string(data)) {
		var kilobytes int64
		if n, _ := fmt.Sscanf(line, "MemTotal: %d kB", &kilobytes); n == 1 && kilobytes > 0 {
			return kilobytes << 10
		}
	}
	return assumedMemory
}

// bytesText writes a number of bytes for people.
func bytesText(n float64) string {
	units := []string{"bytes", "kB", "MB", "GB", "TB", "PB", "EB"}
	i := 0
	for ; n >= 1000 && i < len(units)-1; i++ {
		n /= 1000
	}
	return fmt.Sprintf("%.3g %s", n, units[i])
}

// checkMemory reports a network that this machine cannot hold.
func (r *reader) checkMemory(d *description) {
	total := 0.0
	for _, p := range d.populations {
		total += p.memory()
	}
	for _, c := range d.connections {
		total += c.memory()
	}
	if total <= float64(r.limits.memory) {
		return
	}
	at := largest(d)
	at.broken = true
	needs, has := bytesText(total), bytesText(float64(r.limits.memory))
	r.report(at.at, "too-large", fmt.Sprintf("the network needs about %s, this machine has %s", needs, has),
		"the largest part of it is "+at.what, "")
	r.tooLarge = true
}

// largest returns the part of a network that needs most memory.
func largest(d *description) *part {
	var largest *part
	most := -1.0
	for _, p := range d.populations {
		if m := p.memory(); m > most {
			largest, most = &p.part, m
		}
	}
	for _, c := range d.connections {
		if m := c.memory(); m > most {
			largest, most = &c.part, m
		}
	}
	return largest
}

// memory is about the number of bytes that a population needs.
func (p *population) memory() float64 {
	columns := 4
	if p.model != nil {
		columns += len(p.model.states) + len(p.model.ports) + len(p.parameters)
	}
	return 8 * float64(columns) * float64(p.size)
}

// memory is about the number of bytes that c needs while it is made, the most of all times.
func (c *connection) memory() float64 {
	perConnection := 12.0 // the target as it is drawn, in the table, and where it is delivered
	if !c.synapse.weight.common() {
		perConnection += 16
	}
	if !c.synapse.delay.common() {
		perConnection += 12
	}
	if c.synapse.model == gapJunction {
		perConnection += 68 // the pair, both its ends, and what fixed_degree knows of its graph
	}
	if c.rule.name == "fixed_total_number" && !c.rule.multiple {
		perConnection += 12 // pairs while they are sorted
	}
	if d := c.from.device; d != nil {
		switch d.kind {
		case "poisson_generator":
			perConnection += 256 // name, spikes drawn ahead
		case "noise_generator":
			perConnection += 48 // name, two currents
		}
	}
	return perConnection * c.most()
}

// most is the number of connections that c makes, or about that.
func (c *connection) most() float64 {
	from, to := float64(c.from.count()), float64(c.to.count())
	switch c.rule.name {
	case "one_to_one":
		return to
	case "list":
		return float64(len(c.rule.edges))
	case "fixed_indegree":
		return float64(c.rule.number) * to
	case "fixed_outdegree":
		return from * float64(c.rule.number)
	case "fixed_total_number":
		return float64(c.rule.number)
	case "pairwise_bernoulli", "pairwise_poisson":
		return c.rule.chance * from * to
	case "fixed_degree":
		return float64(c.rule.number) * to / 2
	}
	return from * to
}
