package ir

// Reads reports for each input of f whether any of the values depends on it.
func (f *Func) Reads(values ...Value) []bool {
	needed := f.Needs(values...)
	read := make([]bool, len(f.In))
	for v, in := range f.Code {
		if in.Op == Input && needed[v] {
			read[in.Imm] = true
		}
	}
	return read
}

// Needs reports for each instruction of f whether the values depend on its result, themselves included.
func (f *Func) Needs(values ...Value) []bool {
	needed := make([]bool, len(f.Code))
	for _, v := range values {
		needed[v] = true
	}
	for v := len(f.Code) - 1; v >= 0; v-- {
		if !needed[v] {
			continue
		}
		in := &f.Code[v]
		for i := range in.Op.NumArgs() {
			needed[in.Args[i]] = true
		}
	}
	return needed
}

// DependsOn reports for each instruction of f whether its result depends on an input for which chosen holds.
func (f *Func) DependsOn(chosen func(name string) bool) []bool {
	depends := make([]bool, len(f.Code))
	for v, in := range f.Code {
		if in.Op == Input {
			depends[v] = chosen(f.In[in.Imm].Name)
			continue
		}
		for i := range in.Op.NumArgs() {
			depends[v] = depends[v] || depends[in.Args[i]]
		}
	}
	return depends
}
