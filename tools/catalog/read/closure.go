package main

import (
	"go/ast"
	"strings"
)

// Packages declare flags of the whole process when they are initialised. Of all packages that the program imports, those
// are initialised that do so.
func (in *interpreter) initialise(root string) {
	seen := map[string]bool{}
	var visit func(importPath string)
	visit = func(importPath string) {
		if seen[importPath] {
			return
		}
		seen[importPath] = true
		p := in.load(importPath)
		if p == nil {
			return
		}
		for _, imported := range p.all {
			visit(imported)
		}
		in.declareFlags(p)
	}
	visit(root)
}

func (in *interpreter) declareFlags(p *Package) {
	for _, name := range sortedKeys(p.vars) {
		v := p.vars[name]
		if call, ok := v.value.(*ast.CallExpr); ok && in.speaksOfFlags(p, v.file, call) {
			in.global(p, v)
		}
	}
	for file := range p.imports {
		for _, d := range file.Decls {
			function, ok := d.(*ast.FuncDecl)
			if !ok || function.Name.Name != "init" || function.Recv != nil {
				continue
			}
			// A log format that is registered brings flags of its own; klog sets its defaults.
			registers := strings.HasSuffix(p.path, "/logs/json/register") || strings.HasPrefix(p.path, "k8s.io/klog")
			if registers || in.speaksOfFlags(p, file, function.Body) {
				in.callFunc(&Func{pkg: p, file: file, signature: function.Type, body: function.Body}, nil)
			}
		}
	}
}

// Whether code calls a flag package, or klog.InitFlags, or a function of its own package that does.
func (in *interpreter) speaksOfFlags(p *Package, file *ast.File, node ast.Node) bool {
	found := false
	ast.Inspect(node, func(n ast.Node) bool {
		selector, ok := n.(*ast.SelectorExpr)
		if ok {
			if name, isName := selector.X.(*ast.Ident); isName {
				switch p.imports[file][name.Name] {
				case "flag", "github.com/spf13/pflag":
					found = found || selector.Sel.Name != "NewFlagSet"
				}
				found = found || selector.Sel.Name == "InitFlags"
			}
		}
		if call, ok := n.(*ast.CallExpr); ok {
			if name, isName := call.Fun.(*ast.Ident); isName && name.Name == "Version" {
				found = true
			}
		}
		return true
	})
	return found
}
