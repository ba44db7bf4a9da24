"""The words by which pages call what is not the article, and the names that their markup gives it.

Texts are compared by ``text.fold`` without the punctuation at their ends. Collected from WordPress' Arabic
translation, from news pages in six languages, and from what readers complained of.
"""

from __future__ import annotations

import re
from functools import cache

from reader.text.fold import fold

_RELATED = """
    مقالات ذات صلة|مواضيع ذات صلة|موضوعات ذات صلة|أخبار ذات صلة|مواد ذات صلة|ذات صلة|اقرأ أيضا|إقرأ أيضا|اقرأ المزيد
    اقرأ كذلك|اقرأ أيضا على موقعنا|اقرأوا أيضا|طالع أيضا|طالع المزيد|شاهد أيضا|شاهد المزيد|قد يهمك|قد يهمك أيضا
    قد يعجبك أيضا|ربما يعجبك أيضا|ربما يهمك|مقترحات|مقالات مقترحة|مواضيع متعلقة|أخبار متعلقة|مقالات أخرى|مواضيع أخرى
    أخبار أخرى|المزيد|المزيد من الأخبار|المزيد حول هذه القصة|المزيد في هذا القسم|الأكثر قراءة|الأكثر مشاهدة
    الأكثر تداولا|آخر الأخبار|أحدث الأخبار|أهم الأخبار|اخترنا لك|اخترنا لكم|من الموقع|روابط ذات صلة|تابع أيضا
    نرشح لك|المقال السابق|المقال التالي|الخبر السابق|الخبر التالي|السابق|التالي|تصفح المقالات|من نفس القسم
    موضوعات متعلقة|مواضيع مشابهة|مطالب مرتبط|بیشتر بخوانید|همچنین بخوانید|بیشتر بدانید|خبرهای مرتبط|اخبار مرتبط
    پیشنهاد ما|پربازدیدترین|پربیننده ترین|آخرین اخبار|مطالب پیشنهادی|این مطلب را هم بخوانید|در همین زمینه
    لینک مطالب مرتبط|متعلقہ خبریں|مزید پڑھیں|یہ بھی پڑھیں|مزید خبریں|تازہ ترین|مقبول ترین|כתבות נוספות|כתבות קשורות
    קראו גם|לקריאה נוספת|עוד בנושא|אולי יעניין אותך|הנצפות ביותר|המומלצים|עוד כתבות|related|related articles
    related stories|related news|related posts|related topics|related content|read more|read also|read next
    more stories|more from|more news|more on this story|most read|most popular|latest news|you may also like
    you might also like|recommended|recommended for you|trending|trending now|top stories|also read|see also
    keep reading|previous|next|previous post|next post|previous article|next article|post navigation|up next
    don't miss
"""
_OTHER = """
    شارك|شاركها|شارك هذا المقال|شارك المقال|شارك الخبر|شارك عبر|مشاركة|شاركنا رأيك|شارك برأيك|نشر
    طباعة|أرسل إلى صديق|حفظ
    نسخ الرابط|تم نسخ الرابط|حجم الخط|استمع|استماع|أضف تعليقا|اترك تعليقا|أضف تعليق|اكتب تعليقا|التعليقات|تعليقات
    تعليق|تعليقات القراء|لا توجد تعليقات|لن يتم نشر عنوان بريدك الإلكتروني|الحقول الإلزامية مشار إليها بـ|إلغاء الرد
    إرسال التعليق|التعليق|الاسم|البريد الإلكتروني|الموقع الإلكتروني|وسوم|الوسوم|الكلمات المفتاحية|كلمات دلالية
    كلمات مفتاحية|الكلمات الدلالية|تاجز|زر الذهاب إلى الأعلى|الذهاب إلى الأعلى|العودة إلى الأعلى|إلى الأعلى
    أعلى الصفحة|النشرة البريدية|النشرة الإخبارية|اشترك في نشرتنا|اشترك|اشترك الآن|تابعنا|تابعنا على|تابعونا
    تابعونا على|إعلان|إعلانات|إعلان ممول|الرئيسية|القائمة|بحث|اشتراك|تسجيل الدخول|سياسة الخصوصية|شروط الاستخدام
    جميع الحقوق محفوظة|المصدر|مصدر الصورة|موافق|قبول الكل|رفض الكل|برچسب ها|برچسب‌ها|کلیدواژه ها|کلیدواژه‌ها|نظر شما
    ارسال نظر|نظرات|دیدگاه ها|دیدگاه‌ها|ارسال دیدگاه|اشتراک گذاری|اشتراک‌گذاری|کد خبر|کپی لینک|لینک کوتاه|خبرنامه
    عضویت در خبرنامه|تبلیغات|انتهای پیام|بازگشت به بالا|شیئر کریں|تبصرے|تبصرہ کریں|اشتہار|ٹیگز|שתפו|שתף|תגובות|תגיות
    הוספת תגובה|הירשמו לניוזלטר|פרסומת|חזרה למעלה|הרשמה לניוזלטר|share|share this|share this article
    share this story|share on|tweet|email|print|copy link|link copied|save|listen|comments|leave a comment
    leave a reply|post a comment|add a comment|view comments|tags|topics|filed under|newsletter
    sign up for our newsletter|subscribe|subscribe now|follow us|advertisement|sponsored|back to top|scroll to top
    top|cookie policy|accept all|accept cookies|reject all|your email address will not be published|sign in|log in
    menu|search|about the author|article information|table of contents|skip to content
"""
_BEGINNINGS_RELATED = """
    اقرأ أيضا|إقرأ أيضا|اقرأ المزيد|اقرأ كذلك|طالع أيضا|شاهد أيضا|قد يهمك أيضا|للمزيد|لقراءة المزيد|بیشتر بخوانید
    همچنین بخوانید|مزید پڑھیں|یہ بھی پڑھیں|קראו גם|עוד בנושא|read more|read also|also read|see also|related:
"""
_BEGINNINGS_OTHER = """
    لمتابعة آخر الأخبار|تابعوا أخبار|تابع آخر الأخبار|تابعونا على|تابعنا على|انضموا إلى قناة|انضم إلى قناة|حمل تطبيق
    حملوا تطبيق|لن يتم نشر عنوان بريدك|تعليقك (لن|الحقول الإلزامية|جميع الحقوق محفوظة|نستخدم ملفات تعريف الارتباط
    يستخدم هذا الموقع ملفات|للتواصل مع الكاتب|ظهرت المقالة|وسوم|الوسوم|الكلمات المفتاحية|کد خبر|انتهای پیام|برچسب ها
    عضو کانال|اس خبر کو شیئر|הירשמו ל|הצטרפו ל|sign up for|sign up to|follow us on|download our app
    your email address will not|this site uses cookies|we use cookies|this website uses cookies|all rights reserved
    tags:|filed under|already a subscriber|support our journalism|contact the newsroom|send a reply by
    اشترك في نشرتنا|اشترك في النشرة|اشترك في قناتنا|اشتركوا في قناتنا|للاشتراك في النشرة|للاشتراك في نشرتنا
    تخطى إلى المحتوى|يمكنكم متابعة آخر|ما را در اینستاگرام|ما را در تلگرام|subscribe to continue|subscribe to read
    subscribe to our|subscribe to receive|join our newsletter|join our channel|join our telegram|join our whatsapp
    click here to subscribe|click here to read|click here to sign|share this article|share this story
    by signing up you
"""
_POLICIES = """
    ملفات تعريف الارتباط|ملفات الارتباط|سياسة الخصوصية|سياستنا المتعلقة|إرشادات الاستخدام|لا تعبر عن رأي
    لا تعبر بالضرورة|تخضع التعليقات|مراجعة التعليقات|شروط الاستخدام|قوانین نشر نظرات|نظرات حاوی|ملفات الكوكيز
    cookie policy|privacy policy|terms of use|terms of service|use of cookies|community guidelines|comment policy
    do not necessarily reflect
"""
_TOKENS_RELATED = """
    related relatedposts jp-relatedposts recommended recommendations readmore read-more also-read more-news
    more-stories read-also inline-related most-read most-popular popular-posts trending post-navigation nav-links
    next-post prev-post post-nav article-nav similar suggested outbrain taboola yarpp
"""
_TOKENS_OTHER = """
    webmention webmentions comment comments comment-respond comment-form commentlist comments-area respond disqus
    share shares sharing sharedaddy share-bar share-buttons social social-share social-links addtoany a2a addthis
    newsletter subscribe subscription signup cookie cookies consent gdpr breadcrumb breadcrumbs tags tag-list
    tagcloud post-tags entry-tags tag-links cat-links go-to-top back-to-top scroll-top to-top screen-reader-text
    visually-hidden sr-only modal popup overlay ad ads advert advertisement advertising banner sponsored promo
    podcast-promo paywall toolbar print author-box author-bio about-author sidebar side-bar widget widget-area
    masthead site-header site-footer main-nav navbar menu skip-link rating votes post-views entry-footer
"""


