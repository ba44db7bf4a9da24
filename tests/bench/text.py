"""How fast text becomes rows: ``python tests/bench/text.py``.

Everything is measured in one run, as processor time, the best of several rounds in which all take turns: our layout
with cold and with warm caches, wrapping again at another width, headlines; and for comparison the same rows, one after
the other, through ``get_display(reshape(row))``, which is wrong but usual, and whole paragraphs through libfribidi,
when it is installed. A layout ends with the text of every row; wrapping again, with the rows of one screen.
"""

from __future__ import annotations

import ctypes
import random
import runpy
import time
from collections.abc import Callable, Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any

import arabic_reshaper
from bidi import get_display

from reader.models import Direction
from reader.text import bidi, cells, fold, row, shape, words
from reader.text.blocks import Block, Blocks, Kind
from reader.text.html import to_blocks
from reader.text.lines import Line
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
_WIDTH, _OTHER_WIDTH, _HEADLINE, _SCREEN = 72, 60, 60, 50
_ROUNDS = 7

Work = Callable[[], object]


def paragraphs(chance: random.Random, types: list[str]) -> list[str]:
    """Arabic news prose: few words often and many seldom, with numbers, quotations and names in between."""
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


def race(works: Mapping[str, Work | tuple[Work, Work]], rounds: int = _ROUNDS) -> dict[str, float]:
    """Seconds of processor time, the best of several rounds; of two works the first is done before, unmeasured."""
    best = dict.fromkeys(works, float("inf"))
    for _ in range(rounds):
        for name, work in works.items():
            before, measured = work if isinstance(work, tuple) else (None, work)
            if before:
                before()
            began = time.process_time()
            measured()
            best[name] = min(best[name], time.process_time() - began)
    return best


def forget() -> None:
    """Empty every cache that a first layout would find empty."""
    words._kept.cache_clear()
    words._kept_starts.cache_clear()
    row._fit.cache_clear()
    for kept in (shape._TYPES, shape._GLYPHS, bidi._CLASSES, cells._WIDTHS, fold._TABLE):
        kept.clear()


def show(name: str, seconds: float, characters: int, note: str = "") -> None:
    """A row of the table."""
    print(f"{name:<44}{seconds * 1e3:>10.1f} ms{characters / seconds / 1e6:>9.2f} Mchar/s  {note}")


def drawn(lines: tuple[Line, ...]) -> list[str]:
    """The text of rows, which puts them in order."""
    return [line.text for line in lines]


def main() -> None:
    """Print the table."""
    chance = random.Random(1)
    types = [before + stem + after for stem in _STEMS for before in _BEFORE for after in _AFTER]
    chance.shuffle(types)
    texts, others = paragraphs(chance, types), paragraphs(chance, types)
    size = sum(map(len, texts))
    print(f"{len(texts)} paragraphs, {size} characters, {len(set(' '.join(texts).split()))} different words\n")
    blocks: Blocks = tuple(Block(Kind.PARAGRAPH, text) for text in texts)
    html = "".join(f"<p>{text}</p>" for text in texts)
    page = prepare(blocks, language="ar")
    plain_rows = [row for text in texts for row in _logical(text)]

    def layout() -> None:
        drawn(prepare(blocks, language="ar").lines(_WIDTH))

    def read_others() -> None:
        forget()
        prepare(tuple(Block(Kind.PARAGRAPH, text) for text in others), language="ar").lines(_WIDTH)

    works: dict[str, Work | tuple[Work, Work]] = {
        "reading HTML into blocks": lambda: to_blocks(html),
        "first layout, cold caches": (forget, layout),
        "first layout, another article read before": (read_others, layout),
        "wrapping again at another width": lambda: drawn(page.lines(_OTHER_WIDTH)[:_SCREEN]),
        "the same, all rows drawn": lambda: drawn(page.lines(_OTHER_WIDTH)),
        "folding for search": lambda: [fold.fold(text) for text in texts],
        "plain get_display(reshape(row)), row by row": lambda: [
            get_display(arabic_reshaper.reshape(row)) for row in plain_rows
        ],
    }
    if (fribidi := _fribidi()) is not None:
        works["libfribidi through ctypes"] = lambda: [fribidi(text, _logical(text)) for text in texts]
    best = race(works)
    first, plain = best["first layout, cold caches"], best["plain get_display(reshape(row)), row by row"]
    for name, seconds in best.items():
        show(name, seconds, size, f"plain: {plain / seconds:.1f}, first layout: {first / seconds:.1f} times as long")
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


def _fribidi() -> Callable[[str, list[str]], list[str]] | None:
    """A paragraph through libfribidi, once, and then each of its rows; no Python loop over characters. None: no such
    library is installed."""
    make = runpy.run_path(str(Path(__file__).parents[1] / "text" / "golden" / "make.py"))
    try:
        library: Any = make["_library"]()
    except OSError:
        print("libfribidi: not installed")
        return None

    def work(text: str, rows: list[str]) -> list[str]:
        size = len(text)
        points = (ctypes.c_uint32 * size).from_buffer_copy(text.encode("utf-32-le"))
        types, brackets = (ctypes.c_uint32 * size)(), (ctypes.c_uint32 * size)()
        levels, joining = (ctypes.c_int8 * size)(), (ctypes.c_uint8 * size)()
        base = ctypes.c_uint32(make["_AUTO"])
        library.fribidi_get_bidi_types(points, size, types)
        library.fribidi_get_bracket_types(points, size, types, brackets)
        library.fribidi_get_par_embedding_levels_ex(types, brackets, size, ctypes.byref(base), levels)
        library.fribidi_get_joining_types(points, size, joining)
        library.fribidi_join_arabic(types, size, levels, joining)
        library.fribidi_shape(make["_FLAGS"], levels, size, joining, points)
        places, at = [], 0
        for line in rows:
            library.fribidi_reorder_line(make["_FLAGS"], types, len(line), at, base, levels, points, None)
            places.append((at, at + len(line)))
            at += len(line) + 1
        shown = bytes(points).decode("utf-32-le")
        return [shown[start:end] for start, end in places]

    return work


def _headlines(texts: list[str], chance: random.Random) -> None:
    pool = [word for text in texts for word in text.split(" ")]
    titles = [" ".join(chance.choices(pool, k=chance.randint(6, 14))) for _ in range(10_000)]
    screen = titles[:40]
    print()

    def read_others() -> None:
        forget()
        _fit_all(titles[40:4_000])

    best = race(
        {
            "10,000 headlines, cold caches": (forget, lambda: _fit_all(titles)),
            "one screen of 40 headlines, not seen before": (read_others, lambda: _fit_all(screen)),
            "the same screen again": lambda: _fit_all(screen),
        },
        3,
    )
    for (name, seconds), shown in zip(best.items(), (titles, screen, screen), strict=True):
        show(name, seconds, sum(map(len, shown)))


def _fit_all(titles: list[str]) -> None:
    for title in titles:
        fit(title, _HEADLINE, direction=Direction.RTL)


if __name__ == "__main__":
    main()
