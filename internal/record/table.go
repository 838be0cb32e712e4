package record

import "slices"

// table merges the requests for samples from one population: a row for each neuron, a column for each variable. At a grid
// point at which only some requests are due, the other cells are empty.
type table struct {
	population string
	neurons    []int32  // of the rows, ascending
	variables  []string // of the columns, in the order in which they were first asked for
	cells      []float64
	filled     []bool
	places     map[int]place // of the requests' values
	due        bool          // some cell is filled
}

// place says where a request's neurons and variables stand.
type place struct{ rows, columns []int }

// newTables makes one table for each population that requests sample from, in the order of the requests.
func newTables(requests []Request) []*table {
	var tables []*table
	for _, request := range requests {
		if len(request.Variables) == 0 {
			continue
		}
		name := request.Population.Name()
		i := slices.IndexFunc(tables, func(t *table) bool { return t.population == name })
		if i < 0 {
			i = len(tables)
			tables = append(tables, &table{population: name, places: map[int]place{}})
		}
		tables[i].add(request)
	}
	for i, request := range requests {
		for _, t := range tables {
			if len(request.Variables) > 0 && t.population == request.Population.Name() {
				t.place(i, request)
			}
		}
	}
	return tables
}

func (t *table) add(request Request) {
	for _, v := range request.Variables {
		if !slices.Contains(t.variables, v) {
			t.variables = append(t.variables, v)
		}
	}
	t.neurons = append(t.neurons, request.Neurons...)
	slices.Sort(t.neurons)
	t.neurons = slices.Compact(t.neurons)
	t.cells = make([]float64, len(t.neurons)*len(t.variables))
	t.filled = make([]bool, len(t.cells))
}

func (t *table) place(i int, request Request) {
	var p place
	for _, neuron := range request.Neurons {
		row, _ := slices.BinarySearch(t.neurons, neuron)
		p.rows = append(p.rows, row)
	}
	for _, v := range request.Variables {
		p.columns = append(p.columns, slices.Index(t.variables, v))
	}
	t.places[i] = p
}

// put fills the cells of a request that is due.
func (t *table) put(request int, values [][]float64) {
	p := t.places[request]
	for v, column := range p.columns {
		for i, row := range p.rows {
			cell := row*len(t.variables) + column
			t.cells[cell], t.filled[cell] = values[v][i], true
		}
	}
	t.due = true
}

// reset empties the cells.
func (t *table) reset() {
	clear(t.filled)
	t.due = false
}
