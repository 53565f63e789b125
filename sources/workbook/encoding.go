package workbook

import (
	"fmt"

	"vanthu/pipeline/finding"
	"vanthu/sources/spreadsheet"
)

const unicodeNextTime = "gõ bằng bảng mã Unicode, phông chữ Times New Roman"

// checkEncodings warns, once a file each, of cells that were converted to
// Unicode, and of those that look as if they should be and were left as they are.
func (n *notebook) checkEncodings(b *spreadsheet.Book) {
	n.warnOfCells(b, "chuyen-ma", func(c spreadsheet.Cell) spreadsheet.Encoding { return c.From },
		"chữ ở ô này gõ bằng bảng mã cũ (%s), đã được đổi sang Unicode", "xem lại chữ đã đổi có đúng không; lần sau "+unicodeNextTime)
	n.warnOfCells(b, "nghi-ma-cu", func(c spreadsheet.Cell) spreadsheet.Encoding { return c.Doubt },
		"chữ ở ô này có thể gõ bằng bảng mã cũ (%s); không chắc nên đọc nguyên như vậy", "nếu chữ hiện ra sai thì gõ lại ô, "+unicodeNextTime)
}

// warnOfCells warns at the first cell of an encoding, and says how many there are.
func (n *notebook) warnOfCells(b *spreadsheet.Book, code string, of func(spreadsheet.Cell) spreadsheet.Encoding, message, hint string) {
	count := 0
	var pos finding.Pos
	var first spreadsheet.Cell
	for _, s := range b.Sheets {
		if s.VeryHidden || s.Name == sheetHidden {
			continue
		}
		for _, l := range s.Lines {
			for _, c := range l.Cells {
				if of(c) == spreadsheet.Unicode {
					continue
				}
				if count++; count == 1 {
					pos, first = n.pos(s.Name, c.Ref()), c
				}
			}
		}
	}
	if count == 0 {
		return
	}
	message = fmt.Sprintf(message, of(first))
	if count > 1 {
		message += fmt.Sprintf(" (cả tệp có %d ô như vậy)", count)
	}
	n.add(finding.Warning, code, pos, clip(first.Text, 80), message, hint)
}
