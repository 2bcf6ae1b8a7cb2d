package main

import (
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// Package is the source of one package, as far as it was asked for: constants and variables get their value when
// somebody first looks at them.
type Package struct {
	path    string
	imports map[*ast.File]map[string]string // the path by the name that a file gives it
	all     []string                        // the paths of all imports
	types   map[string]*ast.TypeSpec
	funcs   map[string]*ast.FuncDecl            // by name
	methods map[string]map[string]*ast.FuncDecl // by type, by name
	vars    map[string]*variable
	fileOf  map[ast.Node]*ast.File
}

// A constant or variable of a package.
type variable struct {
	file   *ast.File
	typ    ast.Expr
	value  ast.Expr
	index  int // of several names that share one value
	count  int
	iota   int64
	cell   *Cell
	active bool
}

type loader struct {
	modules  map[string]string // folder by import path prefix
	packages map[string]*Package
	files    *token.FileSet
}

func (l *loader) folder(importPath string) string {
	for prefix := importPath; prefix != "."; prefix = path.Dir(prefix) {
		if folder, found := l.modules[prefix]; found {
			return filepath.Join(folder, strings.TrimPrefix(importPath, prefix))
		}
	}
	return ""
}

// The package of that path; nil for what lies outside the modules given.
func (l *loader) load(importPath string) *Package {
	if known, found := l.packages[importPath]; found {
		return known
	}
	l.packages[importPath] = nil
	folder := l.folder(importPath)
	entries, err := os.ReadDir(folder)
	if folder == "" || err != nil {
		return nil
	}
	p := &Package{
		path: importPath, imports: map[*ast.File]map[string]string{}, types: map[string]*ast.TypeSpec{},
		funcs: map[string]*ast.FuncDecl{}, methods: map[string]map[string]*ast.FuncDecl{}, vars: map[string]*variable{},
		fileOf: map[ast.Node]*ast.File{},
	}
	context := build.Default
	context.GOOS, context.GOARCH, context.CgoEnabled = "linux", "amd64", false
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		if matches, err := context.MatchFile(folder, name); err != nil || !matches {
			continue
		}
		file, err := parser.ParseFile(l.files, filepath.Join(folder, name), nil, parser.SkipObjectResolution)
		if err != nil {
			panic(err)
		}
		p.add(file)
	}
	l.packages[importPath] = p
	return p
}

func (p *Package) add(file *ast.File) {
	p.imports[file] = map[string]string{}
	for _, spec := range file.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		p.all = append(p.all, imported)
		name := path.Base(imported)
		if strings.HasPrefix(name, "v") && len(name) == 2 && strings.Contains(imported, ".") {
			name = path.Base(path.Dir(imported))
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		p.imports[file][strings.TrimPrefix(name, "go-")] = imported
	}
	for _, declaration := range file.Decls {
		switch d := declaration.(type) {
		case *ast.FuncDecl:
			p.fileOf[d] = file
			if d.Recv == nil {
				p.funcs[d.Name.Name] = d
			} else if name := receiverName(d.Recv.List[0].Type); name != "" {
				if p.methods[name] == nil {
					p.methods[name] = map[string]*ast.FuncDecl{}
				}
				p.methods[name][d.Name.Name] = d
			}
		case *ast.GenDecl:
			p.addSpecs(file, d)
		}
	}
}

func (p *Package) addSpecs(file *ast.File, d *ast.GenDecl) {
	var lastType ast.Expr
	var lastValues []ast.Expr
	for at, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			p.types[s.Name.Name] = s
			p.fileOf[s] = file
		case *ast.ValueSpec:
			typ, values := s.Type, s.Values
			if d.Tok == token.CONST && len(values) == 0 {
				typ, values = lastType, lastValues
			}
			lastType, lastValues = typ, values
			for i, name := range s.Names {
				v := &variable{file: file, typ: typ, iota: int64(at), index: i, count: 1}
				if len(values) == 1 && len(s.Names) > 1 {
					v.value, v.count = values[0], len(s.Names)
				} else if i < len(values) {
					v.value = values[i]
				}
				p.vars[name.Name] = v
			}
		}
	}
}

func receiverName(expr ast.Expr) string {
	switch e := expr.(type) {
	case *ast.StarExpr:
		return receiverName(e.X)
	case *ast.IndexExpr:
		return receiverName(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}
