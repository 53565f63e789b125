# Two commands a newcomer needs: make demo, make test.
GO        ?= go
SHARED    ?= ../shared
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
FUZZTIME  ?= 10s
VERSION    = $(shell git describe --tags --always --dirty 2>/dev/null)
export CGO_ENABLED = 1

.PHONY: help demo build test lint unit fuzz reference seeds wine bench golden shots masters clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

demo: ## a sample workspace in ./demo: spreadsheets in, plan, reports and letter out (needs Go and a C compiler)
	@rm -rf demo
	$(GO) run ./cmd/vanthu demo demo

build: ## the program, in ./bin
	$(GO) build -trimpath -ldflags '-s -w -X main.commit=$(VERSION)' -o bin/vanthu ./cmd/vanthu

test: lint unit fuzz ## lint, all tests with the race detector, ten seconds a fuzz target; needs nothing outside the clone

lint:
	@bad=$$(gofmt -l .); [ -z "$$bad" ] || { echo "not gofmt-ed: $$bad"; exit 1; }
	@bad=$$(grep -rn 'time\.Now()' --include='*.go' . | grep -v '^./cmd/' | grep -v '_test\.go:'); [ -z "$$bad" ] || { echo "the clock is read outside cmd: $$bad"; exit 1; }
	@bad=$$(grep -rnE '\bt\.Skip|SkipNow\(' --include='*_test.go' .); [ -z "$$bad" ] || { echo "a test that skips: $$bad"; exit 1; }
	$(GO) mod tidy -diff
	$(GO) vet ./...
	$(GO) vet -tags reference ./...
	GOOS=windows CGO_ENABLED=0 $(GO) vet ./...
	$(GO) run $(STATICCHECK) -tags reference ./...

unit:
	@.ci/need pdftotext=poppler-utils
	$(GO) test -race -timeout 40m ./...
	$(GO) test -count=1 -run Bombs ./output/pdf # their memory is measured, which the race detector multiplies
	$(GO) test -count=1 -run Killed ./cmd/vanthu # before every step; with the race detector before some
	$(GO) test -count=1 -v -run Habits ./sources/workbook # 20,000 forms; with the race detector a tenth of them

# At the end of its time the fuzzer of Go may fail by its own clock ("context deadline
# exceeded") without an input to show: then the target is run again, twice at most.
fuzz: ## each fuzz target for FUZZTIME
	@log=$$(mktemp); trap 'rm -f '$$log EXIT; \
	for p in $$($(GO) list ./...); do \
	  for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
	    for try in 1 2 3; do \
	      echo "fuzz $$p $$f"; ok=yes; \
	      $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$p >$$log 2>&1 || ok=no; \
	      cat $$log; [ $$ok = no ] || break; \
	      if grep -q 'Failing input' $$log || ! grep -q 'context deadline exceeded' $$log; then exit 1; fi; \
	    done; \
	    [ $$ok = yes ] || exit 1; \
	  done; \
	done

reference: ## hold the outputs against SHARED (tools, real documents) and LibreOffice
	@.ci/need pdftotext=poppler-utils xmllint=libxml2-utils python3=python3 \
	  /usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf=fonts-liberation2 \
	  /usr/share/fonts/truetype/crosextra/Carlito-Regular.ttf=fonts-crosextra-carlito /usr/share/fonts/truetype/crosextra/Caladea-Regular.ttf=fonts-crosextra-caladea \
	  /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf=fonts-dejavu-core /usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf=fonts-droid-fallback \
	  /usr/share/fonts/truetype/dejavu/DejaVuSans-Oblique.ttf=fonts-dejavu-extra \
	  /usr/lib/libreoffice/program/libswlo.so=libreoffice-writer-nogui /usr/lib/libreoffice/program/libsclo.so=libreoffice-calc-nogui
	VANTHU_SHARED=$(abspath $(SHARED)) $(GO) test -count=1 -v -tags reference -run '^TestReference' ./...

seeds: ## SEEDS templates made at random of real documents, filled with their own words
	@.ci/need xmllint=libxml2-utils python3=python3
	VANTHU_SEEDS=$(or $(SEEDS),500) VANTHU_SHARED=$(abspath $(SHARED)) $(GO) test -count=1 -v -timeout 2h -tags reference -run '^TestReferenceRoundTrip' ./output/docx

wine: ## the program and its tests as those of Windows (needs wine, a C compiler for Windows; ten minutes)
	GO="$(GO)" .ci/wine

bench: ## the timings, as figures: filling beside docxtemplater (npm), rendering beside LibreOffice, then the Go benchmarks
	@.ci/need node=nodejs npm=npm /usr/lib/libreoffice/program/libswlo.so=libreoffice-writer-nogui
	@mkdir -p bin && $(GO) build -trimpath -ldflags '-s -w' -o bin/ ./cmd/bench ./cmd/vanthu # as `make build` makes it
	@bin/bench -fill "bin/vanthu fill" -render bin/vanthu
	@.ci/need /usr/lib/python3/dist-packages/openpyxl/__init__.py=python3-openpyxl
	@bin/bench -ingest bin/vanthu -runs 3
	$(GO) test -run '^$$' -bench . -benchmem ./...

golden: ## write the golden files anew; then read the difference
	GOLDEN=1 $(GO) test ./...

masters: ## write the built-in templates anew
	$(GO) run ./cmd/masters

clean: ## remove what make made
	rm -rf bin demo

shots: demo ## the pictures of the README, from the demo's report
	@.ci/need pdftoppm=poppler-utils
	pdftoppm -r 64 -gray -png -f 1 -l 1 -singlefile demo/output/2025-6T/bao-cao-6T.pdf testdata/shots/bao-cao-6T
	pdftoppm -r 64 -gray -png -f 7 -l 7 -singlefile demo/output/2025-6T/bao-cao-6T.pdf testdata/shots/phu-luc-1
