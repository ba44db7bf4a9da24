"""A well-formed feed of the usual kind, read at the speed of libxml2; for anything else there is feedparser. Pure.

RSS 0.91 to 2.0, RSS 1.0 and Atom 1.0, as what feedparser makes of them: only what entries are made from, but that to
the letter, with its rules for what stands twice, is called plain and is not, or went through a wrong encoding. The
first thing whose meaning is not written down here ends the reading, and nothing is lost but its time.
"""
