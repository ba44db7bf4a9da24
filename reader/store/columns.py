"""What several queries select, as SQL."""

TITLE = "coalesce(nullif(feeds.own_title, ''), nullif(feeds.title, ''), feeds.url)"
"""What a feed is called: the user's name for it, or else the feed's, or else its address."""
LANGUAGE = "coalesce(nullif(feeds.own_language, ''), nullif(entries.language, ''), feeds.language)"
"""The language of an entry: the user's word for its feed's, or else its own, or else the feed's."""
