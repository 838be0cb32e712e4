package ast

// Inspect calls visit for node and, where it returns true, for what the node contains, in the order of the text as far as
// the tree keeps it. Names are visited, the units of types and numbers are not.
func Inspect(node Node, visit func(Node) bool) {
	w := walker(visit)
	switch n := node.(type) {
	case Expr:
		w.expr(n)
	case Stmt:
		w.stmt(n)
	default:
		w.other(n)
	}
}

type walker func(Node) bool

func (w walker) expr(e Expr) {
	if e == nil || !w(e) {
		return
	}
	switch e := e.(type) {
	case *Ident:
		w.expr(e.Index)
	case *Call:
		w.expr(e.Name)
		each(w.expr, e.Args)
	case *Unary:
		w.expr(e.X)
	case *Binary:
		w.expr(e.X)
		w.expr(e.Y)
	case *Ternary:
		w.expr(e.Cond)
		w.expr(e.Then)
		w.expr(e.Else)
	case *Paren:
		w.expr(e.X)
	}
}

func (w walker) stmt(s Stmt) {
	if !w(s) {
		return
	}
	switch s := s.(type) {
	case *Decl:
		each(w.ident, s.Vars)
		w.expr(s.Value)
		w.expr(s.Guard)
	case *Assign:
		w.expr(s.Var)
		w.expr(s.Value)
	case *CallStmt:
		w.expr(s.Call)
	case *Return:
		w.expr(s.Value)
	case *If:
		for i, cond := range s.Conds {
			w.expr(cond)
			each(w.stmt, s.Bodies[i])
		}
		each(w.stmt, s.Else)
	case *For:
		w.expr(s.Var)
		w.expr(s.From)
		w.expr(s.To)
		w.expr(s.Step)
		each(w.stmt, s.Body)
	case *While:
		w.expr(s.Cond)
		each(w.stmt, s.Body)
	}
}

func (w walker) other(node Node) {
	if !w(node) {
		return
	}
	switch n := node.(type) {
	case *File:
		each(w.model, n.Models)
	case *Model:
		w.blocks(n)
	case *VarBlock:
		each(w.decl, n.Decls)
	case *Equations:
		each(w.decl, n.Inlines)
		each(func(k *Kernel) { w.other(k) }, n.Kernels)
		each(func(o *ODE) { w.other(o) }, n.ODEs)
	case *ODE:
		w.expr(n.Var)
		w.expr(n.Value)
	case *Kernel:
		each(func(o *ODE) { w.other(o) }, n.Parts)
	case *Input:
		each(func(p *Port) { w.other(p) }, n.Ports)
	case *Port:
		w.expr(n.Name)
		w.expr(n.Size)
	case *Update:
		each(w.stmt, n.Body)
	case *OnReceive:
		w.expr(n.Port)
		each(w.stmt, n.Body)
	case *OnCondition:
		w.expr(n.Cond)
		each(w.stmt, n.Body)
	case *Function:
		w.expr(n.Name)
		each(func(p *Param) { w.other(p) }, n.Params)
		each(w.stmt, n.Body)
	case *Param:
		w.expr(n.Name)
	}
}

// blocks visits those blocks that the model has.
func (w walker) blocks(m *Model) {
	w.expr(m.Name)
	for _, b := range []*VarBlock{m.State, m.Parameters, m.Internals} {
		if b != nil {
			w.other(b)
		}
	}
	if m.Equations != nil {
		w.other(m.Equations)
	}
	if m.Input != nil {
		w.other(m.Input)
	}
	if m.Output != nil {
		w.other(m.Output)
	}
	if m.Update != nil {
		w.other(m.Update)
	}
	each(func(f *Function) { w.other(f) }, m.Functions)
	each(func(h *OnReceive) { w.other(h) }, m.OnReceive)
	each(func(h *OnCondition) { w.other(h) }, m.OnCondition)
}

func (w walker) model(m *Model)  { w.other(m) }
func (w walker) decl(d *Decl)    { w.stmt(d) }
func (w walker) ident(id *Ident) { w.expr(id) }

func each[N any](visit func(N), all []N) {
	for _, n := range all {
		visit(n)
	}
}
