package main

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"vanthu/cmd/vanthu/sample"
	"vanthu/cmd/vanthu/sample/clerk"
	"vanthu/pipeline/report"
	"vanthu/sources/workbook"
)

// The files of units that are taken in, and in which steps the number grows.
var ingestSizes = []int{40, 400, 4000}

const ingestUnits = 250

// ingestAgainst times the intake of unit files, archive and store and all, beside
// openpyxl reading the same files and beside nothing but unpacking them.
func (b *bench) ingestAgainst(vanthu string) error {
	files, err := b.unitFiles(ingestSizes[len(ingestSizes)-1])
	if err != nil {
		return err
	}
	fmt.Printf("\n%-40s %10s %10s %10s\n", "files of units", "time", "peak MiB", "files/s")
	for _, n := range ingestSizes {
		var runs []figure
		for range b.runs {
			f, err := b.ingest(vanthu, files[:n])
			if err != nil {
				return err
			}
			runs = append(runs, f)
		}
		rate(fmt.Sprintf("%d files, vanthu ingest", n), middle(runs), n)
	}
	n := len(files)
	start := time.Now()
	if err := inflateAll(files); err != nil {
		return err
	}
	rate(fmt.Sprintf("%d files, unpacked and no more", n), figure{wall: time.Since(start)}, n)
	start = time.Now()
	cmd := exec.Command("/usr/bin/python3", "-c", `
import glob, sys, openpyxl
for name in glob.glob(sys.argv[1] + '/*.xlsx'):
    for sheet in openpyxl.load_workbook(name, data_only=True).worksheets:
        for row in sheet.iter_rows(values_only=True):
            pass
`, filepath.Dir(files[0]))
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("openpyxl: %w\n%s", err, out)
	}
	rate(fmt.Sprintf("%d files, openpyxl reads them", n), figure{wall: time.Since(start), peak: peak(cmd.ProcessState)}, n)
	return nil
}

func rate(what string, f figure, n int) {
	fmt.Printf("%-40s %8dms %10.0f %10.0f\n", what, f.wall.Milliseconds(), float64(f.peak)/(1<<20), float64(n)/f.wall.Seconds())
}

// ingest takes the files in, in a workspace of its own.
func (b *bench) ingest(vanthu string, files []string) (figure, error) {
	// None is removed before the end: a file system that has just lost thousands of
	// files takes its time to make new ones.
	dir, err := os.MkdirTemp(b.dir, "workspace")
	if err != nil {
		return figure{}, err
	}
	if err := os.MkdirAll(filepath.Join(dir, "inbox"), 0o755); err != nil {
		return figure{}, err
	}
	if out, err := exec.Command(vanthu, "--workspace", dir, "plan", "import", filepath.Join(b.dir, "plan.xlsx")).CombinedOutput(); err != nil {
		return figure{}, fmt.Errorf("plan import: %w\n%s", err, out)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return figure{}, err
		}
		if err := os.WriteFile(filepath.Join(dir, "inbox", filepath.Base(name)), data, 0o644); err != nil {
			return figure{}, err
		}
	}
	cmd := exec.Command(vanthu, "--workspace", dir, "ingest", "--received", "2025-12-20T08:00:00+07:00")
	start := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		return figure{}, fmt.Errorf("ingest: %w\n%s", err, out)
	}
	return figure{wall: time.Since(start), peak: peak(cmd.ProcessState)}, nil
}

// unitFiles makes the filled forms of many units and periods, and their plan.
func (b *bench) unitFiles(n int) ([]string, error) {
	plan := sample.Plan(2025, ingestUnits)
	data, err := workbook.WritePlan(plan)
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(b.dir, "plan.xlsx"), data, 0o644); err != nil {
		return nil, err
	}
	dir := filepath.Join(b.dir, "forms")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	asks, _, _ := plan.Asks()
	own := map[string][]report.Ask{}
	for _, a := range asks {
		own[a.Unit] = append(own[a.Unit], a)
	}
	var jobs []func() error
	var names []string
	for i := 0; len(names) < n; i++ {
		u := plan.Units[i%len(plan.Units)]
		p := report.Period{Year: 2025, Kind: report.Month, N: i/len(plan.Units) + 1}
		if p.N > 12 {
			p.Kind, p.N = report.Quarter, p.N-12
		}
		if len(own[u.Code]) == 0 {
			continue
		}
		name := filepath.Join(dir, u.Code+"_"+p.String()+".xlsx")
		names = append(names, name)
		jobs = append(jobs, func() error {
			from, to := plan.Window(p)
			form, err := workbook.WriteForm(workbook.Form{Plan: plan, Unit: u, Period: p, From: from, To: to, Due: to, Asks: own[u.Code]})
			if err != nil {
				return err
			}
			filled, _, err := workbook.FillForm(form, clerk.Types(sample.ReportOf(plan, u, p, 1)))
			if err != nil {
				return err
			}
			return os.WriteFile(name, filled, 0o644)
		})
	}
	return names, inParallel(jobs)
}

// inflateAll unpacks every part of every file on all cores: the floor of reading.
func inflateAll(files []string) error {
	var jobs []func() error
	for _, name := range files {
		jobs = append(jobs, func() error {
			z, err := zip.OpenReader(name)
			if err != nil {
				return err
			}
			defer z.Close()
			for _, f := range z.File {
				r, err := f.Open()
				if err != nil {
					return err
				}
				if _, err := io.Copy(io.Discard, r); err != nil {
					return err
				}
				if err := r.Close(); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return inParallel(jobs)
}

// inParallel does the jobs on all cores and gives the first error.
func inParallel(jobs []func() error) error {
	var wg sync.WaitGroup
	var once sync.Once
	var first error
	next := make(chan func() error)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for job := range next {
				if err := job(); err != nil {
					once.Do(func() { first = err })
				}
			}
		})
	}
	for _, job := range jobs {
		next <- job
	}
	close(next)
	wg.Wait()
	return first
}
