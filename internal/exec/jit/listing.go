package jit

import (
	"fmt"
	"strings"

	"github.com/spikelet/spikelet/internal/ir"
)

// Listing is the machine code of p for the instruction set called isa, "avx2" or "avx512", as text: each part as the GNU
// assembler takes it. It makes nothing that can run, so it works on every processor.
func Listing(isa string, p *ir.Program) (string, error) {
	var t target
	switch isa {
	case avx2.name:
		t = avx2
	case avx512.name:
		t = avx512
	default:
		return "", fmt.Errorf("there is no machine code for %q; there is for %s and %s", isa, avx2.name, avx512.name)
	}
	sections, err := list(t, p)
	if err != nil {
		return "", err
	}
	var text strings.Builder
	fmt.Fprintf(&text, "# %s for %s: %d neurons at a time\n", p.Name, t.name, t.lanes)
	for _, s := range sections {
		fmt.Fprintf(&text, "\n# %s\n%s", s.title, s.listing)
	}
	return text.String(), nil
}

// section is the code of one part.
type section struct {
	title   string
	text    []byte
	listing string // which the assembler makes text of
}

// list generates all parts of p.
func list(t target, p *ir.Program) ([]section, error) {
	l, err := newPlan(p)
	if err != nil {
		return nil, err
	}
	var sections []section
	for _, part := range []struct {
		title string
		f     *ir.Func
	}{
		{"before the integration", l.before},
		{"one attempt of the integration, repeated for each neuron until it has reached the end of the step", l.attempt},
		{l.lastTitle(), l.last},
	} {
		if part.f == nil {
			continue
		}
		g := prepare(t, part.f, l.uniform)
		g.a.Record()
		g.explain = true
		c, err := g.generate()
		if err != nil {
			return nil, fmt.Errorf("jit: %s: %w", part.f.Name, err)
		}
		sections = append(sections, section{part.title, c.text, g.summary(c) + g.a.Listing()})
	}
	return sections, nil
}

func (l *plan) lastTitle() string {
	if l.adaptive == nil {
		return "the whole step"
	}
	return "after the integration"
}

// summary is what the code consists of, and what it finds where.
func (g *generator) summary(c *code) string {
	var text strings.Builder
	instructions := 0
	for v, in := range g.f.Code {
		if in.Op != ir.Const && in.Op != ir.Input && g.same[v] == ir.Value(v) {
			instructions++
		}
	}
	fmt.Fprintf(&text, "# %d operations of the IR, %d bytes of code and constants, %d values in the scratch area\n",
		instructions, len(c.text), g.spill.n)
	fmt.Fprintf(&text, "# %v: addresses: scratch area", argument)
	for _, in := range g.f.In {
		text.WriteString(", " + in.Name)
	}
	for _, out := range g.f.Out {
		text.WriteString(", → " + out.Name)
	}
	fmt.Fprintf(&text, "\n# %v: 8 × the number of neurons; %v: where in a column\n", limit, offset)
	return text.String()
}
