package exectest

import (
	"testing"

	"github.com/spikelet/spikelet/internal/ir"
)

// Rejections checks that what is no program is an error.
func Rejections(t *testing.T, e Executor) {
	for name, spoil := range map[string]func(*ir.Program){
		"unknown input":     func(p *ir.Program) { p.After.In[0].Name = "nobody" },
		"unknown output":    func(p *ir.Program) { p.After.Out[0].Name = "nobody" },
		"type of an input":  func(p *ir.Program) { p.Columns[0].Type = ir.I64 },
		"type of an output": func(p *ir.Program) { p.Columns[p.Column(ir.SpikeOutput)].Type = ir.F64 },
		"written parameter": func(p *ir.Program) { p.Columns[p.Column("crossings")].Role = ir.ParamColumn },
		"early temporary":   func(p *ir.Program) { p.Before = nil },
		"no step control":   func(p *ir.Program) { p.Adaptive = nil },
		"no attempt":        func(p *ir.Program) { p.Attempt = nil },
		"two integrations":  func(p *ir.Program) { p.Step = p.Attempt },
		"no progress":       func(p *ir.Program) { p.Attempt.Out = p.Attempt.Out[:3] },
		"no time":           func(p *ir.Program) { p.Adaptive.Dt = 0 },
		"no tries":          func(p *ir.Program) { p.Adaptive.MaxAttempts = 0 },
		"broken code":       func(p *ir.Program) { p.Attempt.Code[len(p.Attempt.Code)-1].Args[0] = 100000 },
	} {
		p := adaptiveProgram()
		spoil(p)
		if k, err := e.Compile(p); err == nil {
			k.Close()
			t.Errorf("%s: compiled", name)
		}
	}
	broken := &ir.Func{Name: "broken", Code: []ir.Instr{{Op: ir.Add, Type: ir.F64, Args: [3]ir.Value{0, 0, ir.None}}}}
	if _, err := e.CompileFunc(broken); err == nil {
		t.Error("a broken Func compiled")
	}
}
