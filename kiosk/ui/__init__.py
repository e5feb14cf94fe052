"""The screens of the kiosk. Import `kiosk.ui.boot` and call it before anything else of Kivy."""
