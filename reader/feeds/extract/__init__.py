"""From a saved page to its article. Pure, but for ``worker``, which keeps a time limit."""
