// Package xlsx writes the workbooks that leave the house: the copy of a refused
// file with its faults marked, and the consolidated workbook of a period. It
// changes nothing that a unit wrote, it does not judge (findings come from those
// who read the file), and it adds nothing up (figures come from aggregate).
//
//	marked, ext, err := xlsx.Mark(original, findings)
//	os.WriteFile("rejected/…/U01_2025-6T_danh-dau"+ext, marked, 0o644)
//	book, err := xlsx.Consolidated(figures)
//	os.WriteFile("output/2025-6T/tong-hop.xlsx", book, 0o644)
package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

const (
	author       = "vanthu" // of our comments
	errorColor   = "FF9C9C" // fill of a cell with an error
	warningColor = "FFD966" // fill of a cell with warnings only
	fontName     = "Times New Roman"
	lineHeight   = 15.5 // points, one line of 11 point text
)

// Mark gives a copy of a workbook in which the cells that findings name are
// coloured and carry a comment with fault and remedy, and whose first sheet
// lists them all in the order given. Everything else stays as it was, macros too;
// ext is the ending that such a file is named with, ".xlsx" or ".xlsm". The marks
// of an earlier round, where the unit mended the marked copy, are taken away first.
//
// A file that cannot be opened (encrypted, damaged, no workbook) has no marked
// copy: that is an error, and the letter of faults must say it all.
func Mark(original []byte, findings []finding.Finding) (marked []byte, ext string, err error) {
	defer func() {
		if p := recover(); p != nil { // excelize, on a file no one foresaw
			marked, ext, err = nil, "", fmt.Errorf("mark workbook: %v", p)
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(original), excelize.Options{UnzipSizeLimit: 64 << 20, UnzipXMLSizeLimit: 64 << 20})
	if err != nil {
		return nil, "", fmt.Errorf("open workbook: %w", err)
	}
	defer func() {
		if closeErr := f.Close(); err == nil && closeErr != nil {
			marked, ext, err = nil, "", fmt.Errorf("close workbook: %w", closeErr)
		}
	}()
	if f.SheetCount == 0 {
		return nil, "", errors.New("mark workbook: a package without sheets")
	}
	m := &marker{file: f, styles: map[styleKey]int{}, sheets: map[string]string{}}
	if err := m.unmark(); err != nil {
		return nil, "", err
	}
	for _, name := range f.GetSheetList() {
		m.sheets[report.CleanText(name)] = name
	}
	if err := m.markCells(findings); err != nil {
		return nil, "", err
	}
	if err := m.list(findings); err != nil {
		return nil, "", err
	}
	// The ending and the content type go together, or Excel refuses the file: a
	// template, or a file that was named otherwise than it is, becomes a workbook.
	f.Path, ext = "a.xlsx", ".xlsx"
	for _, part := range f.ContentTypes.Overrides {
		if strings.Contains(part.ContentType, "macroEnabled") {
			f.Path, ext = "a.xlsm", ".xlsm"
		}
	}
	var buf bytes.Buffer
	if _, err := f.WriteTo(&buf); err != nil {
		return nil, "", fmt.Errorf("write workbook: %w", err)
	}
	return buf.Bytes(), ext, nil
}

type marker struct {
	file   *excelize.File
	styles map[styleKey]int
	sheets map[string]string // as findings spell a sheet (NFC, trimmed) → as the file does
	before []painted         // the cells that are painted now
}

// cellKey is a cell: its sheet, as the file spells it, and its address.
type cellKey [2]string

type styleKey struct {
	style int
	color string
}

// spot is one cell with what is found in it.
type spot struct {
	sheet, cell string
	findings    []finding.Finding
}

// spots gathers the findings by cell, in order. Within a merged area the top
// left cell is the one that people see. Cells of sheets that the file does not
// have, or that are no references, are only listed.
func (m *marker) spots(findings []finding.Finding) ([]*spot, error) {
	var spots []*spot
	at := map[cellKey]*spot{}
	merged := map[string][]excelize.MergeCell{}
	for _, f := range findings {
		sheet, cell := m.sheets[f.Pos.Sheet], f.Pos.Cell
		if sheet == "" || cell == "" {
			continue
		}
		col, row, err := excelize.CellNameToCoordinates(cell)
		if err != nil {
			continue
		}
		areas, known := merged[sheet]
		if !known {
			if areas, err = m.file.GetMergeCells(sheet, true); err != nil {
				return nil, fmt.Errorf("read merged cells of %q: %w", sheet, err)
			}
			merged[sheet] = areas
		}
		for _, a := range areas {
			c1, r1, err1 := excelize.CellNameToCoordinates(a.GetStartAxis())
			c2, r2, err2 := excelize.CellNameToCoordinates(a.GetEndAxis())
			if err1 == nil && err2 == nil && c1 <= col && col <= c2 && r1 <= row && row <= r2 {
				cell = a.GetStartAxis()
			}
		}
		k := cellKey{sheet, cell}
		if at[k] == nil {
			at[k] = &spot{sheet: sheet, cell: cell}
			spots = append(spots, at[k])
		}
		at[k].findings = append(at[k].findings, f)
	}
	return spots, nil
}

func (m *marker) markCells(findings []finding.Finding) error {
	spots, err := m.spots(findings)
	if err != nil {
		return err
	}
	notes := map[string][]excelize.Comment{}
	for _, s := range spots {
		worst, _ := finding.Worst(s.findings)
		if err := m.paint(s.sheet, s.cell, colorOf(worst)); err != nil {
			return fmt.Errorf("mark %s!%s: %w", s.sheet, s.cell, err)
		}
		if _, known := notes[s.sheet]; !known {
			if notes[s.sheet], err = m.file.GetComments(s.sheet); err != nil {
				return fmt.Errorf("read comments of %q: %w", s.sheet, err)
			}
		}
		if err := m.note(s, notes[s.sheet]); err != nil {
			return fmt.Errorf("comment %s!%s: %w", s.sheet, s.cell, err)
		}
	}
	return nil
}

// paint changes a cell's fill; without a color, a cell that is only remarked upon,
// nothing at all.
func (m *marker) paint(sheet, cell, color string) error {
	if color == "" {
		return nil
	}
	before, err := m.fill(sheet, cell)
	if err != nil {
		return err
	}
	m.before = append(m.before, painted{sheet, cell, before})
	return m.setFill(sheet, cell, color)
}

// fill gives the colour of a cell's solid fill, "FFF7DB"; "" where it has none.
func (m *marker) fill(sheet, cell string) (string, error) {
	id, err := m.file.GetCellStyle(sheet, cell)
	if err != nil {
		return "", err
	}
	style, err := m.file.GetStyle(id) // also reads the styles
	if err != nil {
		return "", err
	}
	fill := m.file.Styles.CellXfs.Xf[id].FillID
	if fill == nil || *fill >= len(m.file.Styles.Fills.Fill) {
		return "", nil
	}
	pattern := m.file.Styles.Fills.Fill[*fill].PatternFill
	switch {
	case pattern == nil || pattern.PatternType != "solid" || pattern.FgColor == nil:
		return "", nil
	case len(pattern.FgColor.RGB) == 8: // the first two are its opacity
		return pattern.FgColor.RGB[2:], nil
	}
	return strings.Join(style.Fill.Color, ""), nil // of the theme
}

// setFill gives a cell another fill, "" for none, and changes nothing else of its
// looks. The record of the style is copied as it stands: what excelize gives out and
// takes in again as a style has lost the colours of a file without a theme, as
// LibreOffice writes them.
func (m *marker) setFill(sheet, cell, color string) error {
	id, err := m.file.GetCellStyle(sheet, cell)
	if err != nil {
		return err
	}
	k := styleKey{id, color}
	style, ok := m.styles[k]
	if !ok {
		fill, apply := 0, true
		if color != "" {
			other, err := m.file.NewStyle(&excelize.Style{Fill: solid(color)})
			if err != nil {
				return err
			}
			fill = *m.file.Styles.CellXfs.Xf[other].FillID
		}
		records := m.file.Styles.CellXfs
		record := records.Xf[id]
		record.FillID, record.ApplyFill = &fill, &apply
		records.Xf = append(records.Xf, record)
		records.Count = len(records.Xf)
		style = len(records.Xf) - 1
		m.styles[k] = style
	}
	return m.file.SetCellStyle(sheet, cell, cell, style)
}

// note puts the words of the findings into the cell's comment, above what the
// unit itself may have written there.
func (m *marker) note(s *spot, existing []excelize.Comment) error {
	var b strings.Builder
	for i, f := range s.findings {
		if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(heading(f.Severity) + ": " + sentence(f.Message))
		if f.Hint != "" {
			b.WriteString(ourRemedy + sentence(f.Hint))
		}
	}
	for _, c := range existing {
		if c.Cell != s.cell {
			continue
		}
		b.WriteString(theirNote + wordsOf(c))
		if err := m.file.DeleteComment(s.sheet, s.cell); err != nil {
			return err
		}
		break
	}
	return m.comment(s.sheet, s.cell, author, b.String())
}

// In a comment of ours ourRemedy stands before what to do, theirNote above what the
// unit had written there.
const (
	ourRemedy = "\nCách sửa: "
	theirNote = "\n\nGhi chú của đơn vị: "
)

// comment puts a comment into a cell, in a box that shows all of it.
func (m *marker) comment(sheet, cell, by, text string) error {
	lines := 1
	for _, paragraph := range strings.Split(text, "\n") {
		lines += 1 + len([]rune(paragraph))/40
	}
	return m.file.AddComment(sheet, excelize.Comment{
		Author: by, Cell: cell,
		Paragraph: []excelize.RichTextRun{{Text: text, Font: &excelize.Font{Family: fontName, Size: 10}}},
		Width:     300, Height: uint(18 * lines), // pixels
	})
}

func wordsOf(c excelize.Comment) string {
	text := c.Text
	for _, run := range c.Paragraph {
		text += run.Text
	}
	return strings.TrimSpace(text)
}

func solid(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

// colorOf is the fill of a cell of a severity, "" for one that is only remarked
// upon.
func colorOf(s finding.Severity) string {
	return map[finding.Severity]string{finding.Error: errorColor, finding.Warning: warningColor}[s]
}

func heading(s finding.Severity) string {
	switch s {
	case finding.Error:
		return "Lỗi"
	case finding.Warning:
		return "Cảnh báo"
	}
	return "Lưu ý"
}

// sentence gives a message its capital and its full stop.
func sentence(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return ""
	}
	s = strings.ToUpper(string(r[0])) + string(r[1:])
	if !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "…") {
		s += "."
	}
	return s
}
