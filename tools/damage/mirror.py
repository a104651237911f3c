"""The habit of mirror sites that handle a page as GBK bytes and never as characters.

Four steps: simplified to traditional in cp936; a toned reading put after the two bytes of each key character wherever
they occur, also across two characters; cuts at byte pairs of punctuation, also across characters; each piece decoded by
itself, where an invalid pair gives one ``?`` and swallows both bytes. Private-use characters are then deleted.
"""

from __future__ import annotations

import random
import re

import opencc

READINGS = dict(
    pair.split(":")
    for pair in [
        "業:yè",
        "發:fā",
        "區:qū",
        "創:chuàng",
        "優:yōu",
        "現:xiàn",
        "規:guī",
        "態:tài",
        "監:jiān",
        "鎮:zhèn",
        "鄉:xiāng",
        "環:huán",
        "穩:wěn",
        "數:shù",
        "醫:yī",
        "統:tǒng",
        "協:xié",
        "節:jié",
        "聯:lián",
        "續:xù",
        "養:yǎng",
        "據:jù",
        "執:zhí",
        "戰:zhàn",
        "衛:wèi",
        "設:shè",
        "產:chǎn",
        "農:nóng",
        "領:lǐng",
        "導:dǎo",
        "質:zhì",
        "術:shù",
        "學:xué",
        "關:guān",
        "應:yīng",
        "權:quán",
        "內:nèi",
        "復:fù",
        "實:shí",
        "經:jīng",
        "濟:jì",
        "項:xiàng",
        "機:jī",
        "標:biāo",
        "務:wù",
        "認:rèn",
        "堅:jiān",
        "隊:duì",
        "轉:zhuǎn",
        "階:jiē",
        "級:jí",
        "會:huì",
        "報:bào",
        "對:duì",
        "過:guò",
        "來:lái",
        "國:guó",
        "問:wèn",
        "進:jìn",
        "觀:guān",
        "話:huà",
        "聽:tīng",
        "無:wú",
        "當:dāng",
    ]
)
KEY_SETS = {
    "small": "".join(READINGS)[:25],
    "middle": "".join(READINGS)[:38],
    "large": "".join(READINGS)[:51],
    "whole": "".join(READINGS),
}
CUTS = re.compile(b"|".join(map(re.escape, (sign.encode("gbk") for sign in "。！？；，、"))))
NARROW = str.maketrans("，！？；：（）", ",!?;:()")


def mirror(text: str, keys: str, *, cut: float, seed: int, narrow: bool = True) -> str:
    """What such a site makes of a clean simplified `text`: each punctuation byte pair is cut at with chance `cut`.

    `narrow` also writes ，！？；：（） as ASCII, as some of the sites do.
    """
    data = annotate(opencc.OpenCC("s2t").convert(text).encode("gbk", "replace"), keys)
    page = "".join(decode(piece) for piece in pieces(data, cut, random.Random(seed)))
    page = re.sub("[\ue000-\uf8ff]", "", page)
    return page.translate(NARROW) if narrow else page


def annotate(data: bytes, keys: str) -> bytes:
    """Put the toned reading in brackets after the bytes of each of `keys`, wherever those bytes stand."""
    notes = {key.encode("gbk"): f"({READINGS[key]})".encode("gbk") for key in keys}
    return re.sub(b"|".join(map(re.escape, notes)), lambda found: found[0] + notes[found[0]], data)


def pieces(data: bytes, chance: float, rng: random.Random) -> list[bytes]:
    """Cut before and after some of the byte pairs that look like punctuation."""
    cuts = [at for found in CUTS.finditer(data) if rng.random() < chance for at in found.span()]
    return [data[start:end] for start, end in zip([0, *cuts], [*cuts, len(data)], strict=True)]


def decode(piece: bytes) -> str:
    """Read bytes as cp936 the way those sites do; pairs without a character give a private-use one (U+E000)."""
    out, at = [], 0
    while at < len(piece):
        lead, pair = piece[at], piece[at : at + 2]
        if lead < 0x81:
            out.append("€" if lead == 0x80 else chr(lead))
            at += 1
            continue
        if len(pair) < 2 or not (0x40 <= pair[1] <= 0xFE) or pair[1] == 0x7F or lead == 0xFF:
            out.append("?")
        else:
            out.append(_character(pair))
        at += 2
    return "".join(out)


def _character(pair: bytes) -> str:
    try:
        return pair.decode("gbk")
    except UnicodeDecodeError:
        return "\ue000"
