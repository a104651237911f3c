"""Taiwan wording on mirrors that convert words and not only characters: 網際網路 for 互联网, 最佳化 for 优化.

Only words that no mainland text uses, and only where two of them meet in a traditional document.
"""

from __future__ import annotations

import re

from taizhang.reading.repair.edits import Edited, substitute
from taizhang.reading.repair.script import is_traditional

WORDS = {
    "網際網路": "互聯網", "行動網路": "移動網絡", "物聯網路": "物聯網絡", "網路": "網絡", "最佳化": "優化", "入口網站": "門戶網站", "程式": "程序",
    "軟體": "軟件", "硬體": "硬件", "資料庫": "數據庫", "大資料": "大數據", "雲端運算": "雲計算", "人工智慧": "人工智能", "智慧型手機": "智能手機",
    "積體電路": "集成電路", "半導體晶片": "半導體芯片", "晶片": "芯片", "數位化": "數字化", "數位經濟": "數字經濟", "資訊化": "信息化",
    "資訊科技": "信息技術", "機器人學": "機器人", "奈米": "納米", "雷射": "激光", "計程車": "出租車", "捷運": "地鐵",
}  # fmt: skip
EXAMPLES = {"加快網際網路應用，最佳化營商環境": "加快互聯網應用，優化營商環境"}
NOT_THIS = ("加快网际网路应用", "最佳化營商環境，發展經濟")
_LEAST_KINDS = 2
_WORD = re.compile("|".join(sorted(WORDS, key=len, reverse=True)))


def step(text: str) -> Edited | None:
    """Put the mainland word, in traditional characters still."""
    if not ("網" in text or "資" in text or "體" in text) or not is_traditional(text):
        return None
    if len(set(_WORD.findall(text))) < _LEAST_KINDS:
        return None
    return substitute(text, _WORD, lambda word: WORDS[word[0]])
