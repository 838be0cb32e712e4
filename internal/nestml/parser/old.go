package parser

import (
	"fmt"
	"strings"

	"github.com/spikelet/spikelet/internal/diag"
)

// reportOld refuses a former spelling of the language.
func (p *parser) reportOld(span diag.Span, message, fix string) {
	p.report(diag.Diagnostic{Span: span, Code: "old-syntax", Message: message, Fix: fix})
}

// isOldModel looks for "neuron NAME:" and the like, the heads of models before NESTML 8.
func (p *parser) isOldModel() bool {
	return (p.is("neuron") || p.is("synapse") || p.is("component")) && p.ahead(1).kind == name
}

func (p *parser) reportOldModel() {
	word, what := p.textOf(p.next()), p.textOf(p.ahead(1))
	p.reportOld(p.next().span(), fmt.Sprintf("%q is the head of a model before NESTML 8", word), fmt.Sprintf("write model %s:", what))
}

// oldBlocks are former names of blocks, and the present ones.
var oldBlocks = map[string]string{"initial_values": "state", "buffers": "input", "dynamics": "update", "alias": "internals"}

// skipOldBlock reports a former block; what it contains is not read, for its form has changed as well.
func (p *parser) skipOldBlock() bool {
	now, ok := oldBlocks[p.blockWord()]
	if !ok {
		return false
	}
	word := p.next()
	p.reportOld(word.span(), fmt.Sprintf("the block %s is no more", p.textOf(word)),
		fmt.Sprintf("write what it contains in the block %s", now))
	p.skipLine()
	p.skipBlock()
	return true
}

// isOldKernel reports "shape", the former word for kernel.
func (p *parser) isOldKernel() bool {
	if !p.is("shape") || p.ahead(1).kind != name {
		return false
	}
	p.reportOld(p.next().span(), "shape is called kernel since NESTML 4", "write kernel")
	return true
}

// isOldInline reports "function", the former word for inline.
func (p *parser) isOldInline() bool {
	if !p.is("function") || p.ahead(1).kind != name {
		return false
	}
	p.reportOld(p.next().span(), "in equations, function is called inline since NESTML 4", "write inline")
	return true
}

// renameCurrent reports the former word for continuous.
func (p *parser) renameCurrent() {
	if p.is("current") {
		p.reportOld(p.next().span(), "current is called continuous since NESTML 4", "write continuous")
	}
}

// renameIntegrate reports other spellings of integrate_odes.
func (p *parser) renameIntegrate() {
	const right = "integrate_odes"
	word := p.textOf(p.next())
	bare := strings.ToLower(strings.ReplaceAll(word, "_", ""))
	if word != right && (bare == "integrateodes" || bare == "integrateode") {
		p.reportOld(p.next().span(), fmt.Sprintf("there is no function %s", word), "write "+right)
	}
}

// oldEndWord steps over a line that is "end", with which blocks ended before NESTML 5.3. The first of a file is reported.
func (p *parser) oldEndWord() bool {
	if !p.is("end") || p.ahead(1).kind != newline && p.ahead(1).kind != endOfFile {
		return false
	}
	if !p.oldEnd {
		p.reportOld(p.next().span(), `blocks end by indentation, without "end", since NESTML 5.3`, `remove all lines that are "end"`)
	}
	p.oldEnd = true
	p.step()
	p.step()
	return true
}
