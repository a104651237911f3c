"""The habit of mirror sites that handle a page as GBK bytes and never as characters.

Four steps: simplified to traditional in cp936; a toned reading put after the two bytes of each key character wherever
they occur, also across two characters; cuts at byte pairs of punctuation, also across characters; each piece decoded by
itself, where an invalid pair gives one ``?`` and swallows both bytes. Private-use characters are then deleted.
"""

from __future__ import annotations

import random
import re

import opencc

from damage.noise import NARROW

_NOTED_KEYS = """
    業yè 發fā 區qū 創chuàng 優yōu 現xiàn 規guī 態tài 監jiān 鎮zhèn 鄉xiāng 環huán 穩wěn
    數shù 醫yī 統tǒng 協xié 節jié 聯lián 續xù 養yǎng 據jù 執zhí 戰zhàn 衛wèi 設shè
    產chǎn 農nóng 領lǐng 導dǎo 質zhì 術shù 學xué 關guān 應yīng 權quán 內nèi 復fù 實shí
    經jīng 濟jì 項xiàng 機jī 標biāo 務wù 認rèn 堅jiān 隊duì 轉zhuǎn 階jiē 級jí 會huì
    報bào 對duì 過guò 來lái 國guó 問wèn 進jìn 觀guān 話huà 聽tīng 無wú 當dāng
"""
READINGS = {entry[0]: entry[1:] for entry in _NOTED_KEYS.split()}
KEY_SETS = {
    "small": "".join(READINGS)[:25],
    "middle": "".join(READINGS)[:38],
    "large": "".join(READINGS)[:51],
    "whole": "".join(READINGS),
}
CUTS = re.compile(b"|".join(map(re.escape, (sign.encode("gbk") for sign in "。！？；，、"))))


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
