package netfile

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/spikelet/spikelet/internal/diag"
)

// parse reads a YAML document. The node is nil when the text is none; syntax errors are the one kind of which only the first
// is found.
func (r *reader) parse(source *diag.Source) *node {
	if !r.isText(source) {
		return nil
	}
	if strings.TrimSpace(source.Text) == "" {
		r.emptyFile(source)
		return nil
	}
	tokens, err := tokenize(source.Text)
	if err != nil {
		r.syntaxError(source, err)
		return nil
	}
	if at, complaint := r.tooComplex(tokens); complaint != "" {
		r.report(newLocator(source).token(at), "too-complex", complaint, "such files are not written for networks", "")
		return nil
	}
	file, err := parseTokens(tokens)
	if err != nil {
		r.syntaxError(source, err)
		return nil
	}
	return r.document(source, file)
}

func (r *reader) emptyFile(source *diag.Source) {
	r.report(place{source: source}, "empty-file", "the file is empty", "a network needs a simulation and populations",
		"examples/ has networks to start from")
}

// tokenize calls the lexer of YAML, and parseTokens the parser. They are not ours: a fault of theirs must not end the program.
func tokenize(text string) (tokens token.Tokens, err error) {
	defer caught(&err)
	return lexer.Tokenize(text), nil
}

func parseTokens(tokens token.Tokens) (file *ast.File, err error) {
	defer caught(&err)
	return parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
}

func caught(err *error) {
	if fault := recover(); fault != nil {
		*err = fmt.Errorf("this is no YAML that can be read (%v)", fault)
	}
}

// isText reports bytes that no text has.
func (r *reader) isText(source *diag.Source) bool {
	for i, c := range source.Text {
		size := 1
		if c == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(source.Text[i:])
			if size == 1 {
				c = 0
			}
		}
		if c < ' ' && c != '\n' && c != '\t' && c != '\r' || c == 0x7f {
			r.report(place{source, diag.Span{Start: i, End: i + size}}, "not-text",
				fmt.Sprintf("this is not a text file: byte %d is %#02x", i, source.Text[i]), "a network file is YAML, in UTF-8", "")
			return false
		}
	}
	return true
}

func (r *reader) syntaxError(source *diag.Source, err error) {
	at := place{source: source}
	message := err.Error()
	var syntax interface {
		GetMessage() string
		GetToken() *token.Token
	}
	if errors.As(err, &syntax) {
		message = syntax.GetMessage()
		if syntax.GetToken() != nil {
			at = newLocator(source).token(syntax.GetToken())
		}
	}
	fix := ""
	line := source.Line(source.Position(at.span.Start).Line)
	switch {
	case strings.HasPrefix(strings.TrimLeft(line, " "), "\t"):
		fix = "indent with spaces, not with tabs"
	case strings.Contains(line, "{") && bareSelection(line):
		fix = `put a selection inside { } in quotes: to: "pair[0:10]"`
	}
	r.report(at, "syntax", message, "the file must be YAML before it can be a network", fix)
}

// bareSelection reports whether a bracket follows a letter or digit directly, outside quotes: name[3].
func bareSelection(line string) bool {
	quote := byte(0)
	for i := range len(line) {
		switch c := line[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '[' && i > 0 && isNameByte(line[i-1]):
			return true
		}
	}
	return false
}

func isNameByte(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= utf8.RuneSelf
}

// firstToken is where n begins; a block mapping's own token is its first colon.
func firstToken(n ast.Node) *token.Token {
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 {
		return m.Values[0].Key.GetToken()
	}
	return n.GetToken()
}

// document turns the one document of file into nodes.
func (r *reader) document(source *diag.Source, file *ast.File) *node {
	var body ast.Node
	for _, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		if _, directive := doc.Body.(*ast.DirectiveNode); directive {
			continue
		}
		if body != nil {
			r.report(newLocator(source).token(firstToken(doc.Body)), "several-documents", "a second YAML document begins here",
				"a file describes one network", "put it into a file of its own")
			return nil
		}
		body = doc.Body
	}
	if body == nil {
		r.emptyFile(source)
		return nil
	}
	t := treeMaker{reader: r, locator: newLocator(source), anchors: map[string]*node{}}
	root := t.node(body, place{source: source})
	if root.size > r.limits.nodes || t.merged > r.limits.nodes {
		r.report(root.place, "too-large", fmt.Sprintf("with its aliases written out the file has more than %d values", r.limits.nodes),
			"an alias counts as what it stands for", "put long lists into CSV files: {file: values.csv, column: NAME}")
		return nil
	}
	return root
}
