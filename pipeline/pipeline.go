// Package pipeline is the ordered steps of the program's two jobs, each readable
// as one list: taking in what units sent (Ingest), and building a period's
// documents, or a plan's (Build).
//
// Principles first. Everything flows one way: sources, pipeline, output. A file
// that a unit sent is never changed or lost. Every figure knows its cells. What
// cannot be read or drawn is said. The same input gives the same bytes. This
// package knows neither files nor SQL nor Word: it declares, as interfaces and
// functions, what it needs of them, and cmd hands them in.
//
//	outcomes, err := pipeline.Ingest{Box: box, Ledger: store, Read: read}.Run(ctx, files)
//	docs, err := pipeline.Build{Fill: fill, LayOut: layOut}.Run(ctx, pipeline.OfPeriod(figures), docs)
//
// Ingest, for each file in the order of arrival; files are read ahead on all
// cores, and the two last steps and the syncing are done for a batch at once:
//
//	read    bytes and hash        → submission and findings
//	see     what was read         → an arrival with its time, recorded once
//	judge   submission, findings  → accepted, rejected or duplicate
//	keep    original              → archive/ or rejected/, checked by hash
//	decide  submission, findings  → the store, in one transaction
//	note    warnings              → for the unit, in output/PERIOD/ghi-chu/
//	sync    archive and store     → what was kept and decided lasts
//	remove  original              → gone from the inbox
//	clear   arrival               → nothing left to do
//
// Stopped between any two of them, the next run finds the arrival uncleared and
// goes on from what is recorded; a power cut loses nothing that has left the
// inbox.
//
// Build, for each document:
//
//	facts   figures, or the plan  → the values that templates may use, as text
//	fill    template, values      → DOCX
//	lay out DOCX                  → PDF, its pages; it sees nothing but the DOCX
//	write   both                  → output/, never over a person's edits
package pipeline
