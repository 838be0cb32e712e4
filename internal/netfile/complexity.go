package netfile

import (
	"fmt"

	"github.com/goccy/go-yaml/token"
)

// tooComplex looks for what would cost the parser its stack or, as its time grows with the square of the keys of a mapping,
// the user's patience. It returns the place and a complaint, or "".
func (r *reader) tooComplex(tokens token.Tokens) (*token.Token, string) {
	var c complexity
	for _, t := range tokens {
		c.add(t)
		switch {
		case len(c.open) > r.limits.depth || c.marks > r.limits.depth:
			return t, fmt.Sprintf("this is nested more than %d levels deep", r.limits.depth)
		case c.keys() > r.limits.keys:
			return t, fmt.Sprintf("this mapping has more than %d keys", r.limits.keys)
		}
	}
	return nil, ""
}

// complexity follows the nesting of a stream of tokens.
type complexity struct {
	open  []level
	flow  int // how many levels of open are in brackets
	marks int // tags and anchors without a value between them
	last  *token.Token
}

// level is a list or mapping that is open: in brackets, or by its column.
type level struct {
	column int // 0: in brackets
	keys   int
}

func (c *complexity) keys() int {
	if len(c.open) == 0 {
		return 0
	}
	return c.open[len(c.open)-1].keys
}

func (c *complexity) add(t *token.Token) {
	switch t.Type {
	case token.MappingStartType, token.SequenceStartType:
		c.open = append(c.open, level{})
		c.flow++
	case token.MappingEndType, token.SequenceEndType:
		if c.flow > 0 {
			c.open = c.open[:len(c.open)-1]
			c.flow--
		}
	case token.SequenceEntryType, token.MappingKeyType:
		c.block(t.Position.Column)
	case token.MappingValueType:
		if c.flow > 0 {
			c.open[len(c.open)-1].keys++
		} else {
			key := t
			if c.last != nil {
				key = c.last
			}
			c.block(key.Position.Column)
			c.open[len(c.open)-1].keys++
		}
	}
	if t.Type == token.TagType || t.Type == token.AnchorType {
		c.marks++
	} else if c.last != nil && c.last.Type != token.AnchorType {
		c.marks = 0
	}
	c.last = t
}

// block notes that a list or mapping of that column goes on or begins.
func (c *complexity) block(column int) {
	if c.flow > 0 {
		return
	}
	for len(c.open) > 0 && c.open[len(c.open)-1].column > column {
		c.open = c.open[:len(c.open)-1]
	}
	if len(c.open) == 0 || c.open[len(c.open)-1].column < column {
		c.open = append(c.open, level{column: column})
	}
}
