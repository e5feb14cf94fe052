"""Pictures of every screen, drawn by the real program with canned data."""
