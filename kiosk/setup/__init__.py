"""The first start of a kiosk: what is asked, how it is checked, and what is written. No Kivy, no network."""
