"""How fast text becomes rows: ``python tests/bench/text.py``.

Everything is measured in one run, as processor time, the best of several: our layout with cold and with warm caches,
wrapping again at another width, headlines; and for comparison the same rows, one after the other, through
``get_display(reshape(row))``, which is wrong but usual, and through libfribidi, when it is installed.
"""

from __future__ import annotations

import random
import runpy
import time
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

import arabic_reshaper
from bidi import get_display

from reader.models import Direction
from reader.text import bidi, cells, fold, row, shape, words
from reader.text.blocks import Block, Blocks, Kind
from reader.text.html import to_blocks
from reader.text.page import prepare
from reader.text.row import fit

_STEMS = """
حكومة رئيس مدينة خبر عاجل وزارة صحة تعليم اقتصاد سوق دولة منطقة شمال جنوب حديقة ماء كهرباء مستشفى مدرسة جامعة طالب معلم
كتاب قلم باحث دراسة نتيجة تقرير بيان مصدر وكالة صحيفة مجلس نائب قانون قرار اجتماع جلسة خطة مشروع شركة عامل إنتاج زراعة
قمح نفط غاز سعر دولار مليون نسبة معدل ارتفاع انخفاض شهر سنة يوم أسبوع صباح مساء ليل شتاء صيف مطر حرارة طقس بحر نهر جبل
طريق جسر قطار مطار ميناء سفينة سيارة شاحنة حادث ضحية شرطة جيش حدود سلام حرب اتفاق مفاوضات مبادرة زيارة وفد سفير لقاء
رياضة فريق مباراة هدف لاعب مدرب بطولة جمهور ملعب فوز خسارة تعادل فن مسرح فيلم ممثل مخرج مهرجان جائزة موسيقى أغنية لوحة
علم تقنية هاتف حاسوب شبكة برنامج بيانات ذكاء فضاء قمر كوكب تلسكوب طب دواء لقاح مرض علاج طبيب قلب دماغ غذاء رياضي صغير
كبير جديد قديم طويل قصير سريع بطيء قال أعلن أكد أضاف أوضح ذكر كشف بدأ انتهى وصل غادر شارك حضر افتتح أطلق واجه حقق بلغ
""".split()
_SMALL = (
    "في من على إلى عن أن إن لا ما هذا هذه الذي التي كان كانت قد لم لن بعد قبل خلال بين مع حول أو ثم كما حيث وقد".split()
)
_BEFORE = ("", "", "ال", "ال", "و", "وال", "ب", "بال", "لل", "ل", "ف", "ك")
_AFTER = ("", "", "", "ة", "ات", "ين", "ون", "ه", "ها", "هم", "ي")
_CHARACTERS = 100_000
_WIDTH, _OTHER_WIDTH, _HEADLINE = 72, 60, 60


def paragraphs(chance: random.Random) -> list[str]:
    """Arabic news prose: few words often and many seldom, with numbers, quotations and names in between."""
    types = [before + stem + after for stem in _STEMS for before in _BEFORE for after in _AFTER]
    chance.shuffle(types)
    weights = list(accumulate(1 / (rank + 20) for rank in range(len(types))))
    result: list[str] = []
    while sum(map(len, result)) < _CHARACTERS:
        drawn = chance.choices(types, cum_weights=weights, k=chance.randint(30, 90))
        result.append(" ".join(_with_company(word, chance) for word in drawn) + ".")
    return result


def _with_company(word: str, chance: random.Random) -> str:
    draw = chance.random()
    if draw < 0.25:
        return f"{chance.choice(_SMALL)} {word}"
    if draw < 0.32:
        return f"{word}،"
    if draw < 0.35:
        return f"«{word}»"
    if draw < 0.38:
        return f"{word} {chance.randint(2, 3000)}"
    return f"{word} (BBC News)" if draw < 0.385 else word


def best(work: Callable[[], object], times: int = 5, before: Callable[[], None] = lambda: None) -> float:
    """Seconds of processor time, the best of several goes."""
    found = []
    for _ in range(times):
        before()
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)


def forget() -> None:
    """Empty every cache that a first layout would find empty."""
    words._kept.cache_clear()
    row._fit.cache_clear()
    for kept in (shape._TYPES, shape._GLYPHS, bidi._CLASSES, cells._WIDTHS, fold._TABLE):
        kept.clear()


def show(name: str, seconds: float, characters: int, note: str = "") -> None:
    """A row of the table."""
    print(f"{name:<44}{seconds * 1e3:>10.1f} ms{characters / seconds / 1e6:>9.2f} Mchar/s  {note}")


def main() -> None:
    """Print the table."""
    chance = random.Random(1)
    texts = paragraphs(chance)
    size = sum(map(len, texts))
    types = len(set(" ".join(texts).split()))
    print(f"{len(texts)} paragraphs, {size} characters, {types} different words\n")
    blocks: Blocks = tuple(Block(Kind.PARAGRAPH, text) for text in texts)
    html = "".join(f"<p>{text}</p>" for text in texts)
    page = prepare(blocks, language="ar")
    plain_rows = [_logical(text) for text in texts]

    plain = best(lambda: [get_display(arabic_reshaper.reshape(line)) for lines in plain_rows for line in lines], 3)
    first = best(lambda: prepare(blocks, language="ar").lines(_WIDTH), before=forget)
    again = best(lambda: page.lines(_OTHER_WIDTH))
    show("reading HTML into blocks", best(lambda: to_blocks(html)), size)
    show("first layout, cold caches", first, size, f"{plain / first:.1f} times as fast as the plain calls")
    show("layout, warm caches", best(lambda: prepare(blocks, language="ar").lines(_WIDTH)), size)
    show("wrapping again at another width", again, size, f"{first / again:.1f} times as fast as the first layout")
    show("folding for search", best(lambda: [fold.fold(text) for text in texts]), size)
    show("plain get_display(reshape(row)), row by row", plain, size)
    _fribidi(texts, size)
    _headlines(texts, chance)


def _logical(text: str) -> list[str]:
    """The rows of a paragraph in logical order, cut where a plain wrapper would."""
    rows, line = [], ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > _WIDTH:
            rows.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*rows, line]


def _fribidi(texts: list[str], size: int) -> None:
    make = runpy.run_path(str(Path(__file__).parents[1] / "text" / "golden" / "make.py"))
    try:
        make["_library"]()
    except OSError:
        print("libfribidi: not installed")
        return

    def work() -> None:
        for text in texts:
            shaped, at = make["Shaped"](text), 0
            for line in _logical(text):
                shaped.row(at, at + len(line))
                at += len(line) + 1

    show("libfribidi through ctypes, by paragraphs", best(work, 3), size)


def _headlines(texts: list[str], chance: random.Random) -> None:
    pool = [word for text in texts for word in text.split(" ")]
    titles = [" ".join(chance.choices(pool, k=chance.randint(6, 14))) for _ in range(10_000)]
    size = sum(map(len, titles))
    print()
    show("10,000 headlines, cold caches", best(lambda: _fit_all(titles), 3, forget), size)
    forget()
    _fit_all(titles[40:4_000])
    screen = best(lambda: _fit_all(titles[:40]), 5, row._fit.cache_clear)
    show("one screen of 40 headlines, not seen before", screen, sum(map(len, titles[:40])))
    kept = best(lambda: _fit_all(titles[:40]))
    show("the same screen again", kept, sum(map(len, titles[:40])))


def _fit_all(titles: list[str]) -> None:
    for title in titles:
        fit(title, _HEADLINE, direction=Direction.RTL)


if __name__ == "__main__":
    main()
