"""Parts of the one door (``reader.library``): each does one kind of thing with the store."""
