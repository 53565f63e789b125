package docx

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"image/png"
	"path"
	"strconv"
	"strings"

	"github.com/beevik/etree"

	"vanthu/output/length"
	"vanthu/output/opc"
	"vanthu/output/tag"
)

// The keys of a picture in the data.
const (
	picturePNG   = "png"     // the file: base64 text, or []byte
	pictureAlt   = "mo_ta"   // the alternative text
	pictureWidth = "rong_mm" // its width on the page, millimetres
)

// nsRelationships is the namespace of r:embed.
const nsRelationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

// picture sets a picture as the child of its run. Its height follows from its
// own proportions.
func (f *filler) picture(p *part, t *mark, sc *tag.Scope) []etree.Token {
	v, ok := sc.Lookup(t.Name)
	if !ok {
		f.unknownName(t, sc)
		return []etree.Token{wordText(Dots)}
	}
	if !tag.Truth(v) {
		return nil
	}
	if !alone(t) {
		f.report(fault(t, "hinh-khong-dung-rieng", "thẻ hình không đứng một mình trong đoạn",
			"đưa "+t.String()+" xuống một đoạn riêng"))
		return nil
	}
	obj, _ := tag.Object(v)
	body, err := pictureBytes(obj[picturePNG])
	if err != nil {
		f.report(fault(t, "hinh-hong", "không đọc được hình “"+t.Name+"”: "+err.Error(),
			"dữ liệu của hình phải có “png” (tệp PNG, mã base64), “mo_ta” và “rong_mm”"))
		return nil
	}
	size, err := png.DecodeConfig(bytes.NewReader(body))
	if err != nil || size.Width == 0 || size.Height == 0 {
		f.report(fault(t, "hinh-hong", "hình “"+t.Name+"” không phải là một tệp PNG nguyên vẹn",
			"xuất lại hình thành tệp PNG"))
		return nil
	}
	alt, _ := tag.Text(obj[pictureAlt])
	width, err := number(obj[pictureWidth])
	if err != nil || width <= 0 || width > 1000 {
		f.report(fault(t, "hinh-khong-co-be-rong", "hình “"+t.Name+"” không có bề rộng (rong_mm) hợp lệ",
			"ghi “rong_mm”: bề rộng của hình trên trang, tính bằng mi-li-mét, ví dụ 160"))
		return nil
	}
	id, err := f.embed(p.name, body)
	if err != nil {
		f.report(fault(t, "hinh-hong", "không đưa hình “"+t.Name+"” vào tệp được: "+err.Error(),
			"mở mẫu bằng Word, lưu lại rồi thử lại"))
		return nil
	}
	cx := length.Mm(width)
	cy := length.Length(float64(cx) * float64(size.Height) / float64(size.Width))
	return []etree.Token{inlinePicture(id, t.Name, tag.Clean(alt), cx, cy)}
}

func pictureBytes(v any) ([]byte, error) {
	switch v := v.(type) {
	case []byte:
		return v, nil
	case string:
		return base64.StdEncoding.DecodeString(v)
	}
	return nil, fmt.Errorf("không có “%s”", picturePNG)
}

func number(v any) (float64, error) {
	switch v := v.(type) {
	case float64:
		return v, nil
	case int:
		return float64(v), nil
	case json.Number:
		return v.Float64()
	case string:
		return strconv.ParseFloat(v, 64)
	}
	return 0, fmt.Errorf("no number")
}

// embed puts a PNG into the package and gives the relationship by which the
// part refers to it. The same picture is kept once.
func (f *filler) embed(partName string, body []byte) (string, error) {
	name := ""
	for n := 1; name == ""; n++ {
		try := fmt.Sprintf("word/media/vanthu%d.png", n)
		if !f.pkg.Has(try) {
			f.pkg.Set(try, body)
			name = try
		} else if bytes.Equal(f.pkg.Part(try), body) {
			name = try
		}
	}
	if err := f.allowPNG(); err != nil {
		return "", err
	}
	relsName := opc.RelsName(partName)
	source := f.pkg.Part(relsName)
	if source == nil {
		source = []byte(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>`)
	}
	doc, err := parse(source)
	if err != nil {
		return "", err
	}
	ids := map[string]bool{}
	for _, r := range doc.Root().ChildElements() {
		ids[r.SelectAttrValue("Id", "")] = true
		if r.SelectAttrValue("Target", "") == "/"+name {
			return r.SelectAttrValue("Id", ""), nil
		}
	}
	id := ""
	for n := 1; id == "" || ids[id]; n++ {
		id = "rIdHinh" + strconv.Itoa(n)
	}
	rel := doc.Root().CreateElement("Relationship")
	rel.CreateAttr("Id", id)
	rel.CreateAttr("Type", nsRelationships+"/image")
	rel.CreateAttr("Target", "/"+name)
	out, err := serialise(doc)
	if err != nil {
		return "", err
	}
	f.pkg.Set(relsName, out)
	return id, nil
}

// allowPNG declares the content type of PNG files.
func (f *filler) allowPNG() error {
	const types = "[Content_Types].xml"
	doc, err := parse(f.pkg.Part(types))
	if err != nil {
		return fmt.Errorf("read %s: %w", path.Base(types), err)
	}
	for _, el := range doc.Root().ChildElements() {
		if el.Tag == "Default" && strings.EqualFold(el.SelectAttrValue("Extension", ""), "png") {
			return nil
		}
	}
	el := etree.NewElement("Default")
	el.CreateAttr("Extension", "png")
	el.CreateAttr("ContentType", "image/png")
	doc.Root().InsertChildAt(0, el)
	out, err := serialise(doc)
	if err != nil {
		return err
	}
	f.pkg.Set(types, out)
	return nil
}

// inlinePicture makes the w:drawing of a picture that stands in the line
// (ECMA-376 part 1, 20.4.2.8). Its docPr id is made one of a kind at the end.
func inlinePicture(rel, name, alt string, cx, cy length.Length) *etree.Element {
	w, h := strconv.FormatInt(int64(cx), 10), strconv.FormatInt(int64(cy), 10)
	drawing := etree.NewElement("w:drawing")
	inline := child(drawing, "wp:inline", "xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
		"distT", "0", "distB", "0", "distL", "0", "distR", "0")
	child(inline, "wp:extent", "cx", w, "cy", h)
	child(inline, "wp:docPr", "id", "1", "name", name, "descr", alt)
	graphic := child(inline, "a:graphic", "xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main")
	const nsPicture = "http://schemas.openxmlformats.org/drawingml/2006/picture"
	pic := child(child(graphic, "a:graphicData", "uri", nsPicture), "pic:pic", "xmlns:pic", nsPicture)
	props := child(pic, "pic:nvPicPr")
	child(props, "pic:cNvPr", "id", "0", "name", name, "descr", alt)
	child(props, "pic:cNvPicPr")
	fill := child(pic, "pic:blipFill")
	child(fill, "a:blip", "xmlns:r", nsRelationships, "r:embed", rel)
	child(child(fill, "a:stretch"), "a:fillRect")
	shape := child(pic, "pic:spPr")
	form := child(shape, "a:xfrm")
	child(form, "a:off", "x", "0", "y", "0")
	child(form, "a:ext", "cx", w, "cy", h)
	child(child(shape, "a:prstGeom", "prst", "rect"), "a:avLst")
	return drawing
}

// child adds an element with its attributes, given as name, value, name, value.
func child(parent *etree.Element, tag string, attrs ...string) *etree.Element {
	el := parent.CreateElement(tag)
	for i := 0; i+1 < len(attrs); i += 2 {
		el.CreateAttr(attrs[i], attrs[i+1])
	}
	return el
}
