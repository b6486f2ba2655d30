#!/usr/bin/env python3
"""Makes the typefaces of this folder from those that they come from; see 说明.md.

    pip install fonttools==4.66.1
    python3 制作.py FANDOL NOTO BABELSTONE UNIHAN OUT

FANDOL, NOTO, BABELSTONE and UNIHAN are folders: the .otf files of Fandol 0.3, the npm packages
@expo-google-fonts/noto-{serif,sans}-sc and noto-sans-symbols-2, BabelStoneHan.ttf, and the Unihan_*.txt
files of Unicode 15.0. The same files give the same bytes.
"""
import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

FANDOL, NOTO, BABELSTONE, UNIHAN, OUT = map(Path, sys.argv[1:6])

# Only in old dictionaries and inscriptions, not in names of people and places.
DICTIONARIES = ("GKX", "GHZ", "GZJW")
# In names, and in no list of characters for them: 吉 as some families write it, the noodles of Shaanxi.
KNOWN = set(map(ord, "𠮷𰻝𰻞"))
# Halved and joined punctuation, halved digits, combining marks.
FEATURES = ["halt", "chws", "hwid", "mark", "ccmp"]
# Thousandths of an em that an outline may be off when its cubic curves become quadratic ones.
MOST_OFF = 2.0


def unihan(file: str, key: str) -> dict[int, str]:
    lines = (UNIHAN / file).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line.startswith("U+"))
    return {int(code[2:], 16): value for code, name, value in rows if name == key}


def is_han(code: int) -> bool:
    return 0x3400 <= code <= 0x4DBF or 0x4E00 <= code <= 0x9FFF or 0x20000 <= code <= 0x3FFFF


def characters(path: Path) -> set[int]:
    """Without controls and private use, which some faces give the glyph of another character."""
    return {code for code in TTFont(path).getBestCmap()
            if code >= 0x20 and not 0x7F <= code < 0xA0 and not 0xE000 <= code < 0xF900}


def to_truetype(font: TTFont) -> None:
    """Outlines as TrueType has them: browsers print others as Type 3, glyph by glyph."""
    order, glyphs, outlines = font.getGlyphOrder(), font.getGlyphSet(), {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, MOST_OFF, reverse_direction=True))
        outlines[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, outlines
    del font["CFF "]
    maxp, post = font["maxp"], font["post"]
    maxp.tableVersion, maxp.maxZones = 0x00010000, 1
    for name in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements",
                 "SizeOfInstructions", "ComponentElements"):
        setattr(maxp, f"max{name}", 0)
    post.formatType, post.extraNames, post.mapping = 3.0, [], {}
    font.sfntVersion = "\x00\x01\x00\x00"


def make(source: Path, name: str, wanted: set[int], family: str = "") -> None:
    """@param family its name where the source's is shared with another weight: a style sheet names each face"""
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs, options.name_languages = [0, 1, 2, 3, 4, 5, 6, 13, 14], [0x409]
    options.drop_tables += ["vhea", "vmtx", "VORG", "DSIG", "BASE", "meta", "STAT"]
    font = TTFont(source, recalcTimestamp=False)
    cut = subset.Subsetter(options)
    cut.populate(unicodes=wanted)
    cut.subset(font)
    if "CFF " in font:
        to_truetype(font)
    if family:
        for number, text in ((1, family), (2, "Regular")):
            font["name"].setName(text, number, 3, 1, 0x409)
        font["head"].macStyle = 0
        font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x21 | 0x40
    font["name"].setName(f"{font['name'].getDebugName(5)}; changed for gongkai 2026-11: see 说明.md", 5, 3, 1, 0x409)
    font.save(OUT / f"{name}.ttf")
    print(name, len(font.getBestCmap()), (OUT / f"{name}.ttf").stat().st_size)


serif = NOTO / "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf"
fandol = characters(FANDOL / "FandolFang-Regular.otf")
standard = set(unihan("Unihan_OtherMappings.txt", "kTGH"))
sources = unihan("Unihan_IRGSources.txt", "kIRG_GSource")
elsewhere = set(unihan("Unihan_IRGSources.txt", "kIRG_HSource")) | set(
    unihan("Unihan_IRGSources.txt", "kIRG_JSource"))
in_names = {code for code, source in sources.items() if not source.startswith(DICTIONARIES)}

# 通用规范汉字表 and what is set beside it: letters, punctuation, numbers, units, boxes.
common = fandol | standard | {
    code for first, last in ((0x20, 0x17F), (0x2000, 0x206F), (0x2100, 0x22FF), (0x2460, 0x25FF),
                             (0x3000, 0x303F), (0x3200, 0x33FF), (0xFF00, 0xFFEF))
    for code in range(first, last + 1)}
plain = characters(serif)
kept = {code for code in plain if not 0x3400 <= code <= 0x4DBF or code in in_names | standard}

make(FANDOL / "FandolFang-Regular.otf", "FandolFang-Regular", fandol)
make(FANDOL / "FandolKai-Regular.otf", "FandolKai-Regular", fandol)
make(serif, "NotoSerifSC-Regular", kept)
make(NOTO / "noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf", "NotoSerifSC-Bold", common, "Noto Serif SC Bold")
make(NOTO / "noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf", "NotoSansSC-Medium", common)
make(NOTO / "noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf", "NotoSansSymbols2-Regular",
     set(range(0x2190, 0x2C00)))
rare = {code for code in in_names | elsewhere | KNOWN if is_han(code) and code not in kept}
make(BABELSTONE / "BabelStoneHan.ttf", "BabelStoneHan-Rare", rare)
