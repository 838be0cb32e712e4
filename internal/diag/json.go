package diag

import "encoding/json"

// MarshalJSON gives an array of the diagnostics in the order of All, each with severity, code, message, why and fix, and,
// where it is about a file, file, line and column of the first character, and end, the position after the last one.
func (l *List) MarshalJSON() ([]byte, error) {
	type place struct {
		File string `json:"file"`
		Position
		End Position `json:"end"`
	}
	type item struct {
		*place
		Severity string `json:"severity"`
		Code     string `json:"code,omitempty"`
		Message  string `json:"message"`
		Why      string `json:"why,omitempty"`
		Fix      string `json:"fix,omitempty"`
	}
	items := []item{}
	for _, d := range l.All() {
		it := item{Severity: d.Severity.String(), Code: d.Code, Message: d.Message, Why: d.Why, Fix: d.Fix}
		if d.Source != nil {
			it.place = &place{d.Source.Name, d.Source.Position(d.Span.Start), d.Source.Position(max(d.Span.Start, d.Span.End))}
		}
		items = append(items, it)
	}
	return json.Marshal(items)
}