@cache
def _lines(text: str) -> frozenset[str]:
    return frozenset(key(part) for line in text.strip().splitlines() for part in line.split("|"))


@cache
def _beginnings(text: str) -> tuple[str, ...]:
    return tuple(map(_words, _lines(text)))


@cache
def _tokens(text: str) -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, text.split()), key=len, reverse=True))
    return re.compile(
        rf"(?:.*[-_])?(?:{names})(?:[-_](?:box|wrap|wrapper|list|block|area|section|container|bar|\d+).*)?"
    )


_LONGEST = 200
_ENDS = " \t:：.,،؛;!؟?…-–—|»«\"'()[]*+←→›‹>#"


def key(text: str) -> str:
    """What two writings of one label have in common."""
    return fold(text).strip(_ENDS)


def is_related(text: str) -> bool:
    """Whether ``text`` is what stands over links to other articles."""
    return key(text) in _lines(_RELATED)


def is_label(text: str) -> bool:
    """Whether ``text`` is a label, or a button, of the page."""
    return key(text) in _lines(_OTHER) or is_related(text)


def begins_related(text: str) -> bool:
    """Whether ``text`` begins as a link to another article does."""
    return _words(text).startswith(_beginnings(_BEGINNINGS_RELATED))


def begins_furniture(text: str) -> bool:
    """Whether ``text`` begins as a notice of the page's does."""
    return _words(text).startswith(_beginnings(_BEGINNINGS_OTHER))


def _words(text: str) -> str:
    """The beginning of ``text``, as far as any label goes, a blank after each word whatever punctuation there is."""
    return " ".join(re.findall(r"\w+", key(text[:_LONGEST]))) + " "


def speaks_of_page(text: str) -> bool:
    """Whether ``text`` speaks of cookies, privacy, or the rules of commenting."""
    said = fold(text)
    return any(phrase in said for phrase in _lines(_POLICIES))


def names_related(name: str) -> bool:
    """Whether a class or id is one of links to other articles."""
    return _means(name, _TOKENS_RELATED)


def names_furniture(name: str) -> bool:
    """Whether a class or id is one of what is not the article."""
    return _means(name, _TOKENS_OTHER) or names_related(name)


def _means(name: str, tokens: str) -> bool:
    """``entry-content no-share`` says that there is nothing to share: such names count for nothing."""
    name = name.lower()
    return not name.startswith(("no-", "has-", "with-", "is-", "hide-")) and bool(_tokens(tokens).fullmatch(name))
