# The README's commands need no make. `make check` is what CI runs.
.PHONY: check test bench microbench cover fmt generate examples

check: ## everything that CI checks
	.ci/run

test: ## the tests
	go test ./...

bench: ## side by side with NEST, BrainPy, Brian 2: a table in bench/results (bench/README.md)
	bench/run

microbench: ## the benchmarks of the packages: ns per neuron-step, attempts per step
	go test -run '^$$' -bench . -benchmem ./...

cover: ## test coverage, a line per function in cover.html
	go test -coverprofile=cover.out -coverpkg=./... ./...
	go tool cover -html=cover.out -o cover.html
	go tool cover -func=cover.out | tail -1

fmt: ## gofmt
	gofmt -w .

generate: ## the generated files
	go generate ./...

examples: ## runs every example; its picture and digest anew
	go build -o bin/ ./cmd/spikelet
	for dir in examples/*/; do \
		results=results/$$(basename $$dir); \
		bin/spikelet run --quiet -o $$results $$dir/network.yaml && bin/spikelet plot $$results -o $$dir/plot.png && \
		sed -nE 's/.*"digest": *"([^"]*)".*/\1/p' $$results/summary.json >$$dir/digest.txt || exit 1; \
	done
