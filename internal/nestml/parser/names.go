package parser

import "github.com/spikelet/spikelet/internal/nestml/ast"

// declaredNames gives for each model the names of all that it declares, local variables included.
func declaredNames(f *ast.File) []map[string]bool {
	var all []map[string]bool
	for _, m := range f.Models {
		names := map[string]bool{}
		ast.Inspect(m, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Decl:
				for _, v := range n.Vars {
					names[v.Name] = true
				}
			case *ast.Port:
				names[n.Name.Name] = true
			case *ast.Param:
				names[n.Name.Name] = true
			case *ast.For:
				names[n.Var.Name] = true
			case *ast.Kernel:
				for _, part := range n.Parts {
					names[part.Var.Name] = true
				}
			}
			_, isExpr := n.(ast.Expr)
			return !isExpr
		})
		all = append(all, names)
	}
	return all
}
