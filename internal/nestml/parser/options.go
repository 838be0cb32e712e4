package parser

import (
	"sort"
	"strings"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

// options gives each "#@ key: value" to its model: the one in which it stands, or the one that follows it.
func (p *parser) options(f *ast.File) {
	for _, c := range p.comments.all {
		if !p.comments.isOption(c) {
			continue
		}
		option := p.option(c)
		if option == nil {
			continue
		}
		m := p.ownerOf(c, f.Models)
		if m == nil {
			p.report(diag.Diagnostic{
				Span: option.Span, Code: "option", Message: "this option belongs to no model",
				Fix: "put it directly before or into a model",
			})
			continue
		}
		m.Options = append(m.Options, option)
	}
}

// ownerOf finds the model of an option; behind a model, indentation decides.
func (p *parser) ownerOf(c comment, models []*ast.Model) *ast.Model {
	next := sort.Search(len(models), func(i int) bool { return c.start < models[i].Start })
	if next > 0 && (c.start < models[next-1].End || p.indented(c)) {
		return models[next-1]
	}
	if next < len(models) {
		return models[next]
	}
	return nil
}

func (p *parser) indented(c comment) bool { return p.source.Position(c.start).Column > 1 }

// option reads "#@ key: value".
func (p *parser) option(c comment) *ast.Option {
	body := p.source.Text[c.start+2 : c.end]
	keyStart := c.start + 2 + len(body) - len(strings.TrimLeft(body, " \t"))
	colon := strings.IndexByte(body, ':')
	key := ""
	if colon >= 0 {
		key = strings.TrimSpace(body[:colon])
	}
	if key == "" || strings.ContainsAny(key, " \t") {
		p.report(diag.Diagnostic{
			Span: diag.Span{Start: c.start, End: c.end}, Code: "option", Message: "this is no option",
			Why: `a comment that begins with "#@" sets what NESTML has no words for`, Fix: "write #@ key: value, or leave out the @",
		})
		return nil
	}
	value := strings.TrimSpace(body[colon+1:])
	valueEnd := c.start + 2 + len(strings.TrimRight(body, " \t"))
	return &ast.Option{
		Span:  diag.Span{Start: c.start, End: c.end},
		Key:   &ast.Ident{Span: diag.Span{Start: keyStart, End: keyStart + len(key)}, Name: key},
		Value: value,
		Place: diag.Span{Start: valueEnd - len(value), End: valueEnd},
	}
}
