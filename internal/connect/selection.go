package connect

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Selection names some neurons of a population: all, a range, or a list.
type Selection struct {
	Name           string // the population or device
	text           string
	list           []int // of [[ … ]] and [i], in the order given; nil for a range
	from, to, step int   // of a range; to < 0: until the end
}

// ParseSelection reads "name", "name[3]", "name[0:10]", "name[0:10:2]" or "name[[1, 5, 8]]". A range may leave out its start
// or end.
func ParseSelection(text string) (Selection, error) {
	s := Selection{Name: strings.TrimSpace(text), text: text, to: -1, step: 1}
	open := strings.IndexByte(text, '[')
	if open < 0 {
		return s, nameError(s.Name, text)
	}
	s.Name = strings.TrimSpace(text[:open])
	inner, closed := strings.CutSuffix(strings.TrimSpace(text[open+1:]), "]")
	if !closed {
		return s, fmt.Errorf("the selection %q lacks its closing bracket", text)
	}
	if err := nameError(s.Name, text); err != nil {
		return s, err
	}
	inner = strings.TrimSpace(inner)
	var err error
	switch {
	case strings.HasPrefix(inner, "["):
		err = s.parseList(inner)
	case strings.Contains(inner, ":"):
		err = s.parseRange(inner)
	default:
		s.list, err = parseNumbers(inner)
	}
	if err != nil {
		return s, fmt.Errorf("in the selection %q: %w", text, err)
	}
	return s, nil
}

func nameError(name, text string) error {
	if name == "" {
		return fmt.Errorf("the selection %q names no population", text)
	}
	if strings.ContainsAny(name, "]:, ") {
		return fmt.Errorf("%q is no selection: it looks like name, name[3], name[0:10], name[0:10:2] or name[[1, 5, 8]]", text)
	}
	return nil
}

func (s *Selection) parseList(inner string) error {
	body, closed := strings.CutSuffix(inner[1:], "]")
	if !closed {
		return fmt.Errorf("the list lacks its closing bracket")
	}
	var err error
	s.list, err = parseNumbers(strings.Split(body, ",")...)
	return err
}

func (s *Selection) parseRange(inner string) error {
	parts := strings.Split(inner, ":")
	if len(parts) > 3 {
		return fmt.Errorf("a range is start:stop or start:stop:step")
	}
	for i, into := range []*int{&s.from, &s.to, &s.step}[:len(parts)] {
		if strings.TrimSpace(parts[i]) == "" {
			continue
		}
		numbers, err := parseNumbers(parts[i])
		if err != nil {
			return err
		}
		*into = numbers[0]
	}
	if s.step < 1 {
		return fmt.Errorf("the step of a range is at least 1")
	}
	return nil
}

func parseNumbers(texts ...string) ([]int, error) {
	numbers := make([]int, len(texts))
	for i, text := range texts {
		text = strings.TrimSpace(text)
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil || n < 0 {
			return nil, fmt.Errorf("%q is no neuron id: ids count from 0", text)
		}
		numbers[i] = int(n)
	}
	return numbers, nil
}

// Whole reports whether s is a name without brackets.
func (s Selection) Whole() bool { return s.list == nil && s.from == 0 && s.to < 0 && s.step == 1 }

func (s Selection) String() string { return strings.TrimSpace(s.text) }

// Resolve returns the ids that s selects of a population of n neurons, in the order of s. A selection of nothing, of ids
// that do not exist, or of one twice is an error.
func (s Selection) Resolve(n int) ([]int32, error) {
	ids := make([]int32, 0, len(s.list))
	for _, id := range s.list {
		ids = append(ids, int32(min(id, n)))
	}
	if s.list == nil {
		to := s.to
		if to < 0 {
			to = n
		}
		if to > n {
			return nil, fmt.Errorf("%s ends at %d, but %s has %d neurons", s, to, s.Name, n)
		}
		for id := s.from; id < to; id += s.step {
			ids = append(ids, int32(id))
		}
	}
	if len(ids) == 0 {
		return nil, fmt.Errorf("%s selects no neuron", s)
	}
	return ids, s.verify(ids, n)
}

func (s Selection) verify(ids []int32, n int) error {
	if s.list == nil {
		return nil
	}
	for i, id := range ids {
		if int(id) >= n {
			return fmt.Errorf("%s selects neuron %d, but the ids of %s are 0 to %d", s, s.list[i], s.Name, n-1)
		}
	}
	sorted := slices.Sorted(slices.Values(ids))
	for i := 1; i < len(sorted); i++ {
		if sorted[i] == sorted[i-1] {
			return fmt.Errorf("%s selects neuron %d twice", s, sorted[i])
		}
	}
	return nil
}
