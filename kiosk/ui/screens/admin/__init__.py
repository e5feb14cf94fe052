"""The administrator's pages, one file a page; the desk knows only that an administrator is there."""
