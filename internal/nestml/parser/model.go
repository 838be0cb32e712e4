package parser

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spikelet/spikelet/internal/diag"
	"github.com/spikelet/spikelet/internal/nestml/ast"
)

func (p *parser) file() *ast.File {
	f := &ast.File{Span: diag.Span{End: len(p.source.Text)}, Source: p.source}
	for p.next().kind != endOfFile {
		switch {
		case p.is("model"), p.isOldModel():
			p.setDeclared(len(f.Models))
			f.Models = append(f.Models, p.model())
		case p.next().kind == newline || p.next().kind == dedent:
			p.step()
		case p.oldEndWord():
		case p.next().kind == indent:
			p.report(diag.Diagnostic{
				Span: p.ahead(1).span(), Code: "indentation", Message: "this line is indented, but belongs to nothing",
				Fix: "begin the file with a line \"model NAME:\" that is not indented",
			})
			p.skipBlock()
		default:
			p.failHere(fmt.Sprintf("expected \"model NAME:\", found %s", p.found()),
				"what is not indented begins a model; indent what belongs to the one above")
			p.skipToModel()
		}
	}
	if len(f.Models) == 0 && !p.list.HasErrors() {
		p.report(diag.Diagnostic{
			Code: "no-model", Message: "there is no model in this file", Fix: `write "model NAME:" and below it, indented, its blocks`,
		})
	}
	p.checkModelNames(f.Models)
	p.options(f)
	return f
}

func (p *parser) setDeclared(model int) {
	p.declared = nil
	if model < len(p.namesOf) {
		p.declared = p.namesOf[model]
	}
}

// skipToModel goes to the next line that begins a model.
func (p *parser) skipToModel() {
	p.failed = p.stopped
	for p.next().kind != endOfFile {
		p.skipLine()
		p.skipBlock()
		for p.next().kind == dedent {
			p.step()
		}
		if p.is("model") || p.isOldModel() {
			return
		}
	}
}

func (p *parser) checkModelNames(models []*ast.Model) {
	first := map[string]*ast.Ident{"": nil}
	for _, m := range models {
		earlier, taken := first[m.Name.Name]
		switch {
		case !taken:
			first[m.Name.Name] = m.Name
		case earlier != nil:
			p.duplicate(m.Name.Span, earlier.Span, fmt.Sprintf("there is a model %s already", m.Name.Name), "give them different names")
		}
	}
}

func (p *parser) duplicate(span, first diag.Span, message, fix string) {
	line := p.source.Position(first.Start).Line
	p.report(diag.Diagnostic{Span: span, Code: "duplicate", Message: fmt.Sprintf("%s, in line %d", message, line), Fix: fix})
}

func (p *parser) model() *ast.Model {
	first := p.at
	m := &ast.Model{Doc: p.comments.before(p.source.Position(int(p.next().start)).Line)}
	if !p.is("model") {
		p.reportOldModel()
	}
	p.step()
	m.Name = p.plainName("the name of the model")
	p.block("the name of the model", "the model", func() { p.modelBlock(m) })
	m.Span = p.since(first)
	return m
}

// modelBlock reads one block of a model.
func (p *parser) modelBlock(m *ast.Model) {
	if p.skipOldBlock() {
		return
	}
	first := p.at
	word := p.blockWord()
	if slices.Contains(blockWords, word) {
		p.afterEmpty = false
	}
	switch word {
	case "state":
		keep(p, first, &m.State, p.varBlock())
	case "parameters":
		keep(p, first, &m.Parameters, p.varBlock())
	case "internals":
		keep(p, first, &m.Internals, p.varBlock())
	case "equations":
		keep(p, first, &m.Equations, p.equations())
	case "input":
		keep(p, first, &m.Input, p.input())
	case "output":
		keep(p, first, &m.Output, p.output())
	case "update":
		keep(p, first, &m.Update, p.update())
	case "onReceive":
		m.OnReceive = append(m.OnReceive, p.onReceive())
	case "onCondition":
		m.OnCondition = append(m.OnCondition, p.onCondition())
	case "function":
		m.Functions = append(m.Functions, p.function())
	default:
		p.unknownBlock()
	}
}

// keep stores a block that a model has once.
func keep[B any, N interface {
	*B
	ast.Node
}](p *parser, first int, place *N, block N) {
	if *place == nil {
		*place = block
		return
	}
	word := p.textOf(p.tokens[first])
	p.duplicate(p.tokens[first].span(), (*place).Range(), fmt.Sprintf("the model has a block %q already", word),
		"put all into one block")
}

var blockWords = []string{
	"state", "parameters", "internals", "equations", "input", "output", "update", "onReceive", "onCondition", "function",
}

// unknownBlock reports what is no block and skips it with what is indented below it.
func (p *parser) unknownBlock() {
	if p.oldEndWord() {
		return
	}
	if p.afterEmpty { // what belongs into the empty block, most likely
		p.skipLine()
		p.skipBlock()
		return
	}
	d := diag.Diagnostic{
		Span: p.next().span(), Code: "syntax", Message: fmt.Sprintf("expected a block of the model, found %s", p.found()),
		Why: "a model consists of " + strings.Join(blockWords[:len(blockWords)-1], ", ") + " and function",
		Fix: p.nearest(blockWords...),
	}
	p.failWith(d)
	p.endStatement()
}

// blockWord is the next token, if it is a word.
func (p *parser) blockWord() string {
	if p.next().kind != name {
		return ""
	}
	return p.textOf(p.next())
}

// plainName reads a name without primes and index.
func (p *parser) plainName(what string) *ast.Ident {
	id := &ast.Ident{Span: diag.Span{Start: p.lastEnd(), End: p.lastEnd()}}
	if p.failed {
		return id
	}
	t := p.next()
	s := p.textOf(t)
	switch {
	case t.kind != name:
		p.failHere(fmt.Sprintf("expected %s, found %s", what, p.found()), "")
	case reserved[s]:
		p.failHere(fmt.Sprintf("expected %s, found the word %q of the language", what, s), "choose another name")
	case s[len(s)-1] == '\'':
		p.failHere(fmt.Sprintf("expected %s without primes, found %s", what, s), "")
	default:
		p.step()
		id.Name, id.Span = s, t.span()
	}
	return id
}
