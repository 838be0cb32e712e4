package ast

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/spikelet/spikelet/internal/diag"
)

// Dump writes a tree for people and golden files: a line per node with its place, "line:column-line:column", and what it
// contains below it. Expressions are in brackets throughout, so that one sees what belongs together: (+ a (* b c)).
func Dump(f *File) string {
	d := dumper{source: f.Source}
	for _, m := range f.Models {
		d.node("", reflect.ValueOf(m))
	}
	return d.out.String()
}

type dumper struct {
	source *diag.Source
	out    strings.Builder
	depth  int
}

func (d *dumper) line(label, text string) {
	d.out.WriteString(strings.Repeat("  ", d.depth) + strings.TrimSpace(label+" "+text) + "\n")
}

func (d *dumper) place(s diag.Span) string {
	from, to := d.source.Position(s.Start), d.source.Position(s.End)
	return fmt.Sprintf("%d:%d-%d:%d", from.Line, from.Column, to.Line, to.Column)
}

// node writes the pointer or interface v: its type, place and plain fields in a line, then its children.
func (d *dumper) node(label string, v reflect.Value) {
	for v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	n := v.Interface().(Node)
	if e, ok := n.(Expr); ok {
		d.line(label, d.place(e.Range())+" "+bracketed(e))
		return
	}
	if u, ok := n.(*TypeExpr); ok {
		d.line(label, d.place(u.Range())+" "+typeText(u))
		return
	}
	v = v.Elem()
	d.line(label, v.Type().Name()+" "+d.place(n.Range())+d.plainFields(v))
	d.depth++
	for i := range v.NumField() {
		d.children(v.Type().Field(i).Name, v.Field(i))
	}
	d.depth--
}

// plainFields are those that are neither nodes nor empty.
func (d *dumper) plainFields(v reflect.Value) string {
	s := ""
	for i := range v.NumField() {
		f := v.Field(i)
		switch name := v.Type().Field(i).Name; {
		case f.Kind() == reflect.String && f.String() != "":
			s += fmt.Sprintf(" %s=%q", name, f.String())
		case f.Kind() == reflect.Bool && f.Bool():
			s += " " + name
		}
	}
	return s
}

func (d *dumper) children(label string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			d.node(label, v)
		}
	case reflect.Slice:
		for i := range v.Len() {
			item := label
			if v.Len() > 1 {
				item = fmt.Sprintf("%s[%d]", label, i)
			}
			if v.Index(i).Kind() != reflect.Slice {
				d.node(item, v.Index(i))
				continue
			}
			d.line(item, "")
			d.depth++
			d.children("", v.Index(i))
			d.depth--
		}
	}
}

func typeText(t *TypeExpr) string {
	if t.Unit != nil {
		return "unit " + t.Unit.Text
	}
	return t.Basic
}

// bracketed writes an expression with its operators first.
func bracketed(e Expr) string {
	switch e := e.(type) {
	case *Ident:
		if e.Index != nil {
			return e.Full() + "[" + bracketed(e.Index) + "]"
		}
		return e.Full()
	case *Number:
		if e.Unit != nil {
			return "{" + e.Text + " " + e.Unit.Text + "}"
		}
		return e.Text
	case *Call:
		s := "(" + bracketed(e.Name) + "()"
		for _, a := range e.Args {
			s += " " + bracketed(a)
		}
		return s + ")"
	case *Paren:
		return "(paren " + bracketed(e.X) + ")"
	case *Unary:
		return "(" + e.Op + " " + bracketed(e.X) + ")"
	case *Binary:
		return "(" + e.Op + " " + bracketed(e.X) + " " + bracketed(e.Y) + ")"
	case *Ternary:
		return "(? " + bracketed(e.Cond) + " " + bracketed(e.Then) + " " + bracketed(e.Else) + ")"
	}
	return Text(e)
}
