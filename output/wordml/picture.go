package wordml

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	imagecolor "image/color"
	_ "image/gif" // decoder
	_ "image/jpeg"
	"image/png"

	_ "golang.org/x/image/bmp"
	_ "golang.org/x/image/tiff"
)

// Picture is a raster picture in one of two plain forms: a JPEG as it is, or a
// PNG of at most eight bits a channel that is not interlaced and has its
// transparency in a channel. Every place that shows a part shares one Picture.
type Picture struct {
	Part string
	Data []byte
	W, H int // pixels
}

// maxPixels bounds a picture that has to be decoded: 20 million pixels take
// some 80 MB.
const maxPixels = 20e6

var (
	errVector = errors.New("a vector picture")
	errLarge  = errors.New("too many pixels")
	errMany   = errors.New("too many bytes of pictures")
)

// picture gives the picture of a part. Parts are read once.
func (r *reader) picture(part string) (*Picture, error) {
	if got, ok := r.pictures[part]; ok {
		return got.Picture, got.err
	}
	var got readPicture
	if !r.pkg.Has(part) {
		got.err = errors.New("the part is missing")
	} else if data, w, h, err := plainPicture(r.pkg.Part(part)); err != nil {
		got.err = err
	} else if r.counted.pictures+len(data) > maxDraws {
		got.err = errMany
	} else {
		r.counted.pictures += len(data)
		got.Picture = &Picture{Part: part, Data: data, W: w, H: h}
	}
	if r.pictures == nil {
		r.pictures = map[string]readPicture{}
	}
	r.pictures[part] = got
	return got.Picture, got.err
}

// readPicture is a picture, or why there is none.
type readPicture struct {
	*Picture
	err error
}

// plainPicture brings a picture into one of the two forms of Picture.
func plainPicture(data []byte) (out []byte, w, h int, err error) {
	// Decoders of damaged data are not to be trusted.
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("decode picture: %v", p)
		}
	}()
	if vector(data) {
		return nil, 0, 0, errVector
	}
	conf, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, 0, 0, fmt.Errorf("decode picture: %w", err)
	}
	w, h = conf.Width, conf.Height
	if w <= 0 || h <= 0 {
		return nil, 0, 0, errors.New("decode picture: it has no size")
	}
	if format == "jpeg" && whole(data) {
		// Four inks are stored inverted where Adobe's marker stands, and PDF is told
		// so; without it nobody knows.
		adobe := bytes.Contains(data, []byte("Adobe\x00"))
		if m := conf.ColorModel; m == imagecolor.YCbCrModel || m == imagecolor.GrayModel || m == imagecolor.CMYKModel && adobe {
			return data, w, h, nil
		}
	}
	if float64(w)*float64(h) > maxPixels {
		return nil, 0, 0, errLarge
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, 0, 0, fmt.Errorf("decode picture: %w", err)
	}
	if format == "png" && plainPNG(data) {
		return data, w, h, nil
	}
	var b bytes.Buffer
	if err := png.Encode(&b, eightBits(img)); err != nil {
		return nil, 0, 0, fmt.Errorf("encode picture: %w", err)
	}
	return b.Bytes(), w, h, nil
}

// whole tells whether a JPEG reaches its end marker. What a broken one shows
// differs from reader to reader.
func whole(data []byte) bool {
	return bytes.Contains(data[max(0, len(data)-4096):], []byte{0xFF, 0xD9})
}

// plainPNG tells whether a PNG may stay as it is: eight bits or less, not
// interlaced, without a list of transparent colours (PNG, 11.2.2 and 11.3.2.1).
func plainPNG(data []byte) bool {
	const depth, interlace, chunks = 24, 28, 33
	if len(data) < chunks || data[depth] > 8 || data[interlace] != 0 {
		return false
	}
	for at := chunks; at+8 <= len(data); {
		n := int(uint32(data[at])<<24 | uint32(data[at+1])<<16 | uint32(data[at+2])<<8 | uint32(data[at+3]))
		switch string(data[at+4 : at+8]) {
		case "tRNS":
			return false
		case "IDAT":
			return n > 0
		}
		at += 12 + n
	}
	return false
}

// eightBits gives a picture that is encoded with eight bits a channel.
func eightBits(img image.Image) image.Image {
	b := img.Bounds()
	if g, ok := img.(*image.Gray); ok {
		return g
	}
	out := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	for y := range b.Dy() {
		for x := range b.Dx() {
			c := imagecolor.NRGBAModel.Convert(img.At(b.Min.X+x, b.Min.Y+y)).(imagecolor.NRGBA)
			i := out.PixOffset(x, y)
			out.Pix[i], out.Pix[i+1], out.Pix[i+2], out.Pix[i+3] = c.R, c.G, c.B, c.A
		}
	}
	return out
}

// vector knows drawings by how they begin: EMF, WMF (with or without the header
// of Aldus), SVG and compressed ones of these.
func vector(data []byte) bool {
	head := data[:min(len(data), 512)]
	switch {
	case bytes.HasPrefix(head, []byte{0xD7, 0xCD, 0xC6, 0x9A}), bytes.HasPrefix(head, []byte{1, 0, 9, 0}),
		bytes.HasPrefix(head, []byte{2, 0, 9, 0}), bytes.HasPrefix(head, []byte{0x1F, 0x8B}):
		return true
	case len(head) > 44 && bytes.HasPrefix(head, []byte{1, 0, 0, 0}) && string(head[40:44]) == " EMF":
		return true
	}
	return bytes.Contains(head, []byte("<svg"))
}
