package check

import "github.com/spikelet/spikelet/internal/nestml/ast"

// functionBodies gives types to the bodies of functions, before all else, so that what they read is known where they are
// called.
func (c *checker) functionBodies() {
	for _, f := range c.model.Functions {
		c.bodies[f] = &body{}
	}
	for _, f := range c.model.Functions {
		p := place{block: inFunction, function: f}.inner()
		for _, param := range f.Params {
			c.ruleParameterName(p, param)
			p.locals.names = append(p.locals.names, param)
		}
		c.statements(f.Function.Body, p)
		c.ruleMissingReturn(f)
	}
	c.ruleRecursion()
}

// equations gives types to inlines, ODEs and kernels.
func (c *checker) equations() {
	eq := c.model.AST.Equations
	if eq == nil {
		c.ruleOrders()
		return
	}
	for _, o := range eq.ODEs {
		c.ruleODEVariable(o)
	}
	c.ruleOrders()
	for _, d := range eq.Inlines {
		if d.Value != nil {
			c.value(d, place{block: inEquations})
		}
	}
	for _, o := range eq.ODEs {
		c.expr(o.Value, place{block: inEquations})
		c.ruleODEUnit(o)
	}
	for _, k := range eq.Kernels {
		c.kernel(k)
	}
}

// kernel gives a type to a kernel of a form that is supported.
func (c *checker) kernel(k *ast.Kernel) {
	if !kernelSupported(k) {
		return
	}
	part := k.Parts[0]
	c.expr(part.Value, place{block: inKernel})
	c.ruleKernelType(part)
}

// blocks gives types to the code that runs in a step.
func (c *checker) blocks() {
	tree := c.model.AST
	if tree.Update != nil {
		c.statements(tree.Update.Body, place{block: inUpdate}.inner())
	}
	for _, h := range tree.OnReceive {
		c.ruleOnReceivePort(h)
		c.statements(h.Body, place{block: inOnReceive}.inner())
	}
	for _, h := range tree.OnCondition {
		c.expr(h.Cond, place{block: inCondition})
		c.ruleCondition(h.Cond, "the condition of onCondition")
		c.statements(h.Body, place{block: inOnCondition}.inner())
	}
}

func (c *checker) statements(list []ast.Stmt, p place) {
	p.locals.body = list
	for _, s := range list {
		c.statement(s, p)
	}
}

func (c *checker) statement(s ast.Stmt, p place) {
	switch s := s.(type) {
	case *ast.Decl:
		c.local(s, p)
	case *ast.Assign:
		c.assign(s, p)
	case *ast.CallStmt:
		t := c.call(s.Call, p)
		c.model.Types[s.Call] = t
		c.ruleResultUsed(s, t)
	case *ast.Return:
		if s.Value != nil {
			c.expr(s.Value, p)
		}
		c.ruleReturn(s, p)
	case *ast.If:
		for i, cond := range s.Conds {
			c.expr(cond, p)
			c.ruleCondition(cond, "the condition of if")
			c.statements(s.Bodies[i], p.inner())
		}
		c.statements(s.Else, p.inner())
	case *ast.For:
		c.loop(s, p)
	case *ast.While:
		c.ruleWhile(s)
		c.expr(s.Cond, p)
		c.ruleCondition(s.Cond, "the condition of while")
		c.statements(s.Body, p.inner())
	}
}

// local declares variables of the block of statements that p is in; their value does not see them.
func (c *checker) local(d *ast.Decl, p place) {
	t := c.typeOf(d.Type)
	c.ruleModifiers(d, LocalSymbol)
	if d.Value != nil && d.Type.Basic != "string" {
		c.expr(d.Value, p)
	}
	for _, id := range d.Vars {
		s := &Symbol{Kind: LocalSymbol, Name: id.Full(), Type: t.internal(), Declared: t, Decl: d}
		c.model.Uses[id], c.model.Types[id] = s, s.Type
		c.ruleVector(id)
		if c.ruleRedeclaredLocal(id, s, p) {
			p.locals.names = append(p.locals.names, s)
		}
	}
	if d.Value != nil {
		c.ruleConvert(d.Value, c.declared(d), "")
	}
}

// assign gives a type to the value of an assignment, and judges it.
func (c *checker) assign(a *ast.Assign, p place) {
	c.expr(a.Value, p)
	s := c.ruleAssignTarget(a, p)
	if s == nil {
		return
	}
	c.model.Uses[a.Var], c.model.Types[a.Var] = s, s.Type
	c.ruleAssignOperator(a, s)
}

// loop checks a for statement whose variable is one that was declared.
func (c *checker) loop(f *ast.For, p place) {
	for _, bound := range []ast.Expr{f.From, f.To, f.Step} {
		c.expr(bound, p)
	}
	c.ruleLoopBounds(f)
	inside := p.inner()
	inside.locals.loop = c.ruleLoopVariable(f, p)
	c.statements(f.Body, inside)
}
