"""Qari: a terminal reader for news feeds in which Arabic is right.

The house, from the roof down; every import points down (``pyproject.toml`` holds the contracts)::

    cli/              the commands; builds the house and picks a front end
    ui/     demo/     the screen (Textual)  |  sample feeds and the loopback server that serves them
    export.py         articles and lists of feeds as files for other programs
    article.py        what an article shows, as blocks  |  layout.py  the settings, as the text engine takes them
    health.py         what is wrong with a feed, in words  |  rules.py  what a rule does, in words
    library.py        the one door: refresh, entries, article, mark, search  |  doors/  its parts
    sync/             decide, choose and schedule (pure), and the pipelines: fetch, parse, decide, store
    feeds/  store/    the only socket, pure parsers  |  SQLite, plain SQL
    text/  config/  i18n/   layout of text (pure)  |  settings and places  |  the catalogues
    terminal/  pictures/    what the terminal is and can do  |  pictures for it
    files.py          files that somebody names
    errors.py
    events.py         what happens while feeds, pages and pictures are fetched
    asking.py         the frozen values that travel when something is asked for
    models.py         those that are stored and shown  |  margin.py, rule.py  those that a reader writes
"""

__version__ = "0.1.0"
